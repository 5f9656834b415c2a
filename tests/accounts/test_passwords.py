"""Changing a password, and getting a new one when it is forgotten."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from portal.models import HomePage
from tests.accounts.conftest import is_signed_in, sign_in
from tests.makers import PASSWORD

NEW = "suối nhỏ chảy qua bản"


def test_she_changes_it_and_stays_signed_in(lans_phone: Client, lan: User) -> None:
    answer = lans_phone.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert answer["Location"] == reverse("account_overview")
    assert is_signed_in(lans_phone)
    lan.refresh_from_db()
    assert lan.check_password(NEW)


def test_her_other_devices_have_to_sign_in_again(lans_phone: Client, lan: User, client: Client) -> None:
    sign_in(client, "lan")
    lans_phone.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"oldpassword": "không phải", "password1": NEW, "password2": NEW}, "oldpassword"),
        ({"oldpassword": PASSWORD, "password1": "ngắn", "password2": "ngắn"}, "password1"),
        ({"oldpassword": PASSWORD, "password1": NEW, "password2": NEW + "!"}, "password2"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    lans_phone: Client, lan: User, typed: dict[str, str], field: str
) -> None:
    answer = lans_phone.post(reverse("account_change_password"), typed)
    assert set(answer.context["form"].errors) == {field}
    assert f'id="id_{field}_error"' in answer.content.decode()
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)


def test_no_field_says_its_name_in_a_placeholder_only(lans_phone: Client) -> None:
    page = lans_phone.get(reverse("account_change_password")).content.decode()
    assert "placeholder" not in page
    assert page.count("<label") == 3


def test_known_or_unknown_the_answer_is_the_same(client: Client, lan: User) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in ("lan@example.vn", "khong-ai@example.vn")
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }
    assert [message.to for message in mail.outbox] == [["lan@example.vn"]]


def test_the_link_in_the_letter_sets_a_new_password_once(client: Client, lan: User) -> None:
    client.post(reverse("account_reset_password"), {"email": "lan@example.vn"})
    letter = mail.outbox[0]
    assert "Nông Thị Lan" in letter.body
    assert "\n" not in letter.subject
    link = re.search(r"http://testserver(\S+)", str(letter.body))
    assert link
    form = client.get(link[1], follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("account_reset_password_from_key_done")
    sign_in(client, "0912 345 678", NEW)
    assert is_signed_in(client)
    used = Client().get(link[1], follow=True)
    assert used.context["token_fail"]


def test_who_has_no_email_is_told_whom_to_call(client: Client, db: None) -> None:
    HomePage.objects.update(help_contact="đồng chí Minh, 0207 3822 111")
    page = client.get(reverse("account_reset_password")).content.decode()
    assert 'href="tel:+842073822111"' in page


def test_asking_again_and_again_for_letters_is_throttled(client: Client, lan: User) -> None:
    answers = [
        client.post(reverse("account_reset_password"), {"email": "lan@example.vn"}) for _letter in range(6)
    ]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
