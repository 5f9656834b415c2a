"""A person's own code, and the hall's that changes: worth something for half a minute from the first look."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from organisations.people.models import Person
from practices.checkin.models import AttendanceCode, CheckIn
from practices.checkin.rules import code_of_step, shown_from, step_of
from tests.makers import PASSWORD, account_of
from tests.practices.checkin.makers import Hall, close

pytestmark = pytest.mark.django_db
Open = Callable[[Person], Client]
SECOND = timedelta(seconds=1)


class Time:
    """What the views take for now."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time(shown_from(step_of(datetime.now(UTC))))
    monkeypatch.setattr("practices.checkin.code_views.timezone.now", time.now)
    return time


def scanned(hall: Hall, clock: Time) -> str:
    """The address behind the square that is shown now."""
    code = code_of_step(hall.session.checkin_secret, str(hall.session.public_id), step_of(clock.moment))
    return reverse("practices:check_self_in", args=[hall.session.public_id, code])


def test_lan_scans_the_hall_and_is_there_with_one_tap(hall: Hall, browser_of: Open, clock: Time) -> None:
    lan, where = browser_of(hall.lan), scanned(hall, clock)
    opened = clock.moment
    assert "Tôi có mặt" in lan.get(where).content.decode()
    clock.moment += 5 * 60 * SECOND
    assert "Đồng chí đã điểm danh" in lan.post(where).content.decode()
    participant = hall.participant(hall.lan)
    assert (participant.attended_at, participant.attended_how) == (opened, CheckIn.How.OWN_PHONE)
    assert "Đồng chí đã điểm danh rồi" in lan.post(where).content.decode()
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize(
    ("seconds", "works"), [(0, True), (15, True), (29.9, True), (30, False), (600, False)]
)
def test_a_shared_code_is_worth_nothing_after_half_a_minute(
    hall: Hall, browser_of: Open, clock: Time, seconds: float, works: bool
) -> None:
    where = scanned(hall, clock)
    clock.moment += timedelta(seconds=seconds)
    lan = browser_of(hall.lan)
    assert lan.get(where).status_code == (200 if works else 410)
    assert lan.post(where).status_code == (200 if works else 410)
    assert bool(hall.attended()) == works


def test_signing_in_does_not_lose_what_was_opened_in_time(hall: Hall, clock: Time) -> None:
    browser, where = Client(), scanned(hall, clock)
    to_sign_in = browser.get(where)
    assert to_sign_in.status_code == 302
    assert to_sign_in["Location"].endswith(f"?next={where}")
    clock.moment += 120 * SECOND
    form = {"login": account_of(hall.lan).username, "password": PASSWORD}
    signed_in = browser.post(to_sign_in["Location"], form)
    assert signed_in["Location"] == where
    assert "Tôi có mặt" in browser.get(where).content.decode()
    browser.post(where)
    assert hall.participant(hall.lan).attended_at == clock.moment - 120 * SECOND


def test_who_opens_it_late_is_not_sent_to_sign_in(hall: Hall, clock: Time) -> None:
    where = scanned(hall, clock)
    clock.moment += 30 * SECOND
    answer = Client().get(where)
    assert answer.status_code == 410
    assert "Mã này đã hết hạn" in answer.content.decode()


def test_what_was_opened_does_not_wait_for_ever_nor_for_another_code(
    hall: Hall, browser_of: Open, clock: Time
) -> None:
    lan, first = browser_of(hall.lan), scanned(hall, clock)
    lan.get(first)
    clock.moment += 31 * 60 * SECOND
    assert lan.post(first).status_code == 410
    second = scanned(hall, clock)
    clock.moment += 40 * SECOND
    assert lan.post(second).status_code == 410


def test_who_was_not_invited_is_noted_and_waits(hall: Hall, browser_of: Open, clock: Time) -> None:
    son, where = browser_of(hall.son), scanned(hall, clock)
    assert "không có trong danh sách mời" in son.get(where).content.decode()
    assert "chờ người chủ trì xác nhận" in son.post(where).content.decode()
    assert hall.attended() == []
    waiting = CheckIn.objects.get()
    page = browser_of(hall.minh).post(
        reverse("practices:checkin", args=[hall.session.public_id]), {"confirm": waiting.pk}, follow=True
    )
    assert "Đinh Văn Sơn đã có trong danh sách" in page.content.decode()
    assert hall.attended() == [hall.son]


def test_before_the_set_time_and_after_the_end_a_fresh_code_says_so(
    hall: Hall, browser_of: Open, clock: Time
) -> None:
    lan = browser_of(hall.lan)
    close(hall.session, clock.moment - SECOND)
    assert "Buổi đã kết thúc" in lan.post(scanned(hall, clock)).content.decode()
    hall.session.closed_at, hall.session.state = None, "announced"
    hall.session.starts_at, hall.session.ends_at = clock.moment + 3600 * SECOND, clock.moment + 7200 * SECOND
    hall.session.save()
    clock.moment += 60 * SECOND
    assert "Điểm danh mở lúc" in lan.post(scanned(hall, clock)).content.decode()
    assert not CheckIn.objects.exists()


def test_no_made_up_code_and_no_other_sessions_leads_anywhere(hall: Hall, browser_of: Open) -> None:
    lan = browser_of(hall.lan)
    for code in ("abc", "1-2", "x" * 80, code_of_step("khác", str(hall.session.public_id), 5)):
        where = reverse("practices:check_self_in", args=[hall.session.public_id, code])
        assert lan.get(where).status_code == 404


def test_the_hosts_page_gets_the_codes_of_the_next_minutes(hall: Hall, browser_of: Open, clock: Time) -> None:
    minh = browser_of(hall.minh)
    assert "<svg" in minh.get(reverse("practices:host_code", args=[hall.session.public_id])).content.decode()
    told = minh.get(reverse("practices:coming_codes", args=[hall.session.public_id])).json()
    begins = [code["from"] for code in told["codes"]]
    assert begins[0] <= told["now"] < begins[1]
    assert {later - earlier for earlier, later in pairwise(begins)} == {15_000}
    assert len({code["square"] for code in told["codes"]}) == len(begins) == 20


def test_lans_own_code_is_the_same_every_time_and_nobody_elses(
    hall: Hall, browser_of: Open, django_assert_max_num_queries: Any
) -> None:
    lan = browser_of(hall.lan)
    where = reverse("practices:own_code")
    first = lan.get(where).content.decode()
    with django_assert_max_num_queries(8):
        again = lan.get(where).content.decode()
    code = AttendanceCode.objects.get(person=hall.lan).code
    assert f"{code[:4]}-{code[4:]}" in first
    assert f"{code[:4]}-{code[4:]}" in again
    assert Client().get(where).status_code == 302


def test_the_page_behind_the_square_asks_little(
    hall: Hall, browser_of: Open, clock: Time, django_assert_max_num_queries: Any
) -> None:
    lan, where = browser_of(hall.lan), scanned(hall, clock)
    lan.get(where)
    with django_assert_max_num_queries(8):
        lan.get(where)
