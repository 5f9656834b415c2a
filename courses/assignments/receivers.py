"""What happens below, to posts, places and learning; what is owed follows in the same transaction."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.chunks import chunks
from common.days import day_began
from courses.assignments.actions import settle_assignment
from courses.assignments.completions import bring_over_completions, keep_completions, who_have_learnt
from courses.assignments.models import Exemption, Obligation
from courses.assignments.queries import (
    has_assignments,
    left_to_learn,
    owed_by,
    people_ever_in,
    unsettled_assignments,
)
from courses.assignments.settling import let_go_of, settle, turn_the_day
from courses.assignments.signals import obligations_changed
from courses.assignments.tasks import tell_of_what_is_due
from courses.assignments.telling import calendar_of, lines_of_week, tell_of_new
from courses.certificates.signals import certificates_changed
from courses.progress.signals import course_progress_changed
from notifications.actions import Line
from notifications.calendars.rules import Entry
from notifications.calendars.signals import gathering_calendar
from notifications.digests.signals import composing_digest
from organisations.appointments.signals import appointments_changed
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.reorganising.outcome import Arrival, Outcome
from organisations.reorganising.queries import concerned_by
from organisations.reorganising.signals import reorganised
from organisations.tree.signals import organisations_restated


def connect() -> None:
    appointments_changed.connect(_appointments_changed)
    organisations_restated.connect(_organisations_restated)
    reorganised.connect(_reorganised)
    course_progress_changed.connect(_course_progress_changed)
    certificates_changed.connect(_certificates_changed)
    people_merging.connect(_people_merging)
    day_began.connect(_day_began)
    obligations_changed.connect(_obligations_changed)
    composing_digest.connect(_composing_digest)
    gathering_calendar.connect(_gathering_calendar)


def _appointments_changed(sender: type, people: Collection[int], **__: Any) -> None:
    if has_assignments():
        settle(people=people, today=timezone.localdate())


def _reorganised(sender: type, outcome: Outcome, **__: Any) -> list[Arrival]:
    """Only now it is written down what was merged or split: what was assigned there is taken along."""
    if not has_assignments():
        return []
    _organisations_restated(sender, outcome.touched)
    count = left_to_learn(concerned_by(outcome))
    return [Arrival(_("courses that are owed, which follow"), count)] if count else []


def _organisations_restated(sender: type, organisations: Collection[int], **__: Any) -> None:
    if has_assignments():
        for chunk in chunks(organisations):
            settle(people=people_ever_in(chunk), today=timezone.localdate())


def _course_progress_changed(sender: type, course_id: int, learners: Collection[int], **__: Any) -> None:
    """Completions are kept of everybody; whoever owes nothing costs no more than that."""
    keep_completions(course_id=course_id, learners=learners)
    if owing := owed_by(learners, course_id):
        settle(people=owing, courses=[course_id], today=timezone.localdate())


def _day_began(sender: type, today: date, **__: Any) -> None:
    """What a worker that was killed left half settled is settled to the end."""
    turn_the_day(today=today)
    for assignment in unsettled_assignments():
        settle_assignment(assignment=assignment, today=today)
    tell_of_what_is_due.enqueue()


def _obligations_changed(
    sender: type, before: Sequence[Obligation], after: Sequence[Obligation], **_: Any
) -> None:
    tell_of_new(before, after, now=timezone.now())


def _composing_digest(sender: type, account: User, now: datetime, **_: Any) -> list[Line]:
    return lines_of_week(account, timezone.localdate(now))


def _gathering_calendar(sender: type, account: User, **_: Any) -> list[Entry]:
    return calendar_of(account)


def _certificates_changed(sender: type, course_id: int, learners: Collection[int], **_: Any) -> None:
    """Who is given one for finishing at this moment is settled when that is kept, and not twice."""
    finished = who_have_learnt(course_id=course_id, among=learners)
    if owing := owed_by(finished, course_id):
        settle(people=owing, courses=[course_id], today=timezone.localdate())


def _people_merging(sender: type, kept: Person, gone: Person, **__: Any) -> None:
    """What the kept entry owes is settled once the other's posts have come over."""
    let_go_of(people=[gone.pk])
    Exemption.objects.filter(person=gone).update(person=kept)
    bring_over_completions(kept=kept, gone=gone)
