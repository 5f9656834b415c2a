"""What Lan promised: on her list, said when it is done, and reminded of on its day, once."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from notifications.models import Notice
from practices.reviews.models import Commitment
from practices.reviews.tasks import remind
from practices.sessions.models import Participant
from tests.practices.makers import make_practice
from tests.practices.reviews.conftest import Ground, browser_of
from tests.practices.reviews.makers import attend, make_held_session, observe

LIST = "/dien-hinh/buoi/cam-ket/"
MOST_QUERIES = 8


@pytest.fixture
def promised(ground: Ground) -> Commitment:
    observation = observe(attend(ground.session, ground.lan))
    return observation.commitments.get()


def page_of(commitment: Commitment) -> str:
    return reverse("practices:commitment", args=[commitment.public_id])


def text_of(browser: Client, where: str) -> str:
    return re.sub(r"\s+", " ", browser.get(where).content.decode())


def test_lan_says_what_came_of_it(ground: Ground, promised: Commitment) -> None:
    lan = browser_of(ground.lan)
    assert promised.text in text_of(lan, LIST)
    answer = lan.post(page_of(promised), {"state": "done", "note": "Họp nhanh hơn nửa giờ"})
    assert answer.headers["Location"] == LIST
    promised.refresh_from_db()
    assert (promised.state, promised.note) == ("done", "Họp nhanh hơn nửa giờ")
    assert promised.settled_at
    assert "Họp nhanh hơn nửa giờ" in text_of(lan, LIST)


def test_done_by_mistake_can_be_opened_again(ground: Ground, promised: Commitment) -> None:
    lan = browser_of(ground.lan)
    lan.post(page_of(promised), {"state": "done", "note": ""})
    lan.post(page_of(promised), {"state": "open", "note": ""})
    promised.refresh_from_db()
    assert (promised.state, promised.settled_at) == ("open", None)


def test_who_drops_a_promise_says_why(ground: Ground, promised: Commitment) -> None:
    answer = browser_of(ground.lan).post(page_of(promised), {"state": "dropped", "note": ""})
    assert answer.status_code == 422
    assert "vì sao" in answer.content.decode()
    promised.refresh_from_db()
    assert promised.state == "open"


def test_nothing_chosen_is_said(ground: Ground, promised: Commitment) -> None:
    answer = browser_of(ground.lan).post(page_of(promised), {"note": "Đã thử"})
    assert answer.status_code == 422
    assert "Đã thử" in answer.content.decode()


def test_nobody_else_finds_it(ground: Ground, promised: Commitment) -> None:
    for person in (ground.son, ground.binh, ground.chair, ground.minh):
        browser = browser_of(person)
        assert browser.get(page_of(promised)).status_code == 404
        assert browser.post(page_of(promised), {"state": "done"}).status_code == 404
        assert promised.text not in text_of(browser, LIST)


def test_an_empty_list_says_what_it_is_for(ground: Ground) -> None:
    assert "chưa hứa việc nào" in text_of(browser_of(ground.son), LIST)


def test_what_is_late_is_said(ground: Ground, promised: Commitment) -> None:
    lan = browser_of(ground.lan)
    assert "Quá hạn" not in text_of(lan, LIST)
    Commitment.objects.update(by=timezone.localdate())
    assert "Hôm nay" in text_of(lan, LIST)
    Commitment.objects.update(by=timezone.localdate() - timedelta(days=1))
    assert "Quá hạn" in text_of(lan, LIST)


def test_a_practice_shown_can_be_adopted_from_there(ground: Ground) -> None:
    session = make_held_session(ground.host, practice=make_practice("Gửi trước ba ngày"))
    made = observe(attend(session, ground.lan)).commitments.get()
    assert browser_of(ground.lan).get(page_of(made)).status_code == 200


def test_the_list_costs_the_same_however_long_it_is(
    ground: Ground, promised: Commitment, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(4):
        observe(attend(make_held_session(ground.host), ground.lan))
    lan = browser_of(ground.lan)
    with django_assert_max_num_queries(MOST_QUERIES):
        lan.get(LIST)


# --- Reminding -------------------------------------------------------------------------------------


def test_she_is_reminded_on_the_morning_of_the_day(ground: Ground, promised: Commitment) -> None:
    [waiting] = DBTaskResult.objects.all()
    morning = timezone.localtime(waiting.run_after)
    assert (morning.date(), morning.hour) == (promised.by, 7)


def test_the_reminder_comes_once(
    ground: Ground, promised: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("practices.reviews.tasks.timezone.now", lambda: on_its_day(promised))
    remind.call(str(promised.public_id))
    remind.call(str(promised.public_id))
    notice = Notice.objects.get()
    assert notice.recipient == ground.lan.account
    assert notice.text == promised.text
    assert notice.address == page_of(promised)


def test_what_was_put_off_is_reminded_of_later(ground: Ground, promised: Commitment) -> None:
    Commitment.objects.update(by=promised.by + timedelta(days=5))
    before = DBTaskResult.objects.count()
    remind.call(str(promised.public_id))
    assert not Notice.objects.exists()
    assert DBTaskResult.objects.count() == before + 1


def test_what_is_done_is_not_reminded_of(
    ground: Ground, promised: Commitment, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser_of(ground.lan).post(page_of(promised), {"state": "done", "note": ""})
    monkeypatch.setattr("practices.reviews.tasks.timezone.now", lambda: on_its_day(promised))
    remind.call(str(promised.public_id))
    assert not Notice.objects.exists()


def test_a_promise_that_is_gone_or_of_nobody_with_an_account_is_passed_over(
    ground: Ground, promised: Commitment
) -> None:
    account = ground.lan.account
    ground.lan.account = None
    ground.lan.save()
    remind.call(str(promised.public_id))
    ground.lan.account = account
    ground.lan.save()
    Participant.objects.all().delete()
    remind.call(str(promised.public_id))
    assert not Notice.objects.exists()


def on_its_day(commitment: Commitment) -> datetime:
    return datetime.combine(commitment.by, datetime.min.time(), UTC) + timedelta(hours=1)
