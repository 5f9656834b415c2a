"""From what was typed off a paper to what it earns: seen by the host before anything is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.attempts.rules import Earned, Total, total_of
from quizzes.grading.codec import load
from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import Essay
from quizzes.grading.responses import Response
from quizzes.papers.rules import AttemptRules, reaches
from quizzes.printing.letters import Unreadable, response_of, typed_of
from quizzes.printing.models import PaperPrint
from quizzes.printing.queries import Slot, slots_of
from quizzes.printing.rules import points_in_words, points_of

ESSAY_ON_PAPER = {"text": "(viết trên giấy)", "files": []}
"""Stands for an essay whose text is on paper alone; shown to whoever marks it."""


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """One answer as it was typed, what it means and earns; `problem` where it cannot be on that paper."""

    slot: Slot
    typed: str
    response: Response = None
    fraction: float | None = 0.0
    problem: Unreadable | None = None

    @property
    def points(self) -> float | None:
        return None if self.fraction is None else self.fraction * self.slot.asked.points


@dataclass(frozen=True, slots=True)
class ReadPaper:
    """A whole paper as it was typed."""

    variant: int
    answers: Sequence[ReadAnswer]
    total: Total
    is_passed: bool

    @property
    def problems(self) -> list[ReadAnswer]:
        return [answer for answer in self.answers if answer.problem]

    @property
    def waits_for_a_marker(self) -> bool:
        return self.total.percent is None


def read_paper(paper: PaperPrint, variant: int, typed: Mapping[int, str]) -> ReadPaper:
    """What was typed for each question, by its number on the variant."""
    answers = [_read(slot, typed.get(slot.number, "").strip()) for slot in slots_of(paper, variant)]
    total = total_of(Earned(answer.fraction, answer.slot.asked.points) for answer in answers)
    rules = load(AttemptRules, paper.rules)
    is_passed = total.percent is not None and reaches(total.percent, rules.pass_percent)
    return ReadPaper(variant, answers, total, is_passed)


def _read(slot: Slot, typed: str) -> ReadAnswer:
    if isinstance(slot.question, Essay):
        return _read_essay(slot, typed)
    try:
        response = response_of(slot.question, slot.asked.order, typed)
    except Unreadable as problem:
        return ReadAnswer(slot, typed, problem=problem)
    return ReadAnswer(slot, typed, response, fraction_of(slot.key, response))


def _read_essay(slot: Slot, typed: str) -> ReadAnswer:
    """Marked on the paper: its points are typed; without any it waits for a marker."""
    most = slot.asked.points
    if not typed:
        return ReadAnswer(slot, typed, ESSAY_ON_PAPER, None)
    points = points_of(typed, most)
    if points is None:
        return ReadAnswer(slot, typed, problem=Unreadable("no_such_points", typed, points_in_words(most)))
    return ReadAnswer(slot, typed, ESSAY_ON_PAPER, points / most if most else 0.0)


def typed_again(slot: Slot, response: Response, fraction: float | None) -> str:
    """What would have to be typed for an answer that is kept."""
    if isinstance(slot.question, Essay):
        return "" if fraction is None else points_in_words(fraction * slot.asked.points)
    return typed_of(slot.question, slot.asked.order, response)
