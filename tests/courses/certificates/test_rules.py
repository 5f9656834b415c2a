"""Numbers that never meet, days that exist, names that say no more than they should."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.cards.rules import ALPHABET
from courses.certificates import rules
from courses.certificates.rules import State

PATTERNS = st.sampled_from(
    ["{seq:04d}/{year}/GXN-TCT", "{seq}/{year}/GXN", "GXN-{year}-{seq:02d}", "Số {seq:06d}.{year}"]
)
COUNTS = st.integers(1, 99_999)
YEARS = st.integers(2020, 2099)


@given(PATTERNS, COUNTS, YEARS, COUNTS, YEARS)
def test_two_numbers_are_alike_only_where_both_count_and_year_are(
    pattern: str, one: int, year: int, other: int, other_year: int
) -> None:
    first = rules.number_of(pattern, one, year=year)
    second = rules.number_of(pattern, other, year=other_year)
    assert (first == second) == ((one, year) == (other, other_year))
    assert len(first) <= rules.LONGEST_NUMBER


def test_leading_noughts_do_not_begin_another_series() -> None:
    assert rules.series_of("{seq:04d}/{year}/GXN") == rules.series_of("{seq}/{year}/GXN")
    assert rules.series_of("{seq}/{year}/GXN") != rules.series_of("{seq}/{year}/BG")


@pytest.mark.parametrize(
    "pattern",
    [
        "GXN-TCT",
        "{seq}",
        "{seq}/{seq}/{year}",
        "{seq}{year}",
        "{year}{seq}",
        "1{seq}/{year}",
        "{seq}/{year}/{month}",
        "{seq:x}/{year}",
        "{seq.__class__}/{year}",
        "{seq}/{year}/" + "G" * 60,
    ],
)
def test_a_pattern_that_could_give_a_number_twice_or_nonsense_is_refused(pattern: str) -> None:
    assert not rules.is_number_pattern(pattern)


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 600))
def test_the_last_day_lies_so_many_months_on_and_exists(issued: date, months: int) -> None:
    last = rules.last_day(issued, months)
    assert last is not None
    passed = (last.year - issued.year) * 12 + last.month - issued.month
    assert passed == months
    assert last.day == issued.day or (last.day < issued.day and _is_month_end(last))


def _is_month_end(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


def test_without_a_span_it_holds_for_good() -> None:
    assert rules.last_day(date(2026, 11, 27), None) is None


@given(st.decimals(0, 10, places=2))
def test_a_mark_is_called_by_the_highest_band_it_reaches(mark: Decimal) -> None:
    bands = [(Decimal(7), "Khá"), (Decimal(9), "Xuất sắc"), (Decimal(8), "Giỏi")]
    expected = "" if mark < 7 else "Khá" if mark < 8 else "Giỏi" if mark < 9 else "Xuất sắc"
    assert rules.grade_of(mark, bands) == expected


def test_without_a_mark_nothing_is_called_anything() -> None:
    assert rules.grade_of(None, [(Decimal(0), "Đạt")]) == ""


@given(st.lists(st.sampled_from(["Nguyễn", "Thị", "Ánh", "Đặng", "Ỷ", "lan"]), min_size=1, max_size=6))
def test_initials_tell_one_letter_of_each_part(parts: list[str]) -> None:
    said = rules.initials_of("  ".join(parts)).split(" ")
    assert said == [f"{part[0].upper()}." for part in parts]


@pytest.mark.parametrize(
    ("is_revoked", "expires_on", "state"),
    [
        (False, None, State.VALID),
        (False, date(2026, 11, 27), State.VALID),
        (False, date(2026, 11, 26), State.EXPIRED),
        (True, None, State.REVOKED),
        (True, date(2026, 11, 26), State.REVOKED),
    ],
)
def test_it_holds_to_the_end_of_its_last_day_unless_it_is_revoked(
    is_revoked: bool, expires_on: date | None, state: State
) -> None:
    today = date(2026, 11, 27)
    assert rules.state_of(is_revoked=is_revoked, expires_on=expires_on, today=today) is state


def test_what_is_put_into_the_wording_is_never_looked_through_again() -> None:
    said = rules.wording_with("khóa “{course}” ({lessons} bài)", course="{lessons} điều", lessons="3")
    assert said == "khóa “{lessons} điều” (3 bài)"
    assert rules.unknown_words("{course} {name} {0} }") == ["{name}", "{0}", "}"]


@pytest.mark.parametrize(
    ("completions", "rests"),
    [(["played", "played"], True), (["played", "read"], False), (["passed"], False), ([], False)],
)
def test_packages_alone_certify_nobody(completions: list[str], rests: bool) -> None:
    assert rules.rests_on_packages_alone(completions) is rests


def test_a_code_is_long_and_needs_no_marks() -> None:
    code = rules.new_code()
    assert len(code) == rules.CODE_LENGTH
    assert set(code) <= set(ALPHABET)
    assert len({rules.new_code() for _ in range(200)}) == 200
