"""Lan reviews on her phone, with script, without, and without a line; an organiser types in a paper."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import DEMO_PASSWORD, ORGANISER, SECRETARY
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to, read_the_notice
from tests.journeys.paper_and_review import TITLE
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
PREPARE = "from tests.journeys.paper_and_review import prepare; prepare()"


@pytest.fixture
def prepared(site: Site) -> None:
    site.manage("shell", "-c", PREPARE)


def sign_in(page: Page, where: str, login: str) -> None:
    page.goto(where)
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def answer_all(page: Page, axe: Axe | None = None, snapshot: Snapshot | None = None) -> None:
    """Says five times that she does not remember, and reads what is right."""
    for number in range(1, 6):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"câu {number} trên 5")
        if axe:
            assert axe(page) == []
        if snapshot:
            snapshot(page, f"review-question-{number}")
        page.get_by_role("button", name="Tôi chưa nhớ").click()
        expect(page.get_by_role("heading", name="Đáp án đúng")).to_be_visible()
        if axe:
            assert axe(page) == []
        if snapshot:
            snapshot(page, f"review-answered-{number}")
        page.get_by_role("link", name=re.compile("Câu tiếp|Xem kết quả lượt ôn")).click()


@pytest.mark.usefixtures("prepared")
def test_lan_reviews_five_questions_and_sees_when_they_come_back(
    phone: Page, axe: Axe, snapshot: Snapshot
) -> None:
    sign_in(phone, "/on-tap/", SECRETARY.username)
    come_to(phone, "Ôn ít mà đều")
    phone.get_by_role("navigation", name="Các mục chính").last.get_by_role("link", name="Ôn tập").click()
    expect(phone.get_by_role("heading", name="Hôm nay: 5 câu, khoảng 3 phút")).to_be_visible()
    snapshot(phone, "review-today")
    assert axe(phone) == []
    phone.get_by_role("button", name="Bắt đầu").click()
    answer_all(phone, axe, snapshot)
    come_to(phone, "Xong lượt ôn hôm nay")
    expect(phone.get_by_text("ngày mai hỏi lại").first).to_be_visible()
    snapshot(phone, "review-finished")
    assert axe(phone) == []


@pytest.mark.usefixtures("prepared")
def test_review_works_without_script(new_profile: NewProfile) -> None:
    page = new_profile("phone", javascript=False)
    sign_in(page, "/on-tap/", SECRETARY.username)
    come_to(page, "Ôn ít mà đều")
    page.get_by_role("button", name=re.compile("Bắt đầu|Tiếp tục")).click()
    answer_all(page)
    come_to(page, "Xong lượt ôn hôm nay")


@pytest.mark.usefixtures("prepared")
def test_an_answer_given_without_a_line_waits_and_goes_by_itself(
    phone: Page, offline: Callable[[Page], Any], snapshot: Snapshot
) -> None:
    sign_in(phone, "/on-tap/", SECRETARY.username)
    come_to(phone, "Ôn ít mà đều")
    phone.get_by_role("button", name=re.compile("Bắt đầu|Tiếp tục")).click()
    expect(phone.get_by_role("button", name="Tôi chưa nhớ")).to_be_visible()
    with offline(phone):
        phone.get_by_role("button", name="Tôi chưa nhớ").click()
        expect(phone.get_by_text("Câu trả lời được giữ trên máy này")).to_be_visible()
        expect(phone.get_by_role("heading", name="Đáp án đúng")).to_have_count(0)
        snapshot(phone, "review-offline")
    expect(phone.get_by_role("heading", name="Đáp án đúng")).to_be_visible()


@pytest.mark.usefixtures("prepared")
def test_an_organiser_prints_a_paper_and_types_in_what_lan_wrote_by_keyboard_alone(
    desktop: Page, axe: Axe, snapshot: Snapshot
) -> None:
    page = desktop
    sign_in(page, "/quan-tri/bai-kiem-tra/ban-giay/", ORGANISER.username)
    expect(
        page.get_by_role("heading", name=re.compile("Kiểm tra trên giấy|Nền tảng giữ gì")).first
    ).to_be_visible()
    if page.get_by_role("button", name="Tôi đã đọc").count():
        read_the_notice(page)
    assert axe(page) == []
    page.get_by_role("link", name=TITLE).last.click()
    page.get_by_label("In cho tổ chức nào").fill("MAU-XA-B-01")
    page.get_by_role("radio", name=re.compile("MAU-XA-B-01$")).check()
    page.get_by_label("Cơ quan tổ chức").fill("Trường Chính trị tỉnh")
    snapshot(page, "paper-new")
    assert axe(page) == []
    page.get_by_role("button", name="Ra đề").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Đáp án cho người chấm").click()
    assert download.value.suggested_filename.startswith("dap-an-")
    snapshot(page, "paper-print")
    assert axe(page) == []
    page.get_by_role("link", name="Từng bài một").click()
    page.get_by_label("Bài của ai").fill("0912 345 678")
    page.get_by_role("radio", name=SECRETARY.full_name).check()
    assert axe(page) == []
    page.get_by_role("button", name="Nhập câu trả lời").click()
    expect(page.locator("#a1")).to_be_focused()
    for number in range(1, 7):
        field = page.locator(f"#a{number}")
        expect(field).to_be_focused()
        page.keyboard.type("-")
        if field.get_attribute("data-one-key") is None:
            page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 trên 6 điểm, 0%.")).to_be_visible()
    snapshot(page, "paper-seen")
    assert axe(page) == []
    expect(page.get_by_role("button", name="Lưu kết quả")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Đã lưu: {SECRETARY.full_name}, 0%.")).to_be_visible()
    page.get_by_role("link", name="Về trang đề in").click()
    expect(page.get_by_role("row", name=SECRETARY.full_name)).to_contain_text("trên giấy")
    page.get_by_role("link", name="Cả hội trường").click()
    expect(page.get_by_text("đã nhập: 0%")).to_be_visible()
    snapshot(page, "paper-hall")
    assert axe(page) == []
