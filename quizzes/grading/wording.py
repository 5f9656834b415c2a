"""Typed words and numbers beside those that count."""

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from common.vietnamese import fold, unify_tones
from quizzes.grading.questions import AcceptedNumber, Forgiving

_STAR = re.compile(r"(?<!\\)\*")
_MOST_DIGITS = 40
# Thousands stand in threes: 1,5 is never fifteen. Written here as 1.000,5 and elsewhere as 1,000.5.
_HERE = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?")
_ELSEWHERE = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?")


def same_words(typed: str, accepted: str, forgiving: Forgiving) -> bool:
    """Whether `typed` is the accepted form, `*` in which stands for any words or none."""
    if _is_same(typed, accepted, forgiving):
        return True
    # A star within a syllable: the tone of "hoà*" stands elsewhere in "hoàng" than in "hòa".
    return forgiving.tones and "*" in accepted and _is_same(typed, accepted, replace(forgiving, tones=False))


def _is_same(typed: str, accepted: str, forgiving: Forgiving) -> bool:
    pieces = [_comparable(piece.replace("\\*", "*"), forgiving) for piece in _STAR.split(accepted)]
    given = _comparable(typed, forgiving)
    if len(pieces) == 1:
        return given == pieces[0]
    return _fits(given, pieces)


def _fits(given: str, pieces: list[str]) -> bool:
    """Pieces found one behind the other, first and last at the ends: linear, whatever is typed."""
    first, *middle, last = pieces
    if not given.startswith(first) or not given.endswith(last) or len(given) < len(first) + len(last):
        return False
    place, end = len(first), len(given) - len(last)
    for piece in middle:
        found = given.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def _comparable(text: str, forgiving: Forgiving) -> str:
    if forgiving.case and forgiving.marks:
        return fold(text)
    tidy = " ".join(unicodedata.normalize("NFC", text).split())
    if forgiving.tones:
        tidy = unify_tones(tidy)
    if forgiving.marks:
        tidy = _without_marks(tidy)
    return tidy.casefold() if forgiving.case else tidy


def _without_marks(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in marks if unicodedata.category(c) != "Mn")


def readings(typed: str, unit: str = "") -> set[Decimal]:
    """The numbers that a typed text may mean; "1.000" is one thousand here and one elsewhere."""
    text = unicodedata.normalize("NFKC", typed).strip().replace("\u2212", "-")
    for ending in filter(None, (unit.strip(), "%")):
        text = text.removesuffix(ending).strip()
    digits = "".join(text.split())
    if len(digits) > _MOST_DIGITS:
        return set()
    written = []
    if _HERE.fullmatch(digits):
        written.append(digits.replace(".", "").replace(",", "."))
    if _ELSEWHERE.fullmatch(digits):
        written.append(digits.replace(",", ""))
    return {number for one in written if (number := _decimal(one)) is not None}


def is_near(typed: str, accepted: AcceptedNumber, unit: str = "") -> bool:
    """Whether `typed` means a number within the tolerance, bounds included."""
    value, tolerance = _decimal(accepted.value), _decimal(accepted.tolerance or "0")
    if value is None or tolerance is None:
        return False
    return any(abs(number - value) <= abs(tolerance) for number in readings(typed, unit))


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_text(typed: str) -> str:
    """A number as an author typed it, in the one form that is kept: a point before the decimals.

    What is no number stays as typed, for `problems_of` to find.
    """
    plain = "".join(typed.split()).replace("\u2212", "-")
    if "," in plain and "." not in plain:
        plain = plain.replace(",", ".")
    elif "," in plain and plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", ".")
    return plain if _decimal(plain) is not None else typed.strip()
