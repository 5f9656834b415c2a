"""Reports that are made again and again: once a day, told with a link, ended with the right to see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from common.days import day_began
from notifications.models import Notice
from organisations.oversight.actions import end_grant
from organisations.oversight.models import Grant
from organisations.privacy.signals import erasing_person
from tests.assigning import assign
from tests.makers import account_of, make_grant, make_person
from tests.tracking.conftest import Ground
from tracking.layouts.models import ReportLayout
from tracking.reports.models import ReportFile
from tracking.scheduling.models import ReportSchedule
from tracking.scheduling.rules import Every, is_due, last_due, next_due

Ended = ReportSchedule.Ended
DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
WHEN = st.one_of(
    st.tuples(st.just(Every.WEEK), st.integers(1, 7)),
    st.tuples(st.sampled_from([Every.MONTH, Every.QUARTER]), st.integers(1, 28)),
)


@given(WHEN, DAYS)
def test_between_the_last_and_the_next_day_none_is_left_out(when: tuple[Every, int], today: date) -> None:
    last, following = last_due(*when, today), next_due(*when, today)
    assert last <= today < following
    between = (last + timedelta(days=day) for day in range(1, (following - last).days))
    assert not any(is_due(*when, day) for day in between)
    assert next_due(*when, last) == following


def test_days_of_the_calendar() -> None:
    assert last_due("week", 1, date(2026, 11, 27)) == date(2026, 11, 23)
    assert last_due("month", 28, date(2026, 11, 27)) == date(2026, 10, 28)
    assert last_due("quarter", 5, date(2026, 11, 27)) == date(2026, 10, 5)
    assert next_due("quarter", 5, date(2026, 11, 27)) == date(2027, 1, 5)


@pytest.fixture
def minh(ground: Ground, client: Client) -> Client:
    assign(ground.course, ground.province, due=date(2026, 6, 30))
    client.force_login(account_of(ground.minh))
    return client


def schedule(client: Client, key: str = "bc1", **typed: str) -> ReportSchedule:
    address = reverse("tracking:schedule", args=[key])
    answer = client.post(address, {"when": "week-1", "period": "", "form": "csv", **typed})
    assert answer.status_code == 302, answer.text
    return ReportSchedule.objects.latest("pk")


def begin(day: date, capture: Any) -> None:
    """The day begins on two workers."""
    with capture(execute=True):
        for _worker in range(2):
            day_began.send(sender=object, today=day)


def test_it_is_made_once_on_its_day_and_told_with_a_link(
    minh: Client, ground: Ground, django_capture_on_commit_callbacks: Any
) -> None:
    made = schedule(minh)
    begin(made.next_on - timedelta(days=1), django_capture_on_commit_callbacks)
    assert not ReportFile.objects.exists()
    begin(made.next_on, django_capture_on_commit_callbacks)
    file = ReportFile.objects.get()
    assert (file.state, file.owner) == (ReportFile.State.READY, account_of(ground.minh))
    (notice,) = Notice.objects.filter(key__startswith="scheduled-report")
    assert notice.address == reverse("tracking:file", args=[file.public_id])
    assert ground.cell.name not in notice.title + notice.text


def test_a_day_on_which_no_worker_ran_is_made_up_for(
    minh: Client, django_capture_on_commit_callbacks: Any
) -> None:
    made = schedule(minh)
    begin(made.next_on + timedelta(days=3), django_capture_on_commit_callbacks)
    assert ReportFile.objects.count() == 1


def test_a_paused_or_ended_one_is_not_made(minh: Client, django_capture_on_commit_callbacks: Any) -> None:
    paused, ended = schedule(minh), schedule(minh)
    due = paused.next_on
    minh.post(reverse("tracking:pause_schedule", args=[paused.public_id]))
    minh.post(reverse("tracking:end_schedule", args=[ended.public_id]))
    begin(due, django_capture_on_commit_callbacks)
    assert not ReportFile.objects.exists()
    page = minh.get(reverse("tracking:schedules")).text
    assert "Đang tạm dừng" in page
    assert "đồng chí đã dừng" in page
    minh.post(reverse("tracking:resume_schedule", args=[paused.public_id]))
    paused.refresh_from_db()
    assert not paused.is_paused


def test_it_ends_with_the_right_to_see_the_unit(
    minh: Client, ground: Ground, django_capture_on_commit_callbacks: Any
) -> None:
    made = schedule(minh)
    today = timezone.localdate()
    end_grant(grant=Grant.objects.get(person=ground.minh), on=today, by=None, today=today)
    begin(made.next_on, django_capture_on_commit_callbacks)
    made.refresh_from_db()
    assert made.ended == Ended.NOT_HERS
    assert not ReportFile.objects.exists()
    assert Notice.objects.filter(key__startswith="schedule-ended").count() == 1


def test_its_period_follows_the_day(minh: Client) -> None:
    made = schedule(minh, period="last-quarter")
    assert made.wish["period"] == "last-quarter"
    assert "on" not in made.wish


def test_schedules_are_their_owners_alone(minh: Client, ground: Ground, client: Client) -> None:
    made = schedule(minh)
    beside = make_person("Ma Thị Bên", username="ben")
    make_grant(beside, ground.commune)
    client.force_login(account_of(beside))
    assert made.title not in client.get(reverse("tracking:schedules")).text
    assert client.post(reverse("tracking:end_schedule", args=[made.public_id])).status_code == 404
    made.refresh_from_db()
    assert made.ended_at is None


def test_a_day_must_be_chosen(minh: Client) -> None:
    answer = minh.post(reverse("tracking:schedule", args=["bc1"]), {"when": "week-9", "form": "csv"})
    assert answer.status_code == 422
    assert not ReportSchedule.objects.exists()


def test_who_is_erased_has_no_schedules_and_no_layouts_of_her_own(minh: Client, ground: Ground) -> None:
    schedule(minh)
    typed = {"title": "Riêng", "column_unit": 1, "column_owed": 2}
    new = reverse("tracking:new_layout", query={"rows": "units"})
    minh.post(new, typed)
    minh.post(new, typed | {"title": "Chung", "is_shared": "on"})
    erasing_person.send(sender=object, person=ground.minh, now=timezone.now())
    assert not ReportSchedule.objects.exists()
    assert list(ReportLayout.objects.values_list("title", flat=True)) == ["Chung"]
