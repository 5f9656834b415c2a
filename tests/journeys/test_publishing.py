"""Hòa approves a new lesson and is asked about those under way; Mai goes on by the edition she began."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import DEMO_PASSWORD, REVIEWER
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.journeys.publishing_ground import MAI, NEW_LESSON, SLUG
from tests.journeys.test_authoring import ours
from tests.journeys.test_authoring import sign_in as enter_the_authoring_site
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
GROUND = "from tests.journeys.publishing_ground import build, withdraw; "


@pytest.fixture
def waiting(site: Site) -> Iterator[str]:
    """The number of the lesson that waits for approval."""
    yield site.manage("shell", "-c", GROUND + "build()").split()[-1]
    site.manage("shell", "-c", GROUND + "withdraw()")


def test_the_reviewer_lets_those_under_way_keep_what_they_have(
    waiting: str, desktop: Page, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    enter_the_authoring_site(desktop, REVIEWER)
    desktop.goto(f"/quan-tri/pages/{waiting}/edit/")
    desktop.get_by_role("button", name="Thao tác khác").click()
    desktop.get_by_role("button", name="Duyệt và xuất bản").click()
    question = desktop.get_by_role("dialog")
    expect(question.get_by_text("Ảnh hưởng 1 đồng chí đang học")).to_be_visible()
    expect(question.get_by_text(f"Bài mới: {NEW_LESSON}")).to_be_visible()
    assert ours(axe, desktop) == []
    snapshot(desktop, "publishing-question")
    question.get_by_label("Giữ kết quả").check()
    question.get_by_role("button", name="Duyệt").click()
    expect(desktop.get_by_text(f"“{NEW_LESSON}”").first).to_be_visible()

    phone = new_profile("phone")
    phone.goto("/tai-khoan/dang-nhap/")
    phone.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(MAI)
    phone.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(phone, "Chào đồng chí")
    phone.goto(f"/khoa-hoc/{SLUG}/")
    expect(phone.get_by_text("Học xong tất cả 2 bài")).to_be_visible()
    expect(phone.get_by_text(NEW_LESSON)).to_have_count(0)
    assert axe(phone) == []
    snapshot(phone, "publishing-kept-phone")
