"""A secretary finishes a module on her phone and goes on from another device, on the very place."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import DEMO_PASSWORD, SECRETARY
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.site_server import Site

COURSE = "/khoa-hoc/dieu-hanh-sinh-hoat-thuong-ky/"
SECOND_COURSE = "/khoa-hoc/to-chuc-sinh-hoat-chuyen-de/"
NEW_COURSE = "/khoa-hoc/nghiep-vu-cong-tac-dang/"
Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]


def sign_in(page: Page, login: str = "0912 345 678") -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    come_to(page, "Chào đồng chí Lan")


def sign_out(page: Page) -> None:
    page.goto("/tai-khoan/dang-xuat/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    page.goto("/toi/")
    expect(page).to_have_url(re.compile("/tai-khoan/dang-nhap/"))


def open_lesson(page: Page, course: str, lesson: str) -> str:
    """Open a lesson by its name, enrolled, with the page's script running; its title comes back."""
    page.goto(course)
    start = page.get_by_role("button", name="Bắt đầu học")
    if start.count():
        start.click()
        page.wait_for_url(f"**{course}*/*/", wait_until="load")
        page.goto(course)
    page.get_by_role("link", name=lesson).click()
    page.wait_for_url(f"**{course}*/*/", wait_until="load")
    return lesson_title(page)


def go_on(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Học tiếp").click()


def lesson_title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def module_of(page: Page) -> str:
    return page.locator(".crumbs li").nth(1).inner_text()


def finish_lesson(page: Page, *, javascript: bool) -> None:
    """Read to the end: with script that is enough, without it a button says so."""
    expect(page.locator("[data-to-do]")).to_contain_text("việc để hoàn thành bài")
    if javascript:
        page.locator("[data-end]").scroll_into_view_if_needed()
    else:
        page.get_by_role("button", name="Tôi đã đọc hết bài").click()
    expect(page.locator("[data-to-do]")).to_contain_text("Đã hoàn thành bài này")


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_module_on_one_device_and_on_from_there_on_another(
    new_profile: NewProfile, javascript: bool, snapshot: Snapshot
) -> None:
    phone = new_profile("phone", javascript=javascript)
    sign_in(phone)
    snapshot(phone, "home")
    go_on(phone)
    module = module_of(phone)
    while module_of(phone) == module:
        finish_lesson(phone, javascript=javascript)
        phone.get_by_role("link", name="Học bài tiếp theo").click()
    left_at = lesson_title(phone)
    if javascript:
        stop_reading_at(phone, phone.locator(".prose [id^='b-']").nth(4))
    sign_out(phone)

    other = new_profile("desktop", javascript=javascript)
    sign_in(other)
    go_on(other)
    assert lesson_title(other) == left_at
    if javascript:
        expect(other).to_have_url(re.compile(r"#b-[0-9a-f]{8}$"))
        expect(other.locator(".prose [id^='b-']").nth(4)).to_be_in_viewport()


def stop_reading_at(page: Page, block: Any) -> None:
    block.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 40)")
    with page.expect_request("**/toi/vi-tri/"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_evidence_waits_while_the_line_is_down(
    new_profile: NewProfile, offline: Callable[[Page], Any]
) -> None:
    phone = new_profile("phone")
    sign_in(phone)
    open_lesson(phone, SECOND_COURSE, "Sinh hoạt chuyên đề khác sinh hoạt thường kỳ ở đâu")
    with offline(phone):
        phone.locator("[data-end]").scroll_into_view_if_needed()
        expect(phone.locator("[data-status]")).to_contain_text("Chờ gửi: 1")
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.locator("[data-to-do]")).to_contain_text("Đã hoàn thành bài này")
    assert phone.evaluate("Object.keys(localStorage).filter(key => key.startsWith('evidence:'))") == []


def test_ticks_are_kept_on_every_device(new_profile: NewProfile) -> None:
    phone = new_profile("phone")
    sign_in(phone)
    address = f"{COURSE}chuan-bi-buoi-sinh-hoat/chi-bo-va-buoi-sinh-hoat-thuong-ky/"
    phone.goto(address)
    box = phone.get_by_role("checkbox", name="Nể nang, dĩ hòa vi quý trong góp ý.")
    with phone.expect_response("**/toi/bang-chung/"):
        box.check()
    plain = new_profile("desktop", javascript=False)
    sign_in(plain)
    plain.goto(address)
    same = plain.get_by_role("checkbox", name="Nể nang, dĩ hòa vi quý trong góp ý.")
    expect(same).to_be_checked()
    same.uncheck()
    plain.get_by_role("button", name="Lưu các mục đã đánh dấu").click()
    expect(plain.get_by_text("Đã lưu các mục đồng chí đánh dấu.")).to_be_visible()
    phone.reload()
    expect(box).not_to_be_checked()


