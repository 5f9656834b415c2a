"""Her dates as a calendar, read back by another's library, under an address that can be taken back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from accounts.models import User
from notifications.calendars.files import calendar_file
from notifications.calendars.queries import own_address
from notifications.calendars.rules import Entry
from notifications.calendars.signals import gathering_calendar
from tests.notifications.people import browser_of, make_lan, make_son

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
TODAY = date(2026, 11, 27)
DUE = Entry(
    key="course-1",
    title="Hạn hoàn thành: Chuẩn bị nội dung; kết luận, rõ việc \\ rõ người " + "và rõ thời hạn " * 5,
    begins=date(2026, 12, 31),
    text="Mời đồng chí\nhọc tiếp",
    address="/khoa-hoc/mot/",
)


@pytest.fixture
def due() -> Iterator[None]:
    """Lan has one thing to do; a room above says so."""

    def gather(sender: type, account: User, today: date, **_: Any) -> list[Entry] | None:
        return [DUE] if account.username == "lan" else None

    gathering_calendar.connect(gather, weak=False)
    yield
    gathering_calendar.disconnect(gather)


@pytest.fixture
def lan(db: None) -> User:
    return make_lan()


def events_in(text: str | bytes) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_the_meeting_is_on_the_3rd_of_every_month() -> None:
    [meeting] = events_in(calendar_file([], now=NOW, today=TODAY))
    assert meeting["SUMMARY"] == "Sinh hoạt chi bộ ngày 3"
    assert meeting.decoded("DTSTART") == date(2026, 1, 3)
    assert meeting["RRULE"] == {"FREQ": ["MONTHLY"], "BYMONTHDAY": [3]}
    assert meeting.decoded("DTSTAMP") == NOW


def test_what_is_due_is_a_whole_day_with_a_way_to_it(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://lop.example"
    text = calendar_file([DUE], now=NOW, today=TODAY)
    _meeting, event = events_in(text)
    assert event["SUMMARY"] == DUE.title
    assert event["DESCRIPTION"] == "Mời đồng chí\nhọc tiếp"
    assert event["URL"] == "https://lop.example/khoa-hoc/mot/"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 12, 31), date(2027, 1, 1))
    assert "DTSTART;VALUE=DATE:20261231\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_what_has_an_hour_stands_at_that_hour() -> None:
    session = Entry(key="s", title="Buổi sinh hoạt điểm", begins=NOW, ends=NOW + timedelta(hours=2))
    _meeting, event = events_in(calendar_file([session], now=NOW, today=TODAY))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (NOW, NOW + timedelta(hours=2))


words = st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from('\\;,:"\n'), max_size=200)


@given(words, words, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_whatever_is_written_is_read_back(title: str, text: str, day: date) -> None:
    entry = Entry(key="k", title=title, begins=day, text=text)
    _meeting, event = events_in(calendar_file([entry], now=NOW, today=TODAY))
    assert event["SUMMARY"] == title
    assert event.get("DESCRIPTION", "") == text
    assert event.decoded("DTSTART") == day


def test_she_downloads_it(lan: User, due: None) -> None:
    answer = browser_of(lan).get("/toi/lich/tai-ve.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    assert [event["UID"] for event in events_in(answer.content)][1:] == ["course-1@lop-chi-bo"]
    assert len(events_in(browser_of(make_son()).get("/toi/lich/tai-ve.ics").content)) == 1
    assert Client().get("/toi/lich/tai-ve.ics").status_code == 302


def address_on(page: str) -> str:
    start = page.index("/toi/lich/", page.index("<pre>"))
    return page[start : page.index("</pre>")].strip()


def test_her_calendar_reads_it_by_a_private_address_until_she_takes_it_back(lan: User, due: None) -> None:
    browser, calendar = browser_of(lan), Client()
    assert own_address(lan) is None
    first = address_on(browser.post("/toi/lich/dia-chi/", follow=True).content.decode())
    answer = calendar.get(first)
    assert len(events_in(answer.content)) == 2
    assert "no-store" in answer["Cache-Control"]

    second = address_on(browser.post("/toi/lich/dia-chi/", follow=True).content.decode())
    assert calendar.get(first).status_code == 404
    assert calendar.get(second).status_code == 200

    browser.post("/toi/lich/thoi/")
    assert calendar.get(second).status_code == 404


def test_nobody_guesses_it(lan: User) -> None:
    address = address_on(browser_of(lan).post("/toi/lich/dia-chi/", follow=True).content.decode())
    kept = own_address(lan)
    assert kept
    forged = Signer(key="another", sep=".", salt="notifications.calendars").sign(kept.seed)
    for token in (kept.seed, f"{kept.seed}.x", forged, "x"):
        assert Client().get(f"/toi/lich/{token}.ics").status_code == 404
    assert kept.seed in address


def test_a_closed_account_has_no_calendar(lan: User) -> None:
    address = address_on(browser_of(lan).post("/toi/lich/dia-chi/", follow=True).content.decode())
    User.objects.filter(pk=lan.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_it_is_as_of_the_day_it_is_read(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 31, 18, tzinfo=UTC))
    [meeting] = events_in(browser_of(lan).get("/toi/lich/tai-ve.ics").content)
    assert meeting.decoded("DTSTART") == date(2027, 1, 3)
