"""The outbox on the screen: what failed and why, tried again; for those who run the site alone."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from common.days import day_began
from notifications.actions import tell
from notifications.models import Delivery
from notifications.rounds import EVERY, make_round, plan_round
from tests.notifications.people import browser_of, make_lan, make_son

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
DESK = "/quan-tri/hop-gui-di/"


@pytest.fixture
def ha(db: None) -> User:
    return User.objects.create_superuser(username="ha", full_name="Mai Thị Hà")


@pytest.fixture
def failed(db: None) -> Delivery:
    tell(accounts=[make_lan()], key="buoi:1", title="Mời dự buổi sinh hoạt điểm", now=NOW)
    Delivery.objects.update(state="given-up", attempts=7, last_error="ConnectionRefusedError: nobody there")
    return Delivery.objects.get()


def test_she_sees_what_failed_and_why_and_has_it_tried_again(ha: User, failed: Delivery) -> None:
    desk = browser_of(ha)
    page = desk.get(DESK).content.decode()
    assert "Mời dự buổi sinh hoạt điểm" in page
    assert "nobody there" in page
    desk.post(f"{DESK}{failed.pk}/gui-lai/")
    failed.refresh_from_db()
    assert failed.state == Delivery.State.SENT
    assert len(mail.outbox) == 1
    assert "Không có gì để gửi lại" in desk.post(f"{DESK}{failed.pk}/gui-lai/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ("", True),
        ("?state=given-up", True),
        ("?state=sent", False),
        ("?channel=text", False),
        ("?state=x", True),
    ],
)
def test_she_looks_for_a_state_and_a_way(ha: User, failed: Delivery, wish: str, found: bool) -> None:
    assert ("Mời dự buổi" in browser_of(ha).get(f"{DESK}{wish}").content.decode()) == found


def test_for_everybody_else_it_is_not_there(failed: Delivery) -> None:
    minh = User.objects.create(username="minh", full_name="Trần Văn Minh")
    minh.user_permissions.add(Permission.objects.get(codename="access_admin"))
    at_the_door = {minh: 404, make_son(): 302, failed.notice.recipient: 302}
    for account, status in at_the_door.items():
        browser = browser_of(account)
        assert browser.get(DESK).status_code == status
        assert browser.post(f"{DESK}{failed.pk}/gui-lai/").status_code == status
    failed.refresh_from_db()
    assert failed.state == Delivery.State.GIVEN_UP


def test_a_list_of_many_costs_the_queries_of_one(
    ha: User, failed: Delivery, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk = browser_of(ha)
    desk.get(DESK)
    for turn in range(20):
        tell(accounts=[failed.notice.recipient], key=f"k:{turn}", title="Mời dự", now=NOW)
    with django_assert_max_num_queries(14):
        desk.get(DESK)


def test_the_command_sends_what_is_due_and_says_how_it_went(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    tell(accounts=[make_lan()], key="buoi:1", title="Mời dự", now=NOW)
    call_command("send_notifications")
    assert capsys.readouterr().out.split("\n")[:2] == ["looked at: 1", "sent: 1"]
    assert DBTaskResult.objects.filter(task_path=make_round.module_path).count() == 1


def rounds() -> list[datetime | None]:
    return list(
        DBTaskResult.objects.filter(task_path=make_round.module_path).values_list("run_after", flat=True)
    )


def test_each_round_plans_the_next_and_there_is_never_more_than_one_to_come(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    plan_round(at=NOW)
    plan_round(at=NOW)
    assert rounds() == [NOW]
    DBTaskResult.objects.update(status="RUNNING")
    tell(accounts=[make_lan()], key="buoi:1", title="Mời dự", now=NOW)
    make_round.func()
    assert set(rounds()) == {NOW, NOW + EVERY}
    assert len(mail.outbox) == 1


def test_a_worker_that_starts_has_a_round_to_make(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    day_began.send_robust(sender=object, today=NOW.date())
    day_began.send_robust(sender=object, today=NOW.date())
    assert rounds() == [NOW]


def test_a_round_in_which_something_breaks_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def breaks(**_: Any) -> bool:
        raise RuntimeError

    monkeypatch.setattr("notifications.rounds.send_digests", breaks)
    with pytest.raises(RuntimeError):
        make_round.func()
    assert rounds() == [NOW + EVERY]
