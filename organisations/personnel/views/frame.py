"""What every screen of people shares: its heading, the way back, and whom it is about."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.oversight.actions import access_person
from organisations.oversight.queries import MANAGERS
from organisations.people.models import Person
from organisations.personnel.queries import posts_managed_by

FOLDER = "organisations/personnel"


class OfficeRequest(HttpRequest):
    """A request that a guard has let in: its user is signed in."""

    user: User


def show(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    person: Person | None = None,
    status: int = 200,
    icon: str = "user",
    **context: Any,
) -> HttpResponse:
    """A screen under the list of people, and under a person's page where it is about one."""
    crumbs = [{"url": reverse("personnel:people"), "label": _("People")}]
    if person is not None and title != person.full_name:
        crumbs.append({"url": page_of(person), "label": person.full_name})
    heading = {
        "page_title": title,
        "breadcrumbs_items": [*crumbs, {"url": None, "label": title}],
        "header_icon": icon,
    }
    return render(
        request, f"{FOLDER}/{template}.html", {"person": person, **heading, **context}, status=status
    )


def page_of(person: Person) -> str:
    return reverse("personnel:person", args=[person.public_id])


def managed_person(request: OfficeRequest, public_id: UUID) -> Person:
    """Whom a viewer may change, with a line in the log; anybody else is not found."""
    return access_person(
        viewer=request.user, public_id=public_id, screen="person", now=timezone.now(), roles=MANAGERS
    )


def managed_post(request: OfficeRequest, public_id: UUID) -> Appointment:
    """A post that a viewer may end, of somebody whom she may change."""
    post = posts_managed_by(request.user).filter(public_id=public_id).first()
    if post is None:
        raise Http404
    post.person = managed_person(request, post.person.public_id)
    return post
