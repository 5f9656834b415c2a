"""Thirty and ninety days after a cell began it is asked how it went: once, and whoever leads it by then."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from notifications.models import Notice
from organisations.appointments.actions import end_appointment
from practices.adoptions import tasks
from practices.adoptions.models import Adoption, FollowUp
from practices.adoptions.queries import due_of
from practices.exemplars.models import Practice
from tests.makers import account_of, make_secretary, post_of
from tests.practices.adoptions.conftest import Communes
from tests.practices.adoptions.makers import TODAY, later, record, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def tried(communes: Communes, practice: Practice) -> Adoption:
    return record(practice, communes.cell, by=communes.lan)


def ask_on(day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand so many days later, and let the worker do what is due."""
    moment = later(day)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    for row in FollowUp.objects.order_by("pk"):
        tasks.ask.func(row.pk)


def test_beginning_writes_down_both_days_and_who_asks_then(tried: Adoption) -> None:
    assert [(one.days, one.due_on) for one in tried.follow_ups.all()] == [
        (30, TODAY + timedelta(days=30)),
        (90, TODAY + timedelta(days=90)),
    ]
    mornings = [timezone.localtime(one.run_after) for one in DBTaskResult.objects.order_by("run_after")]
    assert [(one.date(), one.hour) for one in mornings] == [
        (TODAY + timedelta(days=30), 7),
        (TODAY + timedelta(days=90), 7),
    ]


def test_a_plan_is_not_asked_about(communes: Communes, practice: Practice) -> None:
    assert not record(practice, communes.cell, "planned").follow_ups.exists()


def test_she_is_asked_once_on_the_thirtieth_day(
    communes: Communes, tried: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_on(29, monkeypatch)
    assert not Notice.objects.exists()
    ask_on(30, monkeypatch)
    ask_on(31, monkeypatch)
    [notice] = Notice.objects.all()
    assert notice.recipient == account_of(communes.lan)
    assert notice.address == f"/dien-hinh/ap-dung/{tried.public_id}/"
    assert "30 ngày" in notice.title


def test_whoever_leads_the_cell_by_then_is_asked(
    communes: Communes, tried: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_appointment(appointment=post_of(communes.lan), on=TODAY + timedelta(days=5))
    ba = make_secretary("Nông Văn Ba", communes.cell, began=TODAY + timedelta(days=5), username="ba")
    ask_on(30, monkeypatch)
    assert [one.recipient for one in Notice.objects.all()] == [account_of(ba)]


def test_a_cell_without_anybody_waits_for_a_successor(
    communes: Communes, tried: Adoption, monkeypatch: pytest.MonkeyPatch
) -> None:
    end_appointment(appointment=post_of(communes.lan), on=TODAY + timedelta(days=5))
    DBTaskResult.objects.all().delete()
    ask_on(30, monkeypatch)
    assert not Notice.objects.exists()
    days = {timezone.localdate(one.run_after) for one in DBTaskResult.objects.all() if one.run_after}
    assert TODAY + timedelta(days=37) in days
    make_secretary("Nông Văn Ba", communes.cell, began=TODAY + timedelta(days=33), username="ba")
    ask_on(37, monkeypatch)
    assert Notice.objects.count() == 1


def test_a_later_report_answers_it(tried: Adoption, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tried, "kept", now=later(10))
    assert not tried.follow_ups.filter(answered_by_report__isnull=False).exists()
    report(tried, "kept", now=later(29))
    answered = tried.follow_ups.get(days=30)
    assert answered.answered_by_report == tried.reports.get(at=later(29))
    ask_on(30, monkeypatch)
    assert not Notice.objects.exists()
    ask_on(90, monkeypatch)
    assert Notice.objects.count() == 1


def test_who_stopped_is_asked_nothing_more(tried: Adoption, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tried, "stopped", why="Đảng viên đi làm xa", now=later(10))
    ask_on(95, monkeypatch)
    assert not Notice.objects.exists()
    assert due_of(tried, TODAY + timedelta(days=95)) is None


def test_an_earlier_beginning_moves_the_days(tried: Adoption) -> None:
    report(tried, "tried", on=TODAY - timedelta(days=10), now=later(1))
    assert tried.follow_ups.get(days=30).due_on == TODAY + timedelta(days=20)


def test_what_is_due_is_the_latest(tried: Adoption) -> None:
    days: list[tuple[date, int | None]] = [
        (TODAY + timedelta(days=day), due) for day, due in ((29, None), (30, 30), (90, 90))
    ]
    for day, due in days:
        found = due_of(tried, day)
        assert (found.days if found else None) == due
    assert isinstance(later(1), datetime)
