"""Letters and text messages leave behind the page's back.

The answer to “send me a code” comes in the same time whether there was something to send or not, so
that it does not tell which accounts exist; and nobody waits for a slow mail server.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

log = logging.getLogger(__name__)
_at_hand = ThreadPoolExecutor(max_workers=4, thread_name_prefix="sending")


def send_soon(send: Callable[[], object]) -> None:
    """Call `send` in a moment, in this process; what fails is logged, not shown."""
    if settings.SEND_BEHIND_THE_PAGE:
        _at_hand.submit(_sent_or_logged, send)
    else:
        _sent_or_logged(send)


def _sent_or_logged(send: Callable[[], object]) -> None:
    try:
        send()
    except Exception:  # whatever a gateway or a mail server answers
        log.exception("A letter or text message could not be sent.")
