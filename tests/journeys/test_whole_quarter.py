"""One quarter, from the assignment to the signed figures: a course is assigned to a commune, a secretary is
appointed in the next month, the commune is merged, one finishes late, the other is recognised; Minh freezes
the quarter and prints it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.journeys.quarter_ground import (
    COURSE,
    GOES,
    MINH,
    NEWCOMER,
    PROVINCE,
    SECRETARY,
    STAYS,
    WITHIN_DAYS,
    quarter_start,
)
from tests.journeys.reports_ground import quarter_end
from tests.makers import PASSWORD
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]


def happens(site: Site, *deeds: str) -> None:
    said = "; ".join(f"quarter_ground.{deed}()" for deed in deeds)
    site.manage("shell", "--no-imports", "--command", f"from tests.journeys import quarter_ground; {said}")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row").filter(has_text=name)


def assign(page: Page) -> None:
    page.goto("/theo-doi/giao-hoc/moi/")
    page.get_by_label("Học gì").select_option(label=COURSE)
    page.locator("input[name=organisation_text]").fill(GOES)
    page.get_by_role("main").get_by_role("button", name="Tìm", exact=True).last.click()
    page.get_by_role("radio", name=GOES).check()
    page.get_by_role("checkbox", name="Phó bí thư").uncheck()
    page.get_by_label("Có hiệu lực từ ngày").fill(f"{quarter_start():%d/%m/%Y}")
    page.get_by_label("Số ngày kể từ khi nhận chức vụ").fill(str(WITHIN_DAYS))
    page.get_by_role("button", name="Xem ai phải học").click()
    come_to(page, "Ai phải học")
    expect(page.get_by_role("main").get_by_text(SECRETARY)).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Giao học", exact=True).last.click()
    expect(page.get_by_text("Đã giao.", exact=False)).to_be_visible()


def test_a_quarter_from_the_assignment_to_the_signed_figures(
    site: Site, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    happens(site, "build")
    page = new_profile("desktop")
    page.goto("/tai-khoan/dang-nhap/?next=/theo-doi/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(MINH)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(page, PROVINCE)
    assign(page)

    happens(site, "appoint_in_the_next_month", "merge", "finish_late", "hand_in_a_paper")
    page.goto("/theo-doi/")
    # The commune is no more; its cells took along what was assigned to it.
    expect(row(page, STAYS).get_by_role("cell").first).to_have_text("2")
    expect(page.get_by_role("main").get_by_text(GOES)).to_have_count(0)
    page.get_by_label("Số liệu đến ngày").fill(f"{quarter_start():%Y-%m-%d}")
    page.get_by_role("button", name="Xem số liệu").click()
    expect(row(page, GOES).get_by_role("cell").first).to_have_text("1")

    page.goto("/theo-doi/cong-nhan/")
    page.get_by_role("link", name=NEWCOMER).first.click()
    page.get_by_role("button", name="Công nhận", exact=True).click()
    expect(page.get_by_text("Đã công nhận.", exact=False)).to_be_visible()

    page.goto("/theo-doi/")
    row(page, STAYS).get_by_role("link", name="1 muộn").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    expect(page.get_by_text(SECRETARY)).to_be_visible()

    last = quarter_end()
    page.goto(f"/theo-doi/bao-cao/bc1/chot/?period={last.year}-q{(last.month - 1) // 3 + 1}")
    page.get_by_role("button", name="Chốt số liệu này").click()
    page.get_by_role("link", name="Ký xác nhận").click()
    page.get_by_label("Ký với chức danh").fill("Trưởng ban")
    page.get_by_label("Họ và tên đồng chí").fill("Lý Văn Minh")
    page.get_by_role("button", name="Tôi đã xem: ký xác nhận").click()
    expect(page.get_by_text("Đã ký", exact=True)).to_be_visible()
    expect(row(page, STAYS)).to_contain_text("100,0")
    snapshot(page, "quarter-frozen")
    assert axe(page) == []
    page.emulate_media(media="print")
    expect(row(page, STAYS)).to_contain_text("100,0")
