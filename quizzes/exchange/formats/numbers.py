"""Numbers as other programs write them, as ours: decimals as text, a point before the fraction."""

import re
from decimal import Decimal, InvalidOperation, localcontext

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?")
_LONGEST = 60


def number_of(text: str) -> str | None:
    """The number as text; None where it is none."""
    tidy = text.strip().replace("\u2212", "-").replace(" ", "").replace("\xa0", "")
    if len(tidy) > _LONGEST or not _NUMBER.fullmatch(tidy):
        return None
    try:
        number = Decimal(tidy.replace(",", "."))
    except InvalidOperation:
        return None
    return tidy.replace(",", ".").lstrip("+") if "e" not in tidy.lower() else f"{number:f}"


def middle(lowest: str, highest: str) -> tuple[str, str]:
    """The number half-way between two, and how far it is to either."""
    with localcontext() as context:
        context.prec = 2 * _LONGEST
        low, high = sorted((Decimal(lowest), Decimal(highest)))
        value, tolerance = (low + high) / 2, (high - low) / 2
        return _short(value), _short(tolerance)


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
