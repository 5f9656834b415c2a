"""The log of readings: seen by auditors and administrators of that part, page by page, and as a file."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from wagtail.models import ModelLogEntry

from accounts.models import User
from common.csv_text import BYTE_ORDER_MARK, csv_lines
from organisations.granting.readings.queries import PAGE, Wish, readings_page
from organisations.granting.readings.rules import Mark
from organisations.granting.readings.screen_names import SCREEN_NAMES
from organisations.oversight.models import Reading
from organisations.people.models import Person
from tests.makers import account_of
from tests.organisations.conftest import World
from tests.organisations.granting.conftest import Desk, Office

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
LOG = "granting:readings"


def read(reader: User, person: Person, *, at: datetime = NOW, screen: str = "person") -> Reading:
    return Reading.objects.create(reader=reader, person=person, screen=screen, at=at)


def whose(readings: Iterable[Reading]) -> list[str]:
    return [reading.person.full_name for reading in readings]


@pytest.fixture
def readings(world: World, office: Office) -> None:
    read(world.minh, world.lan)
    read(world.tu, world.binh, at=NOW + timedelta(hours=1))
    read(office.nghia, world.lan, at=NOW + timedelta(days=2), screen="chooser")


def test_an_auditor_sees_her_part_of_the_log_and_others_nothing(
    world: World, office: Office, desk: Desk, readings: None
) -> None:
    for viewer in (office.y, office.ha):
        page = desk(viewer).get(reverse(LOG)).content.decode()
        assert "Vũ Thị Lan" in page
        assert "Bùi Văn Minh" in page
        assert "Chẩu Văn Bình" not in page
    assert "Chẩu Văn Bình" in desk(office.nghia).get(reverse(LOG)).content.decode()
    for name in (LOG, "granting:readings_export"):
        for stranger in (world.minh, world.tu):
            assert desk(stranger).get(reverse(name)).status_code == 404
        for stranger in (world.son, account_of(world.lan)):
            assert desk(stranger).get(reverse(name)).status_code == 302
        assert Client().get(reverse(name)).status_code == 302


def test_the_log_is_narrowed_by_person_reader_days_and_screen(
    world: World, office: Office, readings: None
) -> None:
    def found(**wish: object) -> list[str]:
        return whose(readings_page(office.nghia, Wish(**wish)).rows)  # type: ignore[arg-type]

    assert found() == ["Vũ Thị Lan", "Chẩu Văn Bình", "Vũ Thị Lan"]
    assert found(person=world.binh) == ["Chẩu Văn Bình"]
    assert found(reader="bui minh") == ["Vũ Thị Lan"]
    assert found(reader="nghia") == ["Vũ Thị Lan"]
    assert found(reader="không có ai") == []
    assert found(screen="chooser") == ["Vũ Thị Lan"]
    day = timezone.localdate(NOW)
    assert found(until=day) == ["Chẩu Văn Bình", "Vũ Thị Lan"]
    assert found(since=day + timedelta(days=1)) == ["Vũ Thị Lan"]


def test_a_page_goes_on_where_the_last_one_ended_even_within_a_moment(world: World, office: Office) -> None:
    made = [read(world.minh, world.lan) for _ in range(PAGE)]
    made += [read(world.minh, world.lan, at=NOW + timedelta(seconds=1)) for _ in range(PAGE // 2)]
    first = readings_page(office.nghia, Wish())
    second = readings_page(office.nghia, Wish(), after=first.older)
    assert second.older is None
    assert {*first.rows, *second.rows} == set(made)
    assert len(first.rows) + len(second.rows) == len(made)


moments = st.integers(0, 10**16).map(lambda n: datetime(1971, 1, 1, tzinfo=UTC) + timedelta(microseconds=n))


@given(moments, st.integers(0, 10**15))
def test_a_mark_survives_an_address(at: datetime, number: int) -> None:
    assert Mark.read(str(Mark(at, number))) == Mark(at, number)


@given(st.text())
def test_what_is_no_mark_begins_at_the_beginning(written: str) -> None:
    mark = Mark.read(written)
    assert mark is None or isinstance(mark.number, int)


@pytest.mark.parametrize("written", ["", "1", "-1", "99999999999999999-1", "a-b", "1-" + "9" * 30])
def test_a_broken_mark_breaks_no_page(office: Office, desk: Desk, written: str) -> None:
    assert desk(office.y).get(reverse(LOG), {"after": written}).status_code == 200


def test_opening_the_log_is_written_down_with_what_was_asked(
    office: Office, desk: Desk, readings: None
) -> None:
    desk(office.y).get(reverse(LOG), {"screen": "chooser", "reader": ""})
    entry = ModelLogEntry.objects.get(action="organisations.open_readings")
    assert (entry.user, entry.data) == (office.y, {"filters": {"screen": "chooser"}})
    desk(office.y).get(reverse("granting:readings_export"))
    assert ModelLogEntry.objects.get(action="organisations.export_readings").user == office.y
    assert not Reading.objects.filter(reader=office.y).exists()


def test_screens_are_called_by_their_names_and_an_unknown_one_as_it_is(
    world: World, office: Office, desk: Desk
) -> None:
    read(world.minh, world.lan, screen="chooser")
    read(world.minh, world.lan, screen="something_new")
    page = desk(office.y).get(reverse(LOG)).content.decode()
    assert str(SCREEN_NAMES["chooser"]) in page
    assert "chooser<" not in page
    assert "something_new" in page


def test_days_the_wrong_way_round_are_refused_and_kept(office: Office, desk: Desk) -> None:
    answer = desk(office.y).get(reverse(LOG), {"since": "02/03/2026", "until": "01/03/2026"})
    assert answer.status_code == 422
    assert "02/03/2026" in answer.content.decode()
    assert "Ngày này trước ngày bắt đầu" in answer.content.decode()
    exported = desk(office.y).get(reverse("granting:readings_export"), {"since": "không phải ngày"})
    assert exported.status_code == 302


def test_the_file_holds_what_the_screen_shows_and_no_formula(
    world: World, office: Office, desk: Desk, readings: None
) -> None:
    Person.objects.filter(pk=world.lan.pk).update(full_name='=HYPERLINK("x")')
    answer = desk(office.y).get(reverse("granting:readings_export"))
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert text.startswith(BYTE_ORDER_MARK)
    assert "\"'=HYPERLINK" in text
    assert "Bùi Văn Minh,minh" in text
    assert "Chẩu Văn Bình" not in text


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_no_cell_of_a_file_is_a_formula_and_none_is_lost(cells: list[str]) -> None:
    written = StringIO("".join(csv_lines(["a"], [cells])), newline="")
    [_headings, row] = csv.reader(written)
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    assert [cell.lstrip("'") for cell in row] == [cell.lstrip("'") for cell in cells]


def test_a_page_of_the_log_costs_the_same_however_long_the_log_is(
    world: World, office: Office, desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = desk(office.y)
    read(world.minh, world.lan)
    browser.get(reverse(LOG))
    with django_assert_max_num_queries(25) as few:
        browser.get(reverse(LOG))
    for _ in range(PAGE * 2):
        read(world.minh, world.lan)
    with django_assert_max_num_queries(len(few)):
        browser.get(reverse(LOG))