def test_a_session_that_runs_out_in_a_lesson_loses_nothing(new_profile: NewProfile) -> None:
    phone = new_profile("phone")
    sign_in(phone)
    title = open_lesson(phone, SECOND_COURSE, "Chọn chuyên đề và lập kế hoạch cả năm")
    phone.context.clear_cookies(name="sessionid")
    phone.locator("[data-end]").scroll_into_view_if_needed()
    expect(phone.locator("[data-status]")).to_contain_text("Không mất gì cả")
    phone.locator("[data-status]").get_by_role("link", name="Đăng nhập lại").click()
    phone.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(SECRETARY.username)
    phone.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    assert lesson_title(phone) == title
    expect(phone.locator("[data-to-do]")).to_contain_text("Đã hoàn thành bài này")


def test_a_session_that_runs_out_without_script_asks_for_one_more_tap(new_profile: NewProfile) -> None:
    phone = new_profile("phone", javascript=False)
    sign_in(phone)
    title = open_lesson(phone, SECOND_COURSE, "Báo cáo chuyên đề ba trang")
    phone.context.clear_cookies(name="sessionid")
    phone.get_by_role("button", name="Tôi đã đọc hết bài").click()
    phone.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(SECRETARY.username)
    phone.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đồng chí chạm thêm một lần")
    phone.get_by_role("main").get_by_role("button", name="Lưu").click()
    assert lesson_title(phone) == title
    expect(phone.locator("[data-to-do]")).to_contain_text("Đã hoàn thành bài này")


@pytest.mark.once
def test_words_to_copy_are_copied_with_one_tap(new_profile: NewProfile) -> None:
    phone = new_profile("phone", permissions=["clipboard-read", "clipboard-write"])
    sign_in(phone)
    phone.goto(f"{COURSE}chuan-bi-buoi-sinh-hoat/dung-ngay-bao-som-gui-tai-lieu-truoc/")
    phone.locator(".template").get_by_role("button").click()
    expect(phone.locator(".template").get_by_role("button")).to_have_text("Đã sao chép")
    assert "kính báo các đồng chí đảng viên" in phone.evaluate("navigator.clipboard.readText()")


def test_the_site_installs_no_other_hosts_and_says_when_the_line_is_down(
    new_profile: NewProfile, offline: Callable[[Page], Any], site: Site
) -> None:
    phone = new_profile("phone")
    sign_in(phone)
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    with offline(phone):
        phone.goto(f"{site.address}/khoa-hoc/")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("mạng")


PAGES = {
    "welcome": "/",
    "sign-in": "/tai-khoan/dang-nhap/",
    "forgotten": "/tai-khoan/quen-mat-khau/",
    "not-found": "/khong-co/",
}
SIGNED_IN_PAGES = {
    "home": "/",
    "courses": "/khoa-hoc/",
    "course": COURSE,
    "course-new": NEW_COURSE,
    "lesson": f"{COURSE}chuan-bi-buoi-sinh-hoat/dung-ngay-bao-som-gui-tai-lieu-truoc/",
    "lesson-table": f"{COURSE}dieu-hanh-buoi-sinh-hoat/ba-phan-cua-buoi-sinh-hoat-va-cach-phan-bo-thoi-gian/",
    "lesson-not-enrolled": f"{NEW_COURSE}nghi-quyet-va-ho-so-chi-bo/bien-ban-va-ho-so-luu-cua-chi-bo/",
    "ask-again": f"{COURSE}chuan-bi-buoi-sinh-hoat/dung-ngay-bao-som-gui-tai-lieu-truoc/danh-dau/",
    "mine": "/toi/",
    "account": "/tai-khoan/",
    "preferences": "/tai-khoan/tuy-chon/",
    "password": "/tai-khoan/mat-khau/",
    "sessions": "/tai-khoan/phien-dang-nhap/",
    "sign-out": "/tai-khoan/dang-xuat/",
}


@pytest.mark.once
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_axe_finds_nothing_on_any_kind_of_page(
    new_profile: NewProfile, axe: Axe, snapshot: Snapshot, size: Any
) -> None:
    page = new_profile(size)
    found: dict[str, list[str]] = {}

    def examine(name: str, address: str) -> None:
        page.goto(address)
        snapshot(page, f"{name}-{size}")
        if faults := axe(page):
            found[name] = faults

    for name, address in PAGES.items():
        examine(name, address)
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill("0912 345 67")
    page.get_by_label("Mật khẩu", exact=True).fill("sai")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    snapshot(page, f"sign-in-wrong-{size}")
    if faults := axe(page):
        found["sign-in-wrong"] = faults
    sign_in(page)
    for name, address in SIGNED_IN_PAGES.items():
        examine(name, address)
    assert found == {}


@pytest.mark.once
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_nothing_is_wider_than_the_screen(new_profile: NewProfile, size: Any) -> None:
    page = new_profile(size)
    sign_in(page)
    for address in SIGNED_IN_PAGES.values():
        page.goto(address)
        spare = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert spare <= 0, address
