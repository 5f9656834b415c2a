"""Pages on which a secretary proposes a practice of her cell, and follows what becomes of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from organisations.people.middleware import PersonRequest
from practices.proposals import presenting
from practices.proposals.actions import (
    CannotDo,
    ChangedElsewhere,
    Incomplete,
    begin_proposal,
    discard_draft,
    keep_texts,
    send_proposal,
    withdraw_proposal,
)
from practices.proposals.attaching import attach_file, remove_file
from practices.proposals.forms import AnswerForm, CellForm, DraftForm, UnreadableSave, save_from
from practices.proposals.models import Proposal
from practices.proposals.queries import (
    cells_led_by,
    files_of,
    messages_of,
    own_file,
    own_proposal,
    own_proposals,
    texts_of,
)
from practices.proposals.storing import stored

FOLDER = "practices/proposals"
PLACE = {"place": "practices"}
State = Proposal.State


@login_required
@never_cache
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Her proposals, and the way to a new one."""
    context = {
        "proposals": own_proposals(request.person),
        "cells": cells_led_by(request.person, timezone.localdate()),
        **PLACE,
    }
    return render(request, f"{FOLDER}/mine.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PersonRequest) -> HttpResponse:
    """What is asked, for which cell; whoever leads none is told why she cannot propose."""
    now, today = timezone.now(), timezone.localdate()
    cells = cells_led_by(request.person, today)
    form = CellForm(request.POST if request.method == "POST" else None, cells=cells)
    if not cells or not request.person:
        return render(request, f"{FOLDER}/not_for_her.html", PLACE)
    if form.is_valid():
        made = begin_proposal(
            person=request.person, organisation=form.cleaned_data["organisation"], now=now, today=today
        )
        return redirect("practices:edit_proposal", made.public_id)
    context = {"form": form, "cells": cells, **PLACE}
    return render(request, f"{FOLDER}/begin.html", context, status=422 if form.is_bound else 200)


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: PersonRequest, proposal: UUID) -> HttpResponse:
    """What became of it, what the School asks, and her answer; a draft is opened where it is written."""
    own = _own(request, proposal)
    if own.state == State.DRAFT:
        return redirect("practices:edit_proposal", proposal)
    held = held_form(request)
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial=held.dict() if held else None
    )
    if form.is_valid():
        let_go(request)
        return _send(request, own, answer=form.cleaned_data["text"])
    return _page(request, own, form)


@sign_in_and_hold
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, proposal: UUID) -> HttpResponse:
    """The form. What is typed is kept first, whatever is asked for besides."""
    own = _own(request, proposal)
    if request.method != "POST":
        if not presenting.is_written(own):
            return redirect("practices:proposal", proposal)
        held = held_form(request)
        form = DraftForm(initial={**held.dict()}) if held else DraftForm.of(own)
        return _sheet(request, own, form, held=held)
    let_go(request)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _sheet(request, own, form, status=422)
    try:
        own = keep_texts(proposal=own, typed=form.typed(), known=form.saves_known(), now=timezone.now())
    except ChangedElsewhere as other:
        return _changed_elsewhere(request, other.proposal, form)
    except CannotDo as refusal:
        messages.error(request, presenting.sentence_for(refusal))
        return redirect("practices:proposal", proposal)
    return _deed(request, own, form)


def _deed(request: PersonRequest, own: Proposal, form: DraftForm) -> HttpResponse:
    """What she asked for besides, now that her text is kept."""
    deed, _colon, file = request.POST.get("do", "").partition(":")
    if deed == "send":
        return _send(request, own, form=form)
    if deed == "attach":
        _attach(request, own)
    elif deed == "drop":
        _drop(request, own, file)
    else:
        messages.success(request, _("Your draft is kept. You can go on writing whenever you like."))
        if own.state != State.DRAFT:
            return redirect("practices:proposal", own.public_id)
    return redirect("practices:edit_proposal", own.public_id)


def _attach(request: PersonRequest, own: Proposal) -> None:
    """One file or several; each that cannot be taken is named, the others are kept."""
    sent = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    if not sent:
        messages.error(request, _("No file was chosen. Choose one, then tap “Attach”."))
    for one in sent:
        try:
            kept = attach_file(proposal=own, content=one, name=one.name or "", now=timezone.now())
        except presenting.FILE_REFUSALS as refusal:
            messages.error(request, presenting.sentence_for_file(refusal, one.name or ""))
        else:
            messages.success(request, _("“%(name)s” is attached.") % {"name": kept.name})


def _drop(request: PersonRequest, own: Proposal, file: str) -> None:
    try:
        remove_file(proposal=own, file=UUID(file))
    except (CannotDo, ValueError):
        messages.error(request, _("The file could not be removed."))


