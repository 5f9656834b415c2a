"""An organiser brings in a hundred cells and three hundred people from lists as offices send them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Page, expect

from organisations.exchange.columns import PERSON_LIST
from organisations.exchange.files.tables import open_table
from samples.accounts import DEMO_PASSWORD, ORGANISER
from tests.journeys.notice import come_to
from tests.organisations.exchange.lists import organisation, tree_file
from tests.organisations.exchange.messy import ROWS, cell_codes, mended, messy, tidy_rows

COMMUNE = "MAU-XA-B"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_from_a_messy_list_to_people_with_posts(
    desktop: Page, axe: Callable[[Page], list[str]], snapshot: Callable[[Page, str], None]
) -> None:
    sign_in(desktop)
    snapshot(desktop, "import-index")
    assert axe(desktop) == []
    founded = date(2025, 7, 1)
    cells = [organisation(code, f"Chi bộ {code}", COMMUNE, founded_on=founded) for code in cell_codes()]

    send(desktop, "Tổ chức", "chi-bo.xlsx", tree_file(*cells))
    write(desktop)

    workbook, faults, _ = messy()
    send(desktop, "Người và chức vụ", "lon-xon.xlsx", workbook)
    expect(desktop.get_by_role("button", name="Ghi vào hệ thống")).to_have_count(0)
    desktop.get_by_role("link", name="Lỗi").click()
    for cell, _code in faults[:10]:
        expect(desktop.get_by_text(f"({cell}):").first).to_be_visible()
    snapshot(desktop, "import-findings")
    assert axe(desktop) == []
    assert len(list(open_table(findings_of(desktop), PERSON_LIST))) == ROWS

    send(desktop, "Người và chức vụ", "da-sua.xlsx", mended())
    write(desktop)
    snapshot(desktop, "import-written")
    assert axe(desktop) == []

    taken_out = take_out(desktop)
    expected = {row["full_name"] for row in tidy_rows()}
    assert expected <= {row.values["full_name"] for row in open_table(taken_out, PERSON_LIST)}

    send(desktop, "Người và chức vụ", "lai-nua.xlsx", mended())
    expect(desktop.get_by_text("không cần ghi gì")).to_be_visible()
    expect(desktop.get_by_role("link", name=f"{ROWS} Giữ nguyên")).to_be_visible()


def test_a_file_is_taken_back_without_script(new_profile: Callable[..., Page]) -> None:
    page = new_profile("desktop", javascript=False)
    sign_in(page)
    row = organisation("TRALAI", "Chi bộ đưa vào rồi rút ra", COMMUNE, founded_on=date(2025, 7, 1))
    send(page, "Tổ chức", "rut-ra.xlsx", tree_file(row))
    write(page)
    page.get_by_role("link", name="Hoàn tác cả tệp").click()
    page.get_by_role("button", name="Hoàn tác cả tệp").click()
    expect(page.locator(".exchange-tag--undone").first).to_be_visible()


def sign_in(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/?next=/quan-tri/nhap-xuat/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(ORGANISER.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(page, "Nhập, xuất Excel")


def send(page: Page, kind: str, name: str, file: BytesIO) -> None:
    """Send a list and wait, on the page that shows itself again, until it is checked."""
    page.goto("/quan-tri/nhap-xuat/")
    form = page.locator("form[enctype]")
    form.get_by_label(kind, exact=True).check()
    form.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": XLSX, "buffer": file.getvalue()}
    )
    form.get_by_role("button", name="Gửi và kiểm tra").click()
    expect(page.locator("#rows")).to_be_visible(timeout=60_000)


def write(page: Page) -> None:
    page.get_by_role("button", name="Ghi vào hệ thống").click()
    expect(page.get_by_role("link", name="Hoàn tác cả tệp")).to_be_visible(timeout=60_000)


def findings_of(page: Page) -> BytesIO:
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải kết quả kiểm tra").click()
    return BytesIO(Path(download.value.path()).read_bytes())


def take_out(page: Page) -> BytesIO:
    page.goto("/quan-tri/nhap-xuat/")
    form = page.locator("form[method=get]", has=page.get_by_role("button", name="Tải về"))
    form.get_by_label("Người và chức vụ").check()
    with page.expect_download() as download:
        form.get_by_role("button", name="Tải về").click()
    return BytesIO(Path(download.value.path()).read_bytes())
