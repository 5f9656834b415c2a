"""After a demonstration session: Lan writes what she saw on a bad line, the chair publishes the lessons
drawn, Lan reads them and says what came of what she promised."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.journeys.reviews_ground import HOST, LAN, OTHERS
from tests.makers import PASSWORD
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
Offline = Callable[[Page], Any]

SAW = "Bí thư nêu ba việc cần quyết, viết lên bảng."
PROMISE = "Gửi dự thảo nghị quyết trước ba ngày"
SUMMARY = "Ba việc làm ngay: gửi trước, bàn đúng việc, đọc lại kết luận."


def on_the_ground(site: Site, deed: str) -> str:
    return site.manage("shell", "--command", f"from tests.journeys.reviews_ground import *; {deed}")


@pytest.fixture(scope="module")
def session(site: Site) -> str:
    return on_the_ground(site, "build(); print(session_id())").split()[-1]


def sign_in(page: Page, username: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(page, "Lớp Chi bộ" if username == HOST else "Chào đồng chí")


def said(page: Page) -> Any:
    return page.locator("[data-status]")


def points(page: Page, number: int) -> Any:
    return page.locator(f"#id_points_C{number}")


def fits_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_lan_writes_on_a_bad_line_and_nothing_is_lost(
    site: Site, session: str, new_profile: NewProfile, offline: Offline, axe: Axe, snapshot: Snapshot
) -> None:
    page = new_profile("phone")
    sign_in(page, LAN)
    page.goto(f"/dien-hinh/buoi/{session}/phieu-quan-sat/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phiếu quan sát")
    assert axe(page) == []
    assert fits_the_screen(page)
    snapshot(page, "reviews-form-phone")
    points(page, 1).fill("9")
    points(page, 2).fill("22")
    page.get_by_label("Điều tôi thấy").fill(SAW)
    expect(said(page)).to_contain_text("Đã lưu nháp")

    with offline(page):
        points(page, 3).fill("30")
        page.get_by_label("Không đánh giá được").nth(3).check()
        points(page, 5).fill("8")
        page.get_by_label("Việc 1 tôi sẽ làm").fill(PROMISE)
        expect(said(page)).to_contain_text("Chưa có mạng")
        page.get_by_role("button", name="Gửi phiếu").click()
        expect(said(page)).to_contain_text("có mạng sẽ tự gửi")
        snapshot(page, "reviews-form-offline")
        assert on_the_ground(site, "print(standing())").endswith("(False, 0)\n")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc tôi đã hứa làm")
    expect(page.get_by_text("Đã gửi phiếu quan sát")).to_be_visible()
    expect(page.get_by_text(PROMISE)).to_be_visible()
    assert on_the_ground(site, "print(standing())").endswith("(True, 1)\n")
    assert axe(page) == []
    snapshot(page, "reviews-commitments-phone")


def test_what_is_missing_is_said_by_the_server_and_a_closed_browser_keeps_the_rest(
    session: str, new_profile: NewProfile, offline: Offline, axe: Axe, snapshot: Snapshot
) -> None:
    page = new_profile("phone")
    sign_in(page, LAN)
    form = f"/dien-hinh/buoi/{session}/phieu-quan-sat/"
    page.goto(form)
    with offline(page):
        page.get_by_label("Điều đã được phát biểu").fill("Chỉ có trên máy này")
        expect(said(page)).to_contain_text("Chưa có mạng")
        page.goto("about:blank")
    page.goto(form)
    expect(page.get_by_label("Điều đã được phát biểu")).to_have_value("Chỉ có trên máy này")
    points(page, 1).fill("99")
    page.get_by_role("button", name="Gửi lại").click()
    summary = page.locator(".summary")
    expect(summary).to_contain_text("Phiếu đã được lưu, chưa gửi")
    expect(page.get_by_label("Điều đã được phát biểu")).to_have_value("Chỉ có trên máy này")
    assert axe(page) == []
    snapshot(page, "reviews-form-wrong")
    points(page, 1).fill("9")
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc tôi đã hứa làm")


def test_the_form_works_without_script(session: str, new_profile: NewProfile) -> None:
    page = new_profile("phone", javascript=False)
    sign_in(page, LAN)
    page.goto(f"/dien-hinh/buoi/{session}/phieu-quan-sat/")
    page.get_by_label("Điều đã được phát biểu").fill("Không có script")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp")).to_be_visible()
    expect(page.get_by_label("Điều đã được phát biểu")).to_have_value("Không có script")
    page.get_by_role("button", name="Gửi lại").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc tôi đã hứa làm")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_chair_looks_at_what_was_written(
    size: Size, session: str, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    page = new_profile(size)
    sign_in(page, HOST)
    page.goto(f"/dien-hinh/chu-tri/{session}/rut-kinh-nghiem/ket-qua/")
    come_to(page, "Phiếu quan sát")
    expect(page.locator("svg.chart")).to_be_visible()
    expect(page.get_by_text(OTHERS[0], exact=True)).to_be_visible()
    page.get_by_text(OTHERS[0], exact=True).click()
    expect(page.get_by_text(f"Điều {OTHERS[0]} thấy")).to_be_visible()
    assert axe(page) == []
    assert fits_the_screen(page)
    snapshot(page, f"reviews-results-{size}")


def test_the_chair_publishes_and_lan_reads_it(
    session: str, new_profile: NewProfile, offline: Offline, axe: Axe, snapshot: Snapshot
) -> None:
    chair = new_profile("desktop")
    sign_in(chair, HOST)
    chair.goto(f"/dien-hinh/chu-tri/{session}/rut-kinh-nghiem/")
    come_to(chair, "Thảo luận")
    with offline(chair):
        chair.get_by_label("Điều gì làm tốt, vì sao?").fill("Mở đầu gọn.")
        chair.get_by_role("button", name="Lưu nháp").click()
        expect(said(chair)).to_contain_text("Chưa có mạng")
        chair.goto("about:blank")
    chair.goto(f"/dien-hinh/chu-tri/{session}/rut-kinh-nghiem/")
    expect(chair.get_by_label("Điều gì làm tốt, vì sao?")).to_have_value("Mở đầu gọn.")
    chair.get_by_role("button", name="Lưu nháp").click()
    expect(chair.get_by_text("Đã lưu ghi chép")).to_be_visible()
    expect(said(chair)).to_be_empty()
    chair.get_by_role("button", name="Đưa ghi chép vào bản tóm tắt").click()
    summary = chair.get_by_label("Rút kinh nghiệm", exact=True)
    expect(summary).to_have_value("Điều gì làm tốt, vì sao?\nMở đầu gọn.")
    assert axe(chair) == []
    snapshot(chair, "reviews-discussion-desktop")
    summary.fill(SUMMARY)
    chair.get_by_role("button", name="Công bố").click()
    expect(chair.get_by_text("Đã báo cho 1 đồng chí")).to_be_visible()

    page = new_profile("phone")
    sign_in(page, LAN)
    page.goto(f"/dien-hinh/buoi/{session}/rut-kinh-nghiem/")
    expect(page.get_by_text(SUMMARY)).to_be_visible()
    expect(page.locator("svg.chart")).to_be_visible()
    for name in OTHERS:
        expect(page.get_by_text(name)).to_have_count(0)
    assert axe(page) == []
    assert fits_the_screen(page)
    snapshot(page, "reviews-lessons-phone")
    page.get_by_role("link", name="Việc tôi đã hứa làm").click()
    page.get_by_role("link", name=PROMISE).click()
    page.get_by_label("Tôi đã làm xong").check()
    page.get_by_label("Kết quả").fill("Mười hai đồng chí đọc trước.")
    assert axe(page) == []
    snapshot(page, "reviews-commitment-phone")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("Mười hai đồng chí đọc trước.")).to_be_visible()
    snapshot(page, "reviews-commitments-done-phone")
