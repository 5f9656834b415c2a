"""Forty in a hall without a network: codes are scanned, names ticked, five sign on paper; and all agree."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from samples.accounts import COMMUNE_ORGANISER, DEMO_PASSWORD, ORGANISER, SECRETARY
from tests.browser import launch_of
from tests.journeys.conftest import SIZES, NewProfile, _listen_for_complaints
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
SCANNED, TICKED = 25, 10
ATTENDED = 30_000


def on_the_ground(site: Site, deed: str) -> Any:
    printed = site.manage("shell", "--command", f"from tests.journeys.checkin_ground import *; {deed}")
    last = printed.strip().rpartition("\n")[2]
    return json.loads(last) if last.startswith(("{", '"')) else None


@pytest.fixture(scope="module")
def ground(site: Site) -> Any:
    return on_the_ground(site, "build()")


@pytest.fixture(scope="module")
def film_of_a_code(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """What a camera sees that is held to a code, as Chromium's pretended camera plays it."""

    def film(code: str) -> Path:
        written = BytesIO()
        segno.make_qr(code).save(written, kind="png", scale=9, border=5)
        square = Image.open(written).convert("L")
        picture = Image.new("L", (640, 480), 210)
        picture.paste(square, (180, 90))
        path = tmp_path_factory.mktemp("camera") / "code.y4m"
        frame = b"FRAME\n" + picture.tobytes() + bytes([128]) * (640 * 480 // 2)
        path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + frame * 10)
        return path

    return film


def sign_in(page: Page, username: str, where: str) -> None:
    page.goto(f"/tai-khoan/dang-nhap/?next={where}")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()


def address(session: str) -> str:
    return f"/dien-hinh/chu-tri/{session}/diem-danh/"


def open_the_roll(page: Page, username: str, session: str) -> None:
    sign_in(page, username, address(session))
    come_to(page, "Điểm danh")


def scan(page: Page, code: str) -> None:
    """As the camera tells the page what it read; the page listens once it offers to scan."""
    expect(page.get_by_role("button", name="Quét mã")).to_be_visible()
    page.evaluate("code => document.dispatchEvent(new CustomEvent('checkin:scanned', {detail: code}))", code)


def count(page: Page) -> Any:
    return page.locator(".count")


def waiting(page: Page) -> Any:
    return page.locator("[data-waiting]")


