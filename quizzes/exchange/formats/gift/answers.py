"""What stands between the braces of a question of GIFT."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.collecting import Findings, shortened
from quizzes.exchange.formats.gift.escapes import freed
from quizzes.exchange.formats.gift.texts import Texts
from quizzes.exchange.formats.limits import MOST_PARTS
from quizzes.exchange.formats.numbers import middle, number_of
from quizzes.exchange.formats.pairs import matching_of
from quizzes.exchange.formats.shares import mended_shares, share_of
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    ChoiceScoring,
    Essay,
    Item,
    MultipleChoice,
    Numerical,
    Ordering,
    OrderScoring,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

_WEIGHT = re.compile(r"%\s*(-?\d{1,3}(?:[.,]\d{0,12})?)\s*%")
_TRUE = {"T", "TRUE"}
_FALSE = {"F", "FALSE"}
_SEPARATOR = re.compile(r"[=~]")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a question before its answers are looked at."""

    prompt: str
    explanation: str
    texts: Texts
    findings: Findings


@dataclass(frozen=True, slots=True)
class Part:
    """One answer as written: its sign, the weight at its head, its words, what is said to it."""

    sign: str
    weight: str
    words: str
    feedback: str


def question_of(answers: str, asked: Asked) -> AnyQuestion | None:
    """The question that these answers make; None where they make none of ours, which is found."""
    if len(_SEPARATOR.findall(answers)) > MOST_PARTS or answers.count("\n") > 10 * MOST_PARTS:
        asked.findings.error(codes.QUESTION_TOO_MANY_PARTS, MOST_PARTS)
        return None
    return _reader(answers)(answers, asked)


def looks_like_answers(text: str) -> bool:
    """Whether a piece in braces may be answers at all."""
    tidy = text.strip()
    head = tidy.partition("#")[0].strip().upper()
    return not tidy or tidy[0] in "=~#>%" or head in _TRUE | _FALSE


def _reader(answers: str) -> Callable[[str, Asked], AnyQuestion | None]:
    head = answers.partition("#")[0].strip().upper()
    if not answers:
        return _essay
    if answers.startswith("#"):
        return _numerical
    if answers.startswith(">"):
        return _ordering
    if head in _TRUE | _FALSE:
        return _true_false
    if _is_matching(answers):
        return _matching
    return _choice if "~" in answers else _short


def _parts(answers: str, separator: str = "=~", *, weighted: bool = True) -> list[Part]:
    """Answers apart; words before the first sign are an answer of their own."""
    starts = [match.start() for match in _SEPARATOR.finditer(answers) if match.group() in separator]
    bounds = [*starts, len(answers)]
    parts = [
        _part(answers[start:stop], weighted=weighted) for start, stop in zip(starts, bounds[1:], strict=True)
    ]
    before = answers[: bounds[0]].strip()
    return [_part(before, weighted=weighted), *parts] if before else parts


def _part(written: str, *, weighted: bool) -> Part:
    sign = written[0] if written[0] in "=~" else ""
    rest = written.removeprefix(sign).strip()
    weight = _WEIGHT.match(rest) if weighted else None
    if weight:
        rest = rest[weight.end() :]
    words, _, feedback = rest.partition("#")
    return Part(sign, weight.group(1) if weight else "", words.strip(), feedback.strip())


def _essay(answers: str, asked: Asked) -> AnyQuestion:
    return Essay(prompt=asked.prompt, explanation=asked.explanation)


def _true_false(answers: str, asked: Asked) -> AnyQuestion:
    head, *said = answers.split("#")
    wrong, right, *more = [*(asked.texts.block(text) for text in said), "", ""][: max(2, len(said))]
    is_true = head.strip().upper() in _TRUE
    for text in more:
        asked.findings.loss(codes.GIFT_SPARE_FEEDBACK, text)
    return TrueFalse(
        prompt=asked.prompt,
        explanation=asked.explanation,
        is_true=is_true,
        feedback_true=right if is_true else wrong,
        feedback_false=wrong if is_true else right,
    )


