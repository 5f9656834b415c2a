"""Browsers of those who come to the authoring site, signed in."""

from html import unescape
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User


def desk_of(viewer: User) -> Client:
    client = Client()
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(answer: HttpResponse | Any) -> str:
    """A page as its reader meets it, on one line."""
    return " ".join(unescape(answer.content.decode()).split())


def queries_for(desk: Client, address: str, **asked: str) -> int:
    """How many queries a page costs once its viewer is known."""
    desk.get(address, asked)
    with CaptureQueriesContext(connection) as asked_for:
        desk.get(address, asked)
    return len(asked_for)
