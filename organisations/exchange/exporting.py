"""The same columns back: what a viewer oversees, as it stood on a day, ready to be brought in again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from common.chunks import chunks
from common.phones import local_phone
from organisations.appointments.models import Appointment
from organisations.appointments.queries import RANK
from organisations.exchange.columns import ORGANISATIONS
from organisations.exchange.store import IMPORTERS
from organisations.exchange.writing.workbooks import Cell
from organisations.oversight.actions import record_readings
from organisations.oversight.queries import (
    people_overseen_by,
    places_overseen_by,
    posts_within,
    standings_overseen_by,
)
from organisations.tree.queries import in_force

AT_A_TIME = 2000


def export_rows(*, kind: str, viewer: User, on: date, now: datetime) -> Iterable[Sequence[Cell]]:
    """The rows of an export, in the order of the layout's columns; whose data leaves is written down."""
    if kind == ORGANISATIONS:
        return _organisations(viewer, on)
    people = sorted(set(_posts(viewer, on).order_by().values_list("person", flat=True)))
    for chunk in chunks(people, AT_A_TIME):
        record_readings(reader=viewer, people=chunk, screen="export", now=now)
    return _people(viewer, on)


def _posts(viewer: User, on: date) -> QuerySet[Appointment]:
    places = places_overseen_by(viewer, roles=IMPORTERS, on=on)
    return posts_within(places, on=on).filter(in_force(on), person__erased_at=None)


def _people(viewer: User, on: date) -> Iterator[Sequence[Cell]]:
    posts = _posts(viewer, on).order_by("organisation__standings__path", RANK, "person__name_key", "pk")
    today = timezone.localdate()
    overseen = people_overseen_by(viewer, roles=IMPORTERS)
    seen = None if on >= today else set(overseen.values_list("public_id", flat=True))
    with override("vi"):
        labels = {str(post): str(label) for post, label in Appointment.Post.choices}
    for public_id, name, phone, email, code, post, began, ended, decision in posts.values_list(
        "person__public_id",
        "person__full_name",
        "person__phone",
        "person__email",
        "organisation__code",
        "post",
        "began",
        "ended",
        "decision",
    ).iterator(AT_A_TIME):
        # Who is out of sight today is told as she was then: no more of how she is reached now.
        reached = (str(public_id), local_phone(phone), email)
        own_code, phone, email = reached if seen is None or public_id in seen else ("", "", "")
        yield own_code, name, phone, email, code, labels[post], began, ended, decision


def _organisations(viewer: User, on: date) -> Iterator[Sequence[Cell]]:
    standings = standings_overseen_by(viewer, roles=IMPORTERS, on=on).filter(is_open=True).order_by("path")
    seen: set[int] = set()
    for standing in (
        standings.select_related("organisation", "kind", "cell_type")
        .annotate(code_above=F("parent__code"))
        .iterator(AT_A_TIME)
    ):
        organisation = standing.organisation
        seen.add(organisation.pk)
        yield (
            organisation.code,
            standing.name,
            standing.short_name,
            standing.kind.name,
            standing.cell_type.name if standing.cell_type else "",
            standing.code_above if standing.parent_id in seen else "",
            organisation.address,
            organisation.contact,
            local_phone(organisation.contact_phone),
            organisation.founded_on,
            organisation.closed_on,
            "",
        )
