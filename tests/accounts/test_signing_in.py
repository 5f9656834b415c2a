"""Signing in: by telephone, user name or e-mail, and never a word on whether an account exists."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from samples.accounts import DEMO_PASSWORD
from tests.accounts.conftest import is_signed_in, sign_in
from tests.makers import PASSWORD

MISTAKES_ALLOWED = 5


@pytest.mark.parametrize(
    "name",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84912345678",
        "+84 912 345 678",
        "84912345678",
        " 0912-345-678 ",
        "lan",
        "LAN",
        " Lan ",
        "lan@example.vn",
        "Lan@Example.VN",
    ],
)
def test_lan_signs_in_however_she_writes_it(client: Client, lan: User, name: str) -> None:
    assert sign_in(client, name)["Location"] == reverse("home")
    assert is_signed_in(client)


def test_an_account_without_telephone_or_email_signs_in_by_user_name(client: Client, db: None) -> None:
    User.objects.create_user(username="Hoa", password=PASSWORD, full_name="Trần Thị Hoa")
    sign_in(client, "hoa")
    assert is_signed_in(client)


@pytest.mark.parametrize("known", ["0912345678", "lan", "lan@example.vn"])
def test_a_wrong_password_and_an_unknown_account_get_the_same_answer(
    client: Client, lan: User, known: str
) -> None:
    unknown = {"0912345678": "0977777777", "lan": "khong-ai", "lan@example.vn": "khong-ai@example.vn"}[known]
    answers = [sign_in(Client(), name, "không phải") for name in (known, unknown)]
    errors = [answer.context["form"].errors.as_json() for answer in answers]  # type: ignore[attr-defined]
    assert errors[0] == errors[1] != "{}"
    assert [answer.status_code for answer in answers] == [200, 200]


def test_what_she_typed_is_kept_but_not_the_password(client: Client, lan: User) -> None:
    page = sign_in(client, "0912 345 67", "không phải").content.decode()
    assert 'value="0912 345 67"' in page
    assert "không phải" not in page


def test_the_error_takes_the_focus_and_leads_to_the_field(client: Client, lan: User) -> None:
    page = sign_in(client, "lan", "không phải").content.decode()
    assert '<div class="summary" tabindex="-1" autofocus' in page
    assert 'href="#id_login"' in page


def test_an_empty_form_says_so_at_each_field(client: Client, db: None) -> None:
    page = sign_in(client, "", "").content.decode()
    for field in ("login", "password"):
        assert f'id="id_{field}_error"' in page
        assert f'href="#id_{field}"' in page
    assert page.count('aria-invalid="true"') == 2


@pytest.mark.parametrize("name", ["lan", "khong-ai"])
def test_after_many_mistakes_even_the_right_password_waits(client: Client, lan: User, name: str) -> None:
    """Known or unknown, an account is throttled alike."""
    for _attempt in range(MISTAKES_ALLOWED):
        sign_in(client, name, "không phải")
    error = sign_in(client, name).context["form"].non_field_errors()  # type: ignore[attr-defined]
    assert error.as_data()[0].code == "too_many_login_attempts"
    assert not is_signed_in(client)


def test_mistakes_with_one_account_do_not_lock_out_another(client: Client, lan: User, son: User) -> None:
    for _attempt in range(MISTAKES_ALLOWED):
        sign_in(client, "lan", "không phải")
    sign_in(client, "son")
    assert is_signed_in(client)


def test_a_storm_of_attempts_from_one_place_is_answered_by_a_page_of_ours(client: Client, lan: User) -> None:
    answers = [client.post(reverse("account_login"), {}) for _attempt in range(31)]
    assert answers[-1].status_code == 429
    assert 'class="masthead"' in answers[-1].content.decode()


@pytest.mark.parametrize("wanted", ["/toi/", "/khoa-hoc/?a=b"])
def test_she_comes_back_to_where_she_was(client: Client, lan: User, wanted: str) -> None:
    assert sign_in(client, "lan", next=wanted)["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(client: Client, lan: User, elsewhere: str) -> None:
    assert sign_in(client, "lan", next=elsewhere)["Location"] == reverse("home")
    client.get(reverse("account_overview"))
    left = client.post(reverse("account_logout"), {"next": elsewhere})
    assert left["Location"] == reverse("home")


def test_signing_out_asks_first_and_then_does_it(lans_phone: Client) -> None:
    assert lans_phone.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(lans_phone)
    lans_phone.post(reverse("account_logout"))
    assert not is_signed_in(lans_phone)


def test_a_closed_account_is_told_so_with_the_right_password_alone(client: Client, lan: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in(client, "lan", "không phải").status_code == 200
    assert sign_in(client, "lan")["Location"] == reverse("account_inactive")
    assert client.get(reverse("account_inactive")).status_code == 200
    assert not is_signed_in(client)


def test_nobody_signs_up_by_herself(client: Client, db: None) -> None:
    answer = client.post(
        reverse("account_signup"), {"username": "la", "password1": PASSWORD, "email": "la@example.vn"}
    )
    assert "account/signup_closed.html" in [template.name for template in answer.templates]
    assert not User.objects.exists()


@pytest.mark.parametrize("demo", [True, False])
def test_the_demo_accounts_are_shown_in_the_demonstration_alone(
    client: Client, db: None, settings: Settings, demo: bool
) -> None:
    settings.DEMO = demo
    page = client.get(reverse("account_login")).content.decode()
    assert (DEMO_PASSWORD in page) == demo


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("account_login", "Đăng nhập"),
        ("account_reset_password", "Quên mật khẩu"),
        ("account_reset_password_done", "Đồng chí xem hộp thư"),
        ("account_signup", "Xin cấp tài khoản"),
        ("account_inactive", "Tài khoản đang tạm khóa"),
        ("account_preferences", "Cỡ chữ và ngôn ngữ"),
        ("offline", "Không có mạng"),
    ],
)
def test_pages_speak_vietnamese_whatever_the_phone_was_set_to(
    client: Client, db: None, name: str, heading: str
) -> None:
    page = client.get(reverse(name), headers={"Accept-Language": "en"}).content.decode()
    assert f"<h1>{heading}</h1>" in page
