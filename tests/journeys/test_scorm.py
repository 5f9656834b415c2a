"""A secretary goes through SCORM content: on her phone, on another device, on a bad line; a stranger's code
reaches nothing, whoever looks at it."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from samples.accounts import ADMINISTRATOR, AUTHOR, DEMO_PASSWORD, SECRETARY
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.journeys.scorm_ground import (
    BOTH,
    BOTH_2004,
    FRAMED,
    MEETING,
    MEETING_2004,
    READ,
    READ_2004,
    STRANGE,
)
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
Offline = Callable[[Page], Any]
Address = Callable[[str], tuple[str, str]]


@pytest.fixture(scope="module")
def address(site: Site) -> Address:
    """Where a package's lesson stands, and where it stands alone."""
    run = "from tests.journeys.scorm_ground import *; "
    site.manage("shell", "--command", f"{run}build()")

    def find(title: str) -> tuple[str, str]:
        lesson, alone = site.manage("shell", "--command", f"{run}print(address_of({title!r}))").split()[-2:]
        return lesson, alone

    return find


def sign_in(page: Page, username: str = SECRETARY.username) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    if username == SECRETARY.username:
        come_to(page, "Chào đồng chí")
    else:
        expect(page.get_by_role("heading", level=1)).to_contain_text("Lớp Chi bộ")


def standing(page: Page) -> Any:
    return page.locator("[data-standing]")


def said(page: Page) -> Any:
    return page.locator("[data-say]")


def to_do(page: Page) -> Any:
    return page.locator("[data-to-do]")


def open_it(page: Page) -> FrameLocator:
    page.locator("[data-play]").click()
    frame = page.frame_locator("iframe.scorm-frame")
    expect(frame.locator("#page")).not_to_have_text("…")
    return frame


@pytest.mark.parametrize(("title", "spoken"), [(MEETING, "1.2"), (MEETING_2004, "2004")])
def test_she_stops_on_her_phone_and_goes_on_from_there_on_a_desktop(
    new_profile: NewProfile, address: Address, axe: Axe, snapshot: Snapshot, title: str, spoken: str
) -> None:
    lesson, _ = address(title)
    phone = new_profile("phone")
    sign_in(phone)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(urlsplit(request.url).path))
    phone.goto(lesson)
    assert [path for path in asked if path.startswith(("/goi/", "/tep/", "/static/scorm-again/"))] == []
    frame = open_it(phone)
    expect(frame.locator("#told")).to_contain_text(f"{spoken} ab-initio")
    frame.get_by_role("button", name="Trang sau").click()
    frame.get_by_role("button", name="Trang sau").click()
    expect(frame.locator("#page")).to_have_text("Trang 3")
    expect(said(phone)).to_have_text("Đã lưu")
    snapshot(phone, f"scorm-phone-{spoken}")
    assert axe(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    frame.get_by_role("button", name="Trang sau").click()
    expect(frame.locator("#page")).to_have_text("Trang 4")
    phone.wait_for_timeout(500)  # what the frame says arrives; nothing of it is sent yet
    phone.goto("/khoa-hoc/")  # nobody said goodbye to the content
    phone.close()

    desktop = new_profile("desktop")
    sign_in(desktop)
    desktop.goto(lesson)
    expect(standing(desktop)).to_contain_text("Đang làm")
    frame = open_it(desktop)
    expect(frame.locator("#page")).to_have_text("Trang 4", timeout=15_000)
    expect(frame.locator("#told")).to_contain_text(f"{spoken} resume trang=4")
    expect(desktop.locator(".scorm-says")).to_contain_text("Đi tiếp từ trang 4?")
    frame.get_by_role("button", name="Trả lời sai").click()
    expect(standing(desktop)).to_contain_text("20%")
    expect(to_do(desktop)).not_to_contain_text("Đã hoàn thành bài này")
    frame.get_by_role("button", name="Trả lời đúng").click()
    expect(standing(desktop)).to_contain_text("90%")
    frame.get_by_role("button", name="Kết thúc").click()
    expect(standing(desktop)).to_contain_text("Đã làm xong")
    expect(to_do(desktop)).to_contain_text("Đã hoàn thành bài này")
    expect(desktop.locator(".scorm-says")).to_contain_text("Phần này đã kết thúc")
    snapshot(desktop, f"scorm-desktop-{spoken}")
    assert axe(desktop) == []


@pytest.mark.parametrize("title", [READ, READ_2004])
def test_content_that_only_begins_and_ends_is_gone_through(phone: Page, address: Address, title: str) -> None:
    sign_in(phone)
    phone.goto(address(title)[0])
    frame = open_it(phone)
    frame.get_by_role("button", name="Đóng").click()
    expect(frame.locator("#page")).to_have_text("Đã đóng")
    expect(standing(phone)).to_contain_text("Đã làm xong")
    expect(to_do(phone)).to_contain_text("Đã hoàn thành bài này")


def test_a_page_within_a_page_goes_on_from_where_she_stopped(
    new_profile: NewProfile, address: Address
) -> None:
    """Each has an origin of its own, and still what it asks is answered at once."""
    lesson, _ = address(FRAMED)
    phone = new_profile("phone")
    sign_in(phone)
    phone.goto(lesson)
    inside = open_it(phone).frame_locator("iframe")
    expect(inside.locator("#page")).to_have_text("Trang 1")
    inside.get_by_role("button", name="Trang sau").click()
    inside.get_by_role("button", name="Trang sau").click()
    inside.get_by_role("link", name="Mở lại").click()
    expect(inside.locator("#page")).to_have_text("Trang 3?lai")
    # What was said before may still stand there: nothing waits on the device any more.
    phone.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('package:'))")
    expect(said(phone)).to_have_text("Đã lưu")
    phone.close()

    desktop = new_profile("desktop")
    sign_in(desktop)
    desktop.goto(lesson)
    expect(open_it(desktop).frame_locator("iframe").locator("#page")).to_have_text("Trang 3")


