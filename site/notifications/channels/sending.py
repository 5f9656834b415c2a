"""A notice leaves by a channel."""

from collections.abc import Callable

from notifications.channels import letters, pushes, texts
from notifications.notices.models import Notice
from notifications.ways.rules import Channel

SENDERS: dict[Channel, Callable[[Notice], None]] = {
    Channel.LETTER: letters.send,
    Channel.PUSH: pushes.send,
    Channel.TEXT: texts.send,
}


def send(notice: Notice, channel: Channel) -> None:
    """Raises NotSent, NeverSent or PerhapsSent."""
    SENDERS[channel](notice)
