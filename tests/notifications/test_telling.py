"""What somebody is told: once under a key, on her page, by letter where she has an address."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from notifications.actions import read_notice, tell
from notifications.models import Notice
from notifications.queries import unread_notices
from notifications.tasks import send_letters
from tests.makers import account_of, make_person

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def lan(db: None) -> User:
    account = account_of(make_person("Vũ Thị Lan", username="lan"))
    account.email = "lan@example.org"
    account.save()
    return account


def told(*accounts: User, key: str = "buoi:1") -> int:
    return tell(accounts=accounts, key=key, title="Mời dự", text="Ngày 3", address="/dien-hinh/", now=NOW)


def test_nobody_is_told_twice_of_one_thing(lan: User) -> None:
    assert [told(lan, lan), told(lan), told(lan, key="buoi:2")] == [1, 0, 1]
    assert Notice.objects.filter(recipient=lan).count() == 2


def test_a_closed_account_is_told_nothing(lan: User) -> None:
    lan.is_active = False
    assert told(lan) == 0


def test_what_she_has_read_is_no_longer_new(lan: User) -> None:
    told(lan)
    stranger = account_of(make_person("Đinh Văn Sơn", username="son"))
    notice = Notice.objects.get()

    assert read_notice(account=stranger, pk=notice.pk, now=NOW) is None
    assert unread_notices(lan).count() == 1
    read_notice(account=lan, pk=notice.pk, now=NOW)
    assert unread_notices(lan).count() == 0


def test_a_letter_leaves_once(lan: User, settings: Any) -> None:
    settings.LETTERS_LEAVE = True
    settings.WAGTAILADMIN_BASE_URL = "https://lop.example"
    told(lan)

    send_letters.func("buoi:1")
    send_letters.func("buoi:1")

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["lan@example.org"], "Mời dự")
    assert "https://lop.example/dien-hinh/" in str(letter.body)


def test_no_letter_leaves_where_none_can(lan: User, settings: Any) -> None:
    settings.LETTERS_LEAVE = False
    told(lan)

    send_letters.func("buoi:1")

    assert mail.outbox == []
    assert Notice.objects.get().letter_sent_at is None


def test_letters_wait_for_the_transaction(
    lan: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        told(lan)
    assert len(waiting) == 1
