"""Attempts that have a mark, and each question of one with what was changed of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from organisations.oversight.queries import people_within
from organisations.tree.models import Organisation
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.attempts.queries import standing_of
from quizzes.bank.presenting import Presented, present
from quizzes.bank.queries import contents_of
from quizzes.marking.models import MarkChange
from quizzes.marking.queries import Marker, attempts_changed_by, code_of, overseen_among
from quizzes.marking.rules import Mark
from quizzes.papers.models import Quiz


@dataclass(frozen=True, slots=True)
class Wish:
    """Which attempts somebody looks for."""

    quiz: Quiz | None = None
    organisation: Organisation | None = None
    code: str = ""


def attempts_wished(marker: Marker, wish: Wish) -> QuerySet[Attempt]:
    """Attempts with a mark that a marker may change, what was marked last first."""
    found = attempts_changed_by(marker).select_related("quiz", "learner").defer("rules")
    if wish.quiz:
        found = found.filter(quiz=wish.quiz)
    if wish.organisation:
        people = people_within([wish.organisation.path], on=timezone.localdate())
        found = found.filter(learner__in=people.order_by().values("pk"))
    if wish.code:
        found = found.filter(pk__startswith=wish.code.lower())
    return found.order_by("-graded_at", "pk")


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt in the list, as a marker sees it."""

    attempt: Attempt
    called: str
    is_named: bool

    @property
    def code(self) -> str:
        return code_of(self.attempt)


def attempt_rows(marker: Marker, attempts: Sequence[Attempt]) -> list[AttemptRow]:
    named = overseen_among(marker, [attempt.learner_id for attempt in attempts])
    return [attempt_row(attempt, is_named=attempt.learner_id in named) for attempt in attempts]


def attempt_row(attempt: Attempt, *, is_named: bool) -> AttemptRow:
    name = attempt.learner.full_name if is_named else code_of(attempt)
    return AttemptRow(attempt, name, is_named)


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """A question of an attempt with the answer, its mark and how that came about."""

    asked: AttemptQuestion
    item: Presented
    mark: Mark
    changes: list[MarkChange]


def sheets_of(attempt: Attempt) -> list[QuestionSheet]:
    rows = list(AttemptQuestion.objects.filter(attempt=attempt).order_by("slot").prefetch_related("files"))
    contents = contents_of(row.version_id for row in rows)
    changes: dict[int, list[MarkChange]] = {}
    for change in MarkChange.objects.filter(asked__attempt=attempt).select_related("by"):
        changes.setdefault(change.asked_id, []).append(change)
    return [
        QuestionSheet(
            row,
            present(
                contents[row.version_id],
                number=row.slot,
                order=row.order,
                response=row.response,
                is_locked=True,
                files=list(row.files.all()),
            ),
            Mark(row.fraction, row.points),
            changes.get(row.pk, []),
        )
        for row in rows
    ]


def passed_since(attempt: Attempt) -> datetime | None:
    standing = standing_of(attempt.quiz, attempt.learner)
    return standing.passed_at if standing else None
