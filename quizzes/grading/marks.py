"""What a response earns: a fraction of the question's points from 0 to 1, by the rule of its type."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, TypeVar

from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    ChoiceScoring,
    Cloze,
    Essay,
    Gap,
    GapKind,
    Matching,
    MatchScoring,
    MultipleChoice,
    Numerical,
    Ordering,
    OrderScoring,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.responses import Response
from quizzes.grading.wording import is_near, same_words

F = TypeVar("F", Accepted, AcceptedNumber)

# Shares are written with five decimals at most: three times 33.33333 is meant to be everything.
_AS_GOOD_AS_ALL = 0.99999


def fraction_of(question: AnyQuestion, response: Response) -> float | None:
    """The fraction earned, 0 for no answer; None for what a person has to mark.

    `response` is as `read_response` returned it for this question or an earlier version of it: ids that
    the question does not know earn nothing, nor does an answer to a question that was of another type.
    """
    if response is None:
        return 0.0
    if isinstance(question, Essay):
        return None
    return _bounded(_earned(question, response)) if _has_shape(question, response) else 0.0


def _has_shape(question: AnyQuestion, response: Any) -> bool:
    match question:
        case MultipleChoice() | Ordering():
            return isinstance(response, list) and all(isinstance(one, str) for one in response)
        case Matching() | Cloze():
            return isinstance(response, dict) and all(isinstance(one, str) for one in response.values())
        case _:
            return isinstance(response, str)


def _earned(question: AnyQuestion, response: Any) -> float:
    match question:
        case SingleChoice():
            return sum(choice.share for choice in question.choices if choice.id == response) / 100
        case MultipleChoice():
            return _choices(question.choices, set(response), question.scoring)
        case TrueFalse():
            return float(response == ("true" if question.is_true else "false"))
        case Matching():
            right = sum(response.get(pair.id) == pair.answer for pair in question.pairs)
            return _part(right, len(question.pairs), whole=question.scoring is MatchScoring.ALL_OR_NOTHING)
        case Ordering():
            return _order([item.id for item in question.items], response, question.scoring)
        case ShortAnswer():
            form = accepted_form(question, response)
            return form.share / 100 if form else 0.0
        case Numerical():
            number = accepted_number(question.accepted, response, question.unit)
            return number.share / 100 if number else 0.0
        case Cloze():
            earned = sum(gap.weight * gap_fraction(gap, response.get(gap.id, "")) for gap in question.gaps)
            return earned / (sum(gap.weight for gap in question.gaps) or 1)
        case _:
            raise TypeError(question)


def accepted_form(question: ShortAnswer, typed: str) -> Accepted | None:
    """The accepted form that `typed` is; the best where it is several."""
    return _best(one for one in question.accepted if same_words(typed, one.text, question.forgiving))


def accepted_number(accepted: Sequence[AcceptedNumber], typed: str, unit: str = "") -> AcceptedNumber | None:
    """The accepted number that `typed` means; the best where it is several."""
    return _best(one for one in accepted if is_near(typed, one, unit))


def gap_fraction(gap: Gap, typed: str) -> float:
    """What a gap's answer earns, from 0 to 1: a choice's id or a word of the bank, a number, or words."""
    if not typed:
        return 0.0
    if gap.kind is GapKind.CHOICE and gap.choices:
        return _bounded(sum(choice.share for choice in gap.choices if choice.id == typed) / 100)
    filled = gap_filled(gap, typed)
    return _bounded(filled.share / 100) if filled else 0.0


def gap_filled(gap: Gap, typed: str) -> Accepted | AcceptedNumber | None:
    """The accepted number or form of words that was typed into a gap; the best where it is several."""
    if gap.kind is GapKind.NUMBER:
        return accepted_number(gap.numbers, typed)
    return _best(one for one in gap.accepted if same_words(typed, one.text, gap.forgiving))


def after_tries(fraction: float, wrong_tries: int, penalty: float) -> float:
    """What is left of a fraction after `wrong_tries`, each of which costs `penalty` (0 to 1) of it all."""
    return _bounded(fraction - wrong_tries * penalty)


def _choices(choices: Sequence[Choice], chosen: set[str], scoring: ChoiceScoring) -> float:
    right = {choice.id for choice in choices if choice.is_right}
    wrong = {choice.id for choice in choices if not choice.is_right}
    match scoring:
        case ChoiceScoring.ALL_OR_NOTHING:
            return float(chosen == right)
        case ChoiceScoring.SHARES:
            return sum(choice.share for choice in choices if choice.id in chosen) / 100
        case ChoiceScoring.RIGHT_MINUS_WRONG:
            return len(chosen & right) / (len(right) or 1) - len(chosen & wrong) / (len(wrong) or 1)
        case ChoiceScoring.EACH_CHOICE:
            as_it_should_be = len(chosen & right) + len(wrong - chosen)
            return as_it_should_be / (len(choices) or 1)


def _order(wanted: list[str], given: list[str], scoring: OrderScoring) -> float:
    if scoring is OrderScoring.EACH_PAIR:
        place = {one: number for number, one in enumerate(given)}
        pairs = [(place.get(a, -1), place.get(b, -1)) for a, b in combinations(wanted, 2)]
        return sum(0 <= a < b for a, b in pairs) / (len(pairs) or 1)
    right = sum(a == b for a, b in zip(wanted, given, strict=False))
    return _part(right, len(wanted), whole=scoring is OrderScoring.ALL_OR_NOTHING)


def _part(right: int, of: int, *, whole: bool) -> float:
    return float(right == of) if whole else right / (of or 1)


def _best(found: Iterable[F]) -> F | None:
    return max(found, key=lambda one: one.share, default=None)


def _bounded(fraction: float) -> float:
    return 1.0 if fraction > _AS_GOOD_AS_ALL else max(0.0, fraction)
