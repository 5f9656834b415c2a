"""Signing in by a code that is sent: one SMS without marks, or a letter; strangers learn nothing."""

import re
import time
from typing import ClassVar

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from accounts.sending import send_soon
from accounts.sign_in_codes.texts import code_text
from accounts.text_messages import ONE_SMS, ConsoleGateway, NoGateway, gateway, without_marks
from tests.accounts.conftest import is_signed_in

ASK, CONFIRM = "account_request_login_code", "account_confirm_login_code"


class Telephones:
    """A gateway that keeps what it was given."""

    sent: ClassVar[list[tuple[str, str]]] = []

    def send(self, *, phone: str, text: str) -> None:
        self.sent.append((phone, text))


class BrokenGateway:
    def send(self, *, phone: str, text: str) -> None:
        raise ConnectionError("no line to the provider")


class NoGatewayAtAll:
    """Has no method to send by."""


@pytest.fixture(autouse=True)
def telephones(settings: Settings) -> list[tuple[str, str]]:
    settings.TEXT_MESSAGE_GATEWAY = f"{__name__}.Telephones"
    Telephones.sent.clear()
    return Telephones.sent


def ask(browser: Client, where: str) -> str:
    return browser.post(reverse(ASK), {"login": where}).get("Location", "")


def digits_in(text: str) -> str:
    found = re.search(r"\b(\d{6})\b", text)
    assert found
    return found[1]


def type_code(browser: Client, code: str) -> str:
    return browser.post(reverse(CONFIRM), {"code": code}).get("Location", "")


def test_lan_signs_in_by_a_code_to_her_telephone(
    client: Client, lan: User, telephones: list[tuple[str, str]]
) -> None:
    assert ask(client, "0912 345 678") == reverse(CONFIRM)
    (phone, text) = telephones[0]
    assert phone == "+84912345678"
    assert type_code(client, digits_in(text)) == reverse("home")
    assert is_signed_in(client)


def test_and_by_a_letter(client: Client, lan: User) -> None:
    ask(client, "Lan@example.vn")
    letter = mail.outbox[0]
    assert letter.subject == "Mã đăng nhập Lớp Chi bộ"
    assert type_code(client, digits_in(str(letter.body))) == reverse("home")


def test_a_stranger_gets_the_same_answer_and_nothing_is_sent(
    lan: User, telephones: list[tuple[str, str]]
) -> None:
    pages = []
    for where in ("0912345678", "0977777777", "lan@example.vn", "khong-ai@example.vn"):
        browser = Client()
        assert ask(browser, where) == reverse(CONFIRM)
        page = browser.get(reverse(CONFIRM)).content.decode()
        pages.append(re.sub(r"<strong>.*?</strong>|value=\"\w{64}\"", "", page))
        wrong = browser.post(reverse(CONFIRM), {"code": "000000"})
        assert "Mã chưa đúng" in wrong.content.decode()
    assert len(set(pages)) == 1
    assert len(telephones) == len(mail.outbox) == 1


def test_three_mistakes_and_a_new_code_is_needed(
    client: Client, lan: User, telephones: list[tuple[str, str]]
) -> None:
    ask(client, "0912345678")
    for _mistake in range(3):
        type_code(client, "000000")
    assert type_code(client, digits_in(telephones[0][1])) == reverse(ASK)
    assert not is_signed_in(client)


def test_after_five_minutes_the_code_is_worthless(
    client: Client, lan: User, telephones: list[tuple[str, str]]
) -> None:
    ask(client, "0912345678")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= 301
    session.save()
    assert type_code(client, digits_in(telephones[0][1])) == reverse(ASK)


@pytest.mark.parametrize("where", ["0912345678", "0977777777"])
def test_nobody_is_flooded_with_messages(lan: User, telephones: list[tuple[str, str]], where: str) -> None:
    answers = [ask(Client(), where) for _message in range(4)]
    assert answers == [reverse(CONFIRM)] * 3 + [""]
    assert len(telephones) <= 3


