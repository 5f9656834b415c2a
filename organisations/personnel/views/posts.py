"""Appointing somebody, ending a post, letting one secretary follow another, annulling a mistake."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.appointments.models import Appointment
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS, people_overseen_by
from organisations.people.models import Person
from organisations.personnel.actions import annul_post, appoint_to, end_post, let_succeed
from organisations.personnel.forms import AppointForm, EndForm, RefusableForm, SuccessionForm
from organisations.personnel.refusals import REFUSALS
from organisations.personnel.views.frame import (
    OfficeRequest,
    managed_person,
    managed_post,
    page_of,
    show,
)


@for_roles(*MANAGERS)
def appoint(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A further post for somebody."""
    person = managed_person(request, public_id)
    form = AppointForm(request.POST or None, viewer=request.user)
    if form.is_bound and form.is_valid():
        try:
            appoint_to(person=person, post=form.new_post(), by=request.user)
        except REFUSALS as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The post has been entered."))
            return redirect(page_of(person))
    title = _("Appoint to a post")
    return show(request, "appoint", title, person=person, form=form, status=_status(form))


def _status(form: RefusableForm) -> int:
    return 422 if form.is_bound else 200


@for_roles(*MANAGERS)
def end(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """From a day on, a post is held no longer."""
    post = managed_post(request, public_id)
    _open_ended(post)
    form = EndForm(request.POST or None, viewer=request.user)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            end_post(appointment=post, on=typed["ended"], decision=typed["decision"], by=request.user)
        except REFUSALS as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The end of the post has been entered."))
            return redirect(page_of(post.person))
    title = _("End a post")
    return show(request, "end_post", title, person=post.person, post=post, form=form, status=_status(form))


def _open_ended(post: Appointment) -> None:
    """A post that has its end is not given another: there is no such screen for it."""
    if post.ended is not None:
        raise Http404


@for_roles(*MANAGERS)
def annul(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """A post that was entered by mistake; says what that means before it is done."""
    post = managed_post(request, public_id)
    if post.ended == post.began:
        raise Http404
    person = post.person
    if request.method == "POST":
        annul_post(appointment=post, by=request.user)
        messages.success(request, _("The post has been annulled."))
        return _to_her_page_if_seen(request, person)
    is_last = not person.appointments.exclude(pk=post.pk).exists()
    return show(
        request, "annul_post", _("Annul a post"), person=person, post=post, is_last=is_last, icon="bin"
    )


def _to_her_page_if_seen(request: OfficeRequest, person: Person) -> HttpResponse:
    if people_overseen_by(request.user).filter(pk=person.pk).exists():
        return redirect(page_of(person))
    return redirect("personnel:people")


@for_roles(*MANAGERS)
def succeed(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """The serving secretary's post ends and another's begins, on one day, by one decision."""
    serving = managed_post(request, public_id)
    _open_ended(serving)
    if serving.post != Appointment.Post.SECRETARY:
        raise Http404
    form = SuccessionForm(request.POST or None, viewer=request.user, initial={"began": timezone.localdate()})
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        try:
            let_succeed(
                serving=serving,
                successor=typed["successor"],
                on=typed["began"],
                decision=typed["decision"],
                by=request.user,
            )
        except REFUSALS as refusal:
            serving.ended = None
            form.refuse(refusal)
        else:
            messages.success(request, _("The secretary has been changed."))
            return redirect(page_of(typed["successor"]))
    organisation = serving.organisation
    enter = f"{reverse('personnel:enter')}?organisation={organisation.public_id}&post=secretary&replaces=1"
    return show(
        request,
        "succeed",
        _("Change the secretary"),
        person=serving.person,
        post=serving,
        form=form,
        enter=enter,
        status=_status(form),
    )
