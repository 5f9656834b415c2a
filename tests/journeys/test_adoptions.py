"""Lan's cell applies a practice: she records it on her phone, is asked after thirty days and reports; the
committee above confirms; the practice's page and the figures show it; Sơn reads no name."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import COMMUNE_ORGANISER, DEMO_PASSWORD, ORGANISER, SECRETARY
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
SLUG = "gui-tai-lieu-truoc"
WHO = f"/dien-hinh/{SLUG}/ai-da-ap-dung/"
GROUND = f"""
from organisations.people.actions import enter_person, open_account
from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice
from tests.practices.makers import make_practice
if not Practice.objects.filter(slug="{SLUG}").exists():
    make_practice(slug="{SLUG}")
    son = enter_person(full_name="Đinh Văn Sơn")
    open_account(person=son, username="son.nguoila", password="{DEMO_PASSWORD}")
practice = Practice.objects.get(slug="{SLUG}")
Adoption.objects.filter(practice=practice).delete()
from practices.adoptions.actions import settle_counts
settle_counts(practice_id=practice.pk)
"""
A_MONTH_LATER = f"""
from datetime import timedelta
from notifications.models import Notice
from practices.adoptions.models import Adoption, AdoptionReport, FollowUp
from practices.adoptions.tasks import ask
month = timedelta(days=30)
adoption = Adoption.objects.get(practice__slug="{SLUG}")
Adoption.objects.filter(pk=adoption.pk).update(
    since=adoption.since - month, begun_on=adoption.begun_on - month, recorded_at=adoption.recorded_at - month
)
for one in adoption.reports.all():
    AdoptionReport.objects.filter(pk=one.pk).update(on=one.on - month, at=one.at - month)
for one in adoption.follow_ups.all():
    FollowUp.objects.filter(pk=one.pk).update(due_on=one.due_on - month)
for one in adoption.follow_ups.order_by("days"):
    ask.func(one.pk)
    ask.func(one.pk)
for notice in Notice.objects.filter(key__startswith=f"adoption-{{adoption.public_id}}").order_by("recipient"):
    print(notice.recipient.username, notice.address, notice.title)
"""


@pytest.fixture
def ground(site: Site) -> None:
    """A practice that nobody has tried, and Sơn."""
    site.manage("shell", "--no-imports", "--command", GROUND)


def sign_in(page: Page, login: str, to: str, heading: str) -> None:
    page.goto(f"/tai-khoan/dang-nhap/?next={to}")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    come_to(page, heading)


def good(page: Page, axe: Axe, snapshot: Snapshot, name: str) -> None:
    """A kind of page: axe finds nothing, nothing is wider than the screen."""
    width = page.viewport_size["width"]  # type: ignore[index]
    snapshot(page, f"adoptions-{name}-{width}")
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def choose(page: Page, label: str) -> None:
    page.get_by_role("radio", name=label, exact=True).check()


def record(page: Page, *, javascript: bool, axe: Axe, snapshot: Snapshot) -> None:
    """She forgets a reason first; then it is recorded, and stands on her cell's list."""
    page.get_by_role("link", name="Chi bộ tôi áp dụng").click()
    come_to(page, "Chi bộ tôi áp dụng")
    if javascript:
        good(page, axe, snapshot, "form")
    choose(page, "Đã dừng")
    page.get_by_label("Kết quả ra sao").fill("Đảng viên đọc trước, họp nhanh hơn.")
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_role("heading", name="Chưa ghi được")).to_be_visible()
    expect(page.get_by_label("Kết quả ra sao")).to_have_value("Đảng viên đọc trước, họp nhanh hơn.")
    if javascript:
        good(page, axe, snapshot, "form-wrong")
    choose(page, "Đã làm thử")
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_text("Đã ghi. Cảm ơn đồng chí")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "javascript"), [("phone", True), ("phone", False)], ids=["with script", "without script"]
)
def test_a_cell_applies_a_practice_and_everybody_learns_from_it(
    site: Site,
    ground: None,
    new_profile: NewProfile,
    axe: Axe,
    snapshot: Snapshot,
    tmp_path: Path,
    size: Size,
    javascript: bool,
) -> None:
    page = new_profile(size, javascript=javascript)
    sign_in(page, SECRETARY.username, WHO, "Ai đã áp dụng")
    expect(page.get_by_text("Chưa có chi bộ nào báo đã làm thử.")).to_be_visible()
    record(page, javascript=javascript, axe=axe, snapshot=snapshot)

    told = site.manage("shell", "--no-imports", "--command", A_MONTH_LATER).strip().splitlines()
    mine = [line for line in told if line.startswith(f"{SECRETARY.username} ")]
    assert len(mine) == 1, told
    assert "Đã 30 ngày" in mine[0]

    page.goto("/dien-hinh/ap-dung/")
    row = page.get_by_role("listitem").filter(has_text="Gửi tài liệu trước ba ngày")
    expect(row.get_by_text("30 ngày: mời đồng chí báo tình hình")).to_be_visible()
    if javascript:
        good(page, axe, snapshot, "mine")
    page.goto(mine[0].split()[1])
    expect(page.get_by_role("heading", name="Đã 30 ngày: tình hình thế nào?")).to_be_visible()
    choose(page, "Đang duy trì")
    page.get_by_label("Kết quả ra sao").fill("Buổi họp gọn, việc nào cũng có người nhận.")
    page.get_by_label("Số liệu, nếu có").fill("Đảng viên phát biểu; 3; 11")
    photograph = tmp_path / "ảnh họp.png"
    photograph.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    page.get_by_label("Ảnh hoặc giấy tờ minh chứng").set_input_files(photograph)
    if javascript:
        good(page, axe, snapshot, "due")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_text("Đã lưu báo cáo.")).to_be_visible()
    expect(page.get_by_role("link", name="ảnh họp.png")).to_be_visible()
    expect(page.get_by_role("heading", name="Đã 30 ngày: tình hình thế nào?")).to_have_count(0)
    if javascript:
        good(page, axe, snapshot, "adoption")


