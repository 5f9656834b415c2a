"""A secretary comes in by the card she was handed; an author sets up a second step and signs in with it."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from samples.accounts import AUTHOR, DEMO_PASSWORD, REVIEWER
from tests.accounts.second_factors import code_now
from tests.journeys.conftest import NewProfile
from tests.journeys.notice import come_to
from tests.site_server import Site

Axe = Callable[[Page], list[str]]
Snapshot = Callable[[Page, str], None]
PIN = "739164"
NEWCOMER = """
from accounts.models import User
from organisations.people.actions import enter_person, open_account
if not User.objects.filter(username="{name}").exists():
    person = enter_person(full_name="Nguyễn Thị Thủy")
    open_account(person=person, username="{name}", password="không ai biết câu này")
"""


@pytest.fixture
def card(site: Site) -> Callable[[str], tuple[str, str]]:
    """The code and the address on a card just printed for somebody without a password."""

    def issue(username: str) -> tuple[str, str]:
        site.manage("shell", "--no-imports", "--command", NEWCOMER.format(name=username))
        _username, code, url = site.manage("issue_cards", username).split()
        found = urlsplit(url)
        return code, f"{found.path}#{found.fragment}"

    return issue


@pytest.fixture
def local(site: Site) -> Iterator[str]:
    """The site by a name: passkeys do not know addresses made of digits. Factors set up are taken away."""
    yield f"http://localhost:{urlsplit(site.address).port}"
    for account in (AUTHOR, REVIEWER):
        site.manage("reset_second_factor", account.username)


def sign_in(page: Page, username: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(DEMO_PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()


def device_with_keys(page: Page) -> Any:
    """A telephone that keeps passkeys and knows its owner's finger."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    able = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, **able}})
    return device


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_a_secretary_scans_her_card_chooses_a_pin_and_is_in(
    new_profile: NewProfile,
    card: Callable[[str], tuple[str, str]],
    axe: Axe,
    snapshot: Snapshot,
    javascript: bool,
) -> None:
    username = f"thuy-{'co' if javascript else 'khong'}-script"
    code, address = card(username)
    phone = new_profile("phone", javascript=javascript)
    phone.goto(address)
    box = phone.get_by_label("Mã trên thẻ")
    if javascript:
        expect(box).to_have_value(code)
        assert "#" not in phone.url
        snapshot(phone, "card-phone")
        assert axe(phone) == []
    else:
        box.fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Chào đồng chí Nguyễn Thị Thủy")
    secret = phone.get_by_label("Mã PIN hoặc mật khẩu mới")
    secret.fill("123456")
    phone.get_by_role("button", name="Đặt và vào học").click()
    expect(phone.get_by_role("heading", name="Chưa đặt được")).to_be_visible()
    if javascript:
        snapshot(phone, "card-pin-wrong-phone")
        assert axe(phone) == []
        phone.get_by_role("button", name="Ẩn").click()
        expect(secret).to_have_attribute("type", "password")
    secret.fill(PIN)
    phone.get_by_role("button", name="Đặt và vào học").click()
    expect(phone.get_by_text("Đã đặt xong")).to_be_visible()
    come_to(phone, "Chào đồng chí Thủy")

    later = new_profile("phone", javascript=javascript)
    later.goto("/tai-khoan/dang-nhap/")
    later.get_by_label("Số điện thoại hoặc tên đăng nhập").fill(username)
    later.get_by_label("Mật khẩu", exact=True).fill(PIN)
    later.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(later.get_by_role("heading", level=1)).to_contain_text("Chào đồng chí Thủy")


