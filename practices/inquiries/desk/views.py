"""Screens of the School: the list of questions, one of them, and what is done with it.

Lecturers answer; a reviewer, who is somebody else, decides what others read. Who asked is shown to nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from media.desk.frame import OfficeRequest, for_whom_may, frame_of
from organisations.oversight.models import Grant
from organisations.oversight.queries import has_role
from practices.inquiries import actions, rules
from practices.inquiries.desk.forms import AnswerForm, DeclineForm, ReadForm, ReviewForm
from practices.inquiries.desk.queries import WAITING, State, counts_by_state, inquiries_in
from practices.inquiries.models import Inquiry
from practices.inquiries.presenting import sentence_for
from practices.inquiries.queries import inquiry_read
from practices.inquiries.rules import Move

FOLDER = "practices/inquiries/desk"
ICON = "help"
PAGE = 50
CHANGE = "practices.change_inquiry"
STATES = {
    State.ANSWERED: gettext_lazy("To be reviewed"),
    State.ASKED: gettext_lazy("To be answered"),
    State.SHOWN: gettext_lazy("Part of a page"),
    State.PRIVATE: gettext_lazy("Read by the asker alone"),
    State.DECLINED: gettext_lazy("Not answered by the School"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done on a screen, how the screen and its button are called, and what is said afterwards."""

    title: str
    button: str
    done: str


def reviews(user: User) -> bool:
    """Whether somebody decides what others read."""
    return has_role(user, Grant.Role.REVIEWER)


@for_whom_may(CHANGE)
@require_safe
def queue(request: OfficeRequest) -> HttpResponse:
    """By state, what waits first."""
    state = request.GET.get("state", WAITING)
    context = {
        "counts": _counts(state),
        "page": Paginator(inquiries_in(state), PAGE).get_page(request.GET.get("p")),
        "query": f"state={state}" if state in STATES else "state=",
        "is_waiting": state == WAITING,
        **frame_of(_("Questions to sources"), ICON),
    }
    return render(request, f"{FOLDER}/queue.html", context)


@for_whom_may(CHANGE)
@require_safe
def inquiry(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _read(public_id)
    decides = reviews(request.user)
    is_own = rules.turns_both_keys(found.answered_by_id, request.user.pk)
    may_review = decides and not is_own and rules.after(found.state, Move.SHOW) is not None
    context = {
        "inquiry": found,
        "state": STATES[State(found.state)],
        "may_review": may_review,
        # A reviewer puts an answer right as she reviews it; by writing it anew she would make it hers.
        "may_answer": not may_review and rules.after(found.state, Move.ANSWER) is not None,
        "may_decline": decides and rules.after(found.state, Move.DECLINE) is not None,
        "is_own": is_own,
        **_frame(found, _("Question about “%(title)s”") % {"title": found.practice.title}),
    }
    return render(request, f"{FOLDER}/inquiry.html", context)


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The School answers where the cell does not."""
    found = _read(public_id)
    form = AnswerForm.about(found, request.POST or None)

    def do() -> Inquiry:
        said = form.cleaned_data
        return actions.answer(
            inquiry=found, text=said["answered"], by=request.user, read=said["read"], now=timezone.now()
        )

    deed = Deed(_("Answer"), _("Send for review"), _("The answer waits for a second person’s review."))
    return _deed(request, found, form, do, deed)


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A reviewer edits both texts and decides who reads them."""
    found = _decided_by(request, public_id)
    form = ReviewForm.about(found, request.POST or None)

    def do() -> Inquiry:
        said = form.cleaned_data
        return actions.review(
            inquiry=found,
            move=Move(said["move"]),
            asked=said["asked"],
            answered=said["answered"],
            by=request.user,
            read=said["read"],
            now=timezone.now(),
        )

    deed = Deed(_("Review the answer"), _("Keep this decision"), _("Decided; the asker is told."))
    return _deed(request, found, form, do, deed)


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A reviewer lets a question go unanswered, and says why."""
    found = _decided_by(request, public_id)
    form = DeclineForm.about(found, request.POST or None)

    def do() -> Inquiry:
        said = form.cleaned_data
        return actions.decline(
            inquiry=found, note=said["note"], by=request.user, read=said["read"], now=timezone.now()
        )

    deed = Deed(_("Do not answer"), _("Do not answer"), _("The question is declined; the asker is told why."))
    return _deed(request, found, form, do, deed)


def _deed(
    request: OfficeRequest, found: Inquiry, form: ReadForm, do: Callable[[], Inquiry], deed: Deed
) -> HttpResponse:
    """The form; filled in, the deed is done, unless somebody was faster."""
    here = reverse("inquiry_desk:inquiry", args=[found.public_id])
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            do()
        except actions.CannotDo as refusal:
            form.data = {**form.data, "read": actions.stamp_of(found)}
            form.add_error(None, sentence_for(refusal))
            status = 409
        else:
            messages.success(request, deed.done)
            return redirect(here)
    context = {
        "inquiry": found,
        "form": form,
        "label": deed.button,
        "back": here,
        **_frame(found, deed.title, is_deed=True),
    }
    return render(request, f"{FOLDER}/deed.html", context, status=status)


def _read(public_id: UUID) -> Inquiry:
    found = inquiry_read(public_id)
    if found is None:
        raise Http404
    return found


def _decided_by(request: OfficeRequest, public_id: UUID) -> Inquiry:
    if not reviews(request.user):
        raise Http404
    return _read(public_id)


def _frame(found: Inquiry, title: str, *, is_deed: bool = False) -> dict[str, Any]:
    crumbs = [(reverse("inquiry_desk:queue"), _("Questions to sources"))]
    if is_deed:
        crumbs.append((reverse("inquiry_desk:inquiry", args=[found.public_id]), found.practice.title))
    return frame_of(title, ICON, *crumbs)


def _counts(chosen: str) -> list[dict[str, Any]]:
    counts = counts_by_state()
    named = [(str(state), f"{label}: {counts.get(state, 0)}") for state, label in STATES.items()]
    named.append(("", _("All: %(count)s") % {"count": sum(counts.values())}))
    here = chosen if chosen in STATES else ""
    return [{"label": label, "query": f"state={state}", "is_here": state == here} for state, label in named]
