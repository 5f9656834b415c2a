"""A secretary's quiz: on a bad line, on two devices, without script, by keyboard; no answer is lost."""

import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, Page, expect

from samples.accounts import DEMO_PASSWORD, SECRETARY
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.journeys.quiz_ground import TITLES
from tests.site_server import Site, new_database, running_site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
Offline = Callable[[Page], Any]

SAVED = re.compile(r"Đã lưu lúc \d\d:\d\d")
TARGET = 48


@pytest.fixture(autouse=True, scope="module")
def quizzes(site: Site) -> None:
    on_the_ground(site, "build()")


def on_the_ground(site: Site, deed: str) -> None:
    site.manage("shell", "--command", f"from tests.journeys.quiz_ground import *; {deed}")


def sign_in(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    _fill_sign_in(page)
    come_to(page, "Chào đồng chí Lan")


def _fill_sign_in(page: Page) -> None:
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(SECRETARY.username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def begin(page: Page, slug: str) -> None:
    page.goto(f"/bai-kiem-tra/{slug}/")
    page.get_by_role("main").get_by_role("button", name=re.compile("Bắt đầu làm bài|Làm lại")).click()
    expect(title(page)).to_contain_text("Câu 1")
    page.wait_for_load_state()  # the scripts are there before any line is cut


def go_on(page: Page, slug: str) -> None:
    page.goto(f"/bai-kiem-tra/{slug}/")
    page.get_by_role("link", name="Làm tiếp").click()
    expect(title(page)).to_contain_text("Câu")


def title(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def sheet(page: Page) -> Locator:
    return page.locator(".sheet:not([hidden])")


def press(page: Page, name: str) -> None:
    sheet(page).get_by_role("button", name=name, exact=True).click()


def status(page: Page) -> Locator:
    return page.locator(".saved")


def saved(page: Page) -> None:
    """Nothing waits on the device any more: what was said before may still stand in the status."""
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('answer:'))")
    expect(status(page)).to_have_text(SAVED)


def answer_all_five(page: Page) -> None:
    for number, _ in enumerate(TITLES, start=1):
        expect(title(page)).to_contain_text(f"Câu {number}/5")
        sheet(page).get_by_role("radio", name="Đúng").check()
        press(page, "Câu tiếp" if number < len(TITLES) else "Xem lại và nộp bài")


def answered_on_another_device(new_profile: NewProfile, slug: str) -> int:
    """How many answers the server has, as a browser without script sees it."""
    other = new_profile("desktop", javascript=False)
    sign_in(other)
    go_on(other, slug)
    press(other, "Danh sách câu hỏi")
    return other.locator("[data-state=answered]").count()


def test_five_answers_given_without_a_line_are_all_kept(
    new_profile: NewProfile, site: Site, offline: Offline, snapshot: Snapshot
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone")
    sign_in(phone)
    begin(phone, "nam-cau")
    with offline(phone):
        answer_all_five(phone)
        expect(title(phone)).to_have_text("Danh sách câu hỏi")
        expect(status(phone)).to_have_text("Chờ gửi: 5")
        snapshot(phone, "quiz-offline")
        assert answered_on_another_device(new_profile, "nam-cau") == 0
    saved(phone)
    assert answered_on_another_device(new_profile, "nam-cau") == 5


def test_handing_in_without_a_line_is_done_once_there_is_one(
    new_profile: NewProfile, site: Site, offline: Offline
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone")
    sign_in(phone)
    begin(phone, "nam-cau")
    with offline(phone):
        answer_all_five(phone)
        press(phone, "Nộp bài")
        expect(phone.locator("[data-notice]")).to_contain_text("Sẽ nộp khi có mạng")
    expect(title(phone)).to_have_text("Đạt")
    expect(phone.get_by_text("100%", exact=True)).to_be_visible()


def test_a_server_killed_between_saving_and_going_on_loses_nothing_it_acknowledged(
    new_profile: NewProfile, site: Site, tmp_path: Path
) -> None:
    """A site of its own, which may be killed."""
    with new_database(tmp_path) as database:
        environment = {**site.environment, "DATABASE_URL": database, "CACHE_URL": "locmem://"}
        settings = environment["DJANGO_SETTINGS_MODULE"]
        with running_site(environment, tmp_path / "first.log", settings=settings) as first:
            on_the_ground(first, "build()")
            phone = new_profile("phone", base_url=first.address)
            sign_in(phone)
            begin(phone, "nam-cau")
            sheet(phone).get_by_role("radio", name="Đúng").check()
            saved(phone)
            _kill(first.process.pid)
            _wait_until_gone(first.address)
            press(phone, "Câu tiếp")
            sheet(phone).get_by_role("radio", name="Đúng").check()
            expect(status(phone)).to_have_text("Chờ gửi: 1")
        port = urlsplit(first.address).port or 0
        environment["DEMO"] = ""  # what the first one brought is there
        with running_site(environment, tmp_path / "second.log", port, settings=settings):
            phone.evaluate("dispatchEvent(new Event('online'))")
            saved(phone)
            phone.reload()
            expect(sheet(phone).get_by_role("radio", name="Đúng")).to_be_checked()
            press(phone, "Trước")
            expect(sheet(phone).get_by_role("radio", name="Đúng")).to_be_checked()
            phone.close()


def _kill(pid: int) -> None:
    """A process and those it has started, all at once, as when the power fails."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for one in (pid, *map(int, children)):
        os.kill(one, signal.SIGKILL)


def _wait_until_gone(address: str) -> None:
    for _ in range(100):
        try:
            urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310 (an address of ours)
        except (URLError, OSError):
            return
        time.sleep(0.2)
    raise AssertionError("the killed server still answers")


def test_of_two_tabs_each_shows_what_the_other_saved(new_profile: NewProfile, site: Site) -> None:
    on_the_ground(site, "forget('nam-cau')")
    first = new_profile("desktop")
    sign_in(first)
    begin(first, "nam-cau")
    second = first.context.new_page()
    second.goto(first.url)
    sheet(first).get_by_role("radio", name="Đúng").check()
    expect(sheet(second).get_by_role("radio", name="Đúng")).to_be_checked()
    sheet(second).get_by_role("radio", name="Ngày 15").check()
    expect(sheet(first).get_by_role("radio", name="Ngày 15")).to_be_checked()
    saved(second)
    press(second, "Đánh dấu xem lại")
    expect(sheet(first).get_by_role("button", name="Bỏ đánh dấu")).to_be_visible()


def test_going_on_elsewhere_shows_the_newest_answer_and_keeps_the_later_one(
    new_profile: NewProfile, site: Site
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone, desk = new_profile("phone"), new_profile("desktop")
    sign_in(phone)
    begin(phone, "nam-cau")
    sheet(phone).get_by_role("radio", name="Ngày 15").check()
    saved(phone)
    sign_in(desk)
    desk.goto(phone.url)
    expect(sheet(desk).get_by_role("radio", name="Ngày 15")).to_be_checked()
    sheet(desk).get_by_role("radio", name="Đúng").check()
    saved(desk)
    phone.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(sheet(phone).get_by_role("radio", name="Đúng")).to_be_checked()


def test_answers_given_before_the_deadline_count_though_the_line_was_down_at_it(
    new_profile: NewProfile, site: Site, offline: Offline
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone")
    sign_in(phone)
    begin(phone, "nam-cau")
    on_the_ground(site, "end_in(9, 'nam-cau')")
    phone.reload()
    expect(phone.locator("[data-time]")).to_contain_text("giây")
    with offline(phone):
        sheet(phone).get_by_role("radio", name="Đúng").check()
        expect(phone.locator("[data-notice]")).to_contain_text("Hết giờ", timeout=20_000)
        expect(sheet(phone).get_by_role("radio", name="Đúng")).to_be_disabled()
    phone.get_by_role("button", name="Cho tôi xem kết quả").click(timeout=60_000)
    expect(phone.get_by_text("20%", exact=True)).to_be_visible()
    expect(phone.get_by_text("tự đóng khi hết giờ")).to_be_visible()


def test_answers_left_on_a_telephone_that_died_at_the_deadline_are_sent_when_the_quiz_is_opened_again(
    new_profile: NewProfile, site: Site, offline: Offline
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone")
    sign_in(phone)
    begin(phone, "nam-cau")
    with offline(phone):
        answer_all_five(phone)
        expect(status(phone)).to_have_text("Chờ gửi: 5")
        on_the_ground(site, "end_in(1, 'nam-cau')")
        on_the_ground(site, "end_in(-20, 'nam-cau')")
        site.manage("close_attempts")
        again = phone.context.new_page()
        phone.close()
    again.goto("/bai-kiem-tra/nam-cau/")
    again.get_by_role("link", name=re.compile("Lần 1")).click()
    again.get_by_role("button", name="Cho tôi xem kết quả").click()
    expect(title(again)).to_contain_text("Lần này chưa đạt")


def test_a_session_that_runs_out_keeps_the_answer_and_comes_back_to_the_question(
    new_profile: NewProfile, site: Site
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone")
    sign_in(phone)
    begin(phone, "nam-cau")
    press(phone, "Câu tiếp")
    phone.context.clear_cookies(name="sessionid")
    sheet(phone).get_by_role("radio", name="Đúng").check()
    expect(status(phone)).to_contain_text("Đã hết phiên đăng nhập, câu trả lời vẫn giữ")
    status(phone).get_by_role("link", name="Đăng nhập lại").click()
    _fill_sign_in(phone)
    expect(title(phone)).to_have_text("Câu 2/5")
    expect(sheet(phone).get_by_role("radio", name="Đúng")).to_be_checked()
    saved(phone)
    assert answered_on_another_device(new_profile, "nam-cau") == 1


def test_without_script_a_quiz_is_answered_saved_and_handed_in(new_profile: NewProfile, site: Site) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone", javascript=False)
    sign_in(phone)
    begin(phone, "nam-cau")
    answer_all_five(phone)
    expect(phone.get_by_text("Câu nào cũng đã trả lời.")).to_be_visible()
    press(phone, "Nộp bài")
    expect(title(phone)).to_have_text("Đạt")
    expect(phone.get_by_text("100%", exact=True)).to_be_visible()


def test_without_script_a_session_that_runs_out_shows_the_answer_for_one_more_tap(
    new_profile: NewProfile, site: Site
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone", javascript=False)
    sign_in(phone)
    begin(phone, "nam-cau")
    phone.context.clear_cookies(name="sessionid")
    sheet(phone).get_by_role("radio", name="Ngày 30").check()
    press(phone, "Câu tiếp")
    _fill_sign_in(phone)
    expect(title(phone)).to_have_text("Câu 1/5")
    expect(phone.get_by_role("alert")).to_contain_text("chưa được lưu")
    expect(sheet(phone).get_by_role("radio", name="Ngày 30")).to_be_checked()
    press(phone, "Câu tiếp")
    press(phone, "Trước")
    expect(sheet(phone).get_by_role("radio", name="Ngày 30")).to_be_checked()
    expect(phone.get_by_role("alert")).to_have_count(0)


def test_without_script_a_page_older_than_the_sign_in_loses_nothing(
    new_profile: NewProfile, site: Site
) -> None:
    on_the_ground(site, "forget('nam-cau')")
    phone = new_profile("phone", javascript=False)
    sign_in(phone)
    begin(phone, "nam-cau")
    sheet(phone).get_by_role("radio", name="Ngày 30").check()
    other = phone.context.new_page()
    phone.context.clear_cookies()
    sign_in(other)
    press(phone, "Câu tiếp")
    expect(phone.get_by_role("alert")).to_contain_text("chưa được lưu")
    press(phone, "Câu tiếp")
    expect(title(phone)).to_have_text("Câu 2/5")
    assert answered_on_another_device(new_profile, "nam-cau") == 1


def test_enter_in_a_field_saves_and_never_hands_in(new_profile: NewProfile, site: Site) -> None:
    for javascript in (True, False):
        on_the_ground(site, "forget('chin-dang')")
        page = new_profile("desktop", javascript=javascript)
        sign_in(page)
        begin(page, "chin-dang")
        page.goto(re.sub(r"/\d+/$", "/6/", page.url))
        field = sheet(page).get_by_label("Câu trả lời của đồng chí")
        field.fill("đại hội")
        field.press("Enter")
        saved(page)
        expect(title(page)).to_have_text("Câu 6/9")
        expect(field).to_have_value("đại hội")


def test_ordering_by_keyboard_by_buttons_and_by_a_finger(new_profile: NewProfile, site: Site) -> None:
    on_the_ground(site, "forget('chin-dang')")
    page = new_profile("phone")
    sign_in(page)
    begin(page, "chin-dang")
    page.goto(re.sub(r"/\d+/$", "/5/", page.url))
    page.set_viewport_size({"width": 360, "height": 1400})  # near its rim a drag turns the page along
    rows = sheet(page).locator(".order > li")
    expect(rows.first.locator(".grip")).to_be_visible()

    def order() -> list[str]:
        return rows.locator(".what").all_inner_texts()

    start = order()
    for button in sheet(page).locator(".order button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["width"] >= TARGET
        assert box["height"] >= TARGET
    rows.nth(0).locator("button.down").tap()
    assert order() == [start[1], start[0], *start[2:]]
    rows.nth(1).locator(".grip").focus()
    page.keyboard.press("ArrowUp")
    assert order() == start
    page.keyboard.press("ArrowDown")
    assert order() == [start[1], start[0], *start[2:]]
    expect(page.locator("[data-spoken]")).to_contain_text("vị trí 2 trên 4")
    _drag(page, rows.nth(0).locator(".grip"), rows.nth(1))
    assert order() == start
    rows.nth(3).locator("button.up").click()
    assert order() == [*start[:2], start[3], start[2]]
    saved(page)
    page.reload()
    expect(rows.locator(".what")).to_have_text([*start[:2], start[3], start[2]])


def _drag(page: Page, grip: Locator, to: Locator) -> None:
    """With a finger: touches as the browser's own protocol sends them."""
    to.scroll_into_view_if_needed()
    grip.scroll_into_view_if_needed()
    began, ended = grip.bounding_box(), to.bounding_box()
    assert began is not None
    assert ended is not None
    x, first, last = began["x"] + 20, began["y"] + 20, ended["y"] + ended["height"] - 4
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": first}]})
    for step in range(1, 11):
        y = first + (last - first) * step / 10
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_matching_by_keyboard_and_by_touch(new_profile: NewProfile, site: Site) -> None:
    on_the_ground(site, "forget('chin-dang')")
    page = new_profile("phone")
    sign_in(page)
    begin(page, "chin-dang")
    page.goto(re.sub(r"/\d+/$", "/4/", page.url))
    lists = sheet(page).get_by_role("combobox")
    for one in lists.all():
        box = one.bounding_box()
        assert box is not None
        assert box["height"] >= TARGET
    lists.nth(0).focus()
    page.keyboard.press("ArrowDown")
    lists.nth(1).select_option(label="Ghi biên bản")
    saved(page)
    press(page, "Danh sách câu hỏi")
    expect(page.locator("[data-mapped='4']")).to_contain_text("Trả lời một phần")
    page.reload()
    page.get_by_role("link", name=re.compile("Câu 4")).click()
    assert lists.nth(0).input_value() != ""
    expect(lists.nth(1).locator("option:checked")).to_have_text("Ghi biên bản")


def test_a_wrong_try_brings_a_hint_and_another_try(new_profile: NewProfile, site: Site) -> None:
    for javascript in (True, False):
        on_the_ground(site, "forget('thu-lai')")
        page = new_profile("phone", javascript=javascript)
        sign_in(page)
        begin(page, "thu-lai")
        sheet(page).get_by_role("radio", name="Hai lần").check()
        press(page, "Kiểm tra câu này")
        expect(sheet(page)).to_contain_text("Đồng chí còn 2 lần thử.")
        expect(sheet(page)).to_contain_text("Nghĩ đến nền nếp sinh hoạt.")
        sheet(page).get_by_role("radio", name="Một lần").check()
        press(page, "Kiểm tra câu này")
        expect(sheet(page).locator("[data-checked]")).to_contain_text("Đúng")
        expect(sheet(page)).to_contain_text("Giải thích: họp ít nhất mỗi tháng một lần")
        expect(sheet(page).locator("input[value=c1]")).to_be_disabled()


KINDS = 9


@pytest.mark.once
@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_axe_finds_nothing_on_any_page_of_a_quiz_and_nothing_is_too_wide(
    new_profile: NewProfile, site: Site, axe: Axe, snapshot: Snapshot, size: Any
) -> None:
    on_the_ground(site, "forget('chin-dang'); forget('mot-trang'); forget('cham-ngay')")
    page = new_profile(size)
    sign_in(page)
    found: dict[str, list[str]] = {}

    def examine(name: str) -> None:
        snapshot(page, f"quiz-{name}-{size}")
        spare = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if faults := [*axe(page), *(["wider than the screen"] if spare > 0 else [])]:
            found[name] = faults

    page.goto("/bai-kiem-tra/chin-dang/?tu=/khoa-hoc/")
    examine("before")
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    for number in range(1, KINDS + 1):
        expect(title(page)).to_have_text(f"Câu {number}/{KINDS}")
        examine(f"question-{number}")
        _answer_somehow(sheet(page))
        press(page, "Câu tiếp" if number < KINDS else "Xem lại và nộp bài")
    examine("map")
    press(page, "Nộp bài")
    expect(title(page)).to_contain_text("Đã nộp, đang chờ chấm")
    examine("result")
    begin(page, "mot-trang")
    examine("one-page")
    begin(page, "cham-ngay")
    sheet(page).get_by_role("radio", name="Hai lần").check()
    press(page, "Kiểm tra câu này")
    expect(sheet(page)).to_contain_text("Giải thích")
    examine("checked")
    page.goto("/bai-kiem-tra/chin-dang/")
    examine("after")
    assert found == {}


def _answer_somehow(sheet: Locator) -> None:
    for choice in sheet.locator("input[type=radio], input[type=checkbox]").all()[:2]:
        choice.check()
    for chosen in sheet.get_by_role("combobox").all():
        if chosen.is_visible():
            chosen.select_option(index=1)
    for field in sheet.locator("input:not([type]), textarea").all():
        field.fill("3")
