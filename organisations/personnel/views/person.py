"""A person's page, and who has read her data."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.queries import AccountState, account_states
from organisations.oversight.actions import NotOverseen, access_person
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS, OVERSEERS, Role, has_role, people_overseen_by
from organisations.people.models import Person
from organisations.personnel.history import history_of
from organisations.personnel.queries import (
    is_overseen_elsewhere,
    latest_readings,
    posts_managed_by,
    where_she_went,
)
from organisations.personnel.signals import sections_about
from organisations.personnel.timeline import posts_over_time, roles_of
from organisations.personnel.views.frame import OfficeRequest, page_of
from organisations.personnel.views.frame import show as show_screen

AUDITORS = (Role.AUDITOR, Role.ADMINISTRATOR)
SCREENS = {
    "people": gettext_lazy("A list of people"),
    "person": gettext_lazy("A person's page"),
    "chooser": gettext_lazy("A search for a person"),
    "duplicates": gettext_lazy("The list of likely duplicates"),
    "readings": gettext_lazy("The log of readings"),
}
"""What the log calls the screens of this room; those of others it calls by their own names."""


@for_roles(*OVERSEERS)
def show(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Everything the site knows of a person, for who oversees her; an entry merged away leads on."""
    try:
        person = _opened(request, public_id, "person")
    except NotOverseen:
        kept = where_she_went(request.user, public_id)
        if kept is None:
            raise
        return redirect(page_of(kept))
    viewer = request.user
    manages = people_overseen_by(viewer, roles=MANAGERS).filter(pk=person.pk).exists()
    ends = posts_managed_by(viewer).filter(person=person) if manages else posts_managed_by(viewer).none()
    return show_screen(
        request,
        "person",
        person.full_name,
        person=person,
        today=timezone.localdate(),
        posts=posts_over_time(person, viewer),
        ends=set(ends.values_list("pk", flat=True)),
        roles=roles_of(person, viewer),
        state=_state(person),
        cards=_cards(person),
        sections=sections_about(person),
        events=history_of(person, viewer),
        manages=manages,
        elsewhere=manages and is_overseen_elsewhere(person, viewer),
        audits=has_role(viewer, *AUDITORS),
        is_own=person.account_id == viewer.pk,
    )


def _opened(
    request: OfficeRequest, public_id: UUID, screen: str, roles: tuple[str, ...] = OVERSEERS
) -> Person:
    now = timezone.now()
    return access_person(viewer=request.user, public_id=public_id, screen=screen, now=now, roles=roles)


def _state(person: Person) -> AccountState | None:
    if person.account_id is None:
        return None
    return account_states([person.account_id], now=timezone.now()).get(person.account_id)


def _cards(person: Person) -> str:
    """Where a sign-in card is printed for her, if this site has that room."""
    try:
        return f"{reverse('cards:print')}?person={person.public_id}"
    except NoReverseMatch:
        return ""


@for_roles(*AUDITORS)
def readings(request: OfficeRequest, public_id: UUID) -> HttpResponse:
    """Who was shown this person's data lately, for auditors and administrators."""
    person = _opened(request, public_id, "readings", AUDITORS)
    return show_screen(
        request,
        "readings",
        _("Who has read this person's data"),
        person=person,
        readings=[
            (one, SCREENS.get(one.screen, one.screen)) for one in latest_readings(person, request.user)
        ],
        icon="view",
    )
