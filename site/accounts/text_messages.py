"""Text messages to telephones, through whichever gateway the operator has: SMS, Zalo, or none.

`TEXT_MESSAGE_GATEWAY` names a class made without arguments that has the one method of
`TextMessageGateway`; `docs/operating.md` shows how to write one.
"""

import logging
import unicodedata
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

CONSOLE = "console"
NONE = "none"
ONE_SMS = 160
"""Characters of the GSM alphabet in one message; with a single mark it would be 70."""


class TextMessageGateway(Protocol):
    """Takes one message and sees to it that it is sent; raises where it cannot."""

    def send(self, *, phone: str, text: str) -> None:
        """`phone` is in E.164 form (+84912345678), `text` in plain letters without marks."""


class ConsoleGateway:
    """Sends nothing: writes each message to the log, for a demonstration and for development."""

    def send(self, *, phone: str, text: str) -> None:
        log.warning("Text message to %s: %s", phone, text)


class NoGateway(Exception):
    """No gateway is configured, so no text message can be sent."""


def has_gateway() -> bool:
    return settings.TEXT_MESSAGE_GATEWAY not in {"", NONE}


def gateway() -> TextMessageGateway:
    """The gateway this installation has. Raises NoGateway."""
    if not has_gateway():
        raise NoGateway
    if settings.TEXT_MESSAGE_GATEWAY == CONSOLE:
        return ConsoleGateway()
    made: TextMessageGateway = import_string(settings.TEXT_MESSAGE_GATEWAY)()
    return made


def without_marks(text: str) -> str:
    """`text` in letters that every telephone and every gateway knows, capitals kept.

    >>> without_marks("Lớp Chi bộ: mã của đồng chí")
    'Lop Chi bo: ma cua dong chi'
    """
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return plain.encode("ascii", "ignore").decode()
