"""The file for a calendar, read back by hand: unfolded, unescaped, the same event with a higher number."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.calendar_text import escaped, quoted
from organisations.tree.models import Organisation
from practices.sessions.calendar import calendar_file
from practices.sessions.inviting import invite_people
from practices.sessions.models import DemonstrationSession
from tests.practices.sessions.conftest import NOW, World, browser_of

ADDRESS = "https://lop.example/dien-hinh/buoi/1/"


def lines_of(text: str) -> Iterator[tuple[str, str]]:
    """Properties and their values, as RFC 5545 says: lines end with CRLF, a space begins what goes on."""
    assert text.endswith("\r\n")
    raw = text.removesuffix("\r\n").split("\r\n")
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in raw)
    for line in text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        yield name, value


def unescaped(text: str) -> str:
    out, letters = "", iter(text)
    for letter in letters:
        after = next(letters) if letter == "\\" else ""
        out += {"": letter, "n": "\n"}.get(after, after)
    return out


def read(session: DemonstrationSession) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in lines_of(calendar_file(session, address=ADDRESS, now=NOW)):
        found.setdefault(name, value)  # the alarm within it has a description of its own
    return found


@pytest.fixture
def long_one(session: DemonstrationSession) -> DemonstrationSession:
    session.title = 'Sinh hoạt điểm: kết luận rõ việc, rõ người; rõ thời hạn \\ và "rõ" kết quả' * 3
    session.programme = "Mở đầu, điểm danh\r\nNội dung; thảo luận\nKết thúc"
    return session


def test_it_is_the_session_in_greenwich_time(long_one: DemonstrationSession) -> None:
    event = read(long_one)
    assert unescaped(event["SUMMARY"]) == long_one.title
    assert unescaped(event["DESCRIPTION"]).startswith("Mở đầu, điểm danh\nNội dung; thảo luận\nKết thúc\n\n")
    assert event["DTSTART"] == long_one.starts_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    starts_at = datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert starts_at == NOW + timedelta(days=10)
    assert event["LOCATION"] == "Nhà văn hóa thôn 1"
    assert (event["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", "0")


def test_cancelled_it_is_the_same_event_with_a_higher_number(session: DemonstrationSession) -> None:
    before = read(session)
    session.state, session.sequence, session.cancelled_why = "cancelled", 1, "Mưa lũ"
    after = read(session)
    assert after["UID"] == before["UID"]
    assert (after["METHOD"], after["STATUS"], after["SEQUENCE"]) == ("CANCEL", "CANCELLED", "1")
    assert "Mưa lũ" in after["DESCRIPTION"]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\\;,\n"), max_size=200))
def test_whatever_is_written_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert quoted(text).count('"') == 2


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=300))
def test_whatever_is_written_stands_on_lines_that_are_short_enough(text: str) -> None:
    session = DemonstrationSession(
        title=text, starts_at=NOW, ends_at=NOW + timedelta(hours=1), host=Organisation(name="Đảng bộ xã A")
    )
    assert unescaped(read(session)["SUMMARY"]) == text


def test_it_is_handed_out_to_who_is_invited(session: DemonstrationSession, world: World) -> None:
    invite_people(session=session, people=[world.lan], now=NOW)
    where = f"/dien-hinh/buoi/{session.public_id}/lich.ics"
    answer = browser_of(world.lan).get(where)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    event = dict(lines_of(answer.content.decode()))
    assert event["URL"] == f"http://testserver/dien-hinh/buoi/{session.public_id}/"
    assert browser_of(world.son).get(where).status_code == 404
