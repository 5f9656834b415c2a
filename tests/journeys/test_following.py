"""Minh follows his province: from the table to a named secretary in four taps, to the list behind a figure,
to an earlier day, to whom to call; on a phone, on a desktop, and without script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from samples.accounts import AUTHOR, DEMO_PASSWORD, ORGANISER
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
PROVINCE, COMMUNE = "Đảng bộ tỉnh (dữ liệu mẫu)", "Đảng bộ xã mẫu A (vùng cao)"
SECRETARY = "Nguyễn Văn An"
COURSES_OWED = 2
"""The one that this journey assigns, and one of the samples."""
CELL = "Chi bộ thôn Nà Mẫu"
GROUND = """
from datetime import date, timedelta
from django.utils import timezone
from courses.assignments.models import Assignment
from courses.catalogue.models import CoursePage
from organisations.people.models import Person
from organisations.tree.models import Organisation
from tests.assigning import assign, finish, start
from tracking.following.models import Call
Call.objects.all().delete()
if not Assignment.objects.filter(note="following").exists():
    today = timezone.localdate()
    course = CoursePage.objects.order_by("path")[0]
    province = Organisation.objects.get(parent=None, is_sample=True)
    made = assign(course, province, posts=("secretary", "deputy"), due=today - timedelta(days=3))
    Assignment.objects.filter(pk=made.pk).update(note="following")
    start(Person.objects.get(full_name="Nguyễn Văn An"), course, today - timedelta(days=40))
    Person.objects.filter(full_name="Nguyễn Văn An").update(phone="+84912345001")
"""


@pytest.fixture
def ground(site: Site) -> None:
    """One course assigned to the province, overdue; the secretary has begun."""
    site.manage("shell", "--no-imports", "--command", GROUND)


def sign_in(page: Page, login: str, heading: str) -> None:
    page.goto("/tai-khoan/dang-nhap/?next=/theo-doi/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    come_to(page, heading)


def good(page: Page, axe: Axe, snapshot: Snapshot, name: str) -> None:
    """A kind of page: axe finds nothing, nothing is wider than the screen."""
    width = page.viewport_size["width"]  # type: ignore[index]
    snapshot(page, f"following-{name}-{width}")
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def tap(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


@pytest.mark.parametrize(
    ("size", "javascript"),
    [("phone", True), ("desktop", True), ("phone", False)],
    ids=["phone", "desktop", "without script"],
)
def test_from_the_province_to_a_named_secretary_and_whom_to_call(
    site: Site,
    ground: None,
    new_profile: NewProfile,
    axe: Axe,
    snapshot: Snapshot,
    size: Size,
    javascript: bool,
) -> None:
    page = new_profile(size, javascript=javascript)

    def looked_at(name: str) -> None:
        if javascript:
            good(page, axe, snapshot, name)

    # The first tap is the one that brings him here; three more lead to her.
    sign_in(page, ORGANISER.username, "Đảng bộ tỉnh")
    looked_at("province")
    tap(page, COMMUNE)
    expect(page.get_by_role("heading", level=1)).to_have_text(COMMUNE)
    tap(page, CELL)
    expect(page.get_by_role("heading", level=1)).to_have_text(CELL)
    looked_at("cell")
    tap(page, SECRETARY)
    expect(page.get_by_text(SECRETARY).first).to_be_visible()

    # A figure opens as many people as it says; they are found by name.
    page.goto("/theo-doi/")
    figure = row(page, COMMUNE).get_by_role("cell").first.get_by_role("link")
    owed = figure.inner_text()
    figure.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Phải học {owed}")
    expect(page.get_by_role("rowheader")).to_have_count(int(owed))
    looked_at("people")
    page.get_by_label("Họ tên").fill("nguyen van an")
    page.get_by_role("button", name="Tìm trong danh sách").click()
    expect(page.get_by_role("rowheader")).to_have_text([re.compile(SECRETARY)] * COURSES_OWED)

    # The table is sorted by a tap, and asked for an earlier day; both stay in the address.
    page.goto("/theo-doi/")
    page.get_by_role("columnheader", name="Quá hạn").get_by_role("link").click()
    expect(page).to_have_url(re.compile("sap=-qua-han"))
    late = [int(text) for text in page.locator("tbody .qua-han").all_inner_texts() if text.strip("– \n")]
    assert late == sorted(late, reverse=True)
    page.get_by_label("Số liệu đến ngày").fill("2025-12-31")
    page.get_by_role("button", name="Xem số liệu").click()
    expect(page).to_have_url(re.compile("sap=-qua-han"))
    expect(page.get_by_text("Ở đây chưa ai phải học nội dung đang chọn")).to_be_visible()

    # On paper the filters are words.
    page.goto("/theo-doi/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Xem số liệu")).to_be_hidden()
    expect(page.get_by_text(re.compile(r"^Số liệu đến ngày \d\d/\d\d/\d{4}$"))).to_be_visible()
    page.emulate_media(media="screen")

    # Other sides of the same unit.
    for name in ("So sánh", "Hạn chế"):
        page.get_by_label("Về đơn vị này").get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(PROVINCE)
        looked_at(name)

    # She is called, and whoever calls next sees it.
    page.get_by_label("Về đơn vị này").get_by_role("link", name="Cần gọi").click()
    mine = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=SECRETARY))
    # What is late the longest is said first: of the samples.
    expect(mine.get_by_text("quá hạn 7 ngày")).to_be_visible()
    expect(mine.get_by_role("link", name="Gọi")).to_have_attribute("href", "tel:+84912345001")
    looked_at("calls")
    mine.get_by_text("Đã gọi", exact=True).click()
    mine.get_by_label("Ghi chú cho người gọi sau").fill("Hẹn học tối nay")
    mine.get_by_role("button", name="Ghi là đã gọi").click()
    expect(page.get_by_text(f"Đã ghi: đã gọi đồng chí {SECRETARY}.")).to_be_visible()
    expect(page.get_by_text("Hẹn học tối nay")).to_be_visible()
    expect(mine).to_have_count(0)


def test_a_lecturer_is_led_to_weaknesses_without_a_name(
    site: Site, ground: None, phone: Page, axe: Axe, snapshot: Snapshot
) -> None:
    sign_in(phone, AUTHOR.username, "Trường Chính trị tỉnh")
    expect(phone).to_have_url(re.compile("/han-che/$"))
    good(phone, axe, snapshot, "weaknesses of a lecturer")
