"""Pages on which a learner asks a source, follows her questions, and answers those put to her own cell."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from organisations.people.middleware import PersonRequest
from practices.inquiries import actions, rules
from practices.inquiries.forms import AnswerForm, QuestionForm
from practices.inquiries.models import Inquiry
from practices.inquiries.presenting import sentence_for
from practices.inquiries.queries import (
    MOST_LISTED,
    inquiries_to,
    own_inquiries,
    practice_to_ask_about,
)
from practices.inquiries.rules import Move

FOLDER = "practices/inquiries"
PLACE = {"place": "practices"}


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: PersonRequest, practice: str) -> HttpResponse:
    """A question about a practice. Nobody but the platform knows whose it is."""
    found = practice_to_ask_about(practice)
    if found is None or not request.person:
        raise Http404
    held = held_form(request)
    form = QuestionForm(request.POST or None, initial=held.dict() if held else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        let_go(request)
        try:
            made = actions.ask(
                practice=found,
                asker=request.person,
                text=form.cleaned_data["text"],
                now=timezone.now(),
                today=timezone.localdate(),
            )
        except actions.CannotDo as refusal:
            form.add_error(None, sentence_for(refusal))
            status = 409
        else:
            messages.success(request, _("Your question is sent. You are told here once it is answered."))
            return redirect("practices:inquiry", made.public_id)
    return render(
        request, f"{FOLDER}/ask.html", {"practice": found, "form": form, "held": held, **PLACE}, status=status
    )


@login_required
@never_cache
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """What she asked, and what others ask of the cell that she leads."""
    context = {
        "own": own_inquiries(request.person)[:MOST_LISTED],
        "to_her": inquiries_to(request.person, timezone.localdate())[:MOST_LISTED],
        **PLACE,
    }
    return render(request, f"{FOLDER}/mine.html", context)


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry(request: PersonRequest, inquiry: UUID) -> HttpResponse:
    """Her own question and what came of it; or one that her cell is to answer."""
    own = own_inquiries(request.person).filter(public_id=inquiry).first()
    if own and request.method != "POST":
        return render(request, f"{FOLDER}/inquiry.html", {"inquiry": own, **PLACE})
    to_her = get_object_or_404(inquiries_to(request.person, timezone.localdate()), public_id=inquiry)
    return _answer(request, to_her)


def _answer(request: PersonRequest, asked: Inquiry) -> HttpResponse:
    held = held_form(request)
    form = AnswerForm.to(asked, request.POST or held)
    status = 200
    if request.method == "POST":
        let_go(request)
        status = 422
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(
                inquiry=asked,
                text=form.cleaned_data["text"],
                by=cast(User, request.user),
                read=form.cleaned_data["read"],
                now=timezone.now(),
            )
        except actions.CannotDo as refusal:
            form.add_error(None, sentence_for(refusal))
            status = 409
        else:
            messages.success(request, _("Sent. The School reads your answer, then it goes to whoever asked."))
            return redirect("practices:my_inquiries")
    context = {
        "inquiry": asked,
        "form": form,
        "may_answer": rules.after(asked.state, Move.ANSWER) is not None,
        "held": held,
        **PLACE,
    }
    return render(request, f"{FOLDER}/answer.html", context, status=status)
