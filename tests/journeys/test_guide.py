"""The guide for organisers is true: each picture comes from the site, each word in bold stands on a screen.

With SCREENSHOTS=1 the pictures in docs/images/guide are taken anew.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, expect

from samples.accounts import ADMINISTRATOR, AUDITOR, DEMO_PASSWORD, ORGANISER, DemoAccount
from tests.databases import ROOT
from tests.journeys.conftest import NewProfile
from tests.organisations.exchange.lists import people_file, person

GUIDE = ROOT / "docs" / "guides" / "can-bo-to-chuc.md"
PICTURES = ROOT / "docs" / "images" / "guide"
COMMUNE, LAN = "Đảng bộ xã mẫu B (trung tâm)", "Vũ Thị Lan"

Scene = Callable[[Page], None]


def sign_in(page: Page, demo: DemoAccount) -> None:
    page.goto("/tai-khoan/dang-nhap/?next=/quan-tri/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(demo.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lớp Chi bộ")


def at(address: str) -> Scene:
    return lambda page: _open(page, address)


def _open(page: Page, address: str) -> None:
    page.goto(address)


def the_commune(page: Page) -> None:
    page.goto("/quan-tri/to-chuc/?q=xa+mau+b")
    page.get_by_role("link", name=COMMUNE).first.click()
    expect(page.get_by_text("Tổ chức trực thuộc").first).to_be_visible()


def a_dry_run(page: Page) -> None:
    """Of merging two communes; nothing is done."""
    the_commune(page)
    page.get_by_role("link", name="Hợp nhất, sáp nhập").click()
    page.get_by_role("searchbox").fill("xa mau a")
    page.get_by_role("checkbox", name=re.compile("Đảng bộ xã mẫu A")).first.check()
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Tên tổ chức").fill("Đảng bộ xã mẫu A-B")
    page.get_by_label("Có hiệu lực từ ngày").fill("01/10/2026")
    page.get_by_label("Số quyết định").fill("15-QĐ/TU")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Bản xem trước: chưa có gì thay đổi.")).to_be_visible(timeout=30_000)


def lans_page(page: Page) -> None:
    page.goto("/quan-tri/nguoi/?q=vu+thi+lan")
    page.get_by_role("link", name=LAN).first.click()
    expect(page.get_by_text("Các chức vụ qua thời gian").first).to_be_visible()


def findings(page: Page) -> None:
    """Of a list with rows of every kind; nothing is written."""
    page.goto("/quan-tri/nhap-xuat/")
    form = page.locator("form[method=post]", has=page.get_by_role("button", name="Gửi và kiểm tra"))
    form.get_by_label("Người và chức vụ").check()
    file = people_file(
        person("Đàm Văn Tiến", "MAU-XA-B-05", phone="0987 111 222"),
        person("LƯU THỊ HOÀ", "MAU-XA-B-08"),
        person("Mông Văn Thành", "MAU-XA-B-01"),
        person("Hứa Thị Mai", "MAU-XA-Z-01"),
        person("Bàn Văn Quý", "MAU-XA-B-11", began="31/02/2026"),
    )
    upload = {"name": "danh-sach-xa-b.xlsx", "mimeType": "application/octet-stream", "buffer": file.read()}
    form.locator("input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    form.get_by_role("button", name="Gửi và kiểm tra").click()
    expect(page.get_by_text("Đàm Văn Tiến").first).to_be_visible(timeout=60_000)


def cards(page: Page) -> None:
    page.goto("/quan-tri/the-dang-nhap/")
    page.get_by_label("Chi bộ hoặc đảng bộ").fill("xa mau b")
    page.get_by_role("radio", name=COMMUNE).first.check()
    page.get_by_role("button", name="Xem danh sách").click()
    expect(page.get_by_role("button", name="Xem trước khi in")).to_be_visible()


SCENES: dict[DemoAccount, dict[str, Scene]] = {
    ORGANISER: {
        "trang-dau": at("/quan-tri/"),
        "xac-minh-hai-buoc": at("/tai-khoan/xac-minh-hai-buoc/"),
        "cay-to-chuc": at("/quan-tri/to-chuc/"),
        "mot-to-chuc": the_commune,
        "xem-truoc": a_dry_run,
        "nguoi": at("/quan-tri/nguoi/"),
        "mot-nguoi": lans_page,
        "nhap-xuat": at("/quan-tri/nhap-xuat/"),
        "ket-qua-kiem-tra": findings,
        "the-dang-nhap": cards,
    },
    ADMINISTRATOR: {
        "giao-quyen": at("/quan-tri/phan-quyen/giao/"),
        "yeu-cau-du-lieu": at("/quan-tri/yeu-cau-du-lieu/"),
    },
    AUDITOR: {"nhat-ky-xem": at("/quan-tri/nhat-ky-xem/")},
}


def test_the_guide_shows_what_an_organiser_sees(new_profile: NewProfile) -> None:
    seen: list[str] = []
    taken: set[str] = set()
    for demo, scenes in SCENES.items():
        page = new_profile("desktop")
        sign_in(page, demo)
        for name, scene in scenes.items():
            scene(page)
            seen.append(" ".join(page.locator("body").inner_text().split()))
            taken.add(name)
            _keep(page, name)
        page.goto("/quan-tri/phan-quyen/")
        seen.append(" ".join(page.locator("body").inner_text().split()))
    guide = GUIDE.read_text()
    assert set(re.findall(r"images/guide/([\w-]+)\.png", guide)) == taken
    assert [label for label in _labels(guide) if not any(label in text for text in seen)] == []


def test_every_picture_of_the_guide_is_there() -> None:
    wanted = re.findall(r"\((\.\./images/guide/[\w-]+\.png)\)", GUIDE.read_text())
    assert [path for path in wanted if not (GUIDE.parent / path).is_file()] == []


def _labels(guide: str) -> Iterator[str]:
    """What the guide prints in bold from the first picture on: words of the screens."""
    for label in re.findall(r"\*\*(.+?)\*\*", guide[guide.index("![") :], re.DOTALL):
        yield " ".join(label.split())


def _keep(page: Page, name: str) -> None:
    if os.environ.get("SCREENSHOTS") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES / f"{name}.png"))
