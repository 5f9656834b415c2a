"""The second step: an application, passkeys, recovery codes; asked for at every sign-in once it is set up."""

import base64
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.models import User
from accounts.second_factor.queries import must_have_second_factor, second_factors_of
from tests.accounts.conftest import is_signed_in, sign_in
from tests.accounts.second_factors import code_now
from tests.makers import PASSWORD, account_of, make_person

NONSENSE = ["{}", "[]", "7", "không phải JSON", '{"id": "x", "type": "public-key"}', '{"response": {}}', ""]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def hoa(db: None) -> User:
    """An author."""
    account = account_of(make_person("Trần Thị Hoa", username="hoa"))
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return account


@pytest.fixture
def with_app(hoa: User) -> User:
    """Hoa with an application and recovery codes."""
    TOTP.activate(hoa, SECRET)
    RecoveryCodes.activate(hoa)
    return hoa


@pytest.fixture
def hoas_desktop(hoa: User) -> Client:
    browser = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/128.0")
    sign_in(browser, "hoa")
    return browser


def codes_of(account: User) -> list[str]:
    wrapped: RecoveryCodes = Authenticator.objects.get(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    ).wrap()
    unused: list[str] = wrapped.get_unused_codes()
    return unused


def second_step(browser: Client, code: str) -> str:
    return browser.post(reverse("mfa_authenticate"), {"code": code}).get("Location", "")


