"""A report of who holds a post in one's part of the tree, as long as a test wants it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from accounts.models import User
from organisations.oversight.queries import organisations_overseen_by, people_overseen_by
from tests.organisations.conftest import world
from tests.tracking.reports.sheets import people
from tracking.reports import kinds
from tracking.reports.kinds import NotHers, Report, Wish
from tracking.reports.writing.sheets import Column, Kind, Sheet

__all__ = ["world"]

NAMES = "names"
"""Who is overseen, and as many rows besides as were wished for."""


def _names(*, viewer: User, wish: Wish, now: datetime) -> Report:
    if not organisations_overseen_by(viewer).filter(code=wish["within"]).exists():
        raise NotHers
    if wish.get("breaks"):
        raise ZeroDivisionError

    def rows() -> Iterator[tuple[Any, ...]]:
        yield from ((name, 1) for name in people_overseen_by(viewer).values_list("full_name", flat=True))
        yield from ((row[1], 1) for row in people(wish["more"]))

    columns = (Column("Họ và tên", width=30), Column("Số bài", Kind.NUMBER, 10, is_summed=True))
    sheet = Sheet(f"danh-sach-{wish['within']}", "Danh sách người học", columns, rows(), total_label="Cộng")
    return Report(sheet, count=wish["more"] + people_overseen_by(viewer).count())


@pytest.fixture(autouse=True)
def report_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._makers, NAMES, _names)
