"""Three figures kept apart: what was observed and what is applied, of a person and of a unit."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.browsing.signals import Figure
from organisations.oversight.queries import people_within
from organisations.people.models import Person
from organisations.personnel.signals import Section
from organisations.tree.models import Organisation
from practices.adoptions.models import Adoption
from practices.adoptions.queries import adoptions_touched_by, cells_applying_within
from practices.adoptions.rules import APPLYING
from practices.reviews.models import Commitment
from practices.sessions.models import Participant


def observed_by(person: Person) -> Section:
    """The demonstration sessions that she attended, and whether she sent what she saw."""
    attended = Participant.objects.filter(person=person, attended_at__isnull=False).select_related("session")
    return Section(
        title=_("Observed: demonstration sessions"),
        columns=(_("Session"), _("Held on"), _("Attended"), _("Sent what she saw")),
        rows=[
            (one.session.title, _day(one.session.starts_at), _day(one.attended_at), _day(one.reviewed_at))
            for one in attended.order_by("-session__starts_at", "-pk")
        ],
        empty=_("This person has attended no demonstration session yet."),
    )


def applied_by(person: Person) -> Section:
    """What she committed to and did, and the practices of the cells that she leads or reported on."""
    return Section(
        title=_("Applied: commitments kept, practices of her cell"),
        columns=(_("What"), _("At"), _("How far it is"), _("Since")),
        rows=[*_adoptions(person), *_commitments(person)],
        empty=_("This person has applied nothing yet."),
    )


def _adoptions(person: Person) -> list[tuple[str, ...]]:
    found = adoptions_touched_by(person, timezone.localdate()).order_by("-since", "-pk")
    return [
        (
            one.practice.title,
            str(one.organisation),
            one.get_state_display(),
            date_format(one.since, "SHORT_DATE_FORMAT"),
        )
        for one in found
    ]


def _commitments(person: Person) -> list[tuple[str, ...]]:
    done = Commitment.objects.filter(observation__participant__person=person, state=Commitment.State.DONE)
    return [
        (one.text, one.observation.participant.session.title, _("Commitment kept"), _day(one.settled_at))
        for one in done.select_related("observation__participant__session").order_by("-settled_at", "-pk")
    ]


def observed_within(organisation: Organisation, on: date) -> Figure:
    attended = Participant.objects.filter(attended_at__isnull=False).order_by().values("person")
    return Figure(
        key="da-du",
        title=_("Observed"),
        rule=_("Whoever holds a post within it and has attended at least one demonstration session."),
        rows=people_within([organisation.path], on=on).filter(pk__in=attended).order_by("name_key", "pk"),
        columns=(_("Sessions attended"), _("The last one")),
        told=_sessions_attended,
        empty=_("Nobody has attended one yet."),
    )


def _sessions_attended(people: Sequence[Any]) -> dict[int, Sequence[str]]:
    attended = Participant.objects.filter(person__in=people, attended_at__isnull=False).order_by()
    rows = attended.values_list("person").annotate(count=Count("pk"), last=Max("session__starts_at"))
    return {person: (str(count), _day(last)) for person, count, last in rows}


def applied_within(organisation: Organisation, on: date) -> Figure:
    return Figure(
        key="da-ap-dung",
        title=_("Applied by cells"),
        rule=_("Cells within it that apply at least one practice today: tried, kept, or kept with changes."),
        rows=cells_applying_within([organisation.path]).order_by("name_key", "pk"),
        columns=(_("Number of practices"), _("Confirmed by the committee above")),
        told=_practices_applied,
        empty=_("No cell applies one yet."),
    )


def _practices_applied(cells: Sequence[Any]) -> dict[int, Sequence[str]]:
    applying = Adoption.objects.filter(organisation__in=cells, state__in=APPLYING).order_by()
    rows = applying.values_list("organisation").annotate(
        count=Count("pk"), confirmed=Count("pk", filter=Q(confirmed_at__isnull=False))
    )
    return {cell: (str(count), str(confirmed)) for cell, count, confirmed in rows}


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else "–"
