"""One message to one browser's push service, by the standard library alone; no redirect is followed."""

from contextlib import closing
from http.client import HTTPException, HTTPSConnection
from ssl import create_default_context
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from notifications.pushing.encoding import decoded
from notifications.pushing.encryption import encrypt
from notifications.pushing.keys import authorization
from notifications.pushing.rules import is_push_service

SECONDS = 10
KEPT_FOR = 24 * 60 * 60
"""Seconds that a service keeps a message for a device that is off; later it is on the page anyway."""


class NotTaken(Exception):
    """The service did not take it; later it may."""


class NoAnswer(Exception):
    """It was handed over, and the line broke before an answer."""


class Refused(Exception):
    """The service does not want it, now or later."""


class Gone(Exception):
    """The subscription has ended."""


def push(endpoint: str, p256dh: str, auth: str, *, message: bytes) -> None:
    """Raises NotTaken, NoAnswer, Refused or Gone."""
    if not is_push_service(endpoint, services=settings.PUSH_SERVICES):
        raise Refused("no push service that is known here")
    body = encrypt(message, to=decoded(p256dh), secret=decoded(auth))
    headers = {
        "Authorization": authorization(endpoint, now=timezone.now()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT_FOR),
        "Urgency": "normal",
    }
    where = urlsplit(endpoint)
    path = f"{where.path or '/'}?{where.query}" if where.query else where.path or "/"
    context = create_default_context()
    connection = HTTPSConnection(where.hostname or "", where.port, timeout=SECONDS, context=context)
    with closing(connection):
        _judge(_answer(connection, path, body, headers))


def _answer(connection: HTTPSConnection, path: str, body: bytes, headers: dict[str, str]) -> int:
    try:
        connection.request("POST", path, body, headers)
    except (OSError, HTTPException) as error:
        raise NotTaken(f"{type(error).__name__}: {error}") from error
    try:
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from error


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status in {404, 410}:
        raise Gone
    if status == 429 or status >= 500:
        raise NotTaken(f"the push service answers {status}")
    raise Refused(f"the push service answers {status}")
