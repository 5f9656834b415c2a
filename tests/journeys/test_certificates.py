"""Hoài finishes a course and is certified; somebody with the paper scans its square; it is revoked."""

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import timezone
from playwright.sync_api import Page, Response, expect

from samples.accounts import ADMINISTRATOR, DEMO_PASSWORD
from tests.journeys.certificates_ground import EACH, LEARNER, SLUG
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.makers import PASSWORD
from tests.scanning import scanned
from tests.site_server import Site, manage

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]

MOST_BYTES = 12 * 1024
GROUND = "from tests.journeys.certificates_ground import {0}; {0}({1})"


def run(site: Site, deed: str, arguments: str = "") -> str:
    return site.manage("shell", "--verbosity", "0", "-c", GROUND.format(deed, arguments))


def sign_in(page: Page, username: str, password: str, *, heading: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    come_to(page, heading)


def weight_of(page: Page, address: str) -> int:
    """What a first visit brings over the wire, heads included."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    sizes = [answer.request.sizes() for answer in answers]
    return sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)


def test_from_the_last_lesson_to_a_paper_that_is_found_revoked(
    site: Site, phone: Page, desktop: Page, new_profile: NewProfile, axe: Axe, snapshot: Snapshot
) -> None:
    run(site, "lay_ground")
    sign_in(phone, LEARNER, PASSWORD, heading="Chào đồng chí")
    phone.goto(f"/khoa-hoc/{SLUG}/chuan-bi/bai-duy-nhat/")
    phone.get_by_role("button", name="Đánh dấu đã học").tap()
    expect(phone.get_by_text(re.compile("Đã học|Đã hoàn thành")).first).to_be_visible()
    phone.goto(f"/khoa-hoc/{SLUG}/hoan-thanh/")
    phone.get_by_role("link", name="Giấy xác nhận của đồng chí").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Khóa ngắn để cấp giấy")
    assert axe(phone) == []
    snapshot(phone, "certificate-phone")
    pdf = phone.request.get(f"{urlsplit(phone.url).path}giay.pdf").body()
    address = urlsplit(scanned(pdf)).path
    assert re.fullmatch(r"/xac-minh/[A-Z0-9]{12}", address)

    passer_by = new_profile("phone", javascript=False)
    assert weight_of(passer_by, address) <= MOST_BYTES
    expect(passer_by.get_by_role("heading", name="Giấy xác nhận còn hiệu lực")).to_be_visible()
    expect(passer_by.get_by_text("M. T. H.")).to_be_visible()
    expect(passer_by.get_by_text("Hoài")).to_have_count(0)
    snapshot(passer_by, "certificate-checked-phone")

    phone.get_by_label("Đủ họ và tên").check()
    phone.get_by_role("button", name="Lưu cách hiện tên").tap()
    expect(phone.get_by_text("Trang xác minh công khai hiện đúng như vậy")).to_be_visible()
    passer_by.reload()
    expect(passer_by.get_by_text("Ma Thị Hoài")).to_be_visible()

    revoke(desktop, axe)
    passer_by.reload()
    expect(passer_by.get_by_role("heading", name="Giấy xác nhận đã bị thu hồi")).to_be_visible()
    expect(passer_by.get_by_text(f"{timezone.localdate():%d/%m/%Y}").first).to_be_visible()
    expect(passer_by.get_by_text("Nhờ người học")).to_have_count(0)
    snapshot(passer_by, "certificate-revoked-phone")
    phone.goto("/toi/giay-xac-nhan/")
    expect(phone.get_by_text(re.compile("Đã thu hồi ngày"))).to_be_visible()


def revoke(page: Page, axe: Axe) -> None:
    """The administrator finds Hoài's certificate and takes its worth away."""
    sign_in(page, ADMINISTRATOR.username, DEMO_PASSWORD, heading="Lớp Chi bộ")
    page.goto("/quan-tri/giay-xac-nhan/")
    page.get_by_label("Họ tên, số hiệu hoặc khóa học").fill("hoai")
    page.get_by_role("button", name="Hiện", exact=True).click()
    page.get_by_role("link", name=re.compile("GXN-NGAN")).click()
    expect(page.get_by_role("heading", name=re.compile("Giấy xác nhận số"), level=2)).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Thu hồi …", exact=True).click()
    page.get_by_label("Lý do").fill("Nhờ người học")
    page.get_by_role("button", name="Thu hồi", exact=True).click()
    expect(page.get_by_text(re.compile("thu hồi lúc.*Nhờ người học"))).to_be_visible()


def test_the_code_is_typed_and_the_file_is_sent_without_script(
    site: Site, phone: Page, new_profile: NewProfile, axe: Axe, tmp_path: Path, snapshot: Snapshot
) -> None:
    told = json.loads(run(site, "tell_whose"))
    passer_by = new_profile("phone", javascript=False)
    passer_by.goto("/xac-minh/")
    passer_by.get_by_label("Mã trên giấy xác nhận").fill("abc")
    passer_by.get_by_role("button", name="Xác minh", exact=True).click()
    expect(passer_by.get_by_text("Mã gồm 12 chữ và số")).to_be_visible()
    passer_by.get_by_label("Mã trên giấy xác nhận").fill(told["code"].lower())
    passer_by.get_by_role("button", name="Xác minh", exact=True).click()
    expect(passer_by.get_by_role("heading", level=1)).to_contain_text("Giấy xác nhận")
    passer_by.goto("/xac-minh/tep/")
    file = tmp_path / "giay.pdf"
    file.write_bytes(b"%PDF-1.7 of somebody else")
    passer_by.get_by_label("Tệp PDF của giấy xác nhận").set_input_files(file)
    passer_by.get_by_role("button", name="Xác minh tệp").click()
    expect(passer_by.get_by_role("heading", level=1)).to_have_text("Tệp này không phải do hệ thống cấp")
    for address in ("/xac-minh/", "/xac-minh/tep/", f"/xac-minh/{told['code']}", "/xac-minh/CCCCCCCCCCCC"):
        phone.goto(address)
        assert axe(phone) == []
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_offices_that_issue_at_once_never_give_a_number_twice_and_leave_none_out(site: Site) -> None:
    run(site, "gather_a_crowd")
    deeds = [GROUND.format("issue_half", f"'{half}'") for half in range(2)]
    with ThreadPoolExecutor(2) as offices:
        list(
            offices.map(lambda deed: manage(site.environment, "shell", "--verbosity", "0", "-c", deed), deeds)
        )
    year = timezone.localdate().year
    expected = [f"{number:03d}/{year}/HT" for number in range(1, 2 * EACH + 1)]
    assert json.loads(run(site, "tell_numbers")) == expected
