"""A film from the lecturer's desk to a phone in the hills: sent over a bad line, captioned, watched, left and
gone on with; and what is watched finishes the lesson."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from samples.accounts import AUTHOR, DEMO_PASSWORD
from tests.film_makers import draw_film
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.film_ground import PUA
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
Offline = Callable[[Page], Any]

# Of Wagtail's own furniture: two searches on a page, lists and windows without a name.
WAGTAILS_OWN = ("landmark-unique", "page-has-heading-one", "aria-dialog-name")
SECONDS = 8
LESSON = "/khoa-hoc/khoa-hoc-co-phim/phan-mot/bai-co-phim/"
MINUTES_TO_MAKE = 120_000


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several pieces large, with a clock in the picture."""
    path = tmp_path_factory.mktemp("film") / "Mở đầu buổi sinh hoạt.mp4"
    heavy = ("-c:v", "libx264", "-preset", "ultrafast", "-qp", "4")
    draw_film(path, seconds=SECONDS, size="1280x720", options=heavy)
    assert path.stat().st_size > 3 * 1024 * 1024
    return path


def on_the_ground(site: Site, deed: str) -> str:
    return site.manage("shell", "--command", f"from tests.journeys.film_ground import *; {deed}")


@pytest.fixture(scope="module")
def lesson_with_a_film(site: Site, film: Path) -> str:
    on_the_ground(site, f"build({str(film)!r})")
    return LESSON


def sign_in(page: Page, username: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(page, "Chào đồng chí" if username == PUA else "Lớp Chi bộ")


def ours(axe: Axe, page: Page) -> list[str]:
    return [line for line in axe(page) if not line.startswith(WAGTAILS_OWN)]


def place(page: Page) -> float:
    return float(page.evaluate("document.querySelector('.film-screen').currentTime"))


def play_until(page: Page, seconds: float) -> None:
    page.wait_for_function("s => document.querySelector('.film-screen').currentTime >= s", arg=seconds)


def quiet(page: Page) -> None:
    page.evaluate("document.querySelector('.film-screen').muted = true")


# --- At the desk ---------------------------------------------------------------------------------


def test_hoa_sends_a_film_over_a_line_that_breaks_and_captions_it(
    new_profile: NewProfile, site: Site, film: Path, axe: Axe, snapshot: Snapshot
) -> None:
    page = new_profile("desktop")
    sign_in(page, AUTHOR.username)
    page.goto("/quan-tri/media/")
    page.get_by_role("link", name="Gửi phim, âm thanh").click()
    assert ours(axe, page) == []
    sent: list[int] = []

    def break_off(route: Route) -> None:
        """The second piece is lost, and so is the question how far it got."""
        sent.append(int(route.request.headers.get("upload-offset", "-1")))
        if route.request.method in ("PATCH", "HEAD") and 1 < len(sent) <= 4:
            route.abort()
        else:
            route.continue_()

    page.route(re.compile(r"/tai-len/[0-9a-f-]+/$"), break_off)
    page.get_by_label("Phim hoặc âm thanh").set_input_files(film)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Mất mạng.")).to_be_visible()
    snapshot(page, "film-sending")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mở đầu buổi sinh hoạt", timeout=60_000)
    assert sent.count(0) == 1  # what had arrived is not sent again
    expect(page.get_by_text("Người học chưa thấy")).to_be_visible()
    screen = page.locator("video[data-screen]")
    expect(screen).to_be_visible(timeout=MINUTES_TO_MAKE)
    caption(page)
    assert ours(axe, page) == []
    snapshot(page, "film-desk")
    page.get_by_role("button", name="Lưu và điền bản chép lời từ phụ đề").click()
    expect(page.get_by_text("Người học thấy trong mọi bài đã xuất bản")).to_be_visible()
    expect(page.get_by_label("Bản chép lời")).to_have_value("Chào các đồng chí.")


def caption(page: Page) -> None:
    """By the keyboard, as a lecturer does it who types."""
    box = page.get_by_label("Phụ đề", exact=True)
    box.focus()
    page.evaluate("document.querySelector('[data-screen]').currentTime = 1")
    page.keyboard.press("Alt+m")
    page.keyboard.type("Chào các đồng chí.")
    page.evaluate("document.querySelector('[data-screen]').currentTime = 2.5")
    page.keyboard.press("Alt+k")
    assert box.input_value() == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nChào các đồng chí."


def test_a_film_that_is_none_is_told_and_a_reloaded_page_goes_on(
    new_profile: NewProfile, site: Site, film: Path, tmp_path: Path
) -> None:
    page = new_profile("phone")
    sign_in(page, AUTHOR.username)
    page.goto("/quan-tri/media/video/add/")
    fake = tmp_path / "bao-cao.mp4"
    fake.write_bytes(b"Day khong phai phim. " * 1000)
    page.get_by_label("Phim hoặc âm thanh").set_input_files(fake)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Tệp này không phải phim hay âm thanh")).to_be_visible()
    page.route(
        re.compile(r"/tai-len/[0-9a-f-]+/$"),
        lambda route: (
            route.abort() if route.request.headers.get("upload-offset", "0") != "0" else route.continue_()
        ),
    )
    page.get_by_label("Phim hoặc âm thanh").set_input_files(film)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Mất mạng.")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute_all()
    page.goto("/quan-tri/media/video/add/")
    expect(page.get_by_text("Đang gửi dở")).to_be_visible()
    offsets: list[str] = []
    page.on(
        "request",
        lambda request: (
            offsets.append(request.headers.get("upload-offset", "")) if request.method == "PATCH" else None
        ),
    )
    page.get_by_label("Phim hoặc âm thanh").set_input_files(film)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mở đầu buổi sinh hoạt", timeout=60_000)
    assert "0" not in offsets


# --- In the hills --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_lesson_with_a_film_loads_nothing_of_it_before_the_tap(
    new_profile: NewProfile, site: Site, lesson_with_a_film: str, axe: Axe, snapshot: Snapshot, size: Size
) -> None:
    on_the_ground(site, "forget()")
    page = new_profile(size)
    sign_in(page, PUA)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lesson_with_a_film)
    button = page.get_by_role("button", name=re.compile(r"Xem · 0:0\d · .*KB|Xem · 0:0\d · .*MB"))
    expect(button).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if re.search(r"\.(mp4|webm|m4a|vtt)", url)] == []
    assert axe(page) == []
    box = button.bounding_box()
    assert box
    assert box["height"] >= 48
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    snapshot(page, f"film-closed-{size}")
    button.click()
    play_until(page, 0.5)
    assert axe(page) == []
    snapshot(page, f"film-open-{size}")


