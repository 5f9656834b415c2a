"""What is wrong with a question before anybody is asked it. Codes; the sentences stand in the bank."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

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
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
)

GAP = re.compile(r"\{\{\s*([\w-]{1,32})\s*\}\}")
MOST_CHOICES = 20
_ALL = 99.99  # three thirds of 33.33 are meant to be everything
_TAGS = re.compile(r"<(?!img\b|embed\b)[^>]*>")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: in which field, in which of several there (from 1), and what stands there."""

    code: str
    field: str
    number: int = 0
    said: str = ""


def problems_of(question: AnyQuestion) -> list[Problem]:
    """All that has to be mended before a question can be checked and used; empty for a sound one."""
    return [*_prompt(question), *_own(question)]


def is_blank(html: str) -> bool:
    """Whether a text shows nothing: no word and no picture."""
    return not _TAGS.sub("", html).replace("&nbsp;", " ").strip()


def _prompt(question: AnyQuestion) -> Iterator[Problem]:
    blank_cloze = isinstance(question, Cloze) and not is_blank(question.text)
    if is_blank(question.prompt) and not blank_cloze:
        yield Problem("no_prompt", "prompt")


def _own(question: AnyQuestion) -> Iterator[Problem]:
    match question:
        case SingleChoice():
            yield from _choices(question.choices)
            if max((choice.share for choice in question.choices), default=0) < _ALL:
                yield Problem("no_right_choice", "choices")
        case MultipleChoice():
            yield from _choices(question.choices)
            right = [choice.share for choice in question.choices if choice.is_right]
            if not right:
                yield Problem("no_right_choice", "choices")
            elif question.scoring is ChoiceScoring.SHARES and sum(right) < _ALL:
                yield Problem("shares_below_all", "choices")
        case Matching():
            yield from _matching(question)
        case Ordering():
            yield from _texts([item.text for item in question.items], "items", at_least=2)
        case ShortAnswer():
            yield from _accepted(question.accepted, "accepted")
        case Numerical():
            yield from _numbers(question.accepted, "accepted")
        case Cloze():
            yield from _cloze(question)
        case Essay():
            yield from _essay(question)


def _choices(choices: Sequence[Choice], field: str = "choices") -> Iterator[Problem]:
    yield from _texts([choice.text for choice in choices], field, at_least=2)
    if len(choices) > MOST_CHOICES:
        yield Problem("too_many", field)
    for number, choice in enumerate(choices, start=1):
        if not -100 <= choice.share <= 100:
            yield Problem("share_out_of_bounds", field, number)


def _texts(texts: Sequence[str], field: str, *, at_least: int) -> Iterator[Problem]:
    if len(texts) < at_least:
        yield Problem("too_few", field, said=str(at_least))
    seen: set[str] = set()
    for number, text in enumerate(texts, start=1):
        if is_blank(text):
            yield Problem("blank", field, number)
        elif (plain := " ".join(text.split())) in seen:
            yield Problem("twice", field, number)
        else:
            seen.add(plain)


def _matching(question: Matching) -> Iterator[Problem]:
    yield from _texts([pair.text for pair in question.pairs], "pairs", at_least=2)
    yield from _texts([answer.text for answer in question.answers], "answers", at_least=2)
    known = {answer.id for answer in question.answers}
    for number, pair in enumerate(question.pairs, start=1):
        if pair.answer not in known:
            yield Problem("no_answer_to_pair", "pairs", number)


def _accepted(accepted: Sequence[Accepted], field: str) -> Iterator[Problem]:
    if not accepted:
        yield Problem("no_accepted", field)
    elif max(one.share for one in accepted) < _ALL:
        yield Problem("none_earns_all", field)
    for number, one in enumerate(accepted, start=1):
        if not one.text.strip():
            yield Problem("blank", field, number)
        elif not 0 <= one.share <= 100:
            yield Problem("share_out_of_bounds", field, number)


def _numbers(accepted: Sequence[AcceptedNumber], field: str) -> Iterator[Problem]:
    if not accepted:
        yield Problem("no_accepted", field)
    elif max(one.share for one in accepted) < _ALL:
        yield Problem("none_earns_all", field)
    for number, one in enumerate(accepted, start=1):
        if not _is_number(one.value) or not _is_number(one.tolerance or "0"):
            yield Problem("not_a_number", field, number, one.value)
        elif Decimal(one.tolerance or "0") < 0:
            yield Problem("tolerance_below_zero", field, number)
        if not 0 <= one.share <= 100:
            yield Problem("share_out_of_bounds", field, number)


def _cloze(question: Cloze) -> Iterator[Problem]:
    standing = GAP.findall(question.text)
    known = [gap.id for gap in question.gaps]
    if not known:
        yield Problem("no_gaps", "gaps")
    for name in sorted(one for one, times in Counter(standing).items() if times > 1):
        yield Problem("gap_stands_twice", "text", said=name)
    for name in sorted(set(standing) - set(known)):
        yield Problem("gap_without_answer", "text", said=name)
    for number, gap in enumerate(question.gaps, start=1):
        if gap.id not in standing:
            yield Problem("gap_not_in_text", "gaps", number, gap.id)
        elif known.count(gap.id) > 1:
            yield Problem("twice", "gaps", number, gap.id)
        yield from _gap(question, gap, number)


def _gap(question: Cloze, gap: Gap, number: int) -> Iterator[Problem]:
    if gap.kind is GapKind.NUMBER:
        found = list(_numbers(gap.numbers, "gaps"))
    elif gap.kind is GapKind.CHOICE and gap.choices:
        found = list(_choices(gap.choices, "gaps"))
        if max(choice.share for choice in gap.choices) < _ALL:
            found.append(Problem("no_right_choice", "gaps"))
    else:
        found = list(_accepted(gap.accepted, "gaps"))
        if gap.kind is GapKind.CHOICE and not {one.text for one in gap.accepted} & set(question.bank):
            found.append(Problem("not_in_bank", "gaps"))
    for problem in found:
        yield Problem(problem.code, "gaps", number, problem.said)


def _essay(question: Essay) -> Iterator[Problem]:
    for number, criterion in enumerate(question.criteria, start=1):
        if not criterion.title.strip():
            yield Problem("blank", "criteria", number)
        if criterion.points <= 0:
            yield Problem("no_points", "criteria", number)
    if question.words_max and question.words_min > question.words_max:
        yield Problem("words_crossed", "words_max")


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False
