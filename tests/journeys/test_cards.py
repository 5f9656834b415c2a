"""An administrator prints cards for a commune; one of the people signs in from her card and sets a PIN."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from samples.accounts import ADMINISTRATOR, DEMO_PASSWORD
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import read_the_notice

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
COMMUNE, CELL = "na mau", "Chi bộ thôn Nà Mẫu"
PIN = "583914"
CARD = re.compile(r"(?P<code>[A-Z0-9]{4}-[A-Z0-9]{4})")


def to_the_cards(page: Page) -> None:
    page.goto("/quan-tri/the-dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(ADMINISTRATOR.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Thẻ đăng nhập").first).to_be_visible()


def choose_the_cell(page: Page) -> None:
    page.get_by_label("Chi bộ hoặc đảng bộ").fill(COMMUNE)
    page.get_by_role("radio", name=CELL).check()
    page.get_by_role("button", name="Xem danh sách").click()
    expect(page.get_by_role("checkbox", name="Nguyễn Văn An")).to_be_checked()


def print_them(page: Page, folder: Path) -> str:
    """The text of the file that comes down."""
    with page.expect_download() as download:
        page.get_by_role("button", name="In thẻ").click()
    kept = folder / "cards.pdf"
    download.value.save_as(kept)
    return "\n".join(sheet.extract_text() for sheet in PdfReader(kept).pages)


def test_from_a_list_of_people_to_a_secretary_on_her_phone(
    new_profile: NewProfile, tmp_path: Path, axe: Axe, snapshot: Snapshot
) -> None:
    desktop = new_profile("desktop")
    to_the_cards(desktop)
    choose_the_cell(desktop)
    snapshot(desktop, "cards-people")
    assert axe(desktop) == []
    desktop.get_by_role("checkbox", name="Ma Văn Ân").uncheck()
    desktop.get_by_role("button", name="Xem trước khi in").click()
    expect(desktop.get_by_text("2 thẻ; 2 tài khoản mới sẽ được mở.")).to_be_visible()
    snapshot(desktop, "cards-dry-run")
    assert axe(desktop) == []
    text = print_them(desktop, tmp_path)
    assert "Nguyễn Văn An" in text
    assert "Ma Văn Ân" not in text
    phone = new_profile("phone")
    sign_in_from_the_card(phone, "an.nguyenvan", code_of("an.nguyenvan", text), snapshot)
    desktop.get_by_role("link", name="Trở lại danh sách").click()
    row = desktop.get_by_role("row", name="Nguyễn Văn An")
    expect(row).to_contain_text("đã đăng nhập")
    row.get_by_role("link", name="Xem thẻ").click()
    expect(desktop.get_by_text("đã dùng lúc")).to_be_visible()
    snapshot(desktop, "cards-person")
    assert axe(desktop) == []


def code_of(username: str, text: str) -> str:
    """The first code that follows a user name on the sheet."""
    found = CARD.search(text, text.index(username))
    assert found
    return found["code"]


def sign_in_from_the_card(phone: Page, username: str, code: str, snapshot: Snapshot) -> None:
    """As the square on the card opens it: the code stands behind the `#` and never leaves the phone."""
    phone.goto(f"/tai-khoan/the/{username}/#{code.replace('-', '')}")
    snapshot(phone, "cards-phone")
    phone.get_by_role("main").get_by_role("button").first.click()
    phone.locator("input[name=secret]").fill(PIN)
    phone.get_by_role("main").get_by_role("button", name=re.compile("Đặt")).click()
    read_the_notice(phone)
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Chào đồng chí An")


def test_the_screens_of_roles_and_of_the_log_are_open_to_everybody(
    new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    """Axe finds nothing on them, on a desktop and on a phone."""
    for size in ("desktop", "phone"):
        page = new_profile(size)
        to_the_cards(page)
        for name, address in (
            ("roles", "/quan-tri/phan-quyen/?state=all"),
            ("role-given", "/quan-tri/phan-quyen/giao/"),
            ("roles-mine", "/quan-tri/phan-quyen/cua-toi/"),
            ("readings", "/quan-tri/nhat-ky-xem/"),
        ):
            page.goto(address)
            snapshot(page, f"{name}-{size}")
            assert axe(page) == [], name
