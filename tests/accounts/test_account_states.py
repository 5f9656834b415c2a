"""How far each account has come, as lists of people show it."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.cards.actions import issue_cards, revoke_card
from accounts.models import User
from accounts.queries import AccountState, account_states
from tests.accounts.conftest import sign_in

Kind = AccountState.Kind


def kind_of(account: User) -> AccountState.Kind:
    return account_states([account.pk], now=timezone.now())[account.pk].kind


def test_from_never_over_the_card_to_having_signed_in(lan: User) -> None:
    assert kind_of(lan) == Kind.NEVER
    card = issue_cards(accounts=[lan], by=None, now=timezone.now())[0]
    state = account_states([lan.pk], now=timezone.now())[lan.pk]
    assert (state.kind, state.card_until) == (Kind.CARD_OPEN, card.expires_at)
    revoke_card(account=lan, now=timezone.now())
    assert kind_of(lan) == Kind.NEVER
    sign_in(Client(), "lan")
    assert kind_of(lan) == Kind.SIGNED_IN


def test_a_card_that_ran_out_is_no_open_card(lan: User) -> None:
    issue_cards(accounts=[lan], by=None, now=timezone.now() - timedelta(days=60))
    assert kind_of(lan) == Kind.NEVER


def test_a_closed_account_is_closed_whatever_else(lan: User) -> None:
    issue_cards(accounts=[lan], by=None, now=timezone.now())
    User.objects.update(is_active=False)
    assert kind_of(lan) == Kind.CLOSED


def test_one_query_for_all(lan: User, son: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert set(account_states([lan.pk, son.pk], now=timezone.now())) == {lan.pk, son.pk}