def test_a_used_card_says_what_to_do(new_profile: NewProfile, card: Callable[[str], tuple[str, str]]) -> None:
    old, address = card("thuy-the-cu")
    card("thuy-the-cu")
    phone = new_profile("phone")
    phone.goto(address)
    expect(phone.get_by_label("Mã trên thẻ")).to_have_value(old)
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.get_by_role("main")).to_contain_text("xin cán bộ tổ chức cấp thẻ mới")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_author_sets_up_an_application_and_a_passkey_and_signs_in_with_each(
    new_profile: NewProfile, local: str, axe: Axe, snapshot: Snapshot, size: Any
) -> None:
    page = new_profile(size, base_url=local)
    device_with_keys(page)
    faults: dict[str, list[str]] = {}

    def examine(name: str) -> None:
        snapshot(page, f"{name}-{size}")
        if found := axe(page):
            faults[name] = found

    sign_in(page, AUTHOR.username)
    page.wait_for_url("**/quan-tri/")
    page.goto("/tai-khoan/")
    page.get_by_role("link", name="Xác minh hai bước").click()
    examine("second-factor-none")
    page.get_by_role("link", name="Thiết lập ứng dụng tạo mã").click()
    page.wait_for_url("**/ung-dung/")
    examine("second-factor-app")
    secret = "".join(page.locator(".grouped span").all_inner_texts())
    page.get_by_label("Mã ứng dụng đang hiện").fill(code_now(secret))
    page.get_by_role("button", name="Thiết lập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mã dự phòng")
    expect(page.locator(".codes li")).to_have_count(10)
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    examine("recovery-codes")

    page.goto("/tai-khoan/xac-minh-hai-buoc/khoa/them/")
    examine("passkey-add")
    page.get_by_label("Tên khóa truy cập").fill("Điện thoại của Hoa")
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    expect(page.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()
    examine("second-factor-both")
    page.goto("/tai-khoan/xac-minh-hai-buoc/khoa/")
    expect(page.get_by_text("Đăng nhập không cần mật khẩu")).to_be_visible()
    examine("passkeys")

    page.context.clear_cookies()
    sign_in(page, AUTHOR.username)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bước thứ hai")
    examine("second-step")
    page.get_by_label("Mã", exact=True).fill(code_now(secret, later=1))
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/quan-tri/")

    page.context.clear_cookies()
    sign_in(page, AUTHOR.username)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    page.wait_for_url("**/quan-tri/")

    page.context.clear_cookies()
    page.goto("/tai-khoan/dang-nhap/")
    examine("sign-in-with-passkey")
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/quan-tri/")
    assert faults == {}


def test_an_application_is_set_up_and_used_without_script(new_profile: NewProfile, local: str) -> None:
    page = new_profile("phone", javascript=False, base_url=local)
    sign_in(page, REVIEWER.username)
    page.wait_for_url("**/quan-tri/")
    page.goto("/tai-khoan/xac-minh-hai-buoc/ung-dung/")
    secret = "".join(page.locator(".grouped span").all_inner_texts())
    page.get_by_label("Mã ứng dụng đang hiện").fill(code_now(secret))
    page.get_by_role("button", name="Thiết lập").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto("/tai-khoan/xac-minh-hai-buoc/khoa/them/")
    expect(page.get_by_text("Trình duyệt này chưa dùng được khóa truy cập")).to_be_visible()

    page.context.clear_cookies()
    sign_in(page, REVIEWER.username)
    page.get_by_label("Mã", exact=True).fill(code_now(secret, later=1))
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/quan-tri/")


def test_a_code_is_asked_for_and_anybody_gets_the_same_answer(phone: Page, axe: Axe) -> None:
    phone.goto("/tai-khoan/dang-nhap/")
    phone.get_by_role("link", name="Gửi mã cho tôi").click()
    assert axe(phone) == []
    phone.get_by_label("Số điện thoại hoặc địa chỉ email").fill("0977 777 777")
    phone.get_by_role("button", name="Gửi mã cho tôi").click()
    expect(phone.get_by_role("main")).to_contain_text("Nếu 0977 777 777 là của một tài khoản")
    assert axe(phone) == []
    phone.get_by_role("button", name="Làm lại từ đầu").click()
    expect(phone).to_have_url(re.compile("/tai-khoan/dang-nhap/$"))
