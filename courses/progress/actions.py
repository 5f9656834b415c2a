"""Writes of progress: evidence comes in, what follows from it is stored in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from courses.catalogue.models import CourseEdition, EditionLesson
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.queries import newest_places
from courses.enrolment.models import Enrolment
from courses.progress import rules
from courses.progress.marks import bring_marks, settle_marks_in
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.queries import (
    count_of_lessons_done,
    facts_about,
    just_completed,
    lessons_done_in,
)
from courses.progress.telling import tell_of_change
from organisations.people.models import Person


class NotEnrolled(Exception):
    """The learner does not follow the course of this lesson."""


class Outcome(StrEnum):
    """What became of one piece of evidence."""

    SAVED = "saved"
    KNOWN = "known"
    CLOCK_AHEAD = "clock_ahead"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Report:
    """A piece of evidence as a device sends it."""

    id: UUID
    kind: str
    lesson_id: int
    happened_at: datetime
    item: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one report; `clock_ahead` is saved as well, at the server's time."""

    id: UUID
    outcome: Outcome


@transaction.atomic
def record_evidence(*, learner: Person, reports: Sequence[Report], now: datetime) -> list[Receipt]:
    """Keep what is new of a batch and bring progress up to it; a batch sent again changes nothing.

    Refused is what concerns a lesson whose course the learner does not follow, and an id that
    stands for something else already.
    """
    places = newest_places({report.lesson_id for report in reports})
    followed = _lock_progress(learner, {place.edition.course_id for place in places.values()})
    taught = {pk: place for pk, place in places.items() if place.edition.course_id in followed}
    owners = _owners_of([report.id for report in reports])
    receipts, new = [], []
    for report in reports:
        outcome = _outcome(
            report, is_followed=report.lesson_id in taught, is_known=report.id in owners, now=now
        )
        if owners.setdefault(report.id, learner.pk) != learner.pk:
            outcome = Outcome.REFUSED
        if outcome in (Outcome.SAVED, Outcome.CLOCK_AHEAD):
            new.append(_evidence(learner, report, taught[report.lesson_id], now))
        receipts.append(Receipt(report.id, outcome))
    Evidence.objects.bulk_create(new)
    for lesson_id in dict.fromkeys(evidence.lesson_id for evidence in new):
        settle_lesson(learner=learner, place=taught[lesson_id])
    for course_id in {taught[evidence.lesson_id].edition.course_id for evidence in new}:
        count_lessons(progress=followed[course_id], learner=learner)
    return receipts


def record_one(*, learner: Person, report: Report, now: datetime) -> None:
    """Keep one piece of evidence. Raises NotEnrolled where the learner does not follow the course."""
    [receipt] = record_evidence(learner=learner, reports=[report], now=now)
    if receipt.outcome is Outcome.REFUSED:
        raise NotEnrolled(report.lesson_id)


def turn_to(*, progress: CourseProgress, lesson: OutlineLesson, now: datetime) -> None:
    """Let "continue" lead to this lesson; in the one she is in already, her place stays."""
    if progress.last_lesson_id != lesson.lesson_id:
        _keep_newer(CourseProgress.objects.filter(pk=progress.pk), lesson.lesson_id, "", now)


def keep_place(*, learner: Person, lesson_id: int, anchor: str, at: datetime, now: datetime) -> bool:
    """Keep where she stopped reading; False where a newer place is kept or she is not enrolled."""
    at = rules.settled_time(at, now)
    place = newest_places([lesson_id]).get(lesson_id)
    if place is None:
        return False
    followed = CourseProgress.objects.filter(
        enrolment__learner=learner, enrolment__course_id=place.edition.course_id
    )
    return _keep_newer(followed, lesson_id, anchor, at)


def save_ticks(
    *,
    learner: Person,
    lesson: OutlineLesson,
    among: Sequence[str],
    ticked: frozenset[str],
    key: UUID,
    now: datetime,
) -> None:
    """Set the ticks of one checklist, whose items are `among`, to `ticked`.

    `key` comes with the form, so that a form sent twice counts once. Raises NotEnrolled.
    """
    standing = LessonProgress.objects.filter(learner=learner, lesson_id=lesson.lesson_id).first()
    before = set(standing.ticked if standing else ())
    changed = [item for item in among if (item in ticked) != (item in before)]
    reports = [
        Report(
            id=uuid5(key, item),
            kind=rules.TICKED if item in ticked else rules.UNTICKED,
            lesson_id=lesson.lesson_id,
            happened_at=now,
            item=item,
        )
        for item in changed
    ]
    receipts = record_evidence(learner=learner, reports=reports, now=now)
    if any(receipt.outcome is Outcome.REFUSED for receipt in receipts):
        raise NotEnrolled(lesson.lesson_id)


