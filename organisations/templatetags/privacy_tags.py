"""Cells of a person's data in the words people use."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.privacy.gathering.sections import Cell, Choice, Column

register = template.Library()


@register.filter
def in_words(cell: Cell) -> str:
    """{{ cell|in_words }}: days as dd/mm/yyyy, nothing as a dash."""
    match cell:
        case None | "":
            return "–"
        case Choice():
            return cell.label
        case bool():
            return _("yes") if cell else _("no")
        case datetime():
            return date_format(timezone.localtime(cell), "SHORT_DATETIME_FORMAT")
        case date():
            return date_format(cell, "SHORT_DATE_FORMAT")
        case _:
            return str(cell)


@register.filter
def beside(columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[tuple[Column, Cell]]:
    """{% for column, cell in section.columns|beside:row %}"""
    return zip(columns, row, strict=True)
