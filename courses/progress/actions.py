"""Writes of progress: evidence comes in, what follows from it is stored in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Least

from courses.catalogue.models import CourseEdition, EditionLesson
from courses.catalogue.outline import OutlineLesson, tests_among
from courses.catalogue.queries import lessons_of, newest_places
from courses.enrolment.models import Enrolment
from courses.progress import rules
from courses.progress.completing import finished_at, lessons_done_by, others_done_by, requirement_of
from courses.progress.marks import bring_marks, keep_marks, settle_marks_in
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.queries import adopting, count_of_lessons_done, facts_about, just_completed, own_places
from courses.progress.rules import CourseRequirement
from courses.progress.signals import learnt_again
from courses.progress.telling import tell_of_change
from courses.progress.updates import ask_one_for_update, bring_update
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
    taught |= own_places(taught, followed.values())
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
    touched = {taught[evidence.lesson_id].edition.course_id for evidence in new}
    for course_id in touched:
        settle_course(progress=followed[course_id], learner=learner)
    if finished := [course_id for course_id in touched if followed[course_id].finished_at]:
        learnt_again.send(sender=Evidence, learner_id=learner.pk, courses=finished)
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


SETTLED = ("lessons_done", "finished_at", "mark", "not_passed_at", "update_edition", "update_done_at")


def settle_course(*, progress: CourseProgress, learner: Person) -> None:
    """Store how much of what her edition asks for a learner has done."""
    was_finished = progress.finished_at
    bring_course(progress=progress, learner=learner)
    progress.save(update_fields=SETTLED)
    if progress.finished_at != was_finished:
        tell_of_change(progress.edition.course_id, [learner.pk])


def bring_course(*, progress: CourseProgress, learner: Person) -> None:
    """Set what follows from what a learner has done, still to be saved; once finished stays finished."""
    need = requirement_of(progress.edition)
    done = lessons_done_by(need, [learner.pk])[learner.pk]
    progress.lessons_done = min(len(done), progress.lessons_total)
    if progress.update_edition_id:
        bring_update(progress=progress, learner=learner)
    if progress.finished_at is None and (at := finished_at(need, learner, done)):
        progress.finished_at, progress.not_passed_at = at, None
        ask_one_for_update(progress=progress, learner=learner)


def begin_course(*, enrolment: Enrolment, edition: CourseEdition) -> CourseProgress:
    """Start counting; what she learnt of these lessons in another course counts already."""
    progress = CourseProgress.objects.create(
        enrolment=enrolment, edition=edition, lessons_total=requirement_of(edition).least_lessons
    )
    bring_marks([progress], edition.pk)
    settle_course(progress=progress, learner=enrolment.learner)
    tell_of_change(edition.course_id, [enrolment.learner_id])
    return progress


@transaction.atomic
def settle_test(*, learner: Person, quiz_id: int | None = None) -> None:
    """Store what follows from a learner's results, in one quiz or in all, for the courses she follows."""
    for progress in _followed(learner):
        need = requirement_of(progress.edition)
        tests = tests_among(lessons_of(progress.edition_id))
        if quiz_id is None or quiz_id in tests:
            keep_marks(bring_marks([progress], progress.edition_id), progress.enrolment.course_id)
        if quiz_id is None or quiz_id in need.tests | need.essays:
            settle_course(progress=progress, learner=learner)


@transaction.atomic
def settle_session(*, learner: Person) -> None:
    """Store what follows from a demonstration session for the courses that ask for one."""
    for progress in _followed(learner).filter(finished_at__isnull=True):
        if requirement_of(progress.edition).session:
            settle_course(progress=progress, learner=learner)


@transaction.atomic
def adopt_edition(*, edition: CourseEdition, now: datetime) -> int:
    """Bring to a new edition whom it concerns of those under way; who has finished keeps hers.

    Where nothing that concerns them changed it is those who were under way by the edition before; else it is
    all or none of them, as was chosen. Returns how many.
    """
    need = requirement_of(edition)
    moved = adopting(edition).update(
        edition=edition,
        lessons_total=need.least_lessons,
        lessons_done=Least(count_of_lessons_done(need.lessons), need.least_lessons),
    )
    _finish_who_is_done(edition, need, now)
    settle_marks_in(edition)
    return moved


def _finish_who_is_done(edition: CourseEdition, need: CourseRequirement, now: datetime) -> None:
    """By what an edition asks for, somebody may be done at once: finished as of now, not of earlier."""
    completed = just_completed().filter(edition=edition)
    learners = list(completed.values_list("enrolment__learner", flat=True))
    if need.asks_more_than_lessons:
        lessons, others = lessons_done_by(need, learners), others_done_by(need, learners)
        learners = [one for one in learners if need.is_finished_at([*lessons[one], *others[one]])]
        completed = completed.filter(enrolment__learner__in=learners)
    completed.update(finished_at=now, not_passed_at=None)
    if learners:
        tell_of_change(edition.course_id, learners)


def _followed(learner: Person) -> QuerySet[CourseProgress]:
    """What a learner follows, locked."""
    rows = CourseProgress.objects.select_for_update(of=("self",)).filter(enrolment__learner=learner)
    return rows.select_related("enrolment", "edition").order_by("pk")


def _lock_progress(learner: Person, course_ids: set[int]) -> dict[int, CourseProgress]:
    """The learner's progress by course, locked: two devices of hers write one after the other."""
    rows = _followed(learner).filter(enrolment__course_id__in=course_ids)
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