def test_lan_watches_leaves_goes_on_elsewhere_and_the_lesson_is_done(
    new_profile: NewProfile, site: Site, lesson_with_a_film: str, offline: Offline
) -> None:
    on_the_ground(site, "forget()")
    page = new_profile("phone")
    sign_in(page, PUA)
    page.goto(lesson_with_a_film)
    page.get_by_role("button", name=re.compile("^Xem · ")).click()
    quiet(page)
    play_until(page, 2)
    captions = page.evaluate("document.querySelector('.film-screen').textTracks[0].mode")
    assert captions == "showing"
    page.evaluate("document.querySelector('.film-screen').currentTime = 3.3")
    play_until(page, 4.1)
    page.evaluate("document.querySelector('.film-screen').pause()")
    # A third of it was skipped: what was jumped over is not watched.
    expect(page.locator("[data-seen]")).to_have_text(re.compile("đã xem [2-4]\\d%"))
    left = place(page)

    other = new_profile("desktop")
    sign_in(other, PUA)
    other.goto(lesson_with_a_film)
    other.get_by_role("button", name=re.compile("Xem tiếp từ 0:04")).click()
    quiet(other)
    play_until(other, left)
    assert place(other) >= left - 0.5
    # Back to what she had skipped, on a line that is gone meanwhile.
    other.get_by_text("Các phần").click()
    other.get_by_role("button", name=re.compile("Bàn việc")).click()
    play_until(other, 2.5)
    with offline(other):
        other.evaluate("document.querySelector('.film-screen').pause()")
        expect(other.get_by_text("đang chờ gửi")).to_be_visible()
    other.evaluate("document.querySelector('.film-screen').play()")
    other.wait_for_function("() => document.querySelector('.film-screen').ended", timeout=30_000)
    expect(other.locator("[data-seen]")).to_have_text(re.compile("đã xem (9\\d|100)%"))
    expect(other.get_by_role("heading", name="Đã hoàn thành bài này")).to_be_visible()


