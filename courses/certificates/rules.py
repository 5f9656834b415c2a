"""Pure decisions about certificates: numbers and codes, grades, how long they hold, what a name shows."""

import calendar
import re
import secrets
from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from accounts.cards.rules import ALPHABET

CODE_LENGTH = 12
LONGEST_NUMBER = 60
LARGEST_SEQUENCE = 9_999_999
PLAYED = "played"
"""The completion rule of a lesson that a package alone finishes."""

_SEQUENCE = re.compile(r"\{seq(?::0(?P<digits>[1-9])d)?\}")
_YEAR = "{year}"
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
WORDS = ("course", "lessons", "finished")
"""What the wording may name in braces; it is put in when the certificate is issued."""


class State(StrEnum):
    """How a certificate stands today."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


# --- Numbers and codes -----------------------------------------------------------------------------


def is_number_pattern(pattern: str) -> bool:
    """Whether every number made of it is another one: it counts once, names the year, and stays short.

    >>> is_number_pattern("{seq:04d}/{year}/GXN-TCT"), is_number_pattern("{seq}/GXN")
    (True, False)
    """
    counts = len(_SEQUENCE.findall(pattern)) == 1 and pattern.count(_YEAR) == 1
    rest = _SEQUENCE.sub("", pattern).replace(_YEAR, "")
    if not counts or "{" in rest or "}" in rest or _runs_together(pattern):
        return False
    return len(number_of(pattern, LARGEST_SEQUENCE, year=2000)) <= LONGEST_NUMBER


def _runs_together(pattern: str) -> bool:
    """Digits beside the counting ones would make two numbers alike: 1 of 12026 is 11 of 2026."""
    shown = _SEQUENCE.sub("#", pattern).replace(_YEAR, "0")
    place = shown.index("#")
    return any(beside.isdigit() for beside in (shown[place - 1 : place], shown[place + 1 : place + 2]))


def number_of(pattern: str, sequence: int, *, year: int) -> str:
    """
    >>> number_of("{seq:04d}/{year}/GXN-TCT", 12, year=2026)
    '0012/2026/GXN-TCT'
    """
    counted = _SEQUENCE.sub(lambda found: f"{sequence:0{found['digits'] or 1}d}", pattern)
    return counted.replace(_YEAR, str(year))


def series_of(pattern: str) -> str:
    """What is counted together: patterns that differ in leading noughts alone never give one number twice."""
    return _SEQUENCE.sub("{seq}", pattern)


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """What opens the public check: 22¹² of them, so that guessing finds nothing; typed without marks."""
    return "".join(choose(ALPHABET) for _place in range(CODE_LENGTH))


def code_as_printed(code: str) -> str:
    """
    >>> code_as_printed("K7MP3XQ9CFGH")
    'K7MP-3XQ9-CFGH'
    """
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


# --- What it says ----------------------------------------------------------------------------------


def grade_of(mark: Decimal | None, bands: Iterable[tuple[Decimal, str]]) -> str:
    """What a mark from 0 to 10 is called; nothing without a mark, and below the lowest band."""
    if mark is None:
        return ""
    reached = [band for band in bands if mark >= band[0]]
    return max(reached)[1] if reached else ""


def mark_in_words(mark: Decimal | None) -> str:
    """As it is written here, with a comma: 9; 8,5; 7,25."""
    return "" if mark is None else f"{mark:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def unknown_words(wording: str) -> list[str]:
    """What stands in braces and is none of the words that are put in."""
    known = {f"{{{word}}}" for word in WORDS}
    return [found for found in _BRACES.findall(wording) if found not in known]


def wording_with(wording: str, **words: str) -> str:
    """The wording with what is put in; texts put in are never looked through again."""
    return _BRACES.sub(lambda found: words.get(found[0].strip("{}"), found[0]), wording)


def initials_of(full_name: str) -> str:
    """
    >>> initials_of("Vũ Thị  Lan")
    'V. T. L.'
    """
    return " ".join(f"{part[0].upper()}." for part in full_name.split())


# --- How long it holds -----------------------------------------------------------------------------


def last_day(issued_on: date, months: int | None) -> date | None:
    """The last day on which it holds; None for good. Of a shorter month the last day.

    >>> last_day(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    if months is None:
        return None
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    return date(year, month, min(issued_on.day, calendar.monthrange(year, month)[1]))


def state_of(*, is_revoked: bool, expires_on: date | None, today: date) -> State:
    if is_revoked:
        return State.REVOKED
    return State.EXPIRED if expires_on is not None and expires_on < today else State.VALID


def rests_on_packages_alone(completions: Collection[str]) -> bool:
    """Whether nothing but packages finished the course: they run on the learner's own device, and what they
    say of her is a claim that nobody has checked."""
    return bool(completions) and all(rule == PLAYED for rule in completions)
