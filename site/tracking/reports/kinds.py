"""Which reports there are: each brings its sheet for a viewer, by whatever room it belongs to.

A file in the background is made after somebody has left the page. So what she wished is kept as plain
data, and the report is asked anew, within what she oversees at that moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from accounts.models import User
from tracking.reports.writing.sheets import Sheet

Wish = Mapping[str, Any]
"""What was asked for, as plain data: course, part of the tree, period, day."""


class NoSuchReport(Exception):
    """No report has this name."""


class NotHers(Exception):
    """What was asked for lies outside the viewer's part of the tree, or does not exist."""


@dataclass(frozen=True, slots=True)
class Report:
    """A sheet whose rows have not been asked for yet, and how many there will be."""

    sheet: Sheet
    count: int


class Maker(Protocol):
    """Makes the report a viewer may see; raises `NotHers` where there is none."""

    def __call__(self, *, viewer: User, wish: Wish, now: datetime) -> Report: ...


M = TypeVar("M", bound=Maker)
_makers: dict[str, Maker] = {}


def makes_report(kind: str) -> Callable[[M], M]:
    """Registers what makes the reports of a kind."""

    def register(maker: M) -> M:
        _makers[kind] = maker
        return maker

    return register


def report_of(*, kind: str, viewer: User, wish: Wish, now: datetime) -> Report:
    if kind not in _makers:
        raise NoSuchReport(kind)
    return _makers[kind](viewer=viewer, wish=wish, now=now)
