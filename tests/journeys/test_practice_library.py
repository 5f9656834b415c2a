"""Lan finds in three taps what helps against her cell's weakness, keeps it, compares it, takes it along."""

import re
from collections.abc import Callable
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from samples.accounts import DEMO_PASSWORD, SECRETARY
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]

LIBRARY = "/dien-hinh/"
EARLY = "/dien-hinh/doi-gio-hop-chi-uy-goi-y-truoc-noi-dung-thao-luan/"
WAITING = "/dien-hinh/mo-hinh-sinh-hoat-chi-bo-kieu-mau/"


def sign_in(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(SECRETARY.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(page, "Chào đồng chí")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_lan_finds_a_practice_by_her_cells_weakness_in_three_taps(
    phone: Page, axe: Axe, snapshot: Snapshot
) -> None:
    sign_in(phone)
    bar = phone.get_by_role("navigation", name="Các mục chính")
    taps = (
        (bar.get_by_role("link", name="Điển hình"), LIBRARY),
        (phone.get_by_role("link", name=re.compile("Chi bộ tôi họp chưa đúng ngày quy định")), "han-che=W6"),
        (phone.get_by_role("link", name="Đổi giờ họp, chi ủy gợi ý trước nội dung thảo luận"), EARLY),
    )
    for number, (link, leads_to) in enumerate(taps, start=1):
        link.tap()
        expect(phone).to_have_url(re.compile(leads_to))
        assert axe(phone) == []
        assert fits(phone)
        snapshot(phone, f"practice-tap-{number}-phone")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Đổi giờ họp, chi ủy gợi ý trước")
    expect(phone.get_by_text("Chi ủy thống nhất chuyển giờ sinh hoạt")).to_be_visible()


def test_a_search_without_marks_and_a_filter_that_is_taken_away(
    phone: Page, axe: Axe, snapshot: Snapshot
) -> None:
    sign_in(phone)
    phone.goto(LIBRARY)
    phone.get_by_label("Tìm điển hình").fill("so tay dien tu")
    phone.get_by_role("button", name="Tìm", exact=True).tap()
    expect(phone.get_by_role("heading", name="1 điển hình")).to_be_visible()
    expect(phone.get_by_role("link", name=re.compile("Nhập lịch và nội dung"))).to_be_visible()
    phone.get_by_text("Lọc thêm").tap()
    phone.get_by_label("Loại", exact=True).select_option(label="Hội thi")
    phone.get_by_role("button", name="Hiện", exact=True).tap()
    expect(phone.get_by_text("Không có điển hình nào hợp với tất cả")).to_be_visible()
    assert axe(phone) == []
    snapshot(phone, "practice-none-phone")
    phone.get_by_role("link", name=re.compile("“so tay dien tu”")).tap()
    expect(phone.get_by_role("link", name="Hội thi Bí thư chi bộ giỏi")).to_be_visible()


def test_what_is_not_known_is_said(phone: Page, desktop: Page, axe: Axe, snapshot: Snapshot) -> None:
    for page, size in ((phone, "phone"), (desktop, "desktop")):
        sign_in(page)
        page.goto(WAITING)
        missing = page.locator("section.todo")
        expect(missing.get_by_role("heading", name="Chờ Nhà trường bổ sung")).to_be_visible()
        expect(missing.get_by_text("Tiêu chí của buổi sinh hoạt kiểu mẫu")).to_be_visible()
        assert axe(page) == []
        assert fits(page)
        snapshot(page, f"practice-waiting-{size}")


def test_two_side_by_side_on_a_phone_row_by_row(
    phone: Page, desktop: Page, axe: Axe, snapshot: Snapshot
) -> None:
    for page, size in ((phone, "phone"), (desktop, "desktop")):
        sign_in(page)
        page.goto(EARLY)
        page.get_by_role("link", name="So sánh với điển hình khác").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("So sánh “Đổi giờ họp")
        assert axe(page) == []
        page.get_by_role("link", name=re.compile("Nhập lịch và nội dung")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hai điển hình cạnh nhau")
        expect(page.get_by_role("row", name=re.compile("Bài học rút ra"))).to_be_visible()
        assert axe(page) == []
        assert fits(page)
        snapshot(page, f"practice-compare-{size}")


def test_she_keeps_it_without_script_and_finds_it_again(new_profile: NewProfile) -> None:
    page = new_profile("phone", javascript=False)
    sign_in(page)
    page.goto(EARLY)
    page.get_by_role("button", name="Lưu để xem lại").click()
    expect(page.get_by_text("Đã lưu", exact=True)).to_be_visible()
    page.goto(LIBRARY)
    page.get_by_role("link", name="Điển hình đã lưu").click()
    page.get_by_role("link", name="Đổi giờ họp, chi ủy gợi ý trước nội dung thảo luận").click()
    page.get_by_role("button", name="Bỏ lưu").click()
    expect(page.get_by_role("button", name="Lưu để xem lại")).to_be_visible()
    page.goto("/dien-hinh/da-luu/")
    expect(page.get_by_text("Đồng chí chưa lưu điển hình nào")).to_be_visible()


def test_on_paper_all_of_it_or_one_page(desktop: Page, axe: Axe, snapshot: Snapshot) -> None:
    sign_in(desktop)
    desktop.goto(EARLY)
    desktop.get_by_role("link", name="In toàn bộ").click()
    expect(desktop.get_by_role("button", name="In", exact=True)).to_be_visible()
    assert axe(desktop) == []
    desktop.emulate_media(media="print")
    expect(desktop.get_by_text("Chi ủy thống nhất chuyển giờ sinh hoạt")).to_be_visible()
    expect(desktop.locator(".on-paper")).to_contain_text(EARLY)
    expect(desktop.locator(".masthead")).to_be_hidden()
    snapshot(desktop, "practice-print")
    answer = desktop.request.get(f"{EARLY}pdf/")
    [sheet] = PdfReader(BytesIO(answer.body())).pages
    assert "Đổi giờ họp" in sheet.extract_text()