def test_speed_and_quality_are_hers_and_the_film_goes_on_where_it_is(
    new_profile: NewProfile, site: Site, lesson_with_a_film: str
) -> None:
    on_the_ground(site, "forget()")
    page = new_profile("phone")
    sign_in(page, PUA)
    page.goto(lesson_with_a_film)
    page.get_by_label("Chất lượng").select_option("opus")
    expect(page.get_by_role("button", name=re.compile("Xem · "))).to_contain_text("KB")
    page.get_by_label("Chất lượng").select_option("240p")
    page.get_by_role("button", name=re.compile("Xem · ")).click()
    quiet(page)
    page.get_by_label("Tốc độ").select_option("2")
    play_until(page, 3)
    assert page.evaluate("document.querySelector('.film-screen').playbackRate") == 2
    page.get_by_label("Chất lượng").select_option("480p")
    page.wait_for_function("() => document.querySelector('.film-screen').currentSrc.includes('480p')")
    play_until(page, 3.2)
    assert page.evaluate("document.querySelector('.film-screen').playbackRate") == 2
    page.get_by_role("button", name="Lùi 10 giây").press("k")
    assert page.evaluate("document.querySelector('.film-screen').paused")
    expect(page.locator("[data-seen]")).to_have_text(re.compile("đã xem [3-9]\\d%"))


def test_a_phone_that_saves_data_is_offered_sound_alone_and_not_given_it_unasked(
    new_profile: NewProfile, site: Site, lesson_with_a_film: str, snapshot: Snapshot
) -> None:
    page = new_profile("phone")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"
    )
    sign_in(page, PUA)
    page.goto(lesson_with_a_film)
    expect(page.get_by_label("Chất lượng")).to_have_value("240p")
    listen = page.get_by_role("button", name=re.compile("^Chỉ nghe tiếng · .*KB"))
    expect(listen).to_be_visible()
    snapshot(page, "film-data-saver")
    listen.click()
    quiet(page)
    play_until(page, 0.5)
    assert re.search(r"/(opus|aac)\.", page.evaluate("document.querySelector('.film-screen').currentSrc"))
    expect(listen).to_be_hidden()


def test_what_is_said_can_be_read_where_the_film_cannot_be_loaded(
    new_profile: NewProfile, site: Site, lesson_with_a_film: str, axe: Axe, snapshot: Snapshot
) -> None:
    page = new_profile("phone")
    sign_in(page, PUA)
    page.goto(lesson_with_a_film)
    films = re.compile(r"/tep/phim/.*\.mp4")
    page.route(films, lambda route: route.abort())
    page.locator("[data-open]").click()
    expect(page.get_by_text("Mạng đang yếu quá.")).to_be_visible()
    expect(page.get_by_text("Chào các đồng chí.", exact=True)).to_be_visible()
    snapshot(page, "film-cannot-load")
    assert axe(page) == []
    page.unroute(films)
    page.locator("[data-open]").click()
    quiet(page)
    play_until(page, 0.5)
    expect(page.get_by_text("Mạng đang yếu quá.")).to_be_hidden()


def test_a_link_that_ran_out_is_had_anew_and_the_film_goes_on(
    new_profile: NewProfile, site: Site, lesson_with_a_film: str
) -> None:
    page = new_profile("phone")
    sign_in(page, PUA)
    page.goto(lesson_with_a_film)
    page.evaluate(
        """() => { for (const way of document.querySelectorAll("[data-quality] option"))
             way.dataset.src = way.dataset.src.replace("/tep/phim/", "/tep/phim-cu/"); }"""
    )
    page.locator("[data-open]").click()
    quiet(page)
    play_until(page, 1)
    assert "/tep/phim/" in page.evaluate("document.querySelector('.film-screen').currentSrc")


def test_without_script_the_browser_plays_the_smallest_copy(
    new_profile: NewProfile, site: Site, lesson_with_a_film: str, snapshot: Snapshot
) -> None:
    page = new_profile("phone", javascript=False)
    sign_in(page, PUA)
    page.goto(lesson_with_a_film)
    video = page.locator("video.film-screen")
    expect(video).to_be_visible()
    assert video.get_attribute("controls") is not None
    assert video.get_attribute("preload") == "none"
    assert "240p.mp4" in (page.locator("video source").get_attribute("src") or "")
    expect(page.locator("[data-open]")).to_be_hidden()
    expect(page.get_by_text("Các phần")).to_be_hidden()  # its buttons would do nothing
    expect(page.get_by_role("link", name=re.compile("Chỉ nghe tiếng"))).to_be_visible()
    page.get_by_text("Đọc lời trong phim").click()
    expect(page.get_by_text("Chào các đồng chí.")).to_be_visible()
    snapshot(page, "film-without-script")


def test_hoa_sends_a_film_without_script(new_profile: NewProfile, site: Site, film: Path) -> None:
    page = new_profile("desktop", javascript=False)
    sign_in(page, AUTHOR.username)
    page.goto("/quan-tri/media/video/add/")
    page.get_by_label("Phim hoặc âm thanh").set_input_files(film)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mở đầu buổi sinh hoạt")
