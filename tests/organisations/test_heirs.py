"""What went into an organisation, and until when what was entered of it came along."""

from datetime import UTC, date, datetime, timedelta

import pytest

from organisations.reorganising.actions import Decision, merge_organisations
from organisations.tree.actions import Founding
from organisations.tree.heirs import forebears_of
from organisations.tree.models import Organisation
from tests.makers import make_cell, make_organisation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, tzinfo=UTC)


def merge(name: str, *cells: Organisation, days: int) -> Organisation:
    at = AT + timedelta(days=days)
    on = date(2026, 3, 1) + timedelta(days=days)
    founding = Founding(name=name, parent=cells[0].parent, kind=cells[0].kind, on=on)
    outcome = merge_organisations(
        organisations=list(cells), into=founding, decision=Decision(on=on, number=name, now=at)
    )
    [made] = outcome.founded
    return made


def test_an_organisation_alone_has_no_forebears() -> None:
    cell = make_cell()
    assert forebears_of([cell.pk]) == {cell.pk: None}
    assert forebears_of([]) == {}


def test_mergers_are_followed_back_each_with_its_own_end() -> None:
    commune = make_organisation()
    a, b, c = (make_cell(f"Chi bộ {name}", commune) for name in "abc")
    ab = merge("ab", a, b, days=0)
    abc = merge("abc", ab, c, days=10)
    later = AT + timedelta(days=10)
    assert forebears_of([abc.pk]) == {abc.pk: None, ab.pk: later, c.pk: later, a.pk: AT, b.pk: AT}
    assert forebears_of([ab.pk]) == {ab.pk: None, a.pk: AT, b.pk: AT}
