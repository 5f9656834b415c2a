"""Lan proposes a practice of her cell from her phone, through a dropped line, and the School takes it up."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from samples.accounts import AUTHOR, DEMO_PASSWORD, REVIEWER, SECRETARY
from tests.databases import ROOT
from tests.journeys.conftest import NewProfile, Size
from tests.journeys.notice import come_to
from tests.journeys.picturing import keep
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
Visit = Callable[..., Page]
Look = Callable[[Page, str], None]

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PICTURES = ROOT / "docs" / "images" / "practices"
"""Of the guide for cells that propose."""
NAME = "Gửi tài liệu trước ba ngày"


@pytest.fixture
def visit(new_profile: NewProfile) -> Visit:
    """Somebody comes, signs in, and has read the notice."""

    def come_in(username: str, where: str, heading: str, size: Size = "phone", **options: Any) -> Page:
        page = new_profile(size, **options)
        page.goto(f"/tai-khoan/dang-nhap/?next={where}")
        page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
        if heading:
            come_to(page, heading)
        else:
            page.wait_for_load_state()
        return page

    return come_in


@pytest.fixture
def look(axe: Axe, snapshot: Snapshot) -> Look:
    """Nothing is wrong with a page, and it fits its screen."""

    def examine(page: Page, name: str) -> None:
        snapshot(page, f"proposals-{name}")
        assert axe(page) == [], name
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, name

    return examine


def content(page: Page) -> Locator:
    return page.get_by_role("main")


def state_of(page: Page) -> Locator:
    return content(page).locator("[data-state]:visible")


def begin(page: Page) -> None:
    content(page).get_by_role("link", name="Đề xuất cách làm của chi bộ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đề xuất cách làm hay")


def test_lan_writes_through_a_dropped_line_and_hoa_takes_it_up(
    site: Site, visit: Visit, look: Look, offline: Callable[[Page], Any]
) -> None:
    lan = visit(SECRETARY.username, "/dien-hinh/de-xuat/", "Đề xuất của tôi")
    look(lan, "none-yet")
    begin(lan)
    look(lan, "begin")
    content(lan).get_by_role("button", name="Bắt đầu viết").click()
    content(lan).get_by_label("Tên cách làm").fill(NAME)
    expect(state_of(lan)).to_contain_text("Đã lưu")
    look(lan, "draft")
    keep(lan, PICTURES, "de-xuat-viet")

    # The line drops in the valley; what she types waits on her phone, and sending says so.
    with offline(lan):
        content(lan).get_by_label("Trước đây vướng ở đâu").fill("Đến họp mới đọc, ít người phát biểu.")
        expect(state_of(lan)).to_contain_text("Chờ gửi")
        content(lan).get_by_role("button", name="Gửi Nhà trường").click()
        expect(content(lan).locator("[data-no-line]")).to_contain_text("Chưa có mạng")
        look(lan, "no-line")
        keep(lan, PICTURES, "de-xuat-mat-mang")
        where = lan.url
        context = lan.context
        lan.close()
    lan = context.new_page()
    lan.goto(where)
    expect(content(lan).get_by_label("Trước đây vướng ở đâu")).to_have_value(
        "Đến họp mới đọc, ít người phát biểu."
    )
    expect(state_of(lan)).to_contain_text("Đã lưu")

    # She sends; what is missing is said at the field, and she goes on.
    content(lan).get_by_role("button", name="Gửi Nhà trường").click()
    expect(content(lan).locator(".summary")).to_contain_text("Đồng chí viết ít nhất một việc")
    look(lan, "missing")
    content(lan).get_by_label("Chi bộ làm thế nào").fill("Phó bí thư gửi dự thảo\nMỗi tổ cử một người nói")
    content(lan).get_by_label("Kết quả, có số liệu").fill("Tháng 3 có 9/21 người phát biểu, tháng 9 có 17/21")
    picture: FilePayload = {"name": "Ảnh buổi họp.png", "mimeType": "image/png", "buffer": PNG}
    content(lan).get_by_label("Chọn ảnh hoặc tài liệu").set_input_files([picture])
    content(lan).get_by_role("button", name="Đính kèm").click()
    expect(lan.get_by_text("Đã đính kèm “Ảnh buổi họp.png”")).to_be_visible()
    expect(content(lan).get_by_label("Chi bộ làm thế nào")).to_have_value(
        "Phó bí thư gửi dự thảo\nMỗi tổ cử một người nói"
    )
    look(lan, "attached")
    content(lan).get_by_role("button", name="Gửi Nhà trường").click()
    expect(lan.get_by_role("heading", level=1)).to_have_text(NAME)
    look(lan, "sent")

    # Hoa reads it at the School and asks back.
    hoa = visit(AUTHOR.username, "/quan-tri/", "", "desktop")
    hoa.goto("/quan-tri/de-xuat-dien-hinh/")
    look(hoa, "queue")
    content(hoa).get_by_role("link", name=NAME).click()
    expect(content(hoa)).to_contain_text("Chưa ghi ý kiến đồng ý của cấp ủy")
    look(hoa, "read")
    content(hoa).get_by_role("link", name="Hỏi lại chi bộ …").click()
    look(hoa, "ask")
    content(hoa).get_by_label("Chi bộ cần bổ sung, làm rõ điều gì").fill("Cấp ủy đã đồng ý chưa, ngày nào?")
    content(hoa).get_by_role("button", name="Gửi câu hỏi").click()
    expect(content(hoa)).to_contain_text("Chờ chi bộ trả lời")

    # Lan puts her text right and answers.
    lan.goto("/dien-hinh/de-xuat/")
    look(lan, "list")
    content(lan).get_by_role("link", name=NAME).click()
    expect(content(lan)).to_contain_text("Cấp ủy đã đồng ý chưa, ngày nào?")
    look(lan, "asked")
    keep(lan, PICTURES, "de-xuat-hoi-lai")
    content(lan).get_by_role("link", name="Sửa nội dung đề xuất trước").click()
    content(lan).get_by_label("Ý kiến đồng ý của cấp ủy").fill("Đảng ủy xã đồng ý ngày 01/11/2026")
    content(lan).get_by_role("button", name="Lưu và sang phần trả lời").click()
    content(lan).get_by_label("Trả lời của đồng chí").fill("Đã đồng ý, tôi ghi ở dưới.")
    content(lan).get_by_role("button", name="Gửi trả lời").click()
    expect(content(lan)).to_contain_text("Chờ Nhà trường xem")

    # Hoa takes it up: a draft of the page, with her colleague's approval still to come.
    hoa.reload()
    content(hoa).get_by_role("link", name="Nhận đề xuất …").click()
    expect(content(hoa).get_by_label("Ý kiến đồng ý của cấp ủy")).to_have_value(
        "Đảng ủy xã đồng ý ngày 01/11/2026"
    )
    look(hoa, "take-up")
    content(hoa).get_by_label("Tóm tắt trong danh sách").fill("Gửi trước để đến họp là bàn.")
    content(hoa).get_by_role("button", name="Tạo bản thảo trang").click()
    look(hoa, "taken-up")
    content(hoa).get_by_role("link", name="Mở trang đã tạo từ đề xuất").click()
    expect(hoa.locator("#id_title")).to_have_value(NAME)
    expect(hoa.get_by_text("Phó bí thư gửi dự thảo")).to_be_visible()
    lan.reload()
    expect(content(lan)).to_contain_text("Nhà trường đang soạn thành trang")
    look(lan, "accepted")


def test_two_devices_do_not_write_over_each_other_and_no_script_is_needed(
    site: Site, visit: Visit, look: Look
) -> None:
    phone = visit(SECRETARY.username, "/dien-hinh/de-xuat/viet/", "Đề xuất cách làm hay")
    content(phone).get_by_role("button", name="Bắt đầu viết").click()
    where = phone.url
    content(phone).get_by_label("Tên cách làm").fill("Viết ở điện thoại")
    expect(state_of(phone)).to_contain_text("Đã lưu")

    computer = visit(SECRETARY.username, where, "Đề xuất cách làm hay", "desktop", javascript=False)
    content(computer).get_by_label("Tên cách làm").fill("Viết ở máy tính")
    content(computer).get_by_role("button", name="Lưu", exact=True).click()
    expect(computer.get_by_text("Đã lưu bản nháp.")).to_be_visible()

    content(phone).get_by_label("Tên cách làm").fill("Viết tiếp ở điện thoại")
    other = content(phone).locator("[data-other]")
    expect(other).to_contain_text("Viết ở máy tính")
    look(phone, "other-device")
    other.get_by_role("button", name="Bản đã lưu ở máy kia").click()
    expect(content(phone).get_by_label("Tên cách làm")).to_have_value("Viết ở máy tính")
    content(phone).get_by_label("Tên cách làm").fill("Cả hai máy")
    expect(state_of(phone)).to_contain_text("Đã lưu")

    content(computer).get_by_label("Tên cách làm").fill("Máy tính chưa biết")
    content(computer).get_by_role("button", name="Lưu", exact=True).click()
    expect(content(computer).get_by_role("alert")).to_contain_text("vừa được sửa trên máy khác")
    expect(content(computer).get_by_label("Tên cách làm")).to_have_value("Máy tính chưa biết")

    content(phone).get_by_text("Bỏ bản nháp này").click()
    content(phone).get_by_role("button", name="Đồng ý bỏ").click()
    expect(phone.get_by_text("Đã bỏ bản nháp.")).to_be_visible()


ASKED_ABOUT = """
from organisations.people.models import Person
from samples.accounts import the_secretary
from tests.practices.makers import make_practice
cell = the_secretary().appointments.filter(ended=None).first().organisation
made = make_practice(organisation=cell, slug="hoi-dap-thu", title="Gửi tài liệu trước ba ngày (thử)")
make_practice(slug="hoi-noi-khac", title="Kết luận rõ việc (thử)")
from django.utils import timezone
from organisations.appointments.actions import appoint
from organisations.people.actions import enter_person, open_account
binh = enter_person(full_name="Chẩu Văn Bình Thử")
open_account(person=binh, username="binh.hoi", password="{password}")
"""


def test_a_source_is_asked_answers_and_a_reviewer_puts_it_on_the_page(
    site: Site, visit: Visit, look: Look
) -> None:
    site.manage("shell", "--no-imports", "--command", ASKED_ABOUT.format(password=DEMO_PASSWORD))
    binh = visit("binh.hoi", "/dien-hinh/hoi-dap-thu/hoi/", "Hỏi về điển hình")
    look(binh, "question")
    content(binh).get_by_role("button", name="Gửi câu hỏi").click()
    expect(content(binh).locator(".summary")).to_contain_text("Đồng chí viết câu hỏi rồi gửi")
    content(binh).get_by_label("Câu hỏi của đồng chí").fill("Làm thế nào để mọi người đọc trước?")
    content(binh).get_by_role("button", name="Gửi câu hỏi").click()
    expect(content(binh)).to_contain_text("Chờ trả lời")
    look(binh, "question-sent")

    lan = visit(SECRETARY.username, "/dien-hinh/hoi-dap/", "Hỏi đáp về điển hình")
    look(lan, "questions")
    content(lan).get_by_role("link", name="Làm thế nào để mọi người đọc trước?").click()
    content(lan).get_by_label("Câu trả lời").fill("Tổ trưởng gọi từng người.")
    look(lan, "answering")
    content(lan).get_by_role("button", name="Gửi trả lời").click()
    expect(content(lan)).to_contain_text("Nhà trường đang duyệt")

    reviewer = visit(REVIEWER.username, "/quan-tri/", "")  # on her phone, for once
    reviewer.goto("/quan-tri/hoi-dap-dien-hinh/")
    look(reviewer, "desk-questions")
    reviewer.goto("/quan-tri/de-xuat-dien-hinh/?state=")
    look(reviewer, "desk-proposals-on-a-phone")
    reviewer.go_back()
    content(reviewer).get_by_role("link", name="Làm thế nào để mọi người đọc trước?").click()
    look(reviewer, "desk-question")
    content(reviewer).get_by_role("link", name="Duyệt …").click()
    look(reviewer, "desk-review")
    content(reviewer).get_by_role("button", name="Xác nhận").click()
    expect(content(reviewer)).to_contain_text("Đã lên trang")

    binh.reload()
    expect(content(binh)).to_contain_text("Tổ trưởng gọi từng người.")
    look(binh, "answered")
