"""The privacy notice: written, frozen, shown once to each person, never in the way."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from organisations.people.models import Person
from organisations.privacy.notices.actions import (
    NoticeIsFrozen,
    begin_notice,
    publish_notice,
    publish_opening_notice,
    write_notice,
)
from organisations.privacy.notices.models import NoticeSeen, PrivacyNotice
from organisations.privacy.notices.queries import notice_in_force
from tests.makers import PASSWORD
from tests.organisations.conftest import World
from tests.organisations.privacy.conftest import NOW

PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Sec-Fetch-Dest": "document"}
NOTICE = "/toi/thong-bao-du-lieu/"


def published(*, on: date = date(2026, 1, 1)) -> PrivacyNotice:
    notice = begin_notice(now=NOW)
    notice.in_force_from = on
    write_notice(notice=notice)
    publish_notice(notice=notice, by=None, now=NOW)
    return notice


@pytest.fixture
def shown(settings: Settings) -> None:
    settings.PRIVACY_NOTICE_IS_SHOWN = True


@pytest.fixture
def notice(shown: None, db: None) -> PrivacyNotice:
    return published()


def test_a_published_notice_never_changes(db: None) -> None:
    notice = published()
    notice.body = "<p>Khác</p>"
    with pytest.raises(NoticeIsFrozen):
        write_notice(notice=notice)
    with pytest.raises(NoticeIsFrozen):
        publish_notice(notice=notice, by=None, now=NOW)


def test_a_new_version_opens_with_the_last_ones_text(db: None) -> None:
    first = published()
    second = begin_notice(now=NOW)
    assert (second.number, second.body) == (2, first.body)
    assert begin_notice(now=NOW) == second


def test_a_version_comes_into_force_on_its_day(db: None) -> None:
    first, second = published(), published(on=date(2027, 1, 1))
    assert notice_in_force(date(2026, 12, 31)) == first
    assert notice_in_force(date(2027, 1, 1)) == second
    assert notice_in_force(date(2025, 1, 1)) is None


def test_the_sample_is_published_where_there_is_none(db: None) -> None:
    for _ in range(2):
        publish_opening_notice(now=NOW)
    assert PrivacyNotice.objects.get().is_sample


def test_lan_is_shown_it_once_and_goes_on_to_where_she_was_going(
    lans_phone: Client, notice: PrivacyNotice, world: World
) -> None:
    first = lans_phone.get("/khoa-hoc/?tu=1", headers=PAGE)
    assert first["Location"] == f"{NOTICE}?next=%2Fkhoa-hoc%2F%3Ftu%3D1"
    assert "Tôi đã đọc" in lans_phone.get(first["Location"], headers=PAGE).content.decode()
    onward = lans_phone.post(NOTICE, {"next": "/khoa-hoc/?tu=1"})
    assert onward["Location"] == "/khoa-hoc/?tu=1"
    assert lans_phone.get("/khoa-hoc/", headers=PAGE).status_code == 200
    assert NoticeSeen.objects.get().person == world.lan
    assert "Tôi đã đọc" not in lans_phone.get(NOTICE, headers=PAGE).content.decode()


def test_on_another_device_she_is_not_asked_again(
    lans_phone: Client, notice: PrivacyNotice, client: Client
) -> None:
    lans_phone.post(NOTICE)
    client.post(reverse("account_login"), {"login": "lan", "password": PASSWORD})
    assert client.get("/khoa-hoc/", headers=PAGE).status_code == 200


def test_a_new_version_is_shown_again(lans_phone: Client, notice: PrivacyNotice) -> None:
    lans_phone.post(NOTICE)
    published(on=timezone.localdate() - timedelta(days=1))
    cache.clear()  # what a process remembers for five minutes
    assert lans_phone.get("/khoa-hoc/", headers=PAGE)["Location"].startswith(NOTICE)


def test_once_she_has_read_it_no_page_costs_a_query_more(
    lans_phone: Client, notice: PrivacyNotice, settings: Settings
) -> None:
    lans_phone.post(NOTICE)
    costs = []
    for shown in (True, False):
        settings.PRIVACY_NOTICE_IS_SHOWN = shown
        lans_phone.get("/khoa-hoc/", headers=PAGE)
        with CaptureQueriesContext(connection) as queries:
            lans_phone.get("/khoa-hoc/", headers=PAGE)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_where_nothing_is_remembered_it_costs_one_query(
    lans_phone: Client, notice: PrivacyNotice, world: World
) -> None:
    lans_phone.post(NOTICE)
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        lans_phone.get("/khoa-hoc/", headers=PAGE)
    assert sum("privacynotice" in query["sql"] for query in queries) == 1


@pytest.mark.parametrize(
    "address",
    [
        "/tai-khoan/",
        "/tai-khoan/dang-xuat/",
        "/tai-khoan/phien-dang-nhap/",
        "/toi/thong-bao-du-lieu/1/",
        "/sw.js",
        "/readyz",
    ],
)
def test_it_never_stands_before_the_account_or_the_notice_itself(
    lans_phone: Client, notice: PrivacyNotice, address: str
) -> None:
    answer = lans_phone.get(address, headers={} if address == "/sw.js" else PAGE)
    assert not answer.headers.get("Location", "").startswith(NOTICE)


@pytest.mark.parametrize(
    "header",
    [
        {"Accept": "*/*"},
        {"Accept": "application/json"},
        {**PAGE, "Sec-Fetch-Dest": "empty"},
        {**PAGE, "Sec-Fetch-Dest": "iframe"},
        {**PAGE, "Sec-Purpose": "prefetch"},
    ],
)
def test_it_never_answers_a_script(lans_phone: Client, notice: PrivacyNotice, header: dict[str, str]) -> None:
    assert lans_phone.get("/khoa-hoc/", headers=header).status_code == 200


def test_it_never_stands_before_a_form(lans_phone: Client, notice: PrivacyNotice) -> None:
    answer = lans_phone.post(
        reverse("privacy:ask_correction"), {"text": "Sai", "wanted": "Đúng"}, headers=PAGE
    )
    assert "yeu-cau" in answer["Location"]


def test_it_never_stands_before_the_authoring_site(desk: Client, notice: PrivacyNotice, hanh: Person) -> None:
    assert desk.get(reverse("wagtailadmin_home"), headers=PAGE).status_code == 200


def test_everybody_may_read_it_without_signing_in(client: Client, notice: PrivacyNotice) -> None:
    page = client.get(NOTICE, headers=PAGE).content.decode()
    assert "Nền tảng giữ những gì" in page
    assert "Tôi đã đọc" not in page
    assert NOTICE in client.get(reverse("account_login")).content.decode()


def test_it_leads_to_no_other_site(lans_phone: Client, notice: PrivacyNotice) -> None:
    assert lans_phone.post(NOTICE, {"next": "https://example.org/"})["Location"] == "/"


def test_before_there_is_one_nobody_is_stopped(lans_phone: Client, shown: None) -> None:
    assert lans_phone.get("/toi/", headers=PAGE).status_code == 200
    assert "Chưa có thông báo" in lans_phone.get(NOTICE, headers=PAGE).content.decode()


def test_what_is_being_written_is_nobodys_yet(client: Client, db: None) -> None:
    draft = begin_notice(now=NOW)
    assert client.get(reverse("privacy:notice_version", args=[draft.number])).status_code == 404


def test_who_administers_everything_writes_and_publishes(admin_client: Client) -> None:
    answer = admin_client.post(reverse("privacy:begin_notice"))
    form = {
        "in_force_from": "01/12/2026",
        "changes": "Bản đầu",
        "body": '{"blocks": [{"key": "a", "text": "Giữ họ tên.", "type": "unstyled", "depth": 0,'
        ' "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}',
        "save": "1",
    }
    assert admin_client.get(answer["Location"]).status_code == 200
    admin_client.post(answer["Location"], form)
    notice = PrivacyNotice.objects.get()
    assert "Giữ họ tên." in notice.body
    assert notice.published_at is None
    admin_client.post(answer["Location"], {**form, "publish": "1"})
    notice.refresh_from_db()
    assert notice.published_at
    assert admin_client.get(answer["Location"])["Location"] == reverse("privacy:notice_version", args=[1])
    assert "Bản 1" in admin_client.get(reverse("privacy:notices")).content.decode()


def test_a_part_of_the_tree_does_not_write_for_all(desk: Client, sons_browser: Client) -> None:
    draft = begin_notice(now=NOW)
    for browser in (desk, sons_browser):
        assert browser.get(reverse("privacy:notices")).status_code == 404
        assert browser.get(reverse("privacy:write_notice", args=[draft.number])).status_code == 404
        assert browser.post(reverse("privacy:begin_notice")).status_code == 404
