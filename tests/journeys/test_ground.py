"""The ground itself: the site answers, in Vietnamese, on a phone and without script."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import NewProfile
from tests.site_server import Site


def test_the_sign_in_page_opens_on_a_phone_and_axe_finds_nothing(
    phone: Page, axe: Callable[[Page], list[str]], snapshot: Callable[[Page, str], None]
) -> None:
    phone.goto("/tai-khoan/dang-nhap/")
    expect(phone.locator("html")).to_have_attribute("lang", "vi")
    expect(phone.get_by_label("Mật khẩu")).to_be_visible()
    snapshot(phone, "sign-in-phone")
    assert axe(phone) == []


def test_the_sign_in_page_works_without_script(new_profile: NewProfile) -> None:
    page = new_profile("desktop", javascript=False)
    page.goto("/tai-khoan/dang-nhap/")
    page.locator("input[name=login]").fill("0900 000 000")
    page.locator("input[name=password]").fill("không phải mật khẩu")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page).to_have_url(f"{page.url.split('/tai-khoan')[0]}/tai-khoan/dang-nhap/")
    expect(page.get_by_role("heading", name="Chưa đăng nhập được")).to_be_visible()


def test_without_a_line_a_page_does_not_open(phone: Page, offline: Callable[[Page], object]) -> None:
    phone.goto("/tai-khoan/dang-nhap/")
    with offline(phone):  # type: ignore[attr-defined]
        assert phone.evaluate("navigator.onLine") is False
    assert phone.evaluate("navigator.onLine") is True


def test_what_authors_upload_is_handed_out(site: Site, phone: Page) -> None:
    keep = "from django.core.files.storage import default_storage as s; from io import BytesIO as B; "
    kept = site.manage("shell", "--no-imports", "--command", f"{keep}print(s.save('thử.txt', B(b'to giay')))")
    answer = phone.request.get(f"/uploads/{kept.strip()}")
    assert (answer.status, answer.body()) == (200, b"to giay")
    assert phone.request.get("/uploads/../secret-key").status == 404


def test_axe_is_not_asleep(phone: Page, axe: Callable[[Page], list[str]]) -> None:
    phone.goto("/tai-khoan/dang-nhap/")
    assert axe(phone) == []
    phone.evaluate("document.querySelector('main').append(document.createElement('img'))")
    [found] = axe(phone)
    assert found.startswith("image-alt (critical): ")
    assert found.endswith("<img>")
