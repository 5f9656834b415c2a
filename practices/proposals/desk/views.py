"""Screens of the School: the list of proposals, one of them, and what is done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from media.desk.frame import OfficeRequest, for_whom_may, frame_of
from organisations.oversight.actions import record_readings
from practices.proposals import rules
from practices.proposals.desk import actions, presenting
from practices.proposals.desk.forms import AcceptForm, AskForm, DeclineForm, ReadForm
from practices.proposals.desk.queries import (
    WAITING,
    file_sent,
    post_of_proposer,
    proposal_read,
    proposals_in,
)
from practices.proposals.models import Proposal
from practices.proposals.presenting import texts_in_words
from practices.proposals.queries import counts_by_state, files_of, messages_of
from practices.proposals.rules import Move
from practices.proposals.storing import stored

FOLDER = "practices/proposals/desk"
ICON = "doc-full"
PAGE = 50
CHANGE = "practices.change_proposal"
SCREEN = "proposals"


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done on a screen, and how the screen and its button are called."""

    move: Move
    title: str
    button: str


@for_whom_may(CHANGE)
@require_safe
def queue(request: OfficeRequest) -> HttpResponse:
    """By state, what waits first; cells alone are named."""
    state = request.GET.get("state", WAITING)
    context = {
        "counts": presenting.counts_in_words(counts_by_state(), state),
        "page": Paginator(proposals_in(state), PAGE).get_page(request.GET.get("p")),
        "query": f"state={state}" if state in presenting.STATES else "state=",
        "is_waiting": state == WAITING,
        **frame_of(_("Proposed practices"), ICON),
    }
    return render(request, f"{FOLDER}/queue.html", context)


@for_whom_may(CHANGE)
@require_safe
def proposal(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """What a cell wrote and sent along, and what was asked and answered about it."""
    found = _read(request, public_id)
    context = {
        "proposal": found,
        "post": post_of_proposer(found),
        "texts": texts_in_words(found),
        "files": files_of(found),
        "thread": messages_of(found),
        "is_waiting": found.state == WAITING,
        "may_decline": found.state in {WAITING, Proposal.State.ASKED},
        **_frame(found, found.title),
    }
    return render(request, f"{FOLDER}/proposal.html", context)


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _read(request, public_id)
    form = AskForm.about(found, request.POST or None)

    def do(read: actions.Read) -> str:
        actions.ask_back(read=read, text=form.cleaned_data["text"], now=timezone.now())
        return _("Asked. The secretary is told, and the proposal comes back here with her answer.")

    return _deed(request, found, form, do, Deed(Move.ASK, _("Ask the cell"), _("Send the question")))


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _read(request, public_id)
    form = DeclineForm.about(found, request.POST or None)

    def do(read: actions.Read) -> str:
        actions.decline(read=read, reason=form.cleaned_data["text"], now=timezone.now())
        return _("The proposal is not taken up; the secretary is told why.")

    return _deed(request, found, form, do, Deed(Move.DECLINE, _("Do not take it up"), _("Do not take it up")))


@for_whom_may(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    found = _read(request, public_id)
    form = AcceptForm.suggested(found, request.POST or None)

    def do(read: actions.Read) -> str:
        page = actions.accept(read=read, chosen=form.chosen(), now=timezone.now())
        return _("A draft of the page “%(title)s” is made. Go through it, then send it for approval.") % {
            "title": page.title
        }

    return _deed(request, found, form, do, Deed(Move.ACCEPT, _("Take it up"), _("Make a draft of the page")))


@for_whom_may(CHANGE)
@require_safe
def file(request: OfficeRequest, public_id: UUID) -> HttpResponseBase:
    """A file that a cell sent along, to save; never shown by the browser as a page of ours."""
    found = file_sent(public_id)
    if found is None:
        raise Http404
    _note_reading(request, found.proposal)
    answer = FileResponse(stored(found.stored_as), as_attachment=True, filename=found.name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _deed(
    request: OfficeRequest, found: Proposal, form: ReadForm, do: Callable[[actions.Read], str], deed: Deed
) -> HttpResponse:
    """The form; filled in, the deed is done, unless somebody was faster or the text has changed."""
    here = reverse("proposal_desk:proposal", args=[found.public_id])
    if request.method != "POST" and not rules.after(found.state, deed.move):
        return redirect(here)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            messages.success(request, do(actions.Read(found, form.save_read(), request.user)))
        except actions.CannotDecide as refusal:
            form.data = {**form.data, "read": str(found.saved_as)}
            form.add_error(None, presenting.sentence_for(refusal))
            status = 409
        else:
            return redirect(here)
    context = {
        "proposal": found,
        "form": form,
        "label": deed.button,
        "texts": texts_in_words(found),
        "back": here,
        **_frame(found, deed.title, is_deed=True),
    }
    return render(request, f"{FOLDER}/deed.html", context, status=status)


def _frame(found: Proposal, title: str, *, is_deed: bool = False) -> dict[str, Any]:
    crumbs = [(reverse("proposal_desk:queue"), _("Proposed practices"))]
    if is_deed:
        crumbs.append((reverse("proposal_desk:proposal", args=[found.public_id]), found.title))
    return frame_of(title, ICON, *crumbs)


def _read(request: OfficeRequest, public_id: UUID) -> Proposal:
    """A proposal is her own words: whoever opens it has read her data."""
    found = proposal_read(public_id)
    if found is None:
        raise Http404
    _note_reading(request, found)
    return found


def _note_reading(request: OfficeRequest, found: Proposal) -> None:
    record_readings(reader=request.user, people=[found.proposed_by_id], screen=SCREEN, now=timezone.now())
