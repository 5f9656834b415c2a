"""The desk at which requests about personal data are handled, in the authoring site."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.appointments.queries import posts_of
from organisations.oversight.actions import access_person, record_readings
from organisations.people.actions import EmailTaken, PhoneTaken
from organisations.personnel.actions import HoldsARole
from organisations.personnel.refusals import field_and_sentence
from organisations.privacy.desk.access import DeskRequest, at_the_desk
from organisations.privacy.desk.actions import correct_person
from organisations.privacy.desk.forms import AnswerForm, CorrectionForm, ErasureForm, RefusalForm
from organisations.privacy.erasing.actions import (
    CannotErase,
    StillAdministrator,
    StillSecretary,
    erase_person,
    preview_erasure,
)
from organisations.privacy.gathering.screens import REQUEST, REQUESTS
from organisations.privacy.requests.actions import RequestIsClosed, answer_request, refuse_request
from organisations.privacy.requests.models import DataRequest
from organisations.privacy.requests.queries import (
    closed_requests,
    knows_holidays_of,
    requests_handled_by,
    waiting_requests,
)
from organisations.privacy.scope import IN_CHARGE, writes_notices

CLOSED_ON_A_PAGE = 50


@at_the_desk
def queue(request: DeskRequest) -> HttpResponse:
    """What is open, by its clocks; what is closed, a page at a time."""
    today = timezone.localdate()
    waiting = waiting_requests(request.user, today)
    closed = Paginator(closed_requests(request.user), CLOSED_ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = {one.request.person_id for one in waiting} | {one.person_id for one in closed}
    record_readings(reader=request.user, people=shown, screen=REQUESTS, now=timezone.now())
    context = {
        "waiting": waiting,
        "closed": closed,
        "year_without_holidays": None if knows_holidays_of(today.year) else today.year,
        "writes_notices": writes_notices(request.user),
        **_heading(_("Requests about personal data")),
    }
    return render(request, "organisations/privacy/authoring/queue.html", context)


@at_the_desk
def one(request: DeskRequest, public_id: UUID) -> HttpResponse:
    asked = _opened(request, public_id)
    context = {
        "posts": posts_of(asked.person),
        "roles": asked.person.grants.select_related("organisation"),
        **_about(asked),
    }
    return render(request, "organisations/privacy/authoring/request.html", context)


@at_the_desk
def answer(request: DeskRequest, public_id: UUID) -> HttpResponse:
    def do(asked: DataRequest, form: Form) -> str:
        answer_request(request=asked, answer=form.cleaned_data["text"], by=request.user, now=timezone.now())
        return _("Your answer is with her.")

    asked = _opened(request, public_id)
    form = AnswerForm(request.POST or None, initial={"text": asked.answer})
    return _act(request, asked, form, do, title=_("Answer"), button=_("Send the answer"))


@at_the_desk
def refuse(request: DeskRequest, public_id: UUID) -> HttpResponse:
    def do(asked: DataRequest, form: Form) -> str:
        refuse_request(request=asked, reason=form.cleaned_data["text"], by=request.user, now=timezone.now())
        return _("The request is refused, and she can read why.")

    asked = _opened(request, public_id)
    form = RefusalForm(request.POST or None)
    return _act(request, asked, form, do, title=_("Refuse"), button=_("Refuse the request"))


@at_the_desk
def correct(request: DeskRequest, public_id: UUID) -> HttpResponse:
    def do(asked: DataRequest, form: Form) -> str:
        details = {name: form.cleaned_data[name] for name in ("full_name", "phone", "email")}
        correct_person(
            request=asked, outcome=form.cleaned_data["text"], by=request.user, now=timezone.now(), **details
        )
        return _("Her data is put right, and the request is closed.")

    asked = _opened(request, public_id, kind=DataRequest.Kind.CORRECT)
    form = CorrectionForm.for_person(asked.person, request.POST or None)
    return _act(
        request, asked, form, do, title=_("Correct and close"), button=_("Save and close the request")
    )


@at_the_desk
def erase(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """First what would go and what would stay; then, with the word typed, it is done."""

    def do(asked: DataRequest, form: Form) -> str:
        erase_person(person=asked.person, request=asked, by=request.user, now=timezone.now())
        return _("She is erased. What she had learnt stays as numbers.")

    asked = _opened(request, public_id, kind=DataRequest.Kind.ERASE)
    try:
        preview = preview_erasure(person=asked.person, request=asked, by=request.user, now=timezone.now())
    except (CannotErase, RequestIsClosed) as refusal:
        messages.error(request, _why_not(refusal))
        return redirect("privacy:desk_request", public_id)
    form = ErasureForm(request.POST or None)
    return _act(
        request, asked, form, do, title=_("Erase"), button=_("Erase for good"), preview=preview, is_grave=True
    )


def _opened(request: DeskRequest, public_id: UUID, **only: str) -> DataRequest:
    """A request of somebody in this administrator's part of the tree; opening it is noted."""
    asked = get_object_or_404(requests_handled_by(request.user), public_id=public_id, **only)
    asked.person = access_person(
        viewer=request.user,
        public_id=asked.person.public_id,
        screen=REQUEST,
        now=timezone.now(),
        roles=IN_CHARGE,
    )
    return asked


def _act(
    request: DeskRequest,
    asked: DataRequest,
    form: Form,
    do: Callable[[DataRequest, Form], str],
    **context: Any,
) -> HttpResponse:
    """Show a form; sent and right, do what it is for and go back to the request."""
    if form.is_valid():
        try:
            messages.success(request, do(asked, form))
            return redirect("privacy:desk_request", asked.public_id)
        except PhoneTaken:
            form.add_error("phone", _("Another account has this telephone number."))
        except HoldsARole as refusal:
            form.add_error(None, field_and_sentence(refusal, viewer=request.user)[1])
        except EmailTaken:
            form.add_error("email", _("Another account has this e-mail address."))
        except (CannotErase, RequestIsClosed) as refusal:
            messages.error(request, _why_not(refusal))
            return redirect("privacy:desk_request", asked.public_id)
    return render(
        request,
        "organisations/privacy/authoring/act.html",
        {**_about(asked), "form": form, **context},
        status=422 if form.is_bound else 200,
    )


def _why_not(refusal: Exception) -> str:
    match refusal:
        case StillSecretary():
            return _(
                "She is the serving secretary of “%(name)s”. End the post first, with the committee's"
                " decision; a cell must not lose its secretary by the way."
            ) % {"name": refusal.appointment.organisation.name}
        case StillAdministrator():
            return _("She administers the whole platform. End that role first.")
        case RequestIsClosed():
            return _("This request was closed before; here is what became of it.")
        case _:
            return _("She has been erased already.")


def _about(asked: DataRequest) -> dict[str, Any]:
    return {
        "asked": asked,
        "person": asked.person,
        "clock": asked.clock_on(timezone.localdate()),
        **_heading(
            f"{asked.get_kind_display()}: {asked.person}",
            (reverse("privacy:queue"), _("Requests about personal data")),
            (reverse("privacy:desk_request", args=[asked.public_id]), str(asked.person)),
        ),
    }


def _heading(title: str, *above: tuple[str, str]) -> dict[str, Any]:
    home = (reverse("wagtailadmin_home"), _("Home"))
    crumbs = [home, *(above or [("", title)])]
    return {
        "page_title": title,
        "header_icon": "user",
        "breadcrumbs_items": [{"url": address, "label": label} for address, label in crumbs],
    }
