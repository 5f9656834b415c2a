"""The evidence with which a course was finished: when it happened, and when it reached the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from courses.assignments.models import Completion
from courses.catalogue.models import EditionLesson
from courses.progress.models import Evidence
from organisations.people.models import Person


@dataclass(frozen=True, slots=True)
class Behind:
    """The last piece of evidence before a course was finished."""

    happened_at: datetime
    received_at: datetime


def evidence_behind(person: Person, completions: Sequence[Completion]) -> dict[int, Behind]:
    """By completion, where there is any of its day; what was recognised rests on paper. Two queries."""
    editions = {one.edition_id for one in completions if one.edition_id}
    if not editions:
        return {}
    places = EditionLesson.objects.filter(edition__in=editions)
    held: dict[int, set[int]] = {}
    for edition, lesson in places.values_list("edition", "lesson"):
        held.setdefault(edition, set()).add(lesson)
    rows = Evidence.objects.filter(
        learner=person,
        lesson__in=set().union(*held.values()),
        happened_at__date__in={one.on for one in completions},
    )
    told = list(
        rows.order_by("happened_at", "received_at").values_list("lesson", "happened_at", "received_at")
    )
    return {
        one.pk: Behind(happened, received)
        for one in completions
        if one.edition_id
        for lesson, happened, received in told
        if lesson in held.get(one.edition_id, ()) and timezone.localdate(happened) == one.on
    }
