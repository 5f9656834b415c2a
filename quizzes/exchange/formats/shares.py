"""Shares of points as other programs write them, and ours as they would."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.collecting import Findings
from quizzes.grading.questions import Choice, ChoiceScoring, MultipleChoice

_ALL = 99.99
_PARTS = tuple(
    round(100 * top / bottom, 5)
    for top, bottom in (
        (1, 1), (9, 10), (5, 6), (4, 5), (3, 4), (7, 10), (2, 3), (3, 5), (1, 2), (2, 5), (1, 3), (3, 10),
        (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (1, 9), (1, 10), (1, 11), (1, 12), (1, 20),
    )
)  # fmt: skip


def share_of(text: str, findings: Findings, default: float = 0.0) -> float:
    """A percentage as typed; what is none is found."""
    tidy = text.strip().rstrip("%").replace(",", ".").strip()
    try:
        value = Decimal(tidy)
    except InvalidOperation:
        if tidy:
            findings.note(codes.SHARE_UNREADABLE, text)
        return default
    if not value.is_finite() or abs(value) > 1000:
        findings.note(codes.SHARE_UNREADABLE, text)
        return default
    return float(value)


def written_share(share: float) -> str:
    """A share with five decimals at most, and none that say nothing."""
    rounded = Decimal(repr(share)).quantize(Decimal("0.00001"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}" if rounded else "0"


def mended_shares(choices: Sequence[Choice], findings: Findings) -> tuple[Choice, ...]:
    """Right shares that miss 100 only for being rounded (33, 33, 33) as the parts they stand for."""
    right = [choice.share for choice in choices if choice.share > 0]
    if not right or sum(right) >= _ALL or sum(right) < 97:
        return tuple(choices)
    meant = [min(_PARTS, key=lambda part: abs(part - share)) for share in right]
    if sum(meant) < _ALL or any(abs(part - share) > 1 for part, share in zip(meant, right, strict=True)):
        return tuple(choices)
    findings.note(codes.SHARES_ROUNDED, " + ".join(written_share(share) for share in right))
    mended = dict(zip(right, meant, strict=True))
    return tuple(replace(choice, share=mended.get(choice.share, choice.share)) for choice in choices)


def foreign_shares(question: MultipleChoice) -> list[float]:
    """The shares by which a program that only adds shares comes nearest to our rule."""
    if question.scoring is ChoiceScoring.SHARES:
        return [choice.share for choice in question.choices]
    right = sum(choice.is_right for choice in question.choices)
    wrong = len(question.choices) - right
    penalty = 1 if question.scoring is ChoiceScoring.ALL_OR_NOTHING else wrong
    return [
        round(100 / right, 5) if choice.is_right else round(-100 / (penalty or 1), 5)
        for choice in question.choices
    ]
