"""An organiser enters somebody, appoints her, changes the secretary, and joins two entries of one person."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from samples.accounts import DEMO_PASSWORD, ORGANISER
from tests.journeys.conftest import NewProfile, Size
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]

CELLS = """
from datetime import date
from organisations.appointments.actions import appoint
from organisations.people.actions import enter_person
from organisations.tree.actions import found_organisation
from organisations.tree.models import Organisation, OrganisationKind

commune = Organisation.objects.filter(kind__is_cell=False, parent__isnull=False).order_by("pk").first()
cell = OrganisationKind.objects.filter(is_cell=True).first()
for place in ("Khe Sanh", "Khe Dài"):
    name = f"Chi bộ {{place}} {size}"
    made = found_organisation(name=name, kind=cell, parent=commune, on=commune.founded_on)
    if place == "Khe Sanh":
        serving = enter_person(full_name="Lương Thị Nhung {size}", phone="{phone}")
        appoint(person=serving, organisation=made, post="secretary", began=commune.founded_on)
"""
HELD_FROM = re.compile("^Giữ từ ngày")
PHONES = {"desktop": ("+84913000111", "0913 000 222"), "phone": ("+84913000333", "0913 000 444")}


@pytest.fixture
def minh(site: Site, new_profile: NewProfile) -> Callable[[Size], Page]:
    """Minh, signed in, with two cells of his own to work on; one of them has a secretary."""

    def come_in(size: Size) -> Page:
        made = CELLS.format(size=size, phone=PHONES[size][0])
        site.manage("shell", "--no-imports", "--command", made)
        page = new_profile(size)
        page.goto("/tai-khoan/dang-nhap/")
        page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(ORGANISER.username)
        page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
        page.wait_for_load_state()
        return page

    return come_in


def content(page: Page) -> Locator:
    return page.get_by_role("main")


def choose(page: Page, label: str, words: str, found: str) -> None:
    content(page).get_by_label(label).fill(words)
    content(page).get_by_role("radio", name=found).check()


def post(page: Page, title: str, place: str) -> Locator:
    """The line of a post in the table of somebody's posts."""
    rows = content(page).locator("section[aria-labelledby=posts] tbody tr")
    return rows.filter(has=page.get_by_role("rowheader", name=title, exact=True)).filter(has_text=place)


def open_person(page: Page, words: str, name: str) -> None:
    page.goto("/quan-tri/nguoi/")
    content(page).get_by_label("Họ tên, số điện thoại").fill(words)
    content(page).get_by_role("button", name="Tìm", exact=True).click()
    content(page).get_by_role("link", name=name, exact=True).first.click()
    expect(content(page).get_by_role("heading", name=name, level=2)).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_minh_keeps_his_people_up_to_date(
    minh: Callable[[Size], Page], axe: Axe, snapshot: Snapshot, size: Size
) -> None:
    page = minh(size)
    phone = PHONES[size][1]

    def look(name: str) -> None:
        snapshot(page, f"people-{name}-{size}")
        assert axe(page) == []

    # He enters Ngân as deputy.
    page.goto("/quan-tri/nguoi/")
    look("list")
    content(page).get_by_role("link", name="Nhập người mới").click()
    content(page).get_by_label("Họ và tên").fill(f"LÒ THỊ NGÂN {size.upper()}")
    content(page).get_by_label("Số điện thoại").fill(phone)
    choose(page, "Tổ chức đảng", f"khe sanh {size}", f"Chi bộ Khe Sanh {size}")
    content(page).get_by_label("Phó bí thư").check()
    content(page).get_by_role("textbox", name=HELD_FROM).fill("01/03/2026")
    content(page).get_by_label("Số quyết định").fill("12-QĐ/ĐU")
    look("enter")
    content(page).get_by_role("button", name="Nhập", exact=True).click()
    name = f"Lò Thị Ngân {size.capitalize()}"
    expect(content(page).get_by_role("heading", name=name, level=2)).to_be_visible()
    look("person")

    # She gets a further post.
    content(page).get_by_role("link", name="Ghi chức vụ mới").click()
    choose(page, "Tổ chức đảng", f"khe dai {size}", f"Chi bộ Khe Dài {size}")
    content(page).get_by_label("Chi ủy viên").check()
    content(page).get_by_role("textbox", name=HELD_FROM).fill("01/04/2026")
    look("appoint")
    content(page).get_by_role("button", name="Ghi chức vụ", exact=True).click()
    expect(post(page, "Chi ủy viên", f"Chi bộ Khe Dài {size}")).to_contain_text("đang giữ")

    # She follows the secretary, who stays in sight without a post.
    open_person(page, PHONES[size][0], f"Lương Thị Nhung {size}")
    content(page).get_by_role("link", name="Thay bí thư").click()
    choose(page, "Bí thư mới", phone, name)
    content(page).get_by_label("Có hiệu lực từ ngày").fill("01/06/2026")
    content(page).get_by_label("Số quyết định").fill("15-QĐ/ĐU")
    look("succeed")
    content(page).get_by_role("button", name="Thay bí thư").click()
    expect(content(page).get_by_role("heading", name=name, level=2)).to_be_visible()
    expect(post(page, "Bí thư", f"Chi bộ Khe Sanh {size}")).to_contain_text("đang giữ")

    # She is entered a second time by mistake: the site warns, and later joins the two.
    page.goto("/quan-tri/nguoi/them/")
    content(page).get_by_label("Họ và tên").fill(f"Lo Thi Ngan {size}")
    choose(page, "Tổ chức đảng", f"khe dai {size}", f"Chi bộ Khe Dài {size}")
    content(page).get_by_label("Phó bí thư").check()
    content(page).get_by_role("textbox", name=HELD_FROM).fill("01/05/2026")
    content(page).get_by_role("button", name="Nhập", exact=True).click()
    expect(content(page).get_by_text("đã được nhập rồi chăng")).to_be_visible()
    look("alike")
    content(page).get_by_role("button", name="Đây là người khác, vẫn nhập").click()
    expect(content(page).get_by_role("heading", name=f"Lo Thi Ngan {size}", level=2)).to_be_visible()

    page.goto("/quan-tri/nguoi/trung/?theo=ho-ten")
    look("duplicates")
    group = content(page).locator("section").filter(has_text=name)
    group.get_by_role("link", name="Gộp với mục đầu").click()
    content(page).locator("fieldset > div").filter(has_text=name).get_by_role("radio").check()
    look("merge")
    content(page).get_by_role("button", name="Xem trước kết quả").click()
    expect(content(page).get_by_text("Sau khi gộp sẽ như sau")).to_be_visible()
    look("outcome")
    content(page).get_by_role("button", name="Gộp hai mục này").click()
    expect(content(page).get_by_role("heading", name=name, level=2)).to_be_visible()
    expect(content(page).get_by_text("Đã gộp hai mục", exact=True)).to_be_visible()
    for held in ("Chi ủy viên", "Phó bí thư"):
        expect(post(page, held, f"Chi bộ Khe Dài {size}")).to_be_visible()