def settle_lesson(*, learner: Person, place: EditionLesson) -> None:
    """Store what follows from a learner's evidence on one lesson."""
    facts, needs = facts_about(learner, place.lesson_id)
    state = rules.state_after(facts, needs)
    LessonProgress.objects.bulk_create(
        [
            LessonProgress(
                learner=learner,
                lesson_id=place.lesson_id,
                version_id=place.version_id,
                begun_at=state.begun_at,
                read_at=state.read_at,
                marked_at=state.marked_at,
                attended_at=state.attended_at,
                done_at=state.done_at,
                ticked=sorted(state.ticked),
                ticked_ever=sorted(state.ticked_ever),
                passed=sorted(state.passed),
                watched=sorted(state.watched),
                played=sorted(state.played),
            )
        ],
        update_conflicts=True,
        unique_fields=["learner", "lesson"],
        update_fields=[
            "version",
            "begun_at",
            "read_at",
            "marked_at",
            "attended_at",
            "done_at",
            "ticked",
            "ticked_ever",
            "passed",
            "watched",
            "played",
        ],
    )


def count_lessons(*, progress: CourseProgress, learner: Person) -> None:
    """Store how many lessons of her edition a learner has finished; once finished stays finished."""
    done = lessons_done_in(progress.edition, learner)
    progress.lessons_done = done.count()
    finishes = progress.finished_at is None and progress.lessons_done == progress.lessons_total
    if finishes:
        progress.finished_at = done.aggregate(last=Max("done_at"))["last"]
        progress.not_passed = False
    progress.save(update_fields=["lessons_done", "finished_at", "mark", "not_passed"])
    if finishes:
        tell_of_change(progress.edition.course_id, [learner.pk])


def begin_course(*, enrolment: Enrolment, edition: CourseEdition) -> CourseProgress:
    """Start counting; what she learnt of these lessons in another course counts already."""
    progress = CourseProgress.objects.create(
        enrolment=enrolment, edition=edition, lessons_total=edition.lessons_total
    )
    bring_marks([progress], edition.pk)
    count_lessons(progress=progress, learner=enrolment.learner)
    tell_of_change(edition.course_id, [enrolment.learner_id])
    return progress


@transaction.atomic
def adopt_edition(*, edition: CourseEdition, now: datetime) -> int:
    """Bring everyone still under way to a new edition; who has finished keeps hers. Returns how many."""
    under_way = CourseProgress.objects.filter(
        enrolment__course_id=edition.course_id, finished_at__isnull=True
    )
    moved = under_way.update(
        edition=edition,
        lessons_total=edition.lessons_total,
        lessons_done=count_of_lessons_done(edition),
    )
    completed = just_completed().filter(edition=edition)
    learners = list(completed.values_list("enrolment__learner", flat=True))
    completed.update(finished_at=now, not_passed=False)
    if learners:
        tell_of_change(edition.course_id, learners)
    settle_marks_in(edition)
    return moved


def _lock_progress(learner: Person, course_ids: set[int]) -> dict[int, CourseProgress]:
    """The learner's progress by course, locked: two devices of hers write one after the other."""
    rows = (
        CourseProgress.objects.select_for_update(of=("self",))
        .filter(enrolment__learner=learner, enrolment__course_id__in=course_ids)
        .select_related("enrolment", "edition")
        .order_by("pk")
    )
    return {progress.enrolment.course_id: progress for progress in rows}


def _keep_newer(progress: QuerySet[CourseProgress], lesson_id: int, anchor: str, at: datetime) -> bool:
    newer = progress.filter(Q(last_at__isnull=True) | Q(last_at__lte=at))
    return bool(newer.update(last_lesson_id=lesson_id, last_anchor=anchor, last_at=at))


def _evidence(learner: Person, report: Report, place: EditionLesson, now: datetime) -> Evidence:
    return Evidence(
        id=report.id,
        learner=learner,
        lesson_id=report.lesson_id,
        version_id=place.version_id,
        kind=report.kind,
        item=report.item,
        happened_at=rules.settled_time(report.happened_at, now),
        received_at=now,
    )


def _outcome(report: Report, *, is_followed: bool, is_known: bool, now: datetime) -> Outcome:
    if not is_followed:
        return Outcome.REFUSED
    if is_known:
        return Outcome.KNOWN
    return Outcome.CLOCK_AHEAD if rules.clock_is_ahead(report.happened_at, now) else Outcome.SAVED


def _owners_of(ids: Sequence[UUID]) -> dict[UUID, int]:
    """Whose evidence stands under these ids already."""
    return dict(Evidence.objects.filter(pk__in=ids).values_list("pk", "learner_id"))
