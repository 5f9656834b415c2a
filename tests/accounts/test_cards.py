"""Sign-in cards: issued by an organiser, used once, replaced, run out; never a word on who has an account."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.cards.actions import (
    CardNoLongerOpen,
    ClosedAccount,
    NotYoursToIssue,
    issue_cards,
    revoke_card,
    set_secret_by_card,
)
from accounts.cards.models import SignInCard
from accounts.cards.queries import card_that_fits
from accounts.models import User
from tests.accounts.conftest import is_signed_in, sign_in
from tests.makers import PASSWORD, account_of, make_person

PIN = "739164"
SORRY = "Chưa dùng được thẻ"


@pytest.fixture
def minh(db: None) -> User:
    return account_of(make_person("Bùi Văn Minh", username="minh"))


@pytest.fixture
def card_for(minh: User) -> Callable[[User], str]:
    """The code of a card that Minh has just issued."""

    def issue(account: User, *, ago: timedelta = timedelta()) -> str:
        return issue_cards(accounts=[account], by=minh, now=timezone.now() - ago)[0].code

    return issue


def show_card(browser: Client, name: str, code: str) -> int:
    return browser.post(reverse("account_card"), {"login": name, "code": code}).status_code


def choose(browser: Client, secret: str = PIN) -> str:
    """Where she is led after choosing; empty where she has to choose again."""
    answer = browser.post(reverse("account_card_secret"), {"secret": secret})
    return answer.get("Location", "")


def test_lan_signs_in_from_her_card_and_from_then_on_with_her_pin(
    client: Client, lan: User, card_for: Callable[[User], str]
) -> None:
    assert show_card(client, "lan", card_for(lan)) == 302
    assert choose(client) == reverse("home")
    assert is_signed_in(client)
    later = Client()
    sign_in(later, "0912 345 678", PIN)
    assert is_signed_in(later)


@pytest.mark.parametrize("name", ["lan", " LAN ", "0912 345 678", "+84912345678"])
def test_by_user_name_or_telephone_however_the_code_is_typed(
    client: Client, lan: User, card_for: Callable[[User], str], name: str
) -> None:
    code = card_for(lan).lower().replace("-", " ")
    assert show_card(client, name, code) == 302


def test_the_square_on_the_card_brings_her_user_name(client: Client, db: None) -> None:
    page = client.get(reverse("account_card_of", args=["lan"])).content.decode()
    assert 'value="lan"' in page
    assert "autofocus" not in page


def test_nothing_changes_until_the_card_is_used(
    lans_phone: Client, lan: User, card_for: Callable[[User], str]
) -> None:
    code = card_for(lan)
    show_card(Client(), "lan", code)
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)
    assert is_signed_in(lans_phone)


def test_using_the_card_signs_her_other_devices_out(
    lans_phone: Client, client: Client, lan: User, card_for: Callable[[User], str]
) -> None:
    show_card(client, "lan", card_for(lan))
    choose(client)
    assert is_signed_in(client)
    assert not is_signed_in(lans_phone)
    assert UserSession.objects.filter(user=lan).count() == 1


def test_a_line_that_drops_before_the_pin_is_set_costs_nothing(
    lan: User, card_for: Callable[[User], str]
) -> None:
    code = card_for(lan)
    show_card(Client(), "lan", code)
    another = Client()
    assert show_card(another, "lan", code) == 302
    assert choose(another) == reverse("home")


def test_a_pin_that_is_too_easy_is_refused_and_the_card_stays_open(
    client: Client, lan: User, card_for: Callable[[User], str]
) -> None:
    show_card(client, "lan", card_for(lan))
    answer = client.post(reverse("account_card_secret"), {"secret": "123456"})
    assert answer.status_code == 422
    assert "theo một quy luật" in answer.content.decode()
    assert choose(client) == reverse("home")


def test_a_card_works_once(client: Client, lan: User, card_for: Callable[[User], str]) -> None:
    code = card_for(lan)
    show_card(client, "lan", code)
    choose(client)
    assert show_card(Client(), "lan", code) == 422


def test_of_two_who_hold_the_same_card_the_slower_one_is_told(
    lan: User, card_for: Callable[[User], str]
) -> None:
    code = card_for(lan)
    quick, slow = Client(), Client()
    show_card(quick, "lan", code)
    show_card(slow, "lan", code)
    choose(quick)
    assert choose(slow, "805273") == reverse("account_card")
    lan.refresh_from_db()
    assert lan.check_password(PIN)
    card = lan.sign_in_cards.get()
    with pytest.raises(CardNoLongerOpen):
        set_secret_by_card(card=card, secret="805273", now=timezone.now())


def test_a_new_card_makes_the_old_one_worthless(lan: User, card_for: Callable[[User], str]) -> None:
    old, new = card_for(lan), card_for(lan)
    assert show_card(Client(), "lan", old) == 422
    assert show_card(Client(), "lan", new) == 302
    assert lan.sign_in_cards.filter(revoked_at=None).count() == 1


def test_a_card_taken_back_opens_nothing(client: Client, lan: User, card_for: Callable[[User], str]) -> None:
    code = card_for(lan)
    show_card(client, "lan", code)
    assert revoke_card(account=lan, now=timezone.now())
    assert not revoke_card(account=lan, now=timezone.now())
    assert show_card(Client(), "lan", code) == 422
    assert choose(client) == reverse("account_card")


def test_a_card_is_good_to_the_end_of_its_last_day(lan: User, minh: User, settings: Settings) -> None:
    settings.SIGN_IN_CARD_DAYS = 30
    issued = datetime(2026, 3, 1, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    card = issue_cards(accounts=[lan], by=minh, now=issued)[0]
    evening = datetime(2026, 3, 31, 23, 59, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert card_that_fits(name="lan", code=card.code, now=evening)
    assert not card_that_fits(name="lan", code=card.code, now=evening + timedelta(minutes=1))


def test_half_an_hour_after_showing_it_she_shows_it_again(
    client: Client, lan: User, card_for: Callable[[User], str]
) -> None:
    show_card(client, "lan", card_for(lan))
    session = client.session
    session["sign_in_card"] = {**session["sign_in_card"], "at": timezone.now().timestamp() - 31 * 60}
    session.save()
    assert choose(client) == reverse("account_card")


def test_wrong_used_run_out_replaced_and_unknown_get_one_and_the_same_answer(
    lan: User, son: User, card_for: Callable[..., str]
) -> None:
    run_out = card_for(son, ago=timedelta(days=60))
    attempts = [("lan", "K7MP-3XQ9"), ("khong-ai", "K7MP-3XQ9"), ("0977777777", "K7MP3XQ9"), ("son", run_out)]
    pages = [Client().post(reverse("account_card"), {"login": name, "code": code}) for name, code in attempts]
    assert {page.status_code for page in pages} == {422}
    errors = {page.context["form"].errors.as_json() for page in pages}
    assert len(errors) == 1
    assert SORRY in pages[0].content.decode()


def test_known_and_unknown_names_cost_the_same_queries(
    lan: User, card_for: Callable[[User], str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    card_for(lan)
    for name in ("lan", "khong-ai"):
        with django_assert_num_queries(1):
            assert card_that_fits(name=name, code="K7MP-3XQ9", now=timezone.now()) is None


def test_an_empty_code_fits_no_card(lan: User, card_for: Callable[[User], str]) -> None:
    for name in ("lan", "khong-ai"):
        assert card_that_fits(name=name, code=" - ", now=timezone.now()) is None


@pytest.mark.parametrize("name", ["lan", "khong-ai"])
def test_after_five_mistakes_even_the_right_code_waits(
    lan: User, card_for: Callable[[User], str], name: str
) -> None:
    code = card_for(lan)
    for _mistake in range(5):
        assert show_card(Client(), name, "K7MP-3XQ9") == 422
    answer = Client().post(reverse("account_card"), {"login": name, "code": code})
    assert answer.status_code == 429
    assert "Đồng chí thử nhiều lần quá" in answer.content.decode() or "năm phút" in answer.content.decode()


def test_a_whole_hall_signs_in_from_one_address(db: None, minh: User) -> None:
    people = [account_of(make_person(f"Người {number}", username=f"nguoi{number}")) for number in range(25)]
    for card in issue_cards(accounts=people, by=minh, now=timezone.now()):
        assert show_card(Client(), card.account.username, card.code) == 302


def test_many_mistakes_from_one_address_are_throttled(client: Client, db: None) -> None:
    answers = [show_card(client, f"ai{number}", "K7MP-3XQ9") for number in range(21)]
    assert answers == [422] * 20 + [429]


def test_a_closed_account_stays_closed(client: Client, lan: User, card_for: Callable[[User], str]) -> None:
    code = card_for(lan)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    show_card(client, "lan", code)
    assert choose(client) == reverse("account_inactive")
    assert not is_signed_in(client)


def test_no_card_is_issued_for_a_closed_account(lan: User, son: User, minh: User) -> None:
    User.objects.filter(pk=lan.pk).update(is_active=False)
    with pytest.raises(ClosedAccount) as refusal:
        issue_cards(accounts=[lan, son], by=minh, now=timezone.now())
    assert refusal.value.accounts == [lan]
    assert not SignInCard.objects.exists()


def test_an_organiser_cannot_make_himself_a_way_into_an_authors_account(
    lan: User, son: User, minh: User
) -> None:
    son.user_permissions.add(Permission.objects.get(codename="access_admin"))
    with pytest.raises(NotYoursToIssue) as refusal:
        issue_cards(accounts=[lan, son], by=minh, now=timezone.now())
    assert refusal.value.accounts == [son]
    minh.is_superuser = True
    assert len(issue_cards(accounts=[lan, son], by=minh, now=timezone.now())) == 2


def test_who_has_a_second_step_takes_it_after_the_card_as_well(
    client: Client, lan: User, card_for: Callable[[User], str]
) -> None:
    TOTP.activate(lan, "JBSWY3DPEHPK3PXP")
    show_card(client, "lan", card_for(lan))
    assert choose(client) == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert Authenticator.objects.filter(user=lan).exists()


def test_on_a_shared_telephone_the_card_signs_the_other_one_out(
    lans_phone: Client, son: User, card_for: Callable[[User], str]
) -> None:
    page = lans_phone.get(reverse("account_card")).content.decode()
    assert "đang đăng nhập tài khoản của Nông Thị Lan" in page
    show_card(lans_phone, "son", card_for(son))
    choose(lans_phone)
    assert "Đinh Văn Sơn" in lans_phone.get(reverse("account_overview")).content.decode()


def test_without_a_card_there_is_no_pin_to_choose(client: Client, db: None) -> None:
    assert client.get(reverse("account_card_secret"))["Location"] == reverse("account_card")
    assert choose(client) == reverse("account_card")


def test_the_code_is_stored_nowhere(lan: User, card_for: Callable[[User], str]) -> None:
    code = card_for(lan)
    card = SignInCard.objects.get()
    assert code.replace("-", "") not in f"{card.code_digest}{card}"
    assert len(card.code_digest) == 64


def test_the_database_holds_one_open_card_an_account(lan: User, card_for: Callable[[User], str]) -> None:
    card_for(lan)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        SignInCard.objects.create(
            account=lan, code_digest="x", issued_at=now, expires_at=now + timedelta(days=1)
        )


def test_sixty_cards_take_well_under_a_second_and_few_queries(
    db: None, minh: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    accounts = User.objects.bulk_create(
        User(username=f"u{number}", full_name=f"Người {number}") for number in range(60)
    )
    began = perf_counter()
    with django_assert_max_num_queries(8):
        cards = issue_cards(accounts=accounts, by=minh, now=timezone.now())
    assert [card.account for card in cards] == accounts
    assert len({card.code for card in cards}) == 60
    assert perf_counter() - began < 1


def test_the_operator_issues_the_first_cards_at_the_command_line(
    lan: User, capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    call_command("issue_cards", "lan")
    name, code, address = capsys.readouterr().out.split()
    assert name == "lan"
    assert address == f"{settings.WAGTAILADMIN_BASE_URL}/tai-khoan/the/lan/#{code.replace('-', '')}"
    assert show_card(Client(), "lan", code) == 302
    with pytest.raises(CommandError, match="khong-ai"):
        call_command("issue_cards", "khong-ai")


@pytest.mark.parametrize(("name", "heading"), [("account_card", "Đăng nhập bằng thẻ")])
def test_the_page_speaks_vietnamese(client: Client, db: None, name: str, heading: str) -> None:
    page = client.get(reverse(name), headers={"Accept-Language": "en"}).content.decode()
    assert f"<h1>{heading}</h1>" in page


def test_the_sign_in_page_leads_to_the_card(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert f'href="{reverse("account_card")}"' in page
    assert "Tôi có thẻ đăng nhập" in page
