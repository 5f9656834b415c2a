"""A secretary plays interactive content: on her phone, on a bad line, on another device; a stranger's code
reaches nothing, whoever looks at it."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Request, expect

from samples.accounts import ADMINISTRATOR, AUTHOR, DEMO_PASSWORD
from tests.bench.line import counted_line
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.journeys.packages_ground import HOSTILE, MEETING, PAO, QUESTIONS
from tests.makers import PASSWORD
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
Offline = Callable[[Page], Any]
Address = Callable[[str], tuple[str, str]]

MOST_REQUESTS, MOST_BYTES = 10, 190_000
MOST_REQUESTS_AGAIN, MOST_BYTES_AGAIN = 2, 10_000  # the lesson itself is the third
LINE, BAD_LINE, WEIGHT = MEETING, f"{MEETING} (đường truyền)", f"{MEETING} (cân nặng)"


@pytest.fixture(scope="module")
def address(site: Site) -> Address:
    """Where a package's lesson stands, and where it stands alone."""
    run = "from tests.journeys.packages_ground import *; "
    site.manage("shell", "--command", f"{run}build()")

    def find(title: str) -> tuple[str, str]:
        lesson, alone = site.manage("shell", "--command", f"{run}print(address_of({title!r}))").split()[-2:]
        return lesson, alone

    return find


def sign_in(page: Page, username: str = PAO) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD if username == PAO else DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    if username == PAO:
        come_to(page, "Chào đồng chí Páo")
    else:
        expect(page.get_by_role("heading", level=1)).to_contain_text("Lớp Chi bộ")


def card(page: Page) -> Any:
    return page.locator("[data-package]")


def standing(page: Page) -> Any:
    return page.locator("[data-standing]")


def said(page: Page) -> Any:
    return page.locator("[data-say]")


def open_it(page: Page) -> FrameLocator:
    page.locator("[data-play]").click()
    frame = page.frame_locator("iframe.package-frame.ready")
    expect(frame.locator(".h5p-content")).to_be_visible()
    return frame


def choose(frame: FrameLocator, choice: str) -> None:
    frame.get_by_role("button", name=choice, exact=True).click()


def fits(page: Page, frame: FrameLocator) -> None:
    """The frame is as high as what it holds, and no wider than the screen."""
    page.wait_for_timeout(800)
    inside = frame.locator(".h5p-container").evaluate("box => box.getBoundingClientRect().height")
    box = page.locator("iframe.package-frame").bounding_box()
    assert box is not None
    assert abs(box["height"] - inside) <= 2, (box, inside)
    assert box["width"] <= 360


# --- Learning ----------------------------------------------------------------------------------


def test_a_secretary_begins_on_her_phone_and_passes_on_a_desktop(
    new_profile: NewProfile, address: Address, axe: Axe, snapshot: Snapshot
) -> None:
    lesson, _ = address(LINE)
    phone = new_profile("phone")
    sign_in(phone)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(urlsplit(request.url).path))
    phone.goto(lesson)
    expect(standing(phone)).to_contain_text("Chưa làm")
    expect(phone.locator("[data-play]")).to_contain_text(re.compile(r"Mở · \d+"))
    assert [path for path in asked if path.startswith("/goi/") or "h5p/" in path] == []
    assert axe(phone) == []
    frame = open_it(phone)
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[0])
    choose(frame, "Đúng")
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[1])
    expect(said(phone)).to_have_text("Đã lưu")
    snapshot(phone, "package-phone")
    assert axe(phone) == []
    phone.close()

    desktop = new_profile("desktop")
    sign_in(desktop)
    desktop.goto(lesson)
    frame = open_it(desktop)
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[1])
    choose(frame, "Chưa đúng")
    choose(frame, "Đúng")
    expect(frame.get_by_role("status")).to_contain_text("20/30")
    expect(standing(desktop)).to_contain_text("Đã làm xong")
    expect(standing(desktop)).to_contain_text("67%")
    expect(desktop.locator("[data-to-do]")).to_contain_text("Đã hoàn thành bài này")
    snapshot(desktop, "package-desktop")
    assert axe(desktop) == []


def test_the_frame_fits_what_it_holds_and_is_named(phone: Page, address: Address) -> None:
    sign_in(phone)
    phone.goto(address(WEIGHT)[0])
    frame = open_it(phone)
    element = phone.locator("iframe.package-frame")
    expect(element).to_have_attribute("title", WEIGHT)
    expect(element).to_have_attribute("sandbox", "allow-scripts allow-forms")
    assert frame.locator("html").get_attribute("lang") == "vi"
    fits(phone, frame)
    choose(frame, "Chưa đúng")
    fits(phone, frame)