@never_cache
@require_POST
def keep(request: PersonRequest, proposal: UUID) -> JsonResponse:
    """What the page sends by itself while she writes."""
    if not request.user.is_authenticated or not request.person:
        return JsonResponse({"error": _("Please sign in again; your text is kept here.")}, status=401)
    own = own_proposal(request.person, proposal)
    if own is None:
        return JsonResponse({"error": _("There is no such proposal.")}, status=404)
    try:
        sent = save_from(request.body)
    except UnreadableSave:
        return JsonResponse({"error": _("This cannot be read.")}, status=400)
    form = sent.form
    if not form.is_valid():
        wrong = {name: errors[0] for name, errors in form.errors.items()}
        return JsonResponse({"wrong": wrong})
    try:
        kept = keep_texts(
            proposal=own, typed=form.typed(), known=form.saves_known(), now=timezone.now(), save=sent.save
        )
    except ChangedElsewhere as other:
        return JsonResponse({"other": texts_of(other.proposal), "stands": other.proposal.saved_as})
    except CannotDo as refusal:
        return JsonResponse({"closed": presenting.sentence_for(refusal)})
    return JsonResponse({"stands": kept.saved_as, "at": presenting.hour_of(kept.changed_at)})


@login_required
@require_POST
def withdraw(request: PersonRequest, proposal: UUID) -> HttpResponse:
    try:
        withdraw_proposal(proposal=_own(request, proposal), now=timezone.now())
    except CannotDo as refusal:
        messages.error(request, presenting.sentence_for(refusal))
        return redirect("practices:proposal", proposal)
    messages.success(request, _("Taken back: it is your draft again, and the School does not see it."))
    return redirect("practices:edit_proposal", proposal)


@login_required
@require_POST
def discard(request: PersonRequest, proposal: UUID) -> HttpResponse:
    try:
        discard_draft(proposal=_own(request, proposal))
    except CannotDo as refusal:
        messages.error(request, presenting.sentence_for(refusal))
        return redirect("practices:proposal", proposal)
    messages.success(request, _("The draft is thrown away."))
    return redirect("practices:my_proposals")


@login_required
@require_safe
def file(request: PersonRequest, proposal: UUID, file: UUID) -> FileResponse:
    """A file that she sent herself, always as a download."""
    found = own_file(request.person, proposal, file)
    if found is None:
        raise Http404
    answer = FileResponse(stored(found.stored_as), as_attachment=True, filename=found.name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _own(request: PersonRequest, public_id: UUID) -> Proposal:
    found = own_proposal(request.person, public_id)
    if found is None:
        raise Http404
    return found


def _send(
    request: PersonRequest, own: Proposal, *, form: DraftForm | None = None, answer: str = ""
) -> HttpResponse:
    try:
        send_proposal(proposal=own, now=timezone.now(), today=timezone.localdate(), answer=answer)
    except Incomplete as lacking:
        form = form or DraftForm(texts_of(own) | {"known": str(own.saved_as)})
        form.is_valid()
        form.say_missing(lacking.names)
        return _sheet(request, own, form, status=422)
    except CannotDo as refusal:
        messages.error(request, presenting.sentence_for(refusal))
    else:
        messages.success(request, _("Sent. The School reads it, and you are told here what comes of it."))
    return redirect("practices:proposal", own.public_id)


def _changed_elsewhere(request: PersonRequest, standing: Proposal, form: DraftForm) -> HttpResponse:
    """What she typed stays in the fields; what stands is shown beside it; one more tap keeps hers."""
    typed = form.typed()
    other = [
        {"label": form[name].label, "text": text}
        for name, text in texts_of(standing).items()
        if text != typed[name]
    ]
    shown = DraftForm(initial={**typed, "known": f"{form['known'].value()},{standing.saved_as}"})
    return _sheet(request, standing, shown, status=409, other=other)


def _sheet(
    request: PersonRequest, own: Proposal, form: DraftForm, *, status: int = 200, **besides: Any
) -> HttpResponse:
    context = {
        "proposal": own,
        "form": form,
        "files": files_of(own),
        "accepted": presenting.ACCEPTED_FILES,
        "questions": [one for one in messages_of(own) if one.is_from_school],
        **besides,
        **PLACE,
    }
    return render(request, f"{FOLDER}/edit.html", context, status=status)


def _page(request: PersonRequest, own: Proposal, form: AnswerForm) -> HttpResponse:
    context = {
        "proposal": own,
        "form": form,
        "files": files_of(own),
        "texts": presenting.texts_in_words(own),
        "thread": messages_of(own),
        **PLACE,
    }
    return render(request, f"{FOLDER}/proposal.html", context, status=422 if form.is_bound else 200)
