"""What somebody is told: once under a key, on her page, and by the ways that she wishes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import User
from notifications.actions import Line, read_notice, tell
from notifications.models import Delivery, Notice
from notifications.outbox.actions import send_due
from notifications.queries import unread_notices
from notifications.ways.rules import Kind
from tests.makers import account_of, make_person
from tests.notifications.people import make_lan, make_son

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)


@pytest.fixture
def lan(db: None) -> User:
    return make_lan()


def told(*accounts: User, key: str = "buoi:1", **said: Any) -> int:
    return tell(
        accounts=accounts, key=key, title="Mời dự", text="Ngày 3", address="/dien-hinh/", now=NOW, **said
    )


def test_nobody_is_told_twice_of_one_thing(lan: User) -> None:
    assert [told(lan, lan), told(lan), told(lan, key="buoi:2")] == [1, 0, 1]
    assert Notice.objects.filter(recipient=lan).count() == 2
    assert Delivery.objects.filter(channel="letter").count() == 2


def test_a_closed_account_is_told_nothing(lan: User) -> None:
    lan.is_active = False
    assert told(lan) == 0


def test_what_she_has_read_is_no_longer_new(lan: User) -> None:
    told(lan)
    stranger = make_son()
    notice = Notice.objects.get()

    assert read_notice(account=stranger, pk=notice.pk, now=NOW) is None
    assert unread_notices(lan).count() == 1
    read_notice(account=lan, pk=notice.pk, now=NOW)
    assert unread_notices(lan).count() == 0


def test_a_letter_leaves_once_and_leads_to_the_site(lan: User, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://lop.example"
    told(lan, lines=[Line("Bài một", "Hạn ngày 30/11", "/khoa-hoc/mot/")])

    send_due(now=NOW)
    send_due(now=NOW)

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["lan@example.org"], "Mời dự")
    for address in ("/dien-hinh/", "/khoa-hoc/mot/", "/toi/thong-bao/cach-bao/"):
        assert f"https://lop.example{address}" in str(letter.body)


def test_no_letter_is_written_where_none_can_leave(lan: User, settings: Any) -> None:
    settings.LETTERS_LEAVE = False
    told(lan)
    assert not Delivery.objects.exists()


def test_what_leaves_waits_for_the_transaction(
    lan: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        told(lan)
        assert mail.outbox == []
    assert len(waiting) == 1
    assert len(mail.outbox) == 1


def test_a_reminder_goes_by_text_message_where_nothing_else_reaches_her(lan: User) -> None:
    ba = account_of(make_person("Nguyễn Thị Ba", username="ba", phone="+84987654321"))
    told(lan, ba, kind=Kind.REMINDER)
    assert list(Delivery.objects.filter(notice__recipient=lan).values_list("channel", flat=True)) == [
        "letter"
    ]
    assert list(Delivery.objects.filter(notice__recipient=ba).values_list("channel", flat=True)) == ["text"]


def test_to_tell_a_thousand_costs_the_queries_of_one(
    lan: User, django_assert_num_queries: DjangoAssertNumQueries, settings: Any
) -> None:
    settings.PUSH_KEY = "x"
    others = [account_of(make_person(f"Người thứ {turn}", username=f"n{turn}")) for turn in range(8)]
    with django_assert_num_queries(8):  # a savepoint and its release among them
        told(lan)
    with django_assert_num_queries(8):
        told(lan, *others, key="buoi:2")