def test_a_tab_that_is_closed_at_once_loses_nothing(new_profile: NewProfile, address: Address) -> None:
    lesson, _ = address(WEIGHT)
    first = new_profile("desktop")
    sign_in(first)
    first.goto(lesson)
    frame = open_it(first)
    before = frame.locator(".lcb-question").inner_text()
    choose(frame, "Chưa đúng")
    expect(frame.locator(".lcb-question")).not_to_have_text(before)
    after = frame.locator(".lcb-question").inner_text()
    first.goto("/khoa-hoc/")
    first.goto(lesson)
    expect(open_it(first).locator(".lcb-question")).to_have_text(after)


def test_a_line_that_drops_in_the_middle_loses_nothing(
    new_profile: NewProfile, address: Address, offline: Offline, snapshot: Snapshot
) -> None:
    lesson, _ = address(BAD_LINE)
    phone = new_profile("phone")
    sign_in(phone)
    phone.goto(lesson)
    frame = open_it(phone)
    with offline(phone):
        for _ in QUESTIONS:
            choose(frame, "Đúng")
        expect(frame.get_by_role("status")).to_contain_text("30/30")
        expect(said(phone)).to_contain_text(re.compile(r"Chờ gửi: \d"))
        snapshot(phone, "package-offline")
    expect(said(phone)).to_have_text("Đã lưu")
    expect(standing(phone)).to_contain_text("100%")
    expect(phone.locator("[data-to-do]")).to_contain_text("Đã hoàn thành bài này")


def test_what_waits_on_a_device_is_where_she_goes_on(
    new_profile: NewProfile, address: Address, site: Site
) -> None:
    """The server never heard of her last step; this device has it."""
    lesson, alone = address(WEIGHT)
    phone = new_profile("phone")
    sign_in(phone)
    phone.goto(lesson)
    frame = open_it(phone)
    restart(site, WEIGHT)
    phone.reload()
    frame = open_it(phone)
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[0])
    phone.route("**/trang-thai/", lambda route: route.abort())
    choose(frame, "Đúng")
    expect(said(phone)).to_contain_text("Chờ gửi")
    phone.goto(alone)
    frame = open_it(phone)
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[1])


def restart(site: Site, title: str) -> None:
    forget = "from media.packages.models import PackageState as S; "
    site.manage("shell", "--command", f"{forget}S.objects.filter(package__title={title!r}).delete()")


# --- Without script, without a line, as an author ------------------------------------------------


def test_without_script_a_sentence_says_what_is_needed(
    new_profile: NewProfile, address: Address, snapshot: Snapshot
) -> None:
    lesson, alone = address(LINE)
    page = new_profile("phone", javascript=False)
    sign_in(page)
    page.goto(lesson)
    expect(card(page).or_(page.locator(".package"))).to_contain_text("trình duyệt cần JavaScript")
    page.locator("[data-play]").click()
    expect(page).to_have_url(re.compile(alone))
    expect(page.get_by_role("heading", level=1)).to_have_text(LINE)
    expect(page.locator(".package")).to_contain_text("trình duyệt cần JavaScript")
    expect(page.locator("[data-play]")).to_be_hidden()
    snapshot(page, "package-without-script")


def test_an_author_looks_at_it_and_nothing_is_kept(
    new_profile: NewProfile, address: Address, axe: Axe, snapshot: Snapshot
) -> None:
    _, alone = address(LINE)
    desktop = new_profile("desktop")
    sign_in(desktop, AUTHOR.username)
    desktop.goto(alone)
    come_to(desktop, LINE)
    expect(card(desktop)).to_contain_text("không được lưu")
    sent: list[str] = []
    desktop.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    frame = open_it(desktop)
    choose(frame, "Đúng")
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[1])
    desktop.wait_for_timeout(1500)
    assert sent == []
    assert axe(desktop) == []
    snapshot(desktop, "package-author")


def test_without_a_line_it_says_so_and_can_be_tried_again(
    phone: Page, address: Address, offline: Offline
) -> None:
    sign_in(phone)
    phone.goto(address(WEIGHT)[0])
    with offline(phone):
        phone.locator("[data-play]").click()
        expect(said(phone)).to_contain_text("không có mạng")
    open_it(phone)


def test_it_is_opened_and_answered_by_keyboard(desktop: Page, address: Address, site: Site) -> None:
    restart(site, WEIGHT)
    sign_in(desktop)
    desktop.goto(address(WEIGHT)[0])
    desktop.locator("[data-play]").focus()
    desktop.keyboard.press("Enter")
    frame = desktop.frame_locator("iframe.package-frame.ready")
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[0])
    expect(desktop.locator("iframe.package-frame")).to_be_focused()
    desktop.keyboard.press("Tab")
    first = frame.get_by_role("button").first
    expect(first).to_be_focused()
    assert first.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    desktop.keyboard.press("Enter")
    expect(frame.locator(".lcb-question")).to_have_text(QUESTIONS[1])


