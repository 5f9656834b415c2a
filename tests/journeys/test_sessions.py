"""A host plans a session from the template and invites her commune; Lan answers; what happens is told."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from samples.accounts import DEMO_PASSWORD, HOST, SECRETARY, DemoAccount
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
HOSTING = "/dien-hinh/chu-tri/"

BACK = """
from practices.sessions.models import DemonstrationSession
from notifications.models import Notice
DemonstrationSession.objects.all().delete()
Notice.objects.all().delete()
"""
TAKE_THE_PLACE = """
from django.utils import timezone
from practices.sessions.models import Participant
from practices.sessions.replying import reply_to_invitation
from samples.accounts import the_secretary
other = Participant.objects.exclude(person=the_secretary()).order_by("pk").first()
reply_to_invitation(participant=other, is_coming={coming}, now=timezone.now(), by_host=True)
"""


@pytest.fixture(autouse=True)
def nothing_planned(site: Site) -> None:
    site.manage("shell", "--no-imports", "--command", BACK)


def sign_in(page: Page, demo: DemoAccount, to: str, heading: str) -> None:
    page.goto(f"/tai-khoan/dang-nhap/?next={to}")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(demo.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    come_to(page, heading)


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=isinstance(name, str)).first.click()


def good(page: Page, axe: Axe, snapshot: Snapshot, name: str, *, looks: bool) -> None:
    """A kind of page: axe finds nothing, nothing is wider than the screen."""
    snapshot(page, name)
    if looks:
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


def plan(page: Page, seen: Callable[[str], None]) -> None:
    page.goto(HOSTING)
    seen("hosting-empty")
    page.get_by_role("link", name="Bắt đầu từ mẫu").click()
    expect(page.get_by_label("Chương trình")).to_have_value(re.compile("Đón các đồng chí dự"))
    seen("plan-template")
    day, last = (timezone.localdate() + timedelta(days=days) for days in (10, 7))
    page.get_by_label("Ngày", exact=True).fill("31/02/2027")
    page.get_by_label("Bắt đầu lúc").fill("14h")
    page.get_by_label("Kết thúc lúc").fill("16h30")
    page.get_by_label("Địa điểm").fill("Nhà văn hóa thôn 1")
    page.get_by_label("Số chỗ").fill("1")
    page.get_by_label("Trả lời trước hết ngày").fill(f"{last:%d/%m/%Y}")
    press(page, "Lưu")
    expect(page.get_by_role("heading", name="Chưa lưu")).to_be_visible()
    expect(page.get_by_label("Địa điểm")).to_have_value("Nhà văn hóa thôn 1")
    seen("plan-wrong")
    page.get_by_label("Ngày", exact=True).fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Người điều hành").fill("vu thi lan")
    page.locator("button[name=find][value=chair]").click()
    page.get_by_role("radio", name=re.compile("Vũ Thị Lan")).check()
    seen("plan-chair")
    press(page, "Lưu")
    expect(page.get_by_text("Bản nháp").first).to_be_visible()


def invite_and_announce(page: Page, seen: Callable[[str], None]) -> None:
    page.get_by_role("link", name="Mời người dự").click()
    press(page, "Xem ai được mời")
    expect(page.get_by_role("button", name=re.compile(r"Mời \d+ đồng chí"))).to_be_visible()
    seen("invite-preview")
    press(page, re.compile(r"Mời \d+ đồng chí"))
    seen("session-draft")
    page.get_by_role("link", name="Công bố và gửi lời mời").click()
    seen("announce")
    press(page, "Công bố và gửi lời mời")
    expect(page.get_by_text("Đã công bố")).to_be_visible()
    seen("session-announced")


@pytest.mark.parametrize(
    ("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "desktop without script"]
)
def test_from_the_template_to_the_cancellation(
    new_profile: NewProfile, site: Site, axe: Axe, snapshot: Snapshot, size: Size, javascript: bool
) -> None:
    host, lan = new_profile(size, javascript=javascript), new_profile("phone", javascript=not javascript)

    def seen_by(page: Page, looks: bool) -> Callable[[str], None]:
        return lambda name: good(page, axe, snapshot, f"sessions-{size}-{name}", looks=looks)

    hosts, lans = seen_by(host, javascript), seen_by(lan, not javascript)
    sign_in(host, HOST, HOSTING, "Chủ trì buổi sinh hoạt điểm")
    plan(host, hosts)
    invite_and_announce(host, hosts)
    session = host.url

    sign_in(lan, SECRETARY, "/", "Chào đồng chí Lan")
    expect(lan.get_by_role("link", name="Xem và trả lời")).to_be_visible()
    expect(lan.get_by_text("Đồng chí được mời dự buổi sinh hoạt điểm")).to_be_visible()
    lans("lan-home")
    site.manage("shell", "--no-imports", "--command", TAKE_THE_PLACE.format(coming=True))
    lan.get_by_role("link", name="Xem và trả lời").click()
    lans("lan-invited")
    press(lan, "Tôi sẽ dự")
    expect(lan.get_by_text("Đã hết chỗ").first).to_be_visible()
    lans("lan-waiting")
    site.manage("shell", "--no-imports", "--command", TAKE_THE_PLACE.format(coming=False))
    lan.goto("/toi/thong-bao/")
    expect(lan.get_by_role("heading", name=re.compile("Có chỗ cho đồng chí"))).to_be_visible()
    lans("lan-notices")
    lan.get_by_role("button", name=re.compile("Có chỗ cho đồng chí")).click()
    expect(lan.get_by_text("Đồng chí đã trả lời: sẽ dự.")).to_be_visible()

    change_and_cancel(host, lan, hosts, lans, session)


def change_and_cancel(
    host: Page, lan: Page, hosts: Callable[[str], None], lans: Callable[[str], None], session: str
) -> None:
    host.goto(session)
    host.get_by_role("link", name="Sửa buổi sinh hoạt").click()
    host.get_by_label("Địa điểm").fill("Hội trường xã")
    press(host, "Lưu")
    expect(host.get_by_text("Đã thay đổi và đã báo")).to_be_visible()
    host.get_by_role("link", name=re.compile("^Được mời")).click()
    hosts("guests")
    host.get_by_role("link", name=re.compile("Vũ Thị Lan")).click()
    hosts("guest")
    lan.reload()
    expect(lan.get_by_text("Hội trường xã").first).to_be_visible()
    lans("lan-changed")
    host.goto(session)
    host.get_by_role("link", name="Hủy buổi sinh hoạt").click()
    hosts("cancel")
    host.get_by_label("Lý do hủy").fill("Mưa lũ, đường bị chia cắt")
    press(host, "Hủy và báo cho mọi người")
    expect(host.get_by_text("Mưa lũ").first).to_be_visible()
    lan.reload()
    expect(lan.get_by_text("Buổi sinh hoạt này đã hủy")).to_be_visible()
    lans("lan-cancelled")
    lan.goto("/")
    expect(lan.get_by_text("Đã hủy: Sinh hoạt điểm").first).to_be_visible()
    lan.goto("/dien-hinh/buoi/")
    lans("lan-sessions")
    host.goto(HOSTING)
    hosts("hosting")