def test_a_second_step_is_asked_for_after_the_code(
    client: Client, lan: User, telephones: list[tuple[str, str]]
) -> None:
    TOTP.activate(lan, "JBSWY3DPEHPK3PXP")
    ask(client, "0912345678")
    assert type_code(client, digits_in(telephones[0][1])) == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_a_closed_account_is_told_so_with_the_right_code_alone(
    client: Client, lan: User, telephones: list[tuple[str, str]]
) -> None:
    User.objects.update(is_active=False)
    ask(client, "0912345678")
    assert type_code(client, digits_in(telephones[0][1])) == reverse("account_inactive")


def test_she_comes_back_to_where_she_was(
    client: Client, lan: User, telephones: list[tuple[str, str]]
) -> None:
    confirm = client.post(reverse(ASK), {"login": "0912345678", "next": "/toi/"})["Location"]
    done = client.post(confirm, {"code": digits_in(telephones[0][1]), "next": "/toi/"})
    assert done["Location"] == "/toi/"


def test_a_provider_that_fails_shows_nothing_to_strangers(
    client: Client, lan: User, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TEXT_MESSAGE_GATEWAY = f"{__name__}.BrokenGateway"
    assert ask(client, "0912345678") == reverse(CONFIRM)
    assert "could not be sent" in caplog.text


@pytest.mark.parametrize("where", ["", "lan", "09123", "lan@", "<script>"])
def test_what_cannot_be_sent_to_is_said_at_the_field(client: Client, lan: User, where: str) -> None:
    answer = client.post(reverse(ASK), {"login": where})
    assert set(answer.context["form"].errors) == {"login"}
    assert 'id="id_login_error"' in answer.content.decode()


def test_where_nothing_can_be_sent_nothing_is_offered(client: Client, db: None, settings: Settings) -> None:
    settings.TEXT_MESSAGE_GATEWAY, settings.LETTERS_LEAVE = "none", False
    assert "Gửi mã cho tôi" not in client.get(reverse("account_login")).content.decode()
    assert client.get(reverse(ASK)).status_code == 404


@pytest.mark.parametrize(
    ("gateway_name", "letters", "label"),
    [
        ("console", True, "Số điện thoại hoặc địa chỉ email"),
        ("console", False, "Số điện thoại"),
        ("", True, "Địa chỉ email"),
    ],
)
def test_only_what_can_be_sent_to_is_asked_for(
    client: Client, db: None, settings: Settings, gateway_name: str, letters: bool, label: str
) -> None:
    settings.TEXT_MESSAGE_GATEWAY, settings.LETTERS_LEAVE = gateway_name, letters
    assert client.get(reverse(ASK)).context["form"]["login"].label == label


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_text_fits_one_sms_without_marks(lan: User, language: str) -> None:
    lan.language = language
    text = code_text(code="123456", account=lan, minutes=5)
    assert text.isascii()
    assert "123456" in text
    assert len(text) <= ONE_SMS


def test_marks_are_taken_off_and_capitals_kept() -> None:
    assert without_marks("Đồng chí Ườm, mã ĐẶNG") == "Dong chi Uom, ma DANG"


def test_the_console_gateway_writes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    ConsoleGateway().send(phone="+84912345678", text="ma 123456")
    assert "+84912345678: ma 123456" in caplog.text


def test_without_a_gateway_asking_for_one_says_so(settings: Settings) -> None:
    settings.TEXT_MESSAGE_GATEWAY = "none"
    with pytest.raises(NoGateway):
        gateway()


@pytest.mark.parametrize("name", ["nowhere.at.All", f"{__name__}.NoGatewayAtAll"])
def test_a_gateway_that_cannot_be_used_is_named_by_the_system_check(settings: Settings, name: str) -> None:
    settings.TEXT_MESSAGE_GATEWAY = name
    errors = [error for error in run_checks() if error.id == "accounts.E001"]
    assert name in errors[0].msg


def test_letters_leave_behind_the_page(settings: Settings) -> None:
    settings.SEND_BEHIND_THE_PAGE = True
    gone: list[str] = []
    send_soon(lambda: gone.append("sent"))
    for _moment in range(200):
        if gone:
            break
        time.sleep(0.01)
    assert gone == ["sent"]
