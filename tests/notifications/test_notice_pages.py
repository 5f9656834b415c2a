"""The page of what she was told: unread first, opened, all read; nobody else's, and to no other site."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notifications.actions import tell
from notifications.models import Notice
from organisations.privacy.erasing.account import erase_account
from organisations.privacy.gathering.queries import section_about
from organisations.privacy.retention.actions import purge
from tests.makers import account_of, make_person

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture
def lan(db: None) -> User:
    return account_of(make_person("Vũ Thị Lan", username="lan"))


def browser_of(account: User) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def told(account: User, title: str, *, address: str = "/dien-hinh/buoi/", hours: int = 0) -> Notice:
    tell(accounts=[account], key=title, title=title, address=address, now=NOW + timedelta(hours=hours))
    return Notice.objects.get(title=title)


def test_unread_ones_stand_first_and_opening_one_leads_on(lan: User) -> None:
    old, new = told(lan, "Lời mời"), told(lan, "Đã hủy buổi", hours=1)
    browser = browser_of(lan)
    answer = browser.post(f"/toi/thong-bao/{new.pk}/")
    assert answer["Location"] == "/dien-hinh/buoi/"
    text = browser.get("/toi/thong-bao/").content.decode()
    assert text.index(old.title) < text.index(new.title)
    home = browser.get("/").content.decode()
    assert old.title in home
    assert new.title not in home


def test_reading_all_leaves_none_new(lan: User) -> None:
    told(lan, "Lời mời")
    browser = browser_of(lan)
    assert "Tôi đã đọc tất cả" in browser.get("/toi/thong-bao/").content.decode()
    browser.post("/toi/thong-bao/da-doc/")
    assert "Tôi đã đọc tất cả" not in browser.get("/toi/thong-bao/").content.decode()
    assert "Thông báo mới" not in browser.get("/toi/").content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_it_leads_to_no_other_site(lan: User, address: str) -> None:
    notice = told(lan, "Lời mời", address=address)
    assert browser_of(lan).post(f"/toi/thong-bao/{notice.pk}/")["Location"] == "/toi/thong-bao/"


def test_what_another_was_told_is_not_found(lan: User) -> None:
    notice = told(lan, "Lời mời")
    son = browser_of(account_of(make_person("Đinh Văn Sơn", username="son")))
    assert son.post(f"/toi/thong-bao/{notice.pk}/").status_code == 404
    assert "Chưa có thông báo nào" in son.get("/toi/thong-bao/").content.decode()
    assert Client().get("/toi/thong-bao/").status_code == 302


def test_she_can_take_them_along_and_they_go_when_she_is_erased(lan: User) -> None:
    told(lan, "Lời mời")
    section = section_about(lan.person, "told")
    assert section
    assert [row[1] for row in section.rows] == ["Lời mời"]
    erase_account(account=lan)
    assert Notice.objects.count() == 0


def test_read_ones_go_after_some_months_and_unread_ones_stay(lan: User) -> None:
    now = timezone.now()
    for title, days in (("Cũ", 200), ("Mới", 20)):
        notice = told(lan, title)
        Notice.objects.filter(pk=notice.pk).update(read_at=now - timedelta(days=days))
    told(lan, "Chưa đọc")
    assert purge(now=now, dry_run=True)["notices"] == 1
    assert purge(now=now, dry_run=False)["notices"] == 1
    assert set(Notice.objects.values_list("title", flat=True)) == {"Mới", "Chưa đọc"}
