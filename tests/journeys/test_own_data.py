"""Lan reads the notice once, looks at her data, takes it along, has it corrected; the office answers."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import ADMINISTRATOR, DEMO_PASSWORD, SECRETARY
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to, read_the_notice
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
QUEUE = "/quan-tri/yeu-cau-du-lieu/"
NEW_NOTICE = (
    "from django.utils import timezone; from organisations.privacy.notices.actions import *; "
    "now = timezone.now(); publish_notice(notice=begin_notice(now=now), by=None, now=now)"
)


def sign_in(page: Page, login: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def good(page: Page, axe: Axe, snapshot: Snapshot, name: str) -> None:
    """A kind of page: axe finds nothing, nothing is wider than the screen."""
    snapshot(page, name)
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


@pytest.fixture
def new_notice(site: Site) -> None:
    """A version that nobody has read, whichever stories were told before."""
    site.manage("shell", "--no-imports", "--command", NEW_NOTICE)


def ask_for_a_new_number(page: Page, number: str) -> None:
    page.get_by_role("link", name="Có điều chưa đúng").first.click()
    page.get_by_label("Điều gì chưa đúng").fill("Số điện thoại này là số cũ.")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_role("heading", name="Yêu cầu chưa được gửi")).to_be_visible()
    expect(page.get_by_label("Điều gì chưa đúng")).to_have_value("Số điện thoại này là số cũ.")
    page.get_by_label("Thế nào mới đúng").fill(number)
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_text("Đã gửi yêu cầu.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_lan_has_her_data_corrected(
    new_profile: NewProfile, new_notice: None, axe: Axe, snapshot: Snapshot, javascript: bool, tmp_path: Path
) -> None:
    phone = new_profile("phone", javascript=javascript)
    sign_in(phone, SECRETARY.username)
    if javascript:
        good(phone, axe, snapshot, "notice-phone")
    read_the_notice(phone)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Chào đồng chí Lan")
    phone.goto("/toi/")
    phone.get_by_role("link", name="Dữ liệu của tôi").click()
    take_it_along(phone, tmp_path / "du-lieu.zip")
    ask_for_a_new_number(phone, "0912 345 678")
    asked = phone.url

    desk = new_profile("desktop")
    sign_in(desk, ADMINISTRATOR.username)
    desk.goto(QUEUE)
    desk.get_by_role("link", name="Vũ Thị Lan").first.click()
    desk.get_by_role("link", name="Sửa …").click()
    if javascript:
        good(desk, axe, snapshot, "data-desk-correct")
    desk.get_by_label("E-mail").or_(desk.get_by_label("Email")).fill("lan@example.vn")
    desk.get_by_label("Đã làm gì").fill("Đã gọi cho đồng chí; số điện thoại đúng, đã thêm thư điện tử.")
    desk.get_by_role("button", name="Lưu và khép yêu cầu").click()
    expect(desk.get_by_text("Đã sửa dữ liệu và khép yêu cầu.")).to_be_visible()

    phone.goto(asked)
    expect(phone.get_by_text("đã thêm thư điện tử")).to_be_visible()
    phone.goto("/toi/du-lieu/")
    expect(phone.get_by_text("lan@example.vn")).to_be_visible()
    phone.goto("/toi/du-lieu/phan/readings/")
    expect(phone.get_by_text(ADMINISTRATOR.full_name).first).to_be_visible()


def take_it_along(page: Page, to: Path) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải dữ liệu của tôi").click()
    waiting.value.save_as(to)
    with zipfile.ZipFile(io.BytesIO(to.read_bytes())) as file:
        told = json.loads(file.read("du-lieu.json"))
        assert told["sections"]["person"]["rows"][0]["full_name"] == "Vũ Thị Lan"
        to.with_suffix(".html").write_bytes(file.read("du-lieu.html"))


def test_the_page_she_took_along_reads_well(
    new_profile: NewProfile, axe: Axe, snapshot: Snapshot, tmp_path: Path
) -> None:
    phone = new_profile("phone")
    sign_in(phone, SECRETARY.username)
    come_to(phone, "Chào đồng chí Lan")
    phone.goto("/toi/du-lieu/")
    take_it_along(phone, tmp_path / "du-lieu.zip")
    phone.goto((tmp_path / "du-lieu.html").as_uri())
    good(phone, axe, snapshot, "data-export-phone")


OWN_PAGES = {
    "data": "/toi/du-lieu/",
    "data-record": "/toi/du-lieu/phan/account/",
    "data-list": "/toi/du-lieu/phan/evidence/",
    "data-empty": "/toi/du-lieu/phan/merged_entries/",
    "data-correct": "/toi/du-lieu/yeu-cau/sua/",
    "data-erase": "/toi/du-lieu/yeu-cau/xoa/",
    "notice-again": "/toi/thong-bao-du-lieu/",
    "notice-other": "/toi/thong-bao-du-lieu/1/",
}


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_axe_finds_nothing_on_her_pages(
    new_profile: NewProfile, new_notice: None, axe: Axe, snapshot: Snapshot, size: str
) -> None:
    page = new_profile("phone" if size == "phone" else "desktop")
    sign_in(page, SECRETARY.username)
    read_the_notice(page)
    for name, address in OWN_PAGES.items():
        page.goto(address)
        good(page, axe, snapshot, f"{name}-{size}")
    page.get_by_role("contentinfo").get_by_role("link", name="Dữ liệu cá nhân").click()
    page.goto("/toi/du-lieu/yeu-cau/xoa/")
    page.get_by_role("button", name="Gửi yêu cầu").click()
    expect(page.get_by_role("heading", name="Yêu cầu chưa được gửi")).to_be_visible()
    good(page, axe, snapshot, f"data-erase-wrong-{size}")


def test_axe_finds_nothing_at_the_desk(
    new_profile: NewProfile, new_notice: None, axe: Axe, snapshot: Snapshot
) -> None:
    phone = new_profile("phone")
    sign_in(phone, "nguoiduyet")
    phone.goto("/toi/du-lieu/yeu-cau/xoa/")
    read_the_notice(phone)
    phone.get_by_role("checkbox").check()
    phone.get_by_role("button", name="Gửi yêu cầu").click()
    expect(phone.get_by_text("Đã gửi yêu cầu.")).to_be_visible()
    good(phone, axe, snapshot, "data-request-phone")

    desk = new_profile("desktop")
    sign_in(desk, ADMINISTRATOR.username)
    desk.goto(QUEUE)
    good(desk, axe, snapshot, "data-desk-queue")
    desk.get_by_role("link", name="Chu Văn Hòa").first.click()
    good(desk, axe, snapshot, "data-desk-request")
    for name in ("tra-loi", "tu-choi", "xoa"):
        desk.goto(f"{phone.url.replace('/toi/du-lieu/yeu-cau/', QUEUE)}{name}/")
        expect(
            desk.get_by_role("button", name="Trả lời").or_(desk.locator("main form button")).first
        ).to_be_visible()
        good(desk, axe, snapshot, f"data-desk-{name}")
    expect(desk.get_by_text("Giữ lại để thống kê")).to_be_visible()
    phone.get_by_role("button", name="Rút yêu cầu này").click()
    expect(phone.get_by_text("Đã rút yêu cầu.")).to_be_visible()
    desk.goto("/quan-tri/thong-bao-du-lieu/")
    good(desk, axe, snapshot, "data-desk-notices")
