"""Reminders: on the days of the plan, all in one, once a day; those above are told of a thing once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from notifications.models import Delivery, Escalation, Notice, Reminder
from notifications.outbox.actions import quiet_hours, send_due
from notifications.reminding.actions import Late, escalate, remind
from notifications.reminding.rules import (
    STANDARD,
    Due,
    Plan,
    days_of,
    is_escalation_due,
    is_reminder_due,
)
from notifications.ways.rules import Kind
from tests.notifications.people import make_lan, make_son

DUE = date(2026, 12, 31)
BEGUN = date(2026, 11, 1)
COURSE = Due(key="course:1", title="Chuẩn bị nội dung", due=DUE, since=BEGUN, address="/khoa-hoc/mot/")


def at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def after(days: int) -> date:
    return DUE + timedelta(days=days)


# --- The rule --------------------------------------------------------------------------------------


def walked(
    thing: Due, days: range, *, plan: Plan = STANDARD, sleeps: frozenset[int] = frozenset()
) -> list[int]:
    """On which days, counted from when it is due, she is reminded; on some of them nothing runs."""
    last, found = None, []
    for day in days:
        if day in sleeps:
            continue
        if is_reminder_due(thing, today=after(day), last_reminded=last, plan=plan):
            last = after(day)
            found.append(day)
    return found


def test_the_days_of_the_plan() -> None:
    assert walked(COURSE, range(-60, 90)) == [-30, -14, -7, -1, 0, 7, 14, 21, 28, 35, 42, 49, 56]


def test_what_is_assigned_late_is_reminded_of_from_then_on() -> None:
    assert walked(replace(COURSE, since=after(-10)), range(-10, 8)) == [-7, -1, 0, 7]
    assert walked(replace(COURSE, since=after(-7)), range(-7, 1)) == [-1, 0]


def test_days_on_which_nothing_ran_are_made_good_by_one() -> None:
    assert walked(COURSE, range(-60, 8), sleeps=frozenset(range(-31, -5))) == [-5, -1, 0, 7]


def test_whoever_is_at_it_is_left_in_peace_while_there_is_time() -> None:
    busy = replace(COURSE, last_activity=after(-15))
    assert walked(busy, range(-15, 1)) == [-12, -7, -1, 0]
    assert walked(replace(COURSE, last_activity=after(-1)), range(-1, 1)) == [-1, 0]


days = st.integers(-80, 120)
plans = st.builds(
    Plan,
    before=st.lists(st.integers(0, 60), max_size=5).map(tuple),
    every_late=st.integers(1, 14),
    late_at_most=st.integers(0, 6),
    rest_days=st.integers(0, 10),
)


@given(plans, days, st.none() | days, st.none() | days, st.frozensets(days))
def test_no_reminder_after_finishing_none_before_she_knows_none_but_on_days_of_the_plan(
    plan: Plan, since: int, finished: int | None, activity: int | None, sleeps: frozenset[int]
) -> None:
    thing = replace(COURSE, since=after(since), last_activity=None if activity is None else after(activity))
    reminded: list[date] = []
    for day in range(-80, 121):
        if day in sleeps:
            continue
        done = replace(
            thing, finished_on=after(finished) if finished is not None and day >= finished else None
        )
        last = reminded[-1] if reminded else None
        if is_reminder_due(done, today=after(day), last_reminded=last, plan=plan):
            assert finished is None or day < finished
            assert day > since
            reminded.append(after(day))
    assert len(reminded) <= len(days_of(thing, plan))
    for earlier, later in pairwise(reminded):
        assert any(earlier < on <= later for on in days_of(thing, plan))


@given(
    st.lists(st.integers(-10, 60), max_size=8), st.integers(-10, 80), st.none() | st.integers(-40, 60), plans
)
def test_those_above_are_told_only_after_days_late_and_reminders_without_an_answer(
    reminders: list[int], today: int, activity: int | None, plan: Plan
) -> None:
    thing = replace(COURSE, last_activity=None if activity is None else after(activity))
    told = {"today": after(today), "reminded_on": [after(day) for day in reminders], "plan": plan}
    heard = -1000 if activity is None else activity
    unanswered = [day for day in reminders if day > 0 and day > heard]
    expected = today > plan.escalate_after_days and len(unanswered) >= plan.escalate_after_reminders
    assert is_escalation_due(thing, was_escalated=False, **told) == expected  # type: ignore[arg-type]
    assert not is_escalation_due(thing, was_escalated=True, **told)  # type: ignore[arg-type]
    done = replace(thing, finished_on=after(today))
    assert not is_escalation_due(done, was_escalated=False, **told)  # type: ignore[arg-type]


# --- Reminding -------------------------------------------------------------------------------------


@pytest.fixture
def lan(db: None) -> User:
    return make_lan()


def test_several_things_are_one_reminder(lan: User) -> None:
    other = replace(COURSE, key="course:2", title="Kết luận rõ việc", due=after(-1), address="/khoa-hoc/hai/")
    assert remind(account=lan, things=[COURSE, other], now=at(after(-1)), address="/toi/")
    notice = Notice.objects.get()
    assert notice.title == "Có 2 việc đang chờ đồng chí"
    assert [(line["title"], line["address"]) for line in notice.lines] == [
        ("Kết luận rõ việc", "/khoa-hoc/hai/"),
        ("Chuẩn bị nội dung", "/khoa-hoc/mot/"),
    ]
    assert notice.address == "/toi/"


@pytest.mark.parametrize(
    ("day", "title", "text"),
    [
        (-7, "Sắp đến hạn: Chuẩn bị nội dung", "Hạn ngày 31/12/2026, còn 7 ngày."),
        (0, "Sắp đến hạn: Chuẩn bị nội dung", "Hôm nay là hạn cuối, 31/12/2026."),
        (7, "Đã quá hạn: Chuẩn bị nội dung", "Hạn ngày 31/12/2026, đã quá 7 ngày."),
    ],
)
def test_one_thing_is_told_in_words(lan: User, day: int, title: str, text: str) -> None:
    remind(account=lan, things=[COURSE], now=at(after(day)))
    notice = Notice.objects.get()
    assert (notice.title, notice.text, notice.address) == (title, text, "/khoa-hoc/mot/")


def test_what_another_room_finds_on_the_same_day_waits_for_the_next(lan: User) -> None:
    other = replace(COURSE, key="cam-ket:1")
    assert remind(account=lan, things=[COURSE], now=at(after(-7)))
    assert not remind(account=lan, things=[other], now=at(after(-7), 10))
    assert remind(account=lan, things=[other], now=at(after(-6)))


def test_a_run_that_is_cut_off_and_run_again_reminds_once(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Reminder.objects, "bulk_create", die)
        with pytest.raises(Killed):
            remind(account=lan, things=[COURSE], now=at(after(-7)))
    assert not Notice.objects.exists()

    assert [remind(account=lan, things=[COURSE], now=at(after(-7), hour)) for hour in (9, 10)] == [
        True,
        False,
    ]
    send_due(now=at(after(-7)))
    send_due(now=at(after(-7)))
    assert (Notice.objects.count(), Reminder.objects.count(), len(mail.outbox)) == (1, 1, 1)


moves = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 23), st.sets(st.integers(0, 3))), min_size=1, max_size=12
)


class Histories(TestCase):
    """Whatever is due and whenever something runs."""

    @given(moves, st.lists(st.integers(-30, 30), min_size=4, max_size=4), st.integers(0, 60))
    def test_never_two_reminders_a_day_none_at_night_none_after_finishing(
        self, runs: list[tuple[int, int, set[int]]], offsets: list[int], finished: int
    ) -> None:
        lan = make_lan(email="")
        begin = DUE - timedelta(days=20)
        for day, hour, asked in sorted(runs, key=lambda run: run[:2]):
            today = begin + timedelta(days=day)
            done = today if day >= finished else None
            things = [
                replace(
                    COURSE,
                    key=f"course:{number}",
                    due=DUE + timedelta(days=offsets[number]),
                    finished_on=done if number == 0 else None,
                )
                for number in sorted(asked)
            ]
            if remind(account=lan, things=things, now=at(today, hour)) and done:
                assert not Reminder.objects.filter(on=today, thing="course:0").exists()
        on = list(Notice.objects.filter(kind=Kind.REMINDER).values_list("at", flat=True))
        days = [timezone.localdate(moment) for moment in on]
        assert len(days) == len(set(days))
        for delivery in Delivery.objects.all():
            assert not quiet_hours().hold(timezone.localtime(delivery.next_try_at))


# --- Telling those above ---------------------------------------------------------------------------


@pytest.fixture
def minh(db: None) -> User:
    return User.objects.create(username="minh", full_name="Trần Văn Minh", email="minh@example.org")


def late(account: User, **changes: Any) -> Late:
    things = [replace(COURSE, **changes)]
    return Late(account, who="Vũ Thị Lan, Chi bộ Nà Chang", things=things, address="/theo-doi/lan/")


def reminded_late(account: User) -> None:
    for day in (7, 14):
        remind(account=account, things=[COURSE], now=at(after(day)))


def test_those_above_are_told_once(lan: User, minh: User) -> None:
    reminded_late(lan)
    assert escalate(organisers=[minh], late=[late(lan)], now=at(after(14))) == 0
    assert escalate(organisers=[minh], late=[late(lan)], now=at(after(15))) == 1
    assert escalate(organisers=[minh], late=[late(lan)], now=at(after(40))) == 0
    [notice] = Notice.objects.filter(recipient=minh)
    assert notice.kind == Kind.OVERDUE
    [line] = notice.lines
    assert line == {
        "title": "Vũ Thị Lan, Chi bộ Nà Chang",
        "text": "Chuẩn bị nội dung. Hạn ngày 31/12/2026, đã quá 15 ngày.",
        "address": "/theo-doi/lan/",
    }


def test_two_units_at_the_same_moment_are_both_told_of(lan: User, minh: User) -> None:
    son = make_son()
    for account in (lan, son):
        reminded_late(account)
        escalate(organisers=[minh], late=[late(account)], now=at(after(20)))
    assert Notice.objects.filter(recipient=minh).count() == 2


def test_where_nobody_is_over_the_unit_it_is_told_once_somebody_is(lan: User, minh: User) -> None:
    reminded_late(lan)
    assert escalate(organisers=[], late=[late(lan)], now=at(after(20))) == 0
    assert escalate(organisers=[minh], late=[late(lan)], now=at(after(21))) == 1


def test_whoever_goes_on_or_has_finished_is_not_told_of(lan: User, minh: User) -> None:
    reminded_late(lan)
    for changes in ({"last_activity": after(15)}, {"finished_on": after(15)}):
        assert escalate(organisers=[minh], late=[late(lan, **changes)], now=at(after(20))) == 0
    assert not Escalation.objects.exists()


def test_a_run_that_is_cut_off_while_telling_those_above_tells_them_once(
    lan: User, minh: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: Any, **__: Any) -> None:
        raise Killed

    reminded_late(lan)
    with monkeypatch.context() as patch:
        patch.setattr("notifications.reminding.actions.tell", die)
        with pytest.raises(Killed):
            escalate(organisers=[minh], late=[late(lan)], now=at(after(20)))
    assert escalate(organisers=[minh], late=[late(lan)], now=at(after(20))) == 1
    assert Notice.objects.filter(recipient=minh).count() == 1


def test_utc_and_the_day_in_vietnam_are_not_mixed_up(lan: User) -> None:
    """Half past six in the morning of the seventh day before, there; in Greenwich it is still the eighth."""
    assert remind(account=lan, things=[COURSE], now=datetime(2026, 12, 23, 23, 30, tzinfo=UTC))
    assert Reminder.objects.get().on == after(-7)