def test_two_parts_one_after_the_other(
    new_profile: NewProfile, address: Address, axe: Axe, snapshot: Snapshot
) -> None:
    lesson, _ = address(BOTH)
    phone = new_profile("phone")
    sign_in(phone)
    phone.goto(lesson)
    frame = open_it(phone)
    second = phone.get_by_role("navigation", name="Các phần").get_by_role("button", name="Chủ trì kỳ họp")
    expect(second).to_contain_text("mở sau khi xong: Chuẩn bị kỳ họp")
    second.click()
    expect(phone.locator(".scorm-says")).to_contain_text("mở sau khi xong")
    frame.get_by_role("button", name="Trả lời đúng").click()
    frame.get_by_role("button", name="Kết thúc").click()
    expect(standing(phone)).to_contain_text("90%")
    snapshot(phone, "scorm-parts-phone")
    assert axe(phone) == []
    phone.get_by_role("button", name="Phần sau").focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("iframe.scorm-frame")).to_have_attribute("title", "Chủ trì kỳ họp")
    expect(second).to_have_attribute("aria-current", "step")
    frame = phone.frame_locator("iframe.scorm-frame")
    expect(frame.locator("#page")).to_have_text("Trang 1")
    frame.get_by_role("button", name="Trả lời đúng").click()
    frame.get_by_role("button", name="Kết thúc").click()
    expect(standing(phone)).to_contain_text("Đã làm xong")
    expect(to_do(phone)).to_contain_text("Đã hoàn thành bài này")

    again = new_profile("desktop")
    sign_in(again)
    again.goto(lesson)
    open_it(again)
    parts = again.get_by_role("navigation", name="Các phần").get_by_role("button")
    expect(parts.nth(0)).to_contain_text("đã xong")
    expect(parts.nth(1)).to_contain_text("đã xong")
    snapshot(again, "scorm-parts-desktop")


def test_the_place_in_a_part_is_there_when_she_comes_back_to_it(phone: Page, address: Address) -> None:
    sign_in(phone)
    phone.goto(address(BOTH_2004)[0])
    frame = open_it(phone)
    frame.get_by_role("button", name="Trang sau").click()
    expect(frame.locator("#page")).to_have_text("Trang 2")
    phone.get_by_role("button", name="Phần sau").click()
    expect(phone.locator("iframe.scorm-frame")).to_have_attribute("title", "Chủ trì kỳ họp")
    phone.get_by_role("button", name="Phần trước").click()
    frame = phone.frame_locator("iframe.scorm-frame[title='Chuẩn bị kỳ họp']")
    expect(frame.locator("#page")).to_have_text("Trang 2")
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="Học lại phần này").click()
    expect(frame.locator("#page")).to_have_text("Trang 1")


def test_a_line_that_drops_in_the_middle_loses_nothing(
    new_profile: NewProfile, address: Address, offline: Offline
) -> None:
    _, alone = address(BOTH_2004)
    phone = new_profile("phone")
    sign_in(phone)
    phone.goto(alone)
    frame = open_it(phone)
    with offline(phone):
        frame.get_by_role("button", name="Trang sau").click()
        frame.get_by_role("button", name="Trả lời đúng").click()
        frame.get_by_role("button", name="Kết thúc").click()
        expect(said(phone)).to_contain_text("Chờ gửi: phần đồng chí vừa làm")
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(said(phone)).to_have_text("Đã lưu")
    expect(standing(phone)).to_contain_text("90%")


def test_an_author_looks_at_it_and_nothing_is_kept(new_profile: NewProfile, address: Address) -> None:
    desktop = new_profile("desktop")
    sign_in(desktop, AUTHOR.username)
    desktop.goto(address(MEETING)[1])
    come_to(desktop, MEETING)
    sent: list[str] = []
    desktop.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    frame = open_it(desktop)
    expect(frame.locator("#page")).to_have_text("Trang 1")
    frame.get_by_role("button", name="Trả lời đúng").click()
    desktop.wait_for_timeout(4500)
    assert sent == []


@pytest.mark.parametrize("username", [SECRETARY.username, ADMINISTRATOR.username])
def test_a_strangers_code_reaches_nothing(
    site: Site, browser: Browser, address: Address, username: str
) -> None:
    """Even an administrator loses nothing by looking. What it tries, the browser complains of: a profile that
    nobody asks for complaints."""
    lesson, alone = address(STRANGE)
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sign_in(page, username)
    where = lesson if username == SECRETARY.username else alone
    page.goto(where)
    come_to(page, "Bài có gói SCORM" if where == lesson else STRANGE)
    cookies = {cookie["name"] for cookie in context.cookies()}
    page.locator("[data-play]").click()
    told_at = page.frame_locator("iframe.scorm-frame").locator("#told")
    expect(told_at).to_contain_text('"mine"')
    told = json.loads(told_at.inner_text())
    assert told.pop("origin") == "null"
    assert told.pop("cookie") == "nothing"
    assert told.pop("form") in {"nothing", "undefined"}
    assert told.pop("popup") == "nothing"
    assert told.pop("frame") == "nothing"
    assert {name: what for name, what in told.items() if not what.startswith("refused")} == {}
    page.wait_for_timeout(1000)
    assert urlsplit(page.url).path == where
    assert len(context.pages) == 1
    assert {cookie["name"] for cookie in context.cookies()} == cookies
    page.goto("/tai-khoan/")
    assert "/dang-nhap/" not in page.url
    context.close()
