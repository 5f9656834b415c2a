"""The administrator merges two communes by a dry run, looks at what became of them, and takes it back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import ADMINISTRATOR, DEMO_PASSWORD
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
TREE = "/quan-tri/to-chuc/"
FOUND = """
from datetime import date
from organisations.appointments.actions import appoint
from organisations.people.actions import enter_person
from organisations.tree.actions import found_organisation
from organisations.tree.models import Organisation, OrganisationKind
province = Organisation.objects.filter(parent=None).order_by("pk").first()
cell = OrganisationKind.objects.get(is_cell=True)
kind = OrganisationKind.objects.filter(is_cell=False).exclude(pk=province.kind_id).order_by("rank").last()
for place in ("Nà Tông", "Khau Cả"):
    commune = found_organisation(name=f"Đảng bộ xã {place}", kind=kind, parent=province, on=date(2025, 7, 1))
    for number in (1, 2, 3):
        made = found_organisation(
            name=f"Chi bộ {place} {number}", kind=cell, parent=commune, on=date(2025, 7, 1)
        )
        secretary = enter_person(full_name=f"Lò Văn {place} {number}")
        appoint(person=secretary, organisation=made, post="secretary", began=date(2025, 7, 1))
"""


@pytest.fixture(scope="module")
def communes(site: Site) -> None:
    """Nà Tông and Khau Cả, with three cells each."""
    site.manage("shell", "--command", FOUND)


def sign_in(page: Page) -> None:
    page.goto(f"/tai-khoan/dang-nhap/?next={TREE}")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(ADMINISTRATOR.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    come_to(page, "Cây tổ chức đảng")


def look_for(page: Page, words: str) -> None:
    page.goto(TREE)
    page.get_by_label("Tên, tên gọi tắt hoặc mã").fill(words)
    page.get_by_role("main").get_by_role("button", name="Tìm").click()
    page.locator(".tree__name a", has_text=words).first.click()
    expect(page.locator(".office h2")).to_contain_text(words)


def ask_for_the_merger(page: Page, name: str, *, javascript: bool) -> None:
    """From one commune to the dry run of its merger with the other."""
    look_for(page, "Đảng bộ xã Nà Tông")
    page.get_by_role("link", name="Hợp nhất, sáp nhập").click()
    page.get_by_role("searchbox").fill("xa khau ca")
    if not javascript:
        page.get_by_role("button", name="Tìm").click()
    page.get_by_role("checkbox", name=re.compile("Đảng bộ xã Khau Cả")).check()
    page.get_by_role("button", name="Tiếp").click()
    page.get_by_label("Tên tổ chức").fill(name)
    page.get_by_label("Có hiệu lực từ ngày").fill("01/03/2026")
    page.get_by_label("Số quyết định").fill("45-QĐ/TU")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("Bản xem trước: chưa có gì thay đổi.")).to_be_visible()


def stands(page: Page, axe: Axe, snapshot: Snapshot, name: str) -> None:
    """Every kind of page is looked at, and examined."""
    snapshot(page, f"reorganising-{name}-{page.viewport_size['width']}")  # type: ignore[index]
    main = [complaint for complaint in axe(page) if "wagtail-sidebar" not in complaint]
    assert main == [], name


@pytest.mark.parametrize(
    ("size", "javascript"), [("desktop", True), ("phone", True), ("desktop", False)], ids=str
)
def test_two_communes_become_one_and_are_two_again(
    new_profile: NewProfile, communes: None, axe: Axe, snapshot: Snapshot, size: Size, javascript: bool
) -> None:
    page = new_profile(size, javascript=javascript)
    sign_in(page)
    ask_for_the_merger(page, "Đảng bộ xã Nà Khau", javascript=javascript)
    expect(page.locator(".office")).to_contain_text(re.compile("Nà Tông.*Khau Cả.*Nà Khau", re.DOTALL))
    expect(page.get_by_text("6 chi bộ chịu tác động")).to_be_visible()
    expect(page.get_by_text("6 đồng chí đang giữ chức vụ chịu tác động")).to_be_visible()
    if javascript:
        stands(page, axe, snapshot, "dry-run")
    page.get_by_role("button", name="Thực hiện").click()
    expect(page.get_by_text("Đã thực hiện đúng như bản xem trước.")).to_be_visible()

    look_for(page, "Đảng bộ xã Nà Khau")
    lineage = page.locator(".lineage").first
    expect(lineage).to_contain_text("Đảng bộ xã Nà Tông")
    expect(lineage).to_contain_text("Đảng bộ xã Khau Cả")
    expect(page.locator(".tree__name a", has_text="Chi bộ Khau Cả 3")).to_be_visible()
    if javascript:
        stands(page, axe, snapshot, "lineage")

    page.goto(f"{TREE}?day=28/02/2026")
    expect(page.get_by_text("Cây tổ chức như ngày 28/02/2026.")).to_be_visible()
    expect(page.get_by_role("link", name="Đảng bộ xã Khau Cả", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Đảng bộ xã Nà Khau", exact=True)).to_have_count(0)
    if javascript:
        stands(page, axe, snapshot, "day-before")

    look_for(page, "Đảng bộ xã Nà Khau")
    page.get_by_role("link", name="Hoàn tác").first.click()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác. Mọi thứ trở lại như trước.")).to_be_visible()
    expect(page.get_by_role("link", name="Đảng bộ xã Nà Tông", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Đảng bộ xã Nà Khau", exact=True)).to_have_count(0)


def test_the_tree_opens_in_place_and_by_keyboard(
    desktop: Page, communes: None, axe: Axe, snapshot: Snapshot
) -> None:
    sign_in(desktop)
    toggle = desktop.get_by_role("button", name="Tổ chức trực thuộc Đảng bộ xã Khau Cả")
    expect(toggle).to_have_attribute("aria-expanded", "false")
    toggle.focus()
    desktop.keyboard.press("Enter")
    cell = desktop.get_by_role("link", name="Chi bộ Khau Cả 2", exact=True)
    expect(cell).to_be_visible()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    stands(desktop, axe, snapshot, "tree")
    desktop.keyboard.press("Space")
    expect(cell).to_be_hidden()
    expect(desktop).to_have_url(re.compile(f"{TREE}$"))


def test_every_form_stands_the_examination(
    new_profile: NewProfile, communes: None, axe: Axe, snapshot: Snapshot
) -> None:
    page = new_profile("phone")
    sign_in(page)
    look_for(page, "Đảng bộ xã Nà Tông")
    here = page.url
    for name in ("them", "sua", "doi-ten", "chuyen", "chia-tach", "ket-thuc"):
        page.goto(f"{here}{name}/")
        stands(page, axe, snapshot, name)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa có gì thay đổi. Đồng chí sửa giúp:")
    stands(page, axe, snapshot, "errors")
    page.goto("/quan-tri/sap-xep/")
    stands(page, axe, snapshot, "successions")