# --- A stranger's code ---------------------------------------------------------------------------

REACHED_NOTHING = {
    "origin": {"null"},
    "parent": {"stopped"},
    "parent_storage": {"stopped"},
    "token": {"stopped"},
    "cookie": {"stopped"},
    "inner_storage": {"stopped"},
    "top": {"stopped"},
    "parent_location": {"stopped"},
    "popup": {"stopped"},
    "worker": {"stopped"},
    "database": {"stopped"},
    "caches": {"stopped"},
    "fetch": {"stopped"},
    "own_data": {"stopped"},
    "image": {"stopped"},
}


@pytest.mark.parametrize("username", [PAO, ADMINISTRATOR.username])
def test_a_strangers_code_reaches_nothing(
    site: Site, browser: Browser, address: Address, username: str
) -> None:
    """Even an administrator loses nothing by looking. What it tries, the browser complains of: a profile that
    nobody asks for complaints."""
    lesson, alone = address(HOSTILE)
    context = browser.new_context(base_url=site.address, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sign_in(page, username)
    where = lesson if username == PAO else alone
    page.goto(where)
    come_to(page, "Bài lạ" if username == PAO else HOSTILE)
    asked: list[Request] = []
    context.on("request", lambda request: asked.append(request))
    frame = open_it(page)
    expect(frame.locator("#told")).to_contain_text('"image"')
    page.wait_for_timeout(1000)
    told = json.loads(frame.locator("#told").inner_text())
    for name, fine in REACHED_NOTHING.items():
        assert told[name] in fine, f"{name}: {told[name]}"
    assert urlsplit(page.url).path == where
    assert len(context.pages) == 1
    reached = [r for r in asked if r.frame != page.main_frame and "/goi/khung/" not in r.url]
    assert [(r.url, r.headers.get("cookie")) for r in reached if r.response()] == []
    assert [cookie["name"] for cookie in context.cookies() if cookie["name"] == "sessionid"]
    # Where it leads itself, nobody follows: the frame shows no page of ours.
    frame.get_by_role("button", name="Đi").click()
    page.wait_for_timeout(1000)
    assert not any("/quan-tri/" in one.url for one in page.frames)
    page.goto("/tai-khoan/")
    assert "/dang-nhap/" not in page.url
    context.close()


def test_a_link_in_it_becomes_a_question(site: Site, browser: Browser, address: Address) -> None:
    lesson, _ = address(HOSTILE)
    context = browser.new_context(base_url=site.address, viewport={"width": 360, "height": 740})
    page = context.new_page()
    context.route("https://example.org/**", lambda route: route.fulfill(body="ngoài"))
    sign_in(page)
    page.goto(lesson)
    frame = open_it(page)
    frame.get_by_role("link", name="Xem thêm").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Mở trang example.org/ra-ngoai?")
    dialog.get_by_role("button", name="Ở lại").click()
    expect(dialog).to_be_hidden()
    frame.get_by_role("link", name="Xem thêm").click()
    with context.expect_page() as opened:
        dialog.get_by_role("link", name="Mở trang").click()
    assert opened.value.evaluate("() => window.opener") is None
    expect(dialog).to_be_hidden()
    context.close()


def test_the_frame_alone_in_a_tab_is_nobody_too(desktop: Page) -> None:
    sign_in(desktop)
    desktop.goto("/goi/khung/h5p/")
    assert desktop.evaluate("() => self.origin") == "null"
    assert desktop.evaluate("() => document.cookie") == ""


# --- Weight ----------------------------------------------------------------------------------------


def test_a_second_visit_fetches_no_code_again(
    site: Site, new_profile: NewProfile, address: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counted on the line itself, from the tap: a frame's requests are told by no browser's own figures."""
    lesson, _ = address(WEIGHT)
    with counted_line(site.address) as line:
        phone = new_profile("phone", base_url=line.address)
        sign_in(phone)
        visits = []
        for _ in range(2):
            phone.goto(lesson, wait_until="networkidle")
            line.wait_until_quiet()
            line.count_anew()
            open_it(phone)
            line.wait_until_quiet()
            visits.append((line.requests, line.bytes))
    first, again = visits
    with capsys.disabled():
        print(f"\npackage: first {first}, again {again} (requests, bytes)")
    assert first[0] <= MOST_REQUESTS
    assert first[1] <= MOST_BYTES
    assert again[0] <= MOST_REQUESTS_AGAIN
    assert again[1] <= MOST_BYTES_AGAIN
