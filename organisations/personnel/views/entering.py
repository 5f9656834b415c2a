"""Entering a person with her first post, and putting her data right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS, organisations_overseen_by
from organisations.people.models import Person
from organisations.personnel.actions import change_details, enter_with_post
from organisations.personnel.duplicates import Likeness, likely_same
from organisations.personnel.forms import DetailsForm, EntryForm
from organisations.personnel.portraits import portraits_of
from organisations.personnel.queries import is_overseen_elsewhere
from organisations.personnel.refusals import REFUSALS
from organisations.personnel.views.frame import OfficeRequest, managed_person, page_of, show


@for_roles(*MANAGERS)
def enter(request: OfficeRequest) -> HttpResponse:
    """A new person; who looks like somebody known already is shown before anything is written."""
    form = EntryForm(request.POST or None, viewer=request.user, initial=_asked_for(request))
    alike = Likeness()
    if form.is_bound and form.is_valid():
        alike = _warned(request, form)
        made = None if alike else _entered(request, form)
        if made is not None:
            messages.success(request, _("%(name)s has been entered.") % {"name": made.full_name})
            return redirect(page_of(made))
    title = _("Enter a person")
    portraits = list(portraits_of(alike.people, request.user).values()) if alike.people else []
    return show(
        request,
        "enter",
        title,
        form=form,
        alike=alike,
        portraits=portraits,
        status=_status(form),
        icon="plus",
    )


def _status(form: DetailsForm) -> int:
    return 422 if form.is_bound else 200


def _asked_for(request: OfficeRequest) -> dict[str, Any]:
    """A link may say where and as what she is to be entered."""
    try:
        asked = UUID(request.GET.get("organisation", ""))
    except ValueError:
        return {"post": request.GET.get("post", "")}
    organisations = organisations_overseen_by(request.user, roles=MANAGERS).filter(public_id=asked)
    return {
        "organisation": organisations.first(),
        "post": request.GET.get("post", ""),
        "replaces": request.GET.get("replaces") == "1",
    }


def _warned(request: OfficeRequest, form: EntryForm) -> Likeness:
    """Who may be meant already, unless the viewer has seen this very warning and is sure."""
    if form.is_sure:
        return Likeness()
    typed = form.cleaned_data
    alike = likely_same(request.user, full_name=typed["full_name"], phone=typed["phone"])
    shown = [one.pk for one in alike.people]
    record_readings(reader=request.user, people=shown, screen="duplicates", now=timezone.now())
    return alike


def _entered(request: OfficeRequest, form: EntryForm) -> Person | None:
    typed = form.cleaned_data
    try:
        return enter_with_post(
            full_name=typed["full_name"],
            phone=typed["phone"],
            email=typed["email"],
            post=form.new_post(),
            by=request.user,
        )
    except REFUSALS as refusal:
        form.refuse(refusal)
        return None


@for_roles(*MANAGERS)
def edit(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Name, telephone, e-mail; what was there before stays in the log."""
    person = managed_person(request, public_id)
    details = {name: getattr(person, name) for name in ("full_name", "phone", "email")}
    form = DetailsForm(request.POST or None, viewer=request.user, initial=details)
    if form.is_bound and form.is_valid() and _changed(request, person, form):
        messages.success(request, _("Saved."))
        return redirect(page_of(person))
    return show(
        request,
        "edit",
        _("Edit"),
        person=person,
        form=form,
        elsewhere=is_overseen_elsewhere(person, request.user),
        status=_status(form),
        icon="edit",
    )


def _changed(request: OfficeRequest, person: Person, form: DetailsForm) -> bool:
    try:
        change_details(person=person, by=request.user, **form.cleaned_data)
    except REFUSALS as refusal:
        form.refuse(refusal)
        person.refresh_from_db()
        return False
    return True
