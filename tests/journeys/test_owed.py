"""Lan is assigned two courses: she sees by when, learns one late, and has the other recognised from above.

Her organiser reads in her record that it was late. Sơn reads nothing of it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import COMMUNE_ORGANISER, DEMO_PASSWORD, SECRETARY
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
GROUND = f"""
from datetime import timedelta
from django.utils import timezone
from courses.models import Assignment
from accounts.models import User
from organisations.people.actions import enter_person, open_account
from tests.assigning import assign
from tests.makers import make_course
lan = User.objects.get(username="{SECRETARY.username}").person
today = timezone.localdate()
commune = lan.appointments.get(ended=None).organisation.parent
late = make_course("Bài duy nhất", title="Ra nghị quyết")
elsewhere = make_course("Bài duy nhất", title="Nghiệp vụ công tác Đảng")
began = today - timedelta(days=60)
for course, days in ((late, -6), (elsewhere, 20)):
    assign(course, commune, began=began, due=today + timedelta(days=days))
Assignment.objects.filter(course=late).update(decision="15-QĐ/ĐU")
if not User.objects.filter(username="son.nguoila").exists():
    son = enter_person(full_name="Đinh Văn Sơn")
    open_account(person=son, username="son.nguoila", password="{DEMO_PASSWORD}")
print(lan.public_id)
print(f"{{today + timedelta(days=20):%d/%m}}")
"""


def sign_in(page: Page, login: str, to: str, heading: str) -> None:
    page.goto(f"/tai-khoan/dang-nhap/?next={to}")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    come_to(page, heading)


def good(page: Page, axe: Axe, snapshot: Snapshot, name: str) -> None:
    """A kind of page: axe finds nothing, nothing is wider than the screen."""
    width = page.viewport_size["width"]  # type: ignore[index]
    snapshot(page, f"owed-{name}-{width}")
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


@pytest.fixture
def ground(site: Site) -> list[str]:
    """Two courses assigned to Lan; her public id, and the day by which the second is due."""
    return site.manage("shell", "--no-imports", "--command", GROUND).strip().splitlines()


def test_what_is_owed_is_learnt_late_or_recognised_and_the_record_says_so(
    ground: list[str], new_profile: NewProfile, axe: Axe, snapshot: Snapshot, tmp_path: Path
) -> None:
    public_id, due = ground
    lan = new_profile("phone")
    sign_in(lan, SECRETARY.username, "/", "Chào đồng chí Lan")
    expect(lan.get_by_text("Quá hạn 6 ngày")).to_be_visible()
    expect(lan.get_by_text(f"Hạn {due}")).to_be_visible()
    good(lan, axe, snapshot, "first-page")

    lan.get_by_role("link", name="Ra nghị quyết").click()
    expect(lan.get_by_text("15-QĐ/ĐU")).to_be_visible()
    good(lan, axe, snapshot, "course")
    lan.get_by_role("button", name="Bắt đầu học").click()
    come_to(lan, "Bài duy nhất")
    lan.get_by_text("Đã lưu", exact=True).or_(lan.get_by_role("link", name="Xem kết quả")).first.wait_for()
    lan.goto("/toi/duoc-giao/")
    expect(lan.get_by_text("muộn 6 ngày")).to_be_visible()
    good(lan, axe, snapshot, "list")

    lan.goto("/toi/")
    lan.get_by_role("link", name="Đã học ở nơi khác").click()
    expect(lan.get_by_text("Chưa nộp giấy tờ nào")).to_be_visible()
    good(lan, axe, snapshot, "recognition-empty")
    lan.get_by_role("link", name="Nộp giấy tờ").click()
    lan.get_by_label("Giấy tờ này thay cho khóa học nào?").select_option(label="Nghiệp vụ công tác Đảng")
    lan.get_by_label("Đồng chí đã học ở đâu?").fill("Trường Chính trị tỉnh")
    lan.get_by_label("Số quyết định hoặc số giấy tờ").fill("12-GCN")
    lan.get_by_role("button", name="Gửi cấp trên").click()
    expect(lan.get_by_label("Đồng chí đã học ở đâu?")).to_have_value("Trường Chính trị tỉnh")
    good(lan, axe, snapshot, "recognition-wrong")
    lan.get_by_label("Hoàn thành ngày nào?").fill("15/03/2025")
    paper = tmp_path / "giấy.pdf"
    paper.write_bytes(b"%PDF-1.7\n")
    lan.get_by_label("Ảnh chụp hoặc bản quét giấy tờ").set_input_files(paper)
    lan.get_by_role("button", name="Gửi cấp trên").click()
    expect(lan.get_by_text("Chờ cấp trên trả lời")).to_be_visible()
    good(lan, axe, snapshot, "recognition-waits")

    tu = new_profile("desktop")
    sign_in(tu, COMMUNE_ORGANISER.username, "/theo-doi/cong-nhan/", "Công nhận kết quả học nơi khác")
    good(tu, axe, snapshot, "queue")
    tu.get_by_role("link", name=SECRETARY.full_name).first.click()
    good(tu, axe, snapshot, "judging")
    tu.get_by_role("button", name="Công nhận", exact=True).click()
    expect(tu.get_by_text("Đã công nhận. Người nộp đã được báo")).to_be_visible()

    tu.goto(f"/theo-doi/dong-chi/{public_id}/")
    expect(tu.get_by_text("(muộn 6 ngày)")).to_be_visible()
    expect(tu.get_by_role("cell", name="Trường Chính trị tỉnh")).to_be_visible()
    good(tu, axe, snapshot, "record")
    lan.goto("/toi/ket-qua/")
    expect(lan.get_by_text("(muộn 6 ngày)")).to_be_visible()
    good(lan, axe, snapshot, "own-record")
    lan.goto("/")
    expect(lan.get_by_text(f"Hạn {due}")).to_have_count(0)

    son = new_profile("phone")
    sign_in(son, "son.nguoila", "/", "Chào đồng chí Sơn")
    expect(son.get_by_text("Quá hạn")).to_have_count(0)
    assert son.request.get(f"/theo-doi/dong-chi/{public_id}/").status == 404
