"""Points and per cent as they are written here: a comma, and no needless zeros."""

from decimal import Decimal

from django.utils.formats import number_format

_MOST_DECIMALS = 2


def tidy(value: float) -> str:
    text = f"{value:.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    return str(number_format(Decimal(text)))
