"""An organiser assigns a course to a commune: she looks first; who is appointed later owes it too."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from samples.accounts import DEMO_PASSWORD, ORGANISER
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
ASSIGNING = "/theo-doi/giao-hoc/"
COURSE = "Tổ chức sinh hoạt chuyên đề có chất lượng"

APPOINT = """
from django.utils import timezone
from organisations.appointments.actions import appoint
from organisations.people.actions import enter_person
from samples.organisations import sample_organisation
person = enter_person(full_name="Lường Thị Nhung {size}")
cell, today = sample_organisation("{cell}"), timezone.localdate()
appoint(person=person, organisation=cell, post="secretary", began=today)
"""
CELLS = {"phone": "xa-a-10", "desktop": "xa-a-11"}


def content(page: Page) -> Locator:
    return page.get_by_role("main")


def press(page: Page, name: str) -> None:
    content(page).get_by_role("button", name=name, exact=True).last.click()


def sign_in(page: Page) -> None:
    page.goto(f"/tai-khoan/dang-nhap/?next={ASSIGNING}")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(ORGANISER.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    press(page, "Đăng nhập")
    come_to(page, "Giao học")


def assign(page: Page, seen: Callable[[str], None]) -> str:
    """To the secretaries of commune A, after one mistake and one look."""
    due = f"{timezone.localdate() + timedelta(days=60):%d/%m/%Y}"
    page.get_by_role("link", name="Giao khóa học").click()
    seen("new")
    page.get_by_label("Học gì").select_option(label=COURSE)
    page.locator("input[name=organisation_text]").fill("xa mau a")
    press(page, "Tìm")
    page.get_by_role("radio", name=re.compile("^Đảng bộ xã mẫu A")).check()
    page.get_by_role("checkbox", name="Phó bí thư").uncheck()
    page.get_by_label("Hạn hoàn thành", exact=True).fill("31/02/2027")
    press(page, "Xem ai phải học")
    expect(page.get_by_role("heading", name="Chưa giao khóa học nào")).to_be_visible()
    seen("wrong")
    page.get_by_label("Hạn hoàn thành", exact=True).fill(due)
    press(page, "Xem ai phải học")
    come_to(page, "Ai phải học")
    expect(content(page).get_by_text("Nguyễn Văn An")).to_be_visible()
    expect(content(page).get_by_text(f"Chậm nhất ngày {due}", exact=False).first).to_be_visible()
    seen("preview")
    press(page, "Giao học")
    come_to(page, COURSE)
    expect(page.get_by_text("Đã giao.", exact=False)).to_be_visible()
    seen("assigned")
    return page.url


@pytest.mark.parametrize(
    ("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "desktop without script"]
)
def test_from_the_look_to_the_withdrawal(
    new_profile: NewProfile, site: Site, axe: Axe, snapshot: Snapshot, size: Size, javascript: bool
) -> None:
    page = new_profile(size, javascript=javascript)

    def seen(name: str) -> None:
        snapshot(page, f"assigning-{size}-{name}")
        if javascript:
            assert axe(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name

    sign_in(page)
    seen("list")
    address = assign(page, seen)
    newcomer = f"Lường Thị Nhung {size}"
    expect(content(page).get_by_text(newcomer)).to_have_count(0)
    site.manage("shell", "--no-imports", "--command", APPOINT.format(size=size, cell=CELLS[size]))
    page.reload()
    expect(content(page).get_by_text(newcomer).first).to_be_visible()

    page.get_by_role("link", name=f"Miễn học {newcomer}").click()
    page.get_by_label("Lý do").fill("Đang đi học tập trung")
    seen("exempt")
    press(page, "Miễn học")
    expect(content(page).get_by_text("Đang đi học tập trung")).to_be_visible()
    seen("exempted")

    page.get_by_role("link", name="Thay đổi").click()
    page.get_by_role("checkbox", name="Phó bí thư").check()
    seen("change")
    press(page, "Xem ai liên quan")
    expect(content(page).get_by_text("Hoàng Thị Ánh").first).to_be_visible()
    seen("change-preview")
    press(page, "Sửa như vậy")
    expect(content(page).get_by_text("Hoàng Thị Ánh").first).to_be_visible()

    page.goto(address)
    page.get_by_role("link", name="Thôi giao").click()
    seen("withdraw")
    press(page, "Thôi giao")
    expect(content(page).get_by_text(re.compile("đã thôi từ"))).to_be_visible()
    seen("withdrawn")


def test_a_programme_is_drawn_up_and_put_into_another_order(
    new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    page = new_profile("phone")
    sign_in(page)
    page.get_by_role("link", name="Chương trình gồm nhiều khóa học").click()
    page.get_by_role("link", name="Lập chương trình").click()
    page.get_by_label("Tiêu đề").fill("Hai khóa cho bí thư mới")
    page.get_by_label("Điều hành buổi sinh hoạt").fill("1")
    page.get_by_label(COURSE).fill("1")
    press(page, "Lưu")
    expect(page.get_by_text("Hai khóa học cùng mang số này").first).to_be_visible()
    page.get_by_label(COURSE).fill("2")
    press(page, "Lưu")
    come_to(page, "Hai khóa cho bí thư mới")
    page.get_by_label("Điều hành buổi sinh hoạt").fill("3")
    press(page, "Lưu")
    expect(page.get_by_label(COURSE)).to_have_value("1")
    snapshot(page, "assigning-programme")
    assert axe(page) == []
    page.get_by_role("link", name="Giao chương trình này").click()
    expect(page.get_by_label("Học gì").locator("option:checked")).to_have_text("Hai khóa cho bí thư mới")
