"""Those who are told: Lan a secretary, with every way to reach her; Sơn a stranger."""

from typing import Any

from django.test import Client

from accounts.models import User
from notifications.pushing.actions import subscribe
from notifications.pushing.models import PushSubscription
from tests.makers import account_of, make_person
from tests.notifications.browsers import Browser


def make_lan(**fields: Any) -> User:
    account = account_of(make_person("Vũ Thị Lan", username="lan"))
    for name, value in {"email": "lan@example.org", "phone": "+84912345678", **fields}.items():
        setattr(account, name, value)
    account.save()
    return account


def make_son() -> User:
    return account_of(make_person("Đinh Văn Sơn", username="son"))


def browser_of(account: User) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def subscribed(account: User, browser: Browser, *, now: Any) -> PushSubscription:
    """She is signed in on a telephone and has asked to be told there."""
    client = browser_of(account)
    return subscribe(
        account=account,
        endpoint=browser.endpoint,
        p256dh=browser.p256dh,
        auth=browser.auth,
        device="Điện thoại",
        session_key=client.session.session_key or "",
        now=now,
    )
