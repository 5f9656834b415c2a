"""The page on which she chooses how she is told, switches a device on and off, and tries it out."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import User
from notifications.models import Notice, PushSubscription
from notifications.outbox.actions import send_due
from notifications.pushing.keys import new_key, public_key
from notifications.ways.queries import wishes_of
from notifications.ways.rules import Channel, Kind
from organisations.privacy.erasing.account import erase_account
from organisations.privacy.gathering.queries import section_about
from organisations.privacy.retention.actions import purge
from tests.makers import account_of, make_person
from tests.notifications.browsers import Browser
from tests.notifications.people import browser_of, make_lan, make_son, subscribed

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
PAGE = "/toi/thong-bao/cach-bao/"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def with_push(settings: Any) -> None:
    settings.PUSH_KEY = new_key()


@pytest.fixture
def lan(db: None) -> User:
    return make_lan()


def sent_by(browser: Browser, **changes: str) -> dict[str, str]:
    return {"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth, **changes}


def test_what_she_chooses_is_kept_and_shown(lan: User) -> None:
    phone = browser_of(lan)
    page = phone.get(PAGE).content.decode()
    assert "lan@example.org" in page
    assert "Từ 21:00 đến 06:30" in page
    assert phone.post(PAGE, {"news": ["push"], "reminder": ["letter", "text"]}).status_code == 302
    wishes = wishes_of(lan)
    assert wishes[Kind.NEWS] == {Channel.LETTER: False, Channel.PUSH: True, Channel.TEXT: False}
    assert wishes[Kind.REMINDER] == {Channel.LETTER: True, Channel.PUSH: False, Channel.TEXT: True}
    assert wishes[Kind.DIGEST] == {Channel.LETTER: False, Channel.PUSH: False}
    form = phone.get(PAGE).context["form"]
    assert form["news"].value() == [Channel.PUSH]


def test_only_those_who_look_after_units_are_asked_about_units(lan: User) -> None:
    assert "Việc quá hạn ở đơn vị trực thuộc" not in browser_of(lan).get(PAGE).content.decode()
    minh = User.objects.create(username="minh", full_name="Trần Văn Minh")
    minh.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert "Việc quá hạn ở đơn vị trực thuộc" in browser_of(minh).get(PAGE).content.decode()


def test_what_cannot_be_chosen_is_said_and_nothing_is_kept(lan: User) -> None:
    answer = browser_of(lan).post(PAGE, {"news": ["pigeon"]})
    assert answer.status_code == 422
    assert "pigeon" in answer.content.decode()
    assert wishes_of(lan) == {}


def test_a_way_that_is_not_there_is_not_asked_for_and_its_wish_stays(lan: User, settings: Any) -> None:
    phone = browser_of(lan)
    phone.post(PAGE, {"news": ["push", "letter"]})
    settings.PUSH_KEY = ""
    page = phone.get(PAGE)
    assert "push.js" not in page.content.decode()
    phone.post(PAGE, {"news": []})
    assert wishes_of(lan)[Kind.NEWS] == {Channel.LETTER: False, Channel.PUSH: True, Channel.TEXT: False}
    assert phone.post("/toi/thong-bao/may/", sent_by(Browser())).status_code == 404


def test_where_nothing_leaves_she_is_told_so(lan: User, settings: Any) -> None:
    settings.PUSH_KEY, settings.LETTERS_LEAVE, settings.TEXT_MESSAGE_GATEWAY = "", False, "none"
    page = browser_of(lan).get(PAGE).content.decode()
    assert "Trang này chưa gửi tin ra ngoài" in page
    assert "Gửi thử" not in page


def test_a_device_is_switched_on_and_off(lan: User) -> None:
    phone, browser = browser_of(lan), Browser()
    assert public_key() in phone.get(PAGE).content.decode()
    assert phone.post("/toi/thong-bao/may/", sent_by(browser)).status_code == 201
    assert phone.post("/toi/thong-bao/may/", sent_by(browser)).status_code == 201
    device = PushSubscription.objects.get()
    page = phone.get(PAGE)
    assert [one.is_this for one in page.context["devices"]] == [True]

    son = browser_of(make_son())
    assert son.post(f"/toi/thong-bao/may/{device.pk}/tat/").status_code == 404
    assert son.get(PAGE).context["devices"] == []
    phone.post(f"/toi/thong-bao/may/{device.pk}/tat/")
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("wrong", [{"endpoint": "https://10.0.0.5/x"}, {"auth": ""}, {"p256dh": "x" * 99}])
def test_a_device_that_the_site_cannot_push_to_is_refused(lan: User, wrong: dict[str, str]) -> None:
    answer = browser_of(lan).post("/toi/thong-bao/may/", sent_by(Browser(), **wrong))
    assert answer.status_code == 422
    assert not PushSubscription.objects.exists()


def test_a_test_message_goes_every_way_once_in_ten_minutes(
    lan: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    phone = browser_of(lan)
    phone.post(PAGE, {"news": []})
    with django_capture_on_commit_callbacks(execute=True):
        page = phone.post(f"{PAGE}gui-thu/", follow=True).content.decode()
    assert "Tin thử đang được gửi qua: Email, Tin nhắn." in page
    assert [letter.subject for letter in mail.outbox] == ["Đây là tin thử"]
    assert "chờ mười phút" in phone.post(f"{PAGE}gui-thu/", follow=True).content.decode()
    assert Notice.objects.count() == 1


def test_whom_nothing_reaches_finds_the_test_among_her_notices(db: None) -> None:
    son = browser_of(make_son())
    assert "nằm trong mục thông báo" in son.post(f"{PAGE}gui-thu/", follow=True).content.decode()


def test_the_page_costs_the_same_with_many_devices(
    lan: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phone = browser_of(lan)
    phone.get(PAGE)
    with django_assert_num_queries(6):
        phone.get(PAGE)
    for turn in range(5):
        subscribed(lan, Browser(endpoint=f"https://fcm.googleapis.com/{turn}"), now=NOW)
    with django_assert_num_queries(6):
        phone.get(PAGE)


def test_strangers_sign_in_first() -> None:
    for address in (PAGE, "/toi/lich/"):
        assert Client().get(address).status_code == 302
    for address in (f"{PAGE}gui-thu/", "/toi/thong-bao/may/", "/toi/lich/dia-chi/"):
        assert Client().post(address).status_code == 302


def test_its_scripts_are_light() -> None:
    names = [
        "site/portal/static/portal/js/site.js",
        "site/portal/static/portal/js/outbox.js",
        "site/notifications/static/notifications/js/push.js",
    ]
    assert sum(len(gzip.compress((ROOT / name).read_bytes())) for name in names) <= 15 * 1024


def test_all_of_it_is_told_to_her_and_goes_when_she_is_erased(lan: User) -> None:
    phone = browser_of(lan)
    phone.post(PAGE, {"news": ["letter"]})
    phone.post("/toi/thong-bao/may/", sent_by(Browser()))
    phone.post("/toi/lich/dia-chi/")
    phone.post(f"{PAGE}gui-thu/")
    for key in (
        "telling_wishes",
        "deliveries",
        "pushed_devices",
        "reminders",
        "escalations",
        "calendar_address",
    ):
        section = section_about(lan.person, key)
        assert section
        assert bool(list(section.rows)) == (key not in {"reminders", "escalations"})
        assert section_about(make_another(key).person, key).rows.count() == 0  # type: ignore[union-attr]
    erase_account(account=lan)
    left = [
        relation.related_model
        for relation in User._meta.related_objects
        if relation.related_model._meta.app_label == "notifications"
        and relation.related_model._base_manager.filter(**{relation.field.name: lan}).exists()
    ]
    assert left == []


def make_another(username: str) -> User:
    return account_of(make_person("Đinh Văn Sơn", username=username))


def test_what_left_long_ago_and_devices_signed_out_are_let_go_of(lan: User, settings: Any) -> None:
    phone = browser_of(lan)
    phone.post("/toi/thong-bao/may/", sent_by(Browser()))
    phone.post(f"{PAGE}gui-thu/")
    send_due(now=NOW)
    phone.post("/tai-khoan/dang-xuat/")
    settings.NOTICES_KEPT_DAYS = 0
    now = Notice.objects.get().at
    send_due(now=now)
    counts = purge(now=now.replace(year=now.year + 1), dry_run=False)
    assert counts["deliveries"] == 3
    assert counts["pushed devices"] == 1
    assert Notice.objects.count() == 1
