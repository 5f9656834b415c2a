"""What a learner has reached outside the text of a lesson, brought to the lessons that ask for it: quizzes
passed, film and sound watched, packages gone through, demonstration sessions attended and reviewed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet

from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import OutlineLesson
from courses.progress import rules
from courses.progress.actions import Report, record_evidence
from courses.progress.queries import (
    learners_under_way,
    lessons_done_by,
    lessons_followed,
    lessons_that_ask,
)
from media.packages.models import PackageStanding
from media.packages.queries import standings_played
from media.packages.rules import reaches
from media.videos.models import WatchStanding
from media.videos.queries import standings_watched
from media.videos.rules import is_watched
from organisations.people.models import Person
from practices.reviews.queries import participants_reviewed
from practices.sessions.models import Participant
from quizzes.attempts.glances import standings_passed

Thing = tuple[str, int]
"""Of which kind of evidence it makes, and its number; 0 where any of its kind will do."""

ANY_SESSION: Thing = (rules.ATTENDED, 0)


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a learner got with a thing, and since when; from which share it counts, the lesson says."""

    at: datetime
    share: float | None = 1.0

    def is_enough_for(self, kind: str, lesson: OutlineLesson) -> bool:
        match kind:
            case rules.WATCHED:
                return is_watched(self.share or 0.0, lesson.least_percent)
            case rules.PLAYED:
                return reaches(self.share, is_complete=True, least_percent=lesson.least_percent)
            case _:
                return True


def quiz_passed(quiz: int, at: datetime) -> dict[Thing, Reached]:
    return {(rules.PASSED, quiz): Reached(at)}


def recording_watched(standing: WatchStanding) -> dict[Thing, Reached]:
    return {(rules.WATCHED, standing.recording_id): Reached(standing.updated_at, standing.share)}


def package_played(standing: PackageStanding) -> dict[Thing, Reached]:
    if standing.completed_at is None:
        return {}
    since = max(standing.completed_at, standing.reached_at or standing.completed_at)
    return {(rules.PLAYED, standing.package_id): Reached(since, standing.share)}


def session_reviewed(participant: Participant) -> dict[Thing, Reached]:
    """Both are asked for, in whichever order they come: it is reached with the later."""
    if participant.attended_at is None or participant.reviewed_at is None:
        return {}
    return {ANY_SESSION: Reached(max(participant.attended_at, participant.reviewed_at))}


def things_in(lesson: OutlineLesson) -> list[Thing]:
    return [
        *((rules.PASSED, quiz) for quiz in lesson.quizzes),
        *((rules.WATCHED, recording) for recording in lesson.recordings),
        *((rules.PLAYED, package) for package in lesson.packages),
        *([ANY_SESSION] if lesson.completion == rules.RULE_ATTENDED else []),
    ]


@transaction.atomic
def record_reached(
    *, learner: Person, reached: Mapping[Thing, Reached], lessons: Iterable[OutlineLesson], now: datetime
) -> None:
    """Let what was reached count in the lessons that hold it.

    What is recorded already stays as it is. A lesson that was published anew is told again: what finishes it
    is judged by the version in which it was told.
    """
    reports = [
        Report(
            id=_id(learner, thing, lesson),
            kind=thing[0],
            lesson_id=lesson.lesson_id,
            happened_at=found.at,
            item=str(thing[1] or ""),
        )
        for lesson in lessons
        for thing in things_in(lesson)
        if (found := reached.get(thing)) and found.is_enough_for(thing[0], lesson)
    ]
    if reports:
        record_evidence(learner=learner, reports=reports, now=now)


def record_all_reached(*, learner: Person, now: datetime) -> None:
    """Let everything that a learner has reached so far count in the courses that she follows."""
    lessons = [lesson for lesson in lessons_followed(learner) if things_in(lesson)]
    record_reached(learner=learner, reached=_reached_in(learner, lessons), lessons=lessons, now=now)


def record_reached_before(*, edition: CourseEdition, now: datetime) -> None:
    """Let a new edition's followers be told what they had reached before it asked for it."""
    asking = lessons_that_ask(edition)
    if not asking:
        return
    reached = _reached_by(learners_under_way(edition), asking)
    done = lessons_done_by(reached, asking)
    for learner, found in reached.items():
        left = [lesson for lesson in asking if (learner.pk, lesson.lesson_id) not in done]
        record_reached(learner=learner, reached=found, lessons=left, now=now)


def _reached_in(learner: Person, lessons: Iterable[OutlineLesson]) -> dict[Thing, Reached]:
    return _reached_by(Person.objects.filter(pk=learner.pk), lessons).get(learner, {})


def _reached_by(
    learners: QuerySet[Person], lessons: Iterable[OutlineLesson]
) -> dict[Person, dict[Thing, Reached]]:
    """What these learners have reached of what these lessons hold: as many queries for all as for one."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, number in (thing for lesson in lessons for thing in things_in(lesson)):
        wanted[kind].add(number)
    found: dict[Person, dict[Thing, Reached]] = defaultdict(dict)
    if wanted[rules.PASSED]:
        for passed in standings_passed(learners, wanted[rules.PASSED]):
            found[passed.learner] |= quiz_passed(passed.quiz_id, cast(datetime, passed.passed_at))
    if wanted[rules.WATCHED]:
        for watched in standings_watched(learners, wanted[rules.WATCHED]):
            found[watched.learner] |= recording_watched(watched)
    if wanted[rules.PLAYED]:
        for played in standings_played(learners, wanted[rules.PLAYED]):
            found[played.learner] |= package_played(played)
    if wanted[rules.ATTENDED]:
        for participant in participants_reviewed(learners):
            # The first session counts: what comes later says nothing new.
            found[participant.person] = session_reviewed(participant) | found[participant.person]
    return found


def _id(learner: Person, thing: Thing, lesson: OutlineLesson) -> UUID:
    """The same however often it is told, and not to be guessed by another."""
    kind, number = thing
    return uuid5(learner.public_id, f"{kind} {number} {lesson.lesson_id} {lesson.version_id}")
