"""Minh reports on his commune: on the screen and as files, frozen at the end of the quarter and signed; what
is synced late is told, the next day is set beside it, and all of it prints; on phone and desktop."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.journeys.reports_ground import CELLS, MINH, quarter_end
from tests.makers import PASSWORD
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
GROUND = "from tests.journeys import reports_ground; reports_ground."


@pytest.fixture
def ground(site: Site) -> None:
    site.manage("shell", "--no-imports", "--command", f"{GROUND}build()")


def good(page: Page, axe: Axe, snapshot: Snapshot, name: str) -> None:
    """A kind of page: axe finds nothing, nothing is wider than the screen."""
    width = page.viewport_size["width"]  # type: ignore[index]
    snapshot(page, f"reports-{name}-{width}")
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def sign_in(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/?next=/theo-doi/bao-cao/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(MINH)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(page, "Báo cáo")


def taken(page: Page, label: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=label).click()
    return Path(download.value.path()).read_bytes()


def ask(page: Page, **choices: str) -> None:
    page.get_by_text("Đơn vị, kỳ báo cáo, khóa học").click()
    for label, choice in choices.items():
        page.get_by_label(label.replace("_", " ")).select_option(choice)
    page.get_by_role("button", name="Xem báo cáo").click()


def test_a_quarter_is_reported_frozen_signed_and_compared(
    site: Site, ground: None, desktop: Page, axe: Axe, snapshot: Snapshot
) -> None:
    page, last = desktop, quarter_end()
    sign_in(page)
    good(page, axe, snapshot, "list")
    page.get_by_role("link", name="Báo cáo kết quả bồi dưỡng").click()
    ask(page, Kỳ_báo_cáo=f"{last.year}-q{(last.month - 1) // 3 + 1}")
    expect(page.get_by_text(f"số liệu đến ngày {last:%d/%m/%Y}")).to_be_visible()
    good(page, axe, snapshot, "units")
    every_form(page)
    freeze_and_sign(page, axe, snapshot)

    site.manage("shell", "--no-imports", "--command", f"{GROUND}tam_syncs_late()")
    page.reload()
    expect(page.get_by_text("Sau khi chốt có 1 lượt đồng chí")).to_be_visible()
    good(page, axe, snapshot, "frozen")
    rows = list(csv.reader(StringIO(taken(page, "CSV").decode("utf-8-sig"))))
    assert [row[5] for row in rows[1:]] == ["1", "0", "0"], "as frozen, not as it stands now"
    frozen = page.url
    page.get_by_role("link", name="Kiểm tra mã").click()
    expect(page.get_by_text("hai mã trùng nhau")).to_be_visible()
    good(page, axe, snapshot, "check")

    page.goto("/theo-doi/bao-cao/bc1/chot/")
    page.get_by_role("button", name="Chốt số liệu này").click()
    page.locator(f'a[href*="/so-sanh/{frozen.rstrip("/").split("/")[-1]}/"]').click()
    expect(page.get_by_role("row", name=CELLS[1])).to_contain_text("100,0")
    good(page, axe, snapshot, "compare")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Excel")).to_be_hidden()
    expect(page.get_by_role("row", name=CELLS[1])).to_be_visible()


def every_form(page: Page) -> None:
    book = load_workbook(BytesIO(taken(page, "Excel"))).worksheets[0]
    names = [cell for row in book.iter_rows(values_only=True) for cell in row]
    assert set(CELLS) <= set(names)
    tables = Document(BytesIO(taken(page, "Word"))).tables
    words = {cell.text for table in tables for row in table.rows for cell in row.cells}
    assert set(CELLS) <= words
    paper = PdfReader(BytesIO(taken(page, "PDF")))
    assert "Khuổi" in "".join(sheet.extract_text() for sheet in paper.pages)
    assert CELLS[0] in taken(page, "CSV").decode("utf-8-sig")


def freeze_and_sign(page: Page, axe: Axe, snapshot: Snapshot) -> None:
    page.get_by_role("link", name="Chốt số liệu").click()
    come_to(page, "Chốt số liệu")
    good(page, axe, snapshot, "freeze")
    page.get_by_role("button", name="Chốt số liệu này").click()
    page.get_by_role("link", name="Ký xác nhận").click()
    good(page, axe, snapshot, "sign")
    page.get_by_label("Ký với chức danh").fill("Phó Bí thư Thường trực")
    page.get_by_label("Họ và tên đồng chí").fill("Triệu Văn Minh")
    page.get_by_role("button", name="Tôi đã xem: ký xác nhận").click()
    expect(page.get_by_text("Đã ký", exact=True)).to_be_visible()


def test_a_layout_of_ones_own_is_made_and_scheduled_on_a_phone_without_script(
    ground: None, new_profile: NewProfile
) -> None:
    page = new_profile("phone", javascript=False)
    sign_in(page)
    page.get_by_role("link", name="Tạo mẫu báo cáo").click()
    page.get_by_role("link", name="Mỗi người và khóa học một dòng").click()
    page.get_by_label("Tên báo cáo").fill("Cần gọi tuần này")
    page.get_by_role("button", name="Lưu mẫu").click()
    come_to(page, "Cần gọi tuần này")
    expect(page.get_by_text("Đặng Văn Ba")).to_be_visible()
    page.get_by_role("link", name="Lập định kỳ").click()
    page.get_by_label("Lúc nào").select_option("week-1")
    page.get_by_role("button", name="Lập định kỳ").click()
    expect(page.get_by_text("Đã đặt lịch")).to_be_visible()
    expect(page.get_by_role("heading", name="Cần gọi tuần này")).to_be_visible()


@pytest.mark.parametrize("key", ["bc2", "bc3", "bc4", "bc5"])
def test_every_layout_reads_well_on_a_phone(
    ground: None, phone: Page, axe: Axe, snapshot: Snapshot, key: str
) -> None:
    sign_in(phone)
    for name, address in {
        key: f"/theo-doi/bao-cao/{key}/",
        "new": "/theo-doi/bao-cao/mau-moi/?rows=people",
        "schedule": f"/theo-doi/bao-cao/{key}/lich/",
        "schedules": "/theo-doi/bao-cao/lich/",
        "freezes": "/theo-doi/bao-cao/chot/",
    }.items():
        phone.goto(address)
        good(phone, axe, snapshot, name)
