"""A messy list of 300 rows: every fault is told at its cell, and the mended list gives a clean tree."""

from datetime import date

import pytest

from organisations.appointments.models import Appointment
from organisations.exchange.models import ImportFile
from organisations.people.models import Person
from organisations.tree.actions import Founding, found_organisations
from tests.makers import LONG_AGO
from tests.organisations.conftest import World
from tests.organisations.exchange.lists import apply, findings_of, send, states_of
from tests.organisations.exchange.messy import ROWS, cell_codes, mended, messy, tidy_rows


@pytest.fixture
def cells(world: World) -> None:
    found_organisations(
        [
            Founding(name=f"Chi bộ {code}", kind=world.cell_a.kind, parent=world.a, on=LONG_AGO, code=code)
            for code in cell_codes()
        ]
    )


@pytest.mark.usefixtures("cells")
def test_every_fault_is_told_at_its_cell_and_nothing_is_written(world: World) -> None:
    workbook, faults, notes = messy()
    before = Person.objects.count()
    file = send(workbook, by=world.minh)
    assert findings_of(file, notes=False) == faults
    assert notes <= set(findings_of(file))
    assert file.counts["refused"] == len({cell for cell, _ in faults if cell}) + 1
    assert file.state == ImportFile.State.CHECKED
    assert not file.is_clean
    assert Person.objects.count() == before


@pytest.mark.usefixtures("cells")
def test_the_mended_list_gives_a_clean_tree_and_again_changes_nothing(world: World) -> None:
    sent = send(mended(), by=world.minh)
    assert sent.counts["new"] == ROWS
    assert sent.is_clean
    apply(sent, by=world.minh)
    names = [row["full_name"] for row in tidy_rows()]
    posts = Appointment.objects.filter(organisation__code__in=cell_codes(), ended=None)
    assert sorted(posts.values_list("person__full_name", flat=True)) == sorted(names)
    assert set(posts.values_list("began", flat=True)) == {date(2025, 7, 1)}
    assert posts.filter(post="secretary").count() == len(cell_codes())
    assert all(phone.startswith("+84") for phone in posts.values_list("person__phone", flat=True))
    again = send(mended(), by=world.minh)
    assert set(states_of(again)) == {"same"}
    assert not again.brings_something
