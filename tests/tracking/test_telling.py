"""What is owed is told: to her who owes it, and to those above her where nothing helps."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone, translation

from accounts.models import User
from courses.assignments.telling import (
    calendar_of,
    lines_of_week,
    remind_of_what_is_due,
    tell_those_above,
)
from notifications.models import Notice
from tests.assigning import assign, finish
from tests.makers import account_of, make_grant
from tests.tracking.conftest import Ground
from tracking.following.week import lines_of_week as week_of_organiser


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def told(account: User, word: str = "") -> list[str]:
    return [notice.title for notice in Notice.objects.filter(recipient=account, title__contains=word)]


DUE = date(2099, 6, 30)


def test_whoever_comes_to_owe_a_course_is_told_once(ground: Ground) -> None:
    assign(ground.course, ground.commune, due=DUE)
    assert len(told(account_of(ground.lan), "Đồng chí được giao học")) == 1
    assign(ground.course, ground.province, due=DUE + timedelta(days=1))
    assert len(told(account_of(ground.lan))) == 1
    assert told(account_of(ground.son)) == []
    assert told(account_of(ground.minh)) == []


def test_whoever_assigns_in_english_tells_others_in_vietnamese(ground: Ground) -> None:
    with translation.override("en"):
        assign(ground.course, ground.commune, due=DUE)
    assert len(told(account_of(ground.lan), "Đồng chí được giao học")) == 1


def test_who_has_finished_already_is_told_nothing(ground: Ground) -> None:
    finish(ground.lan, ground.course, date(2026, 2, 1))
    assign(ground.course, ground.commune, due=DUE)
    assert told(account_of(ground.lan)) == []
    assert len(told(account_of(ground.tam))) == 1


def test_she_is_reminded_on_the_days_of_the_plan_until_she_has_finished(ground: Ground) -> None:
    assign(ground.course, ground.commune, due=DUE)
    a_week_before = noon(DUE - timedelta(days=7))
    assert remind_of_what_is_due(now=a_week_before) == 2
    assert remind_of_what_is_due(now=a_week_before) == 0
    finish(ground.lan, ground.course, date(2026, 7, 2))
    assert remind_of_what_is_due(now=noon(DUE - timedelta(days=1))) == 1
    assert len(told(account_of(ground.lan), "Sắp đến hạn")) == 1
    assert len(told(account_of(ground.tam), "Sắp đến hạn")) == 2


def test_what_stays_late_is_told_once_to_the_organiser_nearest_above(ground: Ground) -> None:
    make_grant(ground.son, ground.other_commune)
    assign(ground.course, ground.commune, due=DUE)
    for weeks in (1, 2):
        remind_of_what_is_due(now=noon(DUE + timedelta(weeks=weeks)))
    late = noon(DUE + timedelta(days=15))
    assert tell_those_above(now=late) == 2
    assert tell_those_above(now=late) == 0
    [notice] = Notice.objects.filter(recipient=account_of(ground.minh))
    assert {line["title"].split(",")[0] for line in notice.lines} <= {"Vũ Thị Lan", "Hà Thị Tâm"}
    assert told(account_of(ground.son)) == []


def test_her_week_and_her_calendar_say_what_is_due(ground: Ground) -> None:
    assign(ground.course, ground.commune, due=DUE)
    [line] = lines_of_week(account_of(ground.lan), date(2026, 11, 27))
    assert line.title == ground.course.title
    [entry] = calendar_of(account_of(ground.lan))
    assert entry.begins == DUE
    assert calendar_of(account_of(ground.son)) == []
    assert lines_of_week(account_of(ground.son), DUE) == []


def test_an_organisers_week_says_how_her_unit_stands_and_nobody_elses(ground: Ground) -> None:
    make_grant(ground.son, ground.other_commune)
    assign(ground.course, ground.province, due=DUE)
    finish(ground.lan, ground.course, timezone.localdate())
    now = timezone.now()
    week = {"since": now - timedelta(days=7), "now": now}
    [line] = week_of_organiser(account_of(ground.minh), **week)
    assert (line.title, line.text) == (
        "Đảng bộ xã A",
        "Hoàn thành trong tuần qua: 1. Trong 2 lượt phải học: đã hoàn thành 1, quá hạn 0.",
    )
    assert week_of_organiser(account_of(ground.son), **week) == []
    assert week_of_organiser(account_of(ground.lan), **week) == []
