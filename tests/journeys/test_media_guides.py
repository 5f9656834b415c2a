"""The guides for lecturers about film and about H5P and SCORM are true: each picture comes from the site,
each word in bold stands on a screen.

With SCREENSHOTS=1 the pictures in docs/images/media are taken anew.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import AUTHOR, REVIEWER
from tests.databases import ROOT
from tests.film_makers import draw_film
from tests.journeys.conftest import NewProfile
from tests.journeys.film_ground import PUA
from tests.journeys.packages_ground import XUYEN
from tests.journeys.picturing import Album, bold_words, missing_pictures, pictures_in
from tests.journeys.scorm_ground import FRAMED, sources
from tests.journeys.test_authoring import sign_in
from tests.journeys.test_film import LESSON
from tests.journeys.test_film import sign_in as sign_in_to_film
from tests.journeys.test_packages import choose
from tests.journeys.test_packages import sign_in as sign_in_to_play
from tests.media.h5p.makers import zipped
from tests.media.scorm.makers import manifest, package_files
from tests.site_server import Site

GUIDES = ROOT / "docs" / "guides"
FILM = GUIDES / "giang-vien-phim-am-thanh.md"
PACKAGES = GUIDES / "giang-vien-noi-dung-tuong-tac.md"
PICTURES = ROOT / "docs" / "images" / "media"


def hold(album: Album, guide: Path) -> None:
    told = guide.read_text()
    assert pictures_in(told) == album.taken
    assert album.unseen(bold_words(told)) == []


@pytest.mark.parametrize("guide", [FILM, PACKAGES])
def test_every_picture_of_the_guide_is_there(guide: Path) -> None:
    assert missing_pictures(guide) == []


# --- Film and sound ------------------------------------------------------------------------------


def test_the_guide_to_film_shows_what_a_lecturer_sees(
    site: Site, new_profile: NewProfile, tmp_path: Path
) -> None:
    film = draw_film(tmp_path / "Mở đầu buổi sinh hoạt.mp4", seconds=8, size="1280x720")
    run = "from tests.journeys.film_ground import *; "
    numbers = site.manage("shell", "--command", f"{run}build({str(film)!r}); print(*show_states())").split()
    album = Album(PICTURES)
    page = new_profile("desktop")
    sign_in(page, AUTHOR)
    page.goto("/quan-tri/media/")
    album.look(page, "phim-danh-sach")
    page.goto("/quan-tri/media/video/add/")
    album.look(page)
    a_broken_line(page, film, album)
    ready, making, failed, lesson = numbers[-4:]
    for number in (making, failed):
        page.goto(f"/quan-tri/media/edit/{number}/")
        album.look(page)
    page.goto(f"/quan-tri/media/edit/{ready}/")
    expect(page.locator("video[data-screen]")).to_be_visible()
    album.look(page, "phim-phu-de")
    page.goto(f"/quan-tri/pages/{lesson}/edit/")
    expect(page.locator("[data-contentpath=body]").get_by_text("Phim hoặc âm thanh").first).to_be_visible()
    page.locator("select[name=completion]").evaluate("field => field.scrollIntoView({block: 'center'})")
    album.look(page, "phim-trong-bai")
    album.look(a_learner_watching(new_profile), "phim-nguoi-hoc")
    site.manage("shell", "--command", f"{run}hide_states()")
    hold(album, FILM)


def a_broken_line(page: Page, film: Path, album: Album) -> None:
    """What is sent over a line that broke, and how it looks when the screen is opened anew."""
    page.route(re.compile(r"/tai-len/[0-9a-f-]+/$"), lambda route: route.abort())
    page.get_by_label("Phim hoặc âm thanh").set_input_files(film)
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Mất mạng.")).to_be_visible()
    album.look(page, "phim-gui")
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute_all()
    page.goto("/quan-tri/media/video/add/")
    album.look(page)
    page.get_by_role("button", name="Bỏ tệp này").click()
    expect(page.get_by_text("Đang gửi dở")).to_be_hidden()


def a_learner_watching(new_profile: NewProfile) -> Page:
    page = new_profile("phone")
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true, effectiveType: '4g'}})"
    )
    sign_in_to_film(page, PUA)
    page.goto(LESSON)
    expect(page.locator("[data-open]")).to_be_visible()
    page.evaluate("document.querySelector('.film').scrollIntoView()")
    page.wait_for_timeout(500)  # its poster comes only now
    return page


# --- H5P and SCORM -------------------------------------------------------------------------------


def test_the_guide_to_interactive_content_shows_what_a_lecturer_sees(
    site: Site, new_profile: NewProfile, tmp_path: Path
) -> None:
    run = "from tests.journeys.packages_ground import *; "
    site.manage("shell", "--command", f"{run}build(); let_follow('Lò Thị Xuyến', {XUYEN!r})")
    told = "print(CoursePage.objects.get(title=COURSE).get_descendants().last().pk, address_of(MEETING))"
    lesson, where, _ = site.manage("shell", "--command", f"{run}{told}").split()[-3:]
    album = Album(PICTURES)
    page = new_profile("desktop")
    sign_in(page, AUTHOR)
    page.goto("/quan-tri/noi-dung-tuong-tac/tai-len/")
    album.look(page)
    broken = {**package_files(), "imsmanifest.xml": b"<manifest"}
    send(page, tmp_path, "goi-hong.zip", broken)
    album.look(page)
    send(page, tmp_path, "trang-trong-trang.zip", sources()[FRAMED])
    album.look(page, "goi-xem-truoc")
    page.get_by_role("button", name="Không, bỏ tệp này").click()
    in_a_folder = {f"goi/{name}": content for name, content in package_files("2004").items()}
    send(page, tmp_path, "chuan-bi-ky-hop.zip", in_a_folder)
    album.look(page)
    page.get_by_role("button", name="Đồng ý, cài đặt").click()
    page.get_by_role("link", name="Tải phiên bản mới lên").click()
    page.wait_for_url("**/phien-ban-moi/")
    second = package_files("2004", xml=manifest("2004", title="Bản hai"))
    choose_file(page, tmp_path / "chuan-bi-ky-hop.zip", second)
    page.get_by_role("button", name=re.compile("Đồng ý")).click()
    expect(page.get_by_role("link", name="Dùng lại phiên bản 1")).to_be_visible()
    album.look(page, "goi-trang")
    page.goto("/quan-tri/noi-dung-tuong-tac/")
    page.get_by_label("Tiêu đề").fill("sinh hoat")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(3)
    album.look(page, "goi-danh-sach")
    page.goto(f"/quan-tri/pages/{lesson}/edit/")
    expect(page.locator("[data-contentpath=body]").get_by_text("Nội dung tương tác").first).to_be_visible()
    album.look(page)
    page.goto("/quan-tri/ban-ghi-xapi/")
    album.look(page)
    phone = a_learner_playing(new_profile, where)
    album.look(phone, "goi-nguoi-hoc")
    choose(phone.frame_locator("iframe.package-frame"), "Đúng")
    expect(phone.locator("[data-say]")).to_have_text("Đã lưu")
    album.look(a_reviewer(new_profile))
    hold(album, PACKAGES)


def send(page: Page, folder: Path, name: str, files: dict[str, bytes]) -> None:
    page.goto("/quan-tri/noi-dung-tuong-tac/tai-len/")
    choose_file(page, folder / name, files)


def choose_file(page: Page, file: Path, files: dict[str, bytes]) -> None:
    file.write_bytes(zipped(files).getvalue())
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Gửi và xem trước").click()
    expect(page.locator(".office__facts")).to_be_visible()


def a_learner_playing(new_profile: NewProfile, lesson: str) -> Page:
    page = new_profile("phone")
    sign_in_to_play(page, XUYEN)
    page.goto(lesson)
    page.locator("[data-play]").click()
    frame = page.frame_locator("iframe.package-frame.ready")
    expect(frame.locator(".h5p-content")).to_be_visible()
    page.evaluate("document.querySelector('.package').scrollIntoView()")
    page.wait_for_timeout(800)  # it grows to what it holds
    return page


def a_reviewer(new_profile: NewProfile) -> Page:
    page = new_profile("desktop")
    sign_in(page, REVIEWER)
    page.goto("/quan-tri/ban-ghi-xapi/")
    page.locator("th[scope=row] a").first.click()
    expect(page.get_by_role("button", name="Hủy hiệu lực bản ghi này")).to_be_visible()
    return page