def test_hoa_sets_up_an_application_and_is_shown_her_recovery_codes(hoas_desktop: Client, hoa: User) -> None:
    page = hoas_desktop.get(reverse("mfa_activate_totp")).content.decode()
    groups = re.findall(r"<span>([A-Z2-7]{4})</span>", page)
    assert len(groups) == 8
    assert 'src="data:image/svg+xml;base64,' in page
    done = hoas_desktop.post(reverse("mfa_activate_totp"), {"code": code_now("".join(groups))}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("mfa_view_recovery_codes")
    first = codes_of(hoa)[0]
    assert f"{first[:4]} {first[4:]}" in done.content.decode()


def test_the_square_and_the_text_say_the_same_and_name_the_site(hoas_desktop: Client) -> None:
    answer = hoas_desktop.get(reverse("mfa_activate_totp"))
    assert answer.context["totp_url"].startswith("otpauth://totp/hoa?secret=")
    assert "issuer=L%E1%BB%9Bp%20Chi%20b%E1%BB%99" in answer.context["totp_url"]
    drawing = base64.b64decode(answer.context["totp_svg_data_uri"].split(",")[1])
    assert b'fill="#fff"' in drawing


def test_a_wrong_code_sets_nothing_up(hoas_desktop: Client, hoa: User) -> None:
    hoas_desktop.get(reverse("mfa_activate_totp"))
    answer = hoas_desktop.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Mã chưa đúng" in answer.content.decode()
    assert not second_factors_of(hoa).any


def test_from_then_on_the_password_alone_is_not_enough(client: Client, with_app: User) -> None:
    assert sign_in(client, "hoa")["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert second_step(client, code_now(SECRET)) == reverse("wagtailadmin_home")
    assert is_signed_in(client)


def test_a_code_works_once_and_a_clock_may_be_half_a_minute_off(with_app: User) -> None:
    code = code_now(SECRET, later=1)
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, "hoa")
    assert second_step(first, code)
    assert not second_step(second, code)


def test_guessing_codes_is_throttled(client: Client, with_app: User) -> None:
    sign_in(client, "hoa")
    for _guess in range(5):
        assert not second_step(client, "000000")
    assert not second_step(client, code_now(SECRET))


def test_a_recovery_code_stands_in_once(with_app: User) -> None:
    code = codes_of(with_app)[0]
    first, second = Client(), Client()
    for browser in (first, second):
        sign_in(browser, "hoa")
    assert second_step(first, f"{code[:4]} {code[4:]}")
    assert not second_step(second, code)


def test_with_few_recovery_codes_left_she_is_told(client: Client, with_app: User) -> None:
    codes = Authenticator.objects.get(user=with_app, type=Authenticator.Type.RECOVERY_CODES)
    codes.data["used_mask"] = 0b111111
    codes.save()
    sign_in(client, "hoa")
    second_step(client, codes_of(with_app)[0])
    page = client.get(reverse("account_overview")).content.decode()
    assert "Chỉ còn 3 mã dự phòng" in page
    assert "Còn ít mã dự phòng" in page
    assert "Còn ít" in client.get(reverse("mfa_index")).content.decode()


def test_her_codes_come_as_a_file_and_new_ones_replace_them(client: Client, with_app: User) -> None:
    sign_in(client, "hoa")
    second_step(client, code_now(SECRET))
    file = client.get(reverse("mfa_download_recovery_codes"))
    old = codes_of(with_app)
    assert all(f"{code[:4]} {code[4:]}" in file.content.decode() for code in old)
    assert "Mã dự phòng Lớp Chi bộ, tên đăng nhập hoa" in file.content.decode()
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(old) & set(codes_of(with_app))


def test_leaving_a_half_done_sign_in_leads_back_to_its_beginning(client: Client, with_app: User) -> None:
    sign_in(client, "hoa")
    assert client.get(reverse("account_login"))["Location"] == reverse("mfa_authenticate")
    client.post(reverse("account_logout"), {"next": reverse("account_login")})
    assert client.get(reverse("account_login")).status_code == 200


def test_with_the_first_factor_her_other_devices_are_signed_out(
    hoas_desktop: Client, hoa: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    other = Client()
    sign_in(other, "hoa")
    hoas_desktop.get(reverse("mfa_activate_totp"))
    secret = hoas_desktop.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        hoas_desktop.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert is_signed_in(hoas_desktop)
    assert not is_signed_in(other)


def test_who_signed_in_a_while_ago_is_asked_for_the_password_again(hoas_desktop: Client) -> None:
    session = hoas_desktop.session
    records = session["account_authentication_methods"]
    session["account_authentication_methods"] = [{**record, "at": 0} for record in records]
    session.save()
    asked = hoas_desktop.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    answered = hoas_desktop.post(asked["Location"], {"password": PASSWORD})
    assert answered["Location"] == reverse("mfa_activate_totp")


def signed_in_with_app(with_app: User) -> Client:
    browser = Client()
    sign_in(browser, "hoa")
    second_step(browser, code_now(SECRET))
    return browser


def test_the_last_factor_of_an_author_stays_and_she_is_told_why(with_app: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    browser = signed_in_with_app(with_app)
    page = browser.get(reverse("mfa_deactivate_totp")).content.decode()
    assert "phải có bước xác minh thứ hai" in page
    browser.post(reverse("mfa_deactivate_totp"))
    assert second_factors_of(with_app).app


def test_with_another_one_it_can_go(with_app: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    add_key(with_app)
    signed_in_with_app(with_app).post(reverse("mfa_deactivate_totp"))
    assert not second_factors_of(with_app).app
    assert second_factors_of(with_app).keys


def test_her_last_passkey_stays_as_well(with_app: User, settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    browser = signed_in_with_app(with_app)
    key = add_key(with_app)
    Authenticator.objects.filter(user=with_app, type=Authenticator.Type.TOTP).delete()
    address = reverse("mfa_remove_webauthn", args=[key.pk])
    assert "phải có bước xác minh thứ hai" in browser.get(address).content.decode()
    browser.post(address)
    assert second_factors_of(with_app).keys == [key]


def test_lan_a_secretary_may_have_one_and_may_give_it_up(
    lans_phone: Client, lan: User, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    TOTP.activate(lan, SECRET)
    assert not must_have_second_factor(lan)
    lans_phone.post(reverse("mfa_deactivate_totp"))
    assert not second_factors_of(lan).any


def test_sons_passkey_cannot_be_touched_by_hoa(hoas_desktop: Client, son: User) -> None:
    key = add_key(son)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert hoas_desktop.get(reverse(name, args=[key.pk])).status_code == 404
        assert hoas_desktop.post(reverse(name, args=[key.pk]), {"name": "của tôi"}).status_code == 404


def test_a_lost_telephone_and_lost_codes_are_put_right_by_the_operator(
    with_app: User, capsys: pytest.CaptureFixture[str]
) -> None:
    browser = signed_in_with_app(with_app)
    call_command("reset_second_factor", "hoa")
    assert not is_signed_in(browser)
    assert sign_in(Client(), "hoa")["Location"] == reverse("wagtailadmin_home")
    with pytest.raises(CommandError, match="khong-ai"):
        call_command("reset_second_factor", "khong-ai")


def test_a_passkey_that_is_none_is_refused_without_harm(client: Client, db: None) -> None:
    offered = client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert json.loads(offered.content)["request_options"]["publicKey"]["rpId"] == "testserver"
    for nonsense in NONSENSE:
        answer = client.post(reverse("mfa_login_webauthn"), {"credential": nonsense})
        assert answer["Location"] == reverse("account_login")
    assert not is_signed_in(client)


def test_nor_does_one_harm_as_a_second_step_or_as_a_new_one(
    client: Client, hoas_desktop: Client, with_app: User
) -> None:
    sign_in(client, "hoa")
    for nonsense in NONSENSE:
        assert client.post(reverse("mfa_authenticate"), {"credential": nonsense}).status_code == 200
        added = hoas_desktop.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": nonsense})
        assert added.status_code == 200
    assert not second_factors_of(with_app).keys


PAGES = {
    "mfa_index": "Xác minh hai bước",
    "mfa_activate_totp": "Thiết lập ứng dụng tạo mã",
    "mfa_add_webauthn": "Thêm khóa truy cập",
    "mfa_list_webauthn": "Khóa truy cập",
}
PAGES_WITH_APP = {
    "mfa_index": "Xác minh hai bước",
    "mfa_deactivate_totp": "Gỡ ứng dụng tạo mã",
    "mfa_view_recovery_codes": "Mã dự phòng",
    "mfa_generate_recovery_codes": "Tạo mã mới",
    "mfa_reauthenticate": "Có phải đồng chí không?",
}


@pytest.mark.parametrize(("name", "heading"), PAGES.items())
def test_pages_to_set_up_speak_vietnamese(hoas_desktop: Client, name: str, heading: str) -> None:
    page = hoas_desktop.get(reverse(name), headers={"Accept-Language": "en"}).content.decode()
    assert f"<h1>{heading}</h1>" in page


@pytest.mark.parametrize(("name", "heading"), PAGES_WITH_APP.items())
def test_pages_to_look_after_it_speak_vietnamese(with_app: User, name: str, heading: str) -> None:
    page = signed_in_with_app(with_app).get(reverse(name)).content.decode()
    assert re.search(rf"<h1>{heading[:12]}", page)


@pytest.mark.parametrize("name", sorted({*PAGES, *PAGES_WITH_APP}))
def test_strangers_are_asked_to_sign_in(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))


def test_recovery_codes_are_never_kept_by_a_browser(with_app: User) -> None:
    browser = signed_in_with_app(with_app)
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):
        assert "no-store" in browser.get(reverse(name))["Cache-Control"]


def add_key(account: User) -> Authenticator:
    """A passkey as it is stored; nothing here asks it to sign."""
    key: Authenticator = Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Điện thoại", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}},
    )
    return key