def _choice(answers: str, asked: Asked) -> AnyQuestion:
    parts = _parts(answers)
    is_single = any(part.sign == "=" for part in parts)
    texts = [asked.texts.inside(part.words) for part in parts]
    choices = tuple(
        Choice(
            id=id_,
            text=text,
            share=share_of(part.weight, asked.findings, 100.0 if part.sign == "=" else 0.0),
            feedback=asked.texts.block(part.feedback),
        )
        for id_, text, part in zip(ids_for(texts, of=asked.prompt), texts, parts, strict=True)
    )
    if is_single:
        if sum(choice.share >= 100 for choice in choices) > 1:
            asked.findings.note(codes.SEVERAL_RIGHT)
        return SingleChoice(prompt=asked.prompt, explanation=asked.explanation, choices=choices)
    return MultipleChoice(
        prompt=asked.prompt,
        explanation=asked.explanation,
        choices=mended_shares(choices, asked.findings),
        scoring=ChoiceScoring.SHARES,
    )


def _short(answers: str, asked: Asked) -> AnyQuestion:
    parts = _parts(answers, "=")
    if parts[0].sign != "=":
        asked.findings.note(codes.GIFT_NO_SIGN, freed(answers))
    accepted = tuple(
        Accepted(
            text=asked.texts.words(part.words),
            share=share_of(part.weight, asked.findings, 100.0),
            feedback=asked.texts.block(part.feedback),
        )
        for part in parts
    )
    return ShortAnswer(prompt=asked.prompt, explanation=asked.explanation, accepted=accepted)


def _numerical(answers: str, asked: Asked) -> AnyQuestion:
    accepted: list[AcceptedNumber] = []
    when_wrong = ""
    for part in _parts(answers.removeprefix("#").strip()):
        words = freed(part.words)
        if words in ("", "*") and (part.sign == "~" or part.feedback):
            when_wrong = when_wrong or asked.texts.block(part.feedback)
            continue
        share = share_of(part.weight, asked.findings, 0.0 if part.sign == "~" else 100.0)
        number = _number(words, asked.findings)
        accepted.append(AcceptedNumber(*number, share, asked.texts.block(part.feedback)))
    return Numerical(
        prompt=asked.prompt, explanation=asked.explanation, accepted=tuple(accepted), when_wrong=when_wrong
    )


def _number(words: str, findings: Findings) -> tuple[str, str]:
    """The number and its tolerance: `5`, `5:0.1`, `4.9..5.1`. What is none stays, and is objected to."""
    if "," in words:
        findings.note(codes.NUMBER_COMMA, words)
    if ".." in words:
        low, high = (number_of(text) for text in words.split("..", 1))
        if low is not None and high is not None:
            return middle(low, high)
    value, _, tolerance = words.partition(":")
    number, off = number_of(value), number_of(tolerance or "0")
    if number is None or off is None:
        findings.error(codes.NUMBER_UNREADABLE, words)
        return shortened(words, 60), "0"
    return number, off


def _is_matching(answers: str) -> bool:
    if "=" not in answers or "->" not in answers:
        return False
    parts = _parts(answers)
    return len(parts) > 1 and all("->" in part.words and part.sign == "=" for part in parts)


def _matching(answers: str, asked: Asked) -> AnyQuestion:
    written: list[tuple[str, str]] = []
    for part in _parts(answers, "=", weighted=False):
        if part.feedback:
            asked.findings.loss(codes.GIFT_FEEDBACK_OF_PAIR, freed(part.feedback))
        left, _, right = part.words.partition("->")
        written.append((asked.texts.inside(left), asked.texts.inside(right)))
    return matching_of(written, asked.prompt, asked.explanation)


def _ordering(answers: str, asked: Asked) -> AnyQuestion:
    """Items in their order, a line each, as the ordering type of Moodle writes them."""
    head, _, rest = answers.removeprefix(">").partition("\n")
    lines = [line.strip() for line in rest.split("\n") if line.strip()][:MOST_PARTS]
    texts = [asked.texts.inside(line) for line in lines]
    scoring = OrderScoring.ALL_OR_NOTHING if "ALL_OR_NOTHING" in head.upper() else OrderScoring.EACH_PLACE
    return Ordering(
        prompt=asked.prompt,
        explanation=asked.explanation,
        items=tuple(Item(*one) for one in zip(ids_for(texts, of=asked.prompt), texts, strict=True)),
        scoring=scoring,
    )
