"""Which PINs and passwords are too easy: short ones, patterns, dates, her own telephone number."""

from datetime import date
from enum import StrEnum
from itertools import pairwise

PIN_LENGTH = 6
PASSWORD_LENGTH = 8


class Fault(StrEnum):
    """Why a secret is refused."""

    SHORT_PIN = "short_pin"
    SHORT_PASSWORD = "short_password"  # noqa: S105 (a name)
    PIN_NOT_ENOUGH = "pin_not_enough"
    PATTERN = "pattern"
    DATE = "date"
    TELEPHONE = "telephone"


def is_pin(secret: str) -> bool:
    return secret.isascii() and secret.isdigit()


def fault_of(secret: str, *, may_be_pin: bool, phone: str = "") -> Fault | None:
    """Why `secret` is too easy, if it is; `phone` is her number, in any spelling.

    >>> fault_of("121212", may_be_pin=True)
    <Fault.PATTERN: 'pattern'>
    """
    if not is_pin(secret):
        return Fault.SHORT_PASSWORD if len(secret) < PASSWORD_LENGTH else None
    if not may_be_pin:
        return Fault.PIN_NOT_ENOUGH
    return _fault_of_pin(secret, phone)


def _fault_of_pin(pin: str, phone: str) -> Fault | None:
    if len(pin) < PIN_LENGTH:
        return Fault.SHORT_PIN
    if repeats(pin) or runs(pin):
        return Fault.PATTERN
    if is_date(pin):
        return Fault.DATE
    return Fault.TELEPHONE if pin in _spellings(phone) else None


def repeats(pin: str) -> bool:
    """One group of digits over and over: 777777, 121212, 123123."""
    size = len(pin)
    return any(pin == (pin[:part] * size)[:size] for part in range(1, size // 2 + 1))


def runs(pin: str) -> bool:
    """Equal steps up or down, over the end as well: 123456, 987654, 890123, 135791."""
    return len({(int(after) - int(before)) % 10 for before, after in pairwise(pin)}) == 1


def is_date(pin: str) -> bool:
    """A birthday or a day everybody knows (190590, 02091945, 19450902), or two years (19751986)."""
    if len(pin) == 6:
        return _is_day(pin[:2], pin[2:4])
    if len(pin) != 8:
        return False
    first, last = pin[:4], pin[4:]
    return (
        (_is_year(last) and _is_day(pin[:2], pin[2:4]))
        or (_is_year(first) and _is_day(pin[6:], pin[4:6]))
        or (_is_year(first) and _is_year(last))
    )


def _is_year(digits: str) -> bool:
    return digits[:2] in {"19", "20"}


def _is_day(day: str, month: str) -> bool:
    """29 February counts in every year."""
    try:
        date(2000, int(month), int(day))
    except ValueError:
        return False
    return True


def _spellings(phone: str) -> str:
    """Every digit of the number as it is stored and as it is read aloud."""
    digits = "".join(filter(str.isdigit, phone))
    return f"{digits} 0{digits.removeprefix('84')}" if digits else ""
