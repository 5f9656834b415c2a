"""Pure decisions about what a course is made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


def checklist_items(body: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The id of every checklist item in a lesson's raw body, in order."""
    for block in body:
        if block["type"] == "checklist":
            yield from (item["id"] for item in block["value"]["items"])


def quizzes_in(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the quizzes in a lesson's raw body, each once and in order."""
    return _chosen_in(body, "quiz")


def recordings_in(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the film and sound in it."""
    return _chosen_in(body, "recording")


def packages_in(body: Sequence[Mapping[str, Any]]) -> list[int]:
    """The numbers of the interactive content in it."""
    return _chosen_in(body, "package")


ALL, REQUIRED, SOME = "all", "required", "some"
"""Which lessons a course asks for: all of them, all but those marked optional, or a number of them."""


@dataclass(frozen=True, slots=True)
class CourseRule:
    """What finishes a course, as an edition keeps it for good.

    Kept as plain data that names only what is asked for, so that a kind of task that comes later leaves the
    editions before it as they are. `essays` are the quizzes with an essay that a marker has to have passed.
    """

    lessons: str = ALL
    least_lessons: int = 0
    least_percent: int = 0
    session: bool = False
    essays: tuple[int, ...] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "CourseRule":
        return cls(**{**data, "essays": tuple(data.get("essays", ()))})

    @property
    def data(self) -> dict[str, Any]:
        said = {
            "lessons": "" if self.lessons == ALL else self.lessons,
            "least_lessons": self.least_lessons if self.lessons == SOME else 0,
            "least_percent": self.least_percent,
            "session": self.session,
            "essays": list(self.essays),
        }
        return {name: value for name, value in said.items() if value}


class Lack(StrEnum):
    """Why what a rule asks for cannot be done by anybody."""

    TOO_FEW_LESSONS = "too_few_lessons"
    ALL_OPTIONAL = "all_optional"
    NO_TEST = "no_test"
    NO_ESSAY = "no_essay"


def lacks_of(
    rule: CourseRule, *, lessons: int, optional: int, has_test: bool, asks_essay: bool
) -> list[Lack]:
    """What a course of so many lessons lacks for its rule; nothing where the rule can be met."""
    lacks = []
    if rule.lessons == SOME and rule.least_lessons > lessons:
        lacks.append(Lack.TOO_FEW_LESSONS)
    if rule.lessons == REQUIRED and optional == lessons:
        lacks.append(Lack.ALL_OPTIONAL)
    if rule.least_percent and not has_test:
        lacks.append(Lack.NO_TEST)
    if asks_essay and not rule.essays:
        lacks.append(Lack.NO_ESSAY)
    return lacks


def _chosen_in(body: Sequence[Mapping[str, Any]], kind: str) -> list[int]:
    """What blocks of a kind have chosen, each once; a block holds it under the name of its kind."""
    found = (block["value"].get(kind) for block in body if block["type"] == kind)
    return list(dict.fromkeys(number for number in found if number))