def test_the_committee_above_confirms_and_nobody_else_reads_the_name(
    site: Site, ground: None, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    lan = new_profile("phone")
    sign_in(lan, SECRETARY.username, WHO, "Ai đã áp dụng")
    lan.get_by_role("link", name="Chi bộ tôi áp dụng").click()
    choose(lan, "Đang duy trì")
    lan.get_by_label("Kết quả ra sao").fill("Họp gọn hơn.")
    lan.get_by_role("button", name="Ghi nhận").click()
    expect(lan.get_by_text("Đã ghi. Cảm ơn đồng chí")).to_be_visible()

    tu = new_profile("desktop")
    sign_in(tu, COMMUNE_ORGANISER.username, "/dien-hinh/ap-dung/xac-nhan/", "Điển hình các chi bộ")
    good(tu, axe, snapshot, "below")
    tu.get_by_role("link", name="Gửi tài liệu trước ba ngày").first.click()
    expect(tu.get_by_text("Họp gọn hơn.")).to_be_visible()
    expect(tu.get_by_role("main")).not_to_contain_text(SECRETARY.full_name)
    good(tu, axe, snapshot, "below-one")
    tu.get_by_role("button", name="Xác nhận đúng như vậy").click()
    expect(tu.get_by_text("Đã xác nhận.", exact=True)).to_be_visible()

    lan.reload()
    expect(lan.get_by_text("Cấp ủy cấp trên xác nhận ngày")).to_be_visible()

    sizes: tuple[Size, ...] = ("phone", "desktop")
    for size in sizes:
        son = new_profile(size)
        sign_in(son, "son.nguoila", WHO, "Ai đã áp dụng")
        expect(son.get_by_text("1 chi bộ đã thử, 1 duy trì, 0 dừng")).to_be_visible()
        expect(son.get_by_role("main")).to_contain_text("Một chi bộ: ")
        expect(son.get_by_role("main")).not_to_contain_text("Chi bộ thôn 1")
        good(son, axe, snapshot, "adopters")
        son.get_by_role("link", name="Đảng bộ xã mẫu B").first.click()
        expect(son.get_by_text("Còn 1 chi bộ khác được tính, không nêu tên.")).to_be_visible()
        expect(son.get_by_role("main")).not_to_contain_text("Chi bộ thôn 1")
        good(son, axe, snapshot, "committee")

    minh = new_profile("desktop")
    sign_in(minh, ORGANISER.username, "/quan-tri/to-chuc/", "Cây tổ chức đảng")
    minh.get_by_role("link", name="Đảng bộ tỉnh").first.click()
    applied = minh.locator(".office__facts a", has_text="chi bộ")
    expect(applied).to_be_visible()
    snapshot(minh, "adoptions-unit-1280")
    applied.click()
    expect(minh.get_by_role("table")).to_contain_text("Chi bộ thôn 1")
    main = [complaint for complaint in axe(minh) if "wagtail-sidebar" not in complaint]
    assert main == []
    snapshot(minh, "adoptions-figure-1280")
