"""Pure decisions about spaced review: what is asked today, and what an answer says of her memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

MOST = 5
"""Questions a session: ten minutes are what people have."""

_IN_VIEW = 2 * MOST
"""So many of the most urgent are looked at; spreading over topics never reaches past them."""

_SECONDS_A_QUESTION = 36
_HALF = 0.5
_ALL = 0.99999


class Rating(IntEnum):
    """How well something was remembered, in the numbers of FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3


def rating_of(fraction: float) -> Rating:
    """From what an answer earned. How long it took says nothing: slow readers have slow telephones."""
    if fraction >= _ALL:
        return Rating.GOOD
    return Rating.HARD if fraction >= _HALF else Rating.AGAIN


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be asked: whether it is due, how likely she still knows it (0 to 1), its topics."""

    question_id: int
    is_due: bool
    retrievability: float
    topics: frozenset[int] = frozenset()


def choose(candidates: Iterable[Candidate], most: int = MOST) -> list[int]:
    """The questions of one session, by number.

    What is due comes first, the most forgotten before the rest; then what she got wrong in a test and has
    not practised yet. Of what is about as urgent, topics not asked yet come before those asked already.
    """
    by_question = {one.question_id: one for one in candidates}
    ranked = sorted(by_question.values(), key=lambda one: (one.retrievability, one.question_id))
    chosen: list[Candidate] = []
    for is_due in (True, False):
        waiting = [one for one in ranked if one.is_due is is_due]
        while waiting and len(chosen) < most:
            next_one = min(waiting[:_IN_VIEW], key=lambda one: _asked_already(one, chosen))
            waiting.remove(next_one)
            chosen.append(next_one)
    return [one.question_id for one in chosen]


def _asked_already(candidate: Candidate, chosen: list[Candidate]) -> int:
    """`min` keeps the order of the list among equals: the more urgent stays first."""
    return sum(not candidate.topics.isdisjoint(one.topics) for one in chosen)


def minutes_for(questions: int) -> int:
    """About how long so many questions take."""
    return max(1, round(questions * _SECONDS_A_QUESTION / 60))
