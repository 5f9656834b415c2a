"""What learning a course anew asks for, and since when it is met: pure decisions. No Django.

A course is learnt anew by passing again what tested it: its final test, else every quiz that finishes a
lesson. Where it has neither, each of its lessons is read again. Evidence may arrive late, twice or out of
order: the answer depends on the set alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

PASSED, READ = "passed", "read"


class Lesson(Protocol):
    """A lesson, as far as learning it anew is concerned."""

    @property
    def lesson_id(self) -> int: ...
    @property
    def completion(self) -> str: ...
    @property
    def is_final_test(self) -> bool: ...
    @property
    def quizzes(self) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do again: pass the quiz, or read the lesson, of this number; `lesson_id` is where."""

    kind: str
    number: int
    lesson_id: int


@dataclass(frozen=True, slots=True)
class Done:
    """Something done on a day: a quiz passed, a lesson read."""

    kind: str
    number: int
    on: date


def steps_of(lessons: Sequence[Lesson]) -> list[Step]:
    """What there is to do again, in the order of the course."""
    final = [one for one in lessons if one.is_final_test and one.quizzes]
    testing = final or [one for one in lessons if one.completion == PASSED]
    steps = {quiz: Step(PASSED, quiz, one.lesson_id) for one in reversed(testing) for quiz in one.quizzes}
    if steps:
        place = {one.lesson_id: number for number, one in enumerate(lessons)}
        return sorted(steps.values(), key=lambda step: (place[step.lesson_id], step.number))
    return [Step(READ, one.lesson_id, one.lesson_id) for one in lessons]


def first_done(steps: Iterable[Step], done: Iterable[Done], since: date) -> dict[Step, date]:
    """On which day each step was first done, of what was done since the day on which it is owed anew."""
    days: dict[tuple[str, int], date] = {}
    for one in done:
        if one.on >= since:
            known = days.get((one.kind, one.number), one.on)
            days[one.kind, one.number] = min(known, one.on)
    return {step: days[step.kind, step.number] for step in steps if (step.kind, step.number) in days}


def renewed_on(steps: Sequence[Step], done: Iterable[Done], since: date) -> date | None:
    """The day on which the last of the steps was first done; None while any is left, or where none are."""
    days = first_done(steps, done, since)
    return max(days.values()) if steps and len(days) == len(steps) else None
