"""Which layouts an organiser finds, and what she may ask them about."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from courses.assignments.models import Programme, ProgrammeCourse
from courses.assignments.queries import programmes_concerning
from courses.catalogue.models import CoursePage
from organisations.oversight.queries import (
    MANAGERS,
    organisations_overseen_by,
    places_overseen_by,
    standings_overseen_by,
)
from organisations.tree.models import Organisation, Standing
from organisations.tree.queries import standings_on
from organisations.tree.rules import numbers_on
from tracking.layouts.asking import asked_in
from tracking.layouts.given import GIVEN, Layout
from tracking.layouts.ground import Which
from tracking.layouts.models import ReportLayout
from tracking.layouts.rules import RowsOf
from tracking.reports.kinds import NotHers


def layouts_of(viewer: User) -> QuerySet[ReportLayout]:
    """Her own, and those shared by an organisation that she organises, or that lies above one of hers."""
    above = {number for place in places_overseen_by(viewer) for number in numbers_on(place)}
    shared = Q(organisation__in=above) | Q(organisation__in=organisations_overseen_by(viewer).values("pk"))
    return ReportLayout.objects.filter(Q(owner=viewer) | Q(is_shared=True) & shared)


def may_change(saved: ReportLayout, viewer: User) -> bool:
    """Her own; one that is shared also whoever manages the organisation to which it belongs."""
    if saved.owner_id == viewer.pk:
        return True
    managed = organisations_overseen_by(viewer, roles=MANAGERS)
    return saved.is_shared and managed.filter(pk=saved.organisation_id).exists()


def saved_layout(viewer: User, key: str) -> ReportLayout | None:
    """The one with this key that she finds."""
    try:
        public_id = UUID(key)
    except ValueError:
        return None
    return layouts_of(viewer).filter(public_id=public_id).first()


def layout_called(key: str, viewer: User) -> Layout:
    """One of the five, or a saved one that the viewer finds. Raises NotHers."""
    if key in GIVEN:
        return GIVEN[key]
    saved = saved_layout(viewer, key)
    if saved is None:
        raise NotHers
    return layout_in(saved)


def layout_in(saved: ReportLayout) -> Layout:
    return Layout(
        key=str(saved.public_id),
        title=saved.title,
        rows=RowsOf(saved.rows),
        columns=tuple(saved.columns),
        which=Which(saved.state or Which.OWED),
        asked=asked_in(saved.asked),
    )


def unit_asked(viewer: User, public_id: str, *, on: date, today: date) -> Standing:
    """A unit as it stood on a day, for a viewer who oversees it; her own where none is named.

    Raises NotHers.
    """
    overseen = standings_overseen_by(viewer, on=on, today=today)
    if not public_id:
        found = overseen.order_by("path").first()
    else:
        found = overseen.filter(organisation__public_id=_uuid(public_id)).first()
    if found is None:
        raise NotHers
    return found


def _uuid(text: Any) -> UUID:
    try:
        return UUID(text)
    except (ValueError, AttributeError, TypeError):
        raise NotHers from None


def units_to_choose(viewer: User, unit: Standing, *, on: date, today: date) -> list[Standing]:
    """The viewer's own units, the one that is asked about, and what stands directly beneath it."""
    tops = places_overseen_by(viewer, on=on, today=today)
    near = Q(path__in=[*tops, unit.path]) | Q(parent=unit.organisation_id, is_open=True)
    return list(standings_on(on).filter(near).order_by("kind__rank", "organisation__name_key", "pk"))


def way_to_unit(viewer: User, unit: Standing, *, on: date, today: date) -> list[Standing]:
    """The units above it that the viewer oversees, from the top down."""
    above = numbers_on(unit.path)[:-1]
    overseen = standings_overseen_by(viewer, on=on, today=today)
    return list(overseen.filter(organisation__in=above).order_by("path"))


def courses_to_choose() -> QuerySet[CoursePage]:
    found: QuerySet[CoursePage] = CoursePage.objects.filter(Q(live=True) | Q(assignments__isnull=False))
    return found.distinct().order_by("title")


def programmes_to_choose(viewer: User) -> QuerySet[Programme]:
    return programmes_concerning(places_overseen_by(viewer))


def courses_meant(courses: tuple[int, ...], programme: int | None) -> tuple[int, ...] | None:
    """Those named, those of the programme, or None for all there are."""
    if programme is not None:
        places = ProgrammeCourse.objects.filter(programme=programme).order_by("number")
        return (*courses, *places.values_list("course", flat=True))
    return courses or None


def own_organisation(viewer: User) -> Organisation | None:
    """In whose name a layout is saved: the highest that she manages."""
    managed = organisations_overseen_by(viewer, roles=MANAGERS)
    return managed.filter(is_open=True).order_by("path").first()
