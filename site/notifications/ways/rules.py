"""Which ways a notice takes. Its page is not one of them: everything stands there, always."""

from collections.abc import Mapping, Set
from enum import StrEnum


class Channel(StrEnum):
    """A way out of the site."""

    LETTER = "letter"
    PUSH = "push"
    TEXT = "text"


class Kind(StrEnum):
    """What a notice is about, as far as people choose by it."""

    NEWS = "news"
    REMINDER = "reminder"
    OVERDUE = "overdue"
    DIGEST = "digest"
    TEST = "test"


CHOSEN_AMONG = (Kind.NEWS, Kind.REMINDER, Kind.OVERDUE, Kind.DIGEST)
"""The kinds that people choose about; a test goes every way there is, that is what it is for."""

DISTURBING = frozenset({Channel.PUSH, Channel.TEXT})
"""What makes a telephone ring: held back in quiet hours. A letter waits by itself."""


def offered(kind: Kind) -> frozenset[Channel]:
    """A digest is too long for a text message."""
    return frozenset(Channel) - ({Channel.TEXT} if kind is Kind.DIGEST else set())


def is_on_by_itself(kind: Kind, channel: Channel) -> bool:
    """What holds while nothing was chosen. Text messages cost the office money: for reminders alone."""
    return channel is not Channel.TEXT or kind is Kind.REMINDER


def ways_for(
    kind: Kind,
    *,
    reached_by: Set[Channel],
    wishes: Mapping[Channel, bool],
    is_urgent: bool = False,
) -> frozenset[Channel]:
    """A text message leaves only where nothing else would, or where it is urgent."""
    if kind is Kind.TEST:
        return frozenset(reached_by)
    wanted = frozenset(
        way for way in offered(kind) & reached_by if wishes.get(way, is_on_by_itself(kind, way) or is_urgent)
    )
    free = wanted - {Channel.TEXT}
    return wanted if is_urgent or not free else free
