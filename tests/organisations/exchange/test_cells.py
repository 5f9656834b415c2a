"""Cells as people type them: read in every usual spelling, refused where two things could be meant."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.phones import normalise_phone
from organisations.exchange.cells.dates import AHEAD, EARLIEST, read_day
from organisations.exchange.cells.phones import SINCE_2018, read_phone
from organisations.exchange.cells.understanding import NotUnderstood, is_blank, text_of
from organisations.exchange.cells.words import read_email, read_name, read_post, read_title
from organisations.exchange.files.headings import find_headings, heading_key

TODAY = date(2026, 11, 26)
FAULTS_OF_DAYS = (
    "no_day",
    "no_such_day",
    "day_short_year",
    "day_month_only",
    "day_year_only",
    "day_number",
)
days = st.dates(EARLIEST, TODAY + AHEAD)


def day(value: object) -> date:
    return read_day(value, today=TODAY).value


def refusal_of_day(value: object) -> str:
    with pytest.raises(NotUnderstood) as refusal:
        day(value)
    return refusal.value.code


@given(days, st.sampled_from(["/", "-", ".", " / "]), st.booleans())
def test_every_day_is_read_in_every_usual_spelling(given_day: date, mark: str, padded: bool) -> None:
    parts = [given_day.day, given_day.month]
    texts = [f"{part:02}" if padded else str(part) for part in parts]
    typed = mark.join([*texts, str(given_day.year)])
    assert day(f"  {typed} ") == given_day
    assert day(given_day.isoformat()) == given_day
    assert day(datetime.combine(given_day, datetime.min.time())) == given_day


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_is_refused_with_a_reason(typed: str) -> None:
    code = ""
    try:
        assert EARLIEST <= day(typed) <= TODAY + AHEAD
    except NotUnderstood as refusal:
        code = refusal.code
    assert code in {"", "day_far", *FAULTS_OF_DAYS}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("31/02/2025", "no_such_day"),
        ("03/25/2025", "no_such_day"),
        ("07/2025", "day_month_only"),
        ("1/7/25", "day_short_year"),
        (2025, "day_year_only"),
        (45839, "day_number"),
        ("tháng bảy", "no_day"),
        ("01/01/1900", "day_far"),
        (datetime(2099, 1, 1), "day_far"),  # noqa: DTZ001  (a workbook knows no time zones)
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(typed: object, code: str) -> None:
    assert refusal_of_day(typed) == code


@given(st.sampled_from(["32", "70", "81", "91", "98"]), st.integers(0, 10**7 - 1))
def test_a_number_is_one_however_it_is_typed(beginning: str, rest: int) -> None:
    number = f"{beginning}{rest:07}"
    expected = f"+84{number}"
    for typed in (
        f"0{number}",
        f"0{number[:3]} {number[3:6]}.{number[6:]}",
        f"+84 {number}",
        f"84{number}",
        f"'0{number}",
    ):
        assert read_phone(typed).value == expected
        assert read_phone(typed).notes == ()
    for typed_as_number in (int(number), float(number)):
        understood = read_phone(typed_as_number)
        assert understood.value == expected
        assert [note.code for note in understood.notes] == ["phone_zero"]


@pytest.mark.parametrize(("before", "after"), SINCE_2018.items())
def test_numbers_of_eleven_digits_are_brought_over(before: str, after: str) -> None:
    for typed in (f"0{before}1234567", f"+84{before}1234567", f"84{before}1234567"):
        understood = read_phone(typed)
        assert understood.value == f"+84{after}1234567"
        assert [note.code for note in understood.notes] == ["phone_2018"]
    lost = read_phone(int(f"{before}1234567"))
    assert lost.value == normalise_phone(f"0{after}1234567")
    assert [note.code for note in lost.notes] == ["phone_zero", "phone_2018"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12345", "no_phone"),
        ("không có", "no_phone"),
        ("0912345678 / 0987654321", "phones_several"),
        ("9.12E+08", "phone_rounded"),
    ],
)
def test_what_is_no_number_is_refused(typed: str, code: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        read_phone(typed)
    assert refusal.value.code == code


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_is_refused(typed: str) -> None:
    code = ""
    try:
        assert normalise_phone(read_phone(typed).value)
    except NotUnderstood as refusal:
        code = refusal.code
    assert code in {"", "no_phone", "phones_several", "phone_rounded"}


@pytest.mark.parametrize(
    ("typed", "post"),
    [
        ("Bí thư", "secretary"), ("BT", "secretary"), ("bi thu chi bo", "secretary"),
        ("Bí thư Đảng ủy", "secretary"), ("Phó BT", "deputy"), ("PBT", "deputy"), ("P.Bí thư", "deputy"),
        ("Phó bí thư thường trực", "deputy"), ("chi uy vien", "committee"), ("CUV", "committee"),
        ("Chi uỷ viên", "committee"), ("Đảng ủy viên", "committee"),
    ],
)  # fmt: skip
def test_posts_are_known_by_their_usual_names(typed: str, post: str) -> None:
    assert read_post(typed).value == post


@pytest.mark.parametrize("typed", ["Bí thư Đoàn", "Bí thư Đoàn thanh niên", "Trưởng thôn", "Phó", "Thư ký"])
def test_a_post_of_another_body_is_none_of_ours(typed: str) -> None:
    with pytest.raises(NotUnderstood):
        read_post(typed)


def test_names_are_tidied_and_it_is_said() -> None:
    understood = read_name("  nguyễn văn   HOÀ ", most=120)
    assert understood.value == "Nguyễn Văn Hòa"
    assert [note.code for note in understood.notes] == ["tidied"]
    assert read_name("Y Ban Niê K'Đăm", most=120).notes == ()
    assert read_title("Chi bộ thôn  Thuỷ", most=200).value == "Chi bộ thôn Thủy"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Nguyễn Văn An 2", "name_odd"), ("NguyÔn V¨n An", "old_font"), ("An " * 50, "too_long")],
)
def test_what_is_no_name_is_refused(typed: str, code: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        read_name(typed, most=120)
    assert refusal.value.code == code


def test_addresses_are_written_small() -> None:
    assert read_email(" Lan@Vidu.VN ").value == "lan@vidu.vn"
    for typed in ("lan", "lan@vidu", "a@b.vn, c@d.vn"):
        with pytest.raises(NotUnderstood):
            read_email(typed)


def test_what_counts_as_empty() -> None:
    assert all(map(is_blank, (None, "", "  ", "\u00a0", "-", "–")))
    assert not is_blank(0)
    assert text_of(15.0) == "15"


@given(
    st.sampled_from(["Họ và tên", "Điện thoại", "Mã tổ chức"]),
    st.sampled_from([str.upper, str.lower, str.title, str]),
    st.sampled_from(["{}", " {} *", "{}(*)", "{}:", "  {}\n", "{} (bắt buộc)"]),
)
def test_headings_are_known_however_they_are_spelt(heading: str, case: object, form: str) -> None:
    assert heading_key(form.format(case(heading))) == heading_key(heading)  # type: ignore[operator]


def test_what_stands_among_the_headings_is_told() -> None:
    known = {"hovaten": "full_name", "hoten": "full_name", "dienthoai": "phone"}
    found = find_headings(["STT", "Ho ten", "Quê quán", None, "Điện thoại", "Họ và tên"], known)
    assert found.places == {"full_name": 1, "phone": 4}
    assert found.unknown == ("Quê quán",)
    assert found.doubled == ("Họ và tên",)