@pytest.fixture
def camera(site: Site, browser: Browser) -> Iterator[Callable[[Path], Page]]:
    """A phone whose camera sees a film."""
    opened: list[Any] = []
    complaints: list[str] = []

    def phone(film: Path) -> Page:
        flags = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
        one = launch_of(browser.browser_type, *flags)
        opened.append(one)
        width, height = SIZES["phone"]
        context = one.new_context(
            base_url=site.address,
            viewport={"width": width, "height": height},
            is_mobile=True,
            has_touch=True,
            permissions=["camera"],
            locale="vi-VN",
            extra_http_headers={"X-Forwarded-For": "198.19.1.1"},
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        _listen_for_complaints(page, site.address.split("://")[1], complaints)
        return page

    yield phone
    for one in opened:
        one.close()
    assert complaints == []


def test_a_hall_of_forty_without_a_network(
    ground: Any,
    site: Site,
    new_profile: NewProfile,
    camera: Callable[[Path], Page],
    film_of_a_code: Callable[[str], Path],
    axe: Axe,
    snapshot: Snapshot,
    tmp_path: Path,
) -> None:
    codes = ground["codes"]
    host = new_profile("phone")
    open_the_roll(host, ORGANISER.username, ground["hall"])
    expect(count(host)).to_have_text("0 / 40 có mặt")
    snapshot(host, "checkin-before")
    assert axe(host) == []

    # The second host's phone scans with its camera; the reader of codes was fetched while there was a line.
    second = camera(film_of_a_code(f"{codes[24][1][:4]}-{codes[24][1][4:]}"))
    with second.expect_response(lambda answer: "/qr/decode" in answer.url, timeout=30_000):
        open_the_roll(second, COMMUNE_ORGANISER.username, ground["hall"])
    second.wait_for_load_state("networkidle")
    second.context.set_offline(True)
    second.get_by_role("button", name="Quét mã").click()
    expect(second.locator("[data-said]")).to_have_text(f"Có mặt: {codes[24][0]}", timeout=ATTENDED)
    expect(waiting(second)).to_have_text("Chờ gửi: 1")
    snapshot(second, "checkin-camera")
    second.get_by_role("button", name="Dừng quét").click()

    # The first host's phone has no line either: twenty-four codes, one of them twice, and ten names.
    host.context.set_offline(True)
    for _name, code in codes[: SCANNED - 1]:
        scan(host, code)
    expect(count(host)).to_have_text("24 / 40 có mặt")
    scan(host, codes[0][1])
    expect(host.locator("[data-said]")).to_contain_text(f"{codes[0][0]} đã điểm danh lúc")
    for name, _code in codes[SCANNED : SCANNED + TICKED]:
        host.get_by_role("button", name=f"Có mặt: {name}", exact=True).click()
    expect(waiting(host)).to_have_text("Chờ gửi: 34")
    host.get_by_label("Tìm theo tên").fill("lo van duc")
    expect(host.locator("[data-roll] li:visible")).to_have_count(1)
    snapshot(host, "checkin-offline")
    host.get_by_label("Tìm theo tên").fill("")
    # A slip of the finger is taken back; it undoes what any phone noted of her before.
    host.get_by_role("button", name=f"Có mặt: {codes[24][0]}", exact=True).click()
    host.locator("[data-recent]").get_by_role("button", name=f"Hoàn tác: {codes[24][0]}").click()
    expect(count(host)).to_have_text("34 / 40 có mặt")
    assert axe(host) == []

    # The line is back.
    for page in (host, second):
        page.context.set_offline(False)
        expect(waiting(page)).to_be_hidden(timeout=ATTENDED)
    told = on_the_ground(site, "tell()")
    assert told["there"] == told["count"]


def test_the_rest_on_paper_and_all_agree(
    ground: Any, site: Site, new_profile: NewProfile, axe: Axe, snapshot: Snapshot, tmp_path: Path
) -> None:
    codes = ground["codes"]
    host, second = new_profile("phone"), new_profile("phone")
    open_the_roll(second, COMMUNE_ORGANISER.username, ground["hall"])
    open_the_roll(host, ORGANISER.username, ground["hall"])
    # Her code was scanned before the slip was taken back: the host scans it once more.
    scan(host, codes[24][1])
    expect(count(host)).to_have_text("35 / 40 có mặt")
    expect(waiting(host)).to_be_hidden()
    host.get_by_role("link", name="Phiếu ký giấy").click()
    host.get_by_role("button", name="Tạo phiếu").click()
    expect(host.get_by_role("heading", level=1)).to_contain_text("Phiếu")
    picture = tmp_path / "to-ky.jpg"
    Image.new("RGB", (1200, 1600), "white").save(picture)
    host.get_by_label("Ảnh phiếu đã ký").set_input_files(picture)
    host.get_by_role("button", name="Lưu ảnh").click()
    expect(host.get_by_text("Đã lưu ảnh cùng phiếu")).to_be_visible()
    boxes = host.get_by_role("checkbox")
    expect(boxes).to_have_count(5)
    for box in boxes.all():
        box.check()
    snapshot(host, "checkin-sheet")
    assert axe(host) == []
    host.get_by_role("button", name="Ghi những đồng chí đã ký").click()
    expect(host.get_by_text("Đã nhập 5 đồng chí")).to_be_visible()
    host.goto(address(ground["hall"]))
    expect(count(host)).to_have_text("40 / 40 có mặt")
    second.evaluate("dispatchEvent(new Event('online'))")
    expect(count(second)).to_have_text("40 / 40 có mặt")
    told = on_the_ground(site, "tell()")
    assert (told["count"], told["there"]) == (40, 40)
    assert (told["scanned"], told["ticked"], told["sheet"]) == (SCANNED, TICKED, 5)
    assert told["photos"] == 1


def test_lan_scans_the_hall_with_her_own_phone(
    ground: Any, site: Site, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    on_the_ground(site, "invite_lan()")
    screen = new_profile("desktop")
    open_the_roll(screen, ORGANISER.username, ground["hall"])
    snapshot(screen, "checkin-desktop")
    screen.get_by_role("link", name="Mã đổi liên tục").click()
    expect(screen.get_by_role("img", name="Ô vuông để quét")).to_be_visible()
    snapshot(screen, "checkin-hall")
    expect(screen.locator("[data-square] svg")).to_be_visible()
    assert axe(screen) == []
    where = on_the_ground(
        site,
        "from practices.checkin.rules import *; s = DemonstrationSession.objects.get(title=HALL);"
        "id = str(s.public_id); code = code_of_step(s.checkin_secret, id, step_of(timezone.now()));"
        "print(json.dumps(f'/dien-hinh/diem-danh/{id}/{code}/'))",
    )
    phone = new_profile("phone")
    phone.goto(where)
    phone.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(SECRETARY.username)
    phone.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(phone, "Điểm danh")
    snapshot(phone, "checkin-own-phone")
    assert axe(phone) == []
    phone.get_by_role("button", name="Tôi có mặt").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đồng chí đã điểm danh")
    snapshot(phone, "checkin-own-phone-done")
    phone.goto("/dien-hinh/diem-danh/ma-cua-toi/")
    snapshot(phone, "checkin-own-code")
    assert axe(phone) == []
    # What is the hosts' is not hers.
    answer = phone.goto(address(ground["hall"]))
    assert answer
    assert answer.status == 404


def test_before_the_set_time_without_a_camera_and_without_script(
    ground: Any, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    phone = new_profile("phone")
    open_the_roll(phone, ORGANISER.username, ground["early"])
    scan(phone, ground["codes"][0][1])
    expect(phone.locator("[data-said]")).to_contain_text("Chưa đến giờ điểm danh")
    expect(count(phone)).to_have_text("0 / 1 có mặt")
    phone.get_by_role("button", name="Quét mã").click()
    expect(phone.locator("[data-said]")).to_contain_text("máy ảnh")
    snapshot(phone, "checkin-early")
    assert axe(phone) == []
    plain = new_profile("phone", javascript=False)
    open_the_roll(plain, ORGANISER.username, ground["hall"])
    plain.get_by_role("button", name="Hoàn tác").first.click()
    expect(plain.get_by_text("Đã hoàn tác")).to_be_visible()
    plain.get_by_role("button", name="Có mặt").first.click()
    expect(plain.locator(".message.success")).to_contain_text("Có mặt")
    snapshot(plain, "checkin-without-script")
    guests = new_profile("phone")
    open_the_roll(guests, COMMUNE_ORGANISER.username, ground["hall"])
    guests.get_by_role("link", name="Người ngoài danh sách").click()
    guests.get_by_label("Họ tên hoặc số điện thoại").fill("an")
    guests.get_by_role("button", name="Tìm").click()
    snapshot(guests, "checkin-walk-in")
    assert axe(guests) == []


def test_what_was_noted_outlives_a_session_that_ran_out(
    ground: Any, site: Site, new_profile: NewProfile
) -> None:
    phone = new_profile("phone")
    open_the_roll(phone, ORGANISER.username, ground["hall"])
    before = on_the_ground(site, "tell()")["count"]
    name = ground["codes"][7][0]
    phone.context.set_offline(True)
    phone.get_by_role("button", name=f"Hoàn tác: {name}", exact=True).click()
    expect(waiting(phone)).to_have_text("Chờ gửi: 1")
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    expect(phone.locator("[data-said]")).to_contain_text("Đồng chí đã đăng xuất", timeout=ATTENDED)
    expect(waiting(phone)).to_have_text("Chờ gửi: 1")
    phone.get_by_role("link", name="Đăng nhập lại").click()
    phone.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(ORGANISER.username)
    phone.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(phone, "Điểm danh")
    expect(waiting(phone)).to_be_hidden(timeout=ATTENDED)
    expect(phone.get_by_role("button", name=f"Có mặt: {name}", exact=True)).to_be_visible()
    assert on_the_ground(site, "tell()")["count"] == before - 1
