"""What may be done with a session when: its states, what may still be changed, who has a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DRAFT, ANNOUNCED, UNDER_WAY, REVIEWING = "draft", "announced", "under_way", "reviewing"
CLOSED, CANCELLED = "closed", "cancelled"

MOVES: Mapping[str, frozenset[str]] = {
    DRAFT: frozenset({ANNOUNCED}),
    ANNOUNCED: frozenset({UNDER_WAY, CANCELLED}),
    UNDER_WAY: frozenset({REVIEWING}),
    REVIEWING: frozenset({CLOSED}),
    CLOSED: frozenset(),
    CANCELLED: frozenset(),
}
"""Which state may follow which. A draft is thrown away, not cancelled: nobody has been told of it."""

EVERYTHING = frozenset(
    {
        "host",
        "title",
        "kind",
        "practice",
        "rubric",
        "chair",
        "starts_at",
        "ends_at",
        "place",
        "link",
        "programme",
        "to_prepare",
        "papers",
        "places",
        "reply_by",
        "opens_minutes_before",
    }
)
CHANGEABLE: Mapping[str, frozenset[str]] = {
    DRAFT: EVERYTHING,
    ANNOUNCED: EVERYTHING - {"host"},
    UNDER_WAY: frozenset({"ends_at", "place", "link", "programme", "to_prepare", "papers", "chair"}),
    REVIEWING: frozenset(),
    CLOSED: frozenset(),
    CANCELLED: frozenset(),
}
"""What may still be changed in which state: a session that has begun keeps what it began as."""

QUIET = frozenset({"chair", "rubric", "places", "opens_minutes_before"})
"""Changes that are told to nobody: the host's own affairs, and a name, which must not outlive its person."""

REMINDED_AT = time(8)
"""The hour, in Vietnam, at which a reminder is sent, the day before."""


def may_move(state: str, to: str) -> bool:
    return to in MOVES[state]


def may_begin(*, today: date, day: date) -> bool:
    """A session begins on its day, or later where it was put off by word of mouth; never before."""
    return day <= today


def takes_invitations(state: str) -> bool:
    return state in {DRAFT, ANNOUNCED}


def takes_replies(
    *, state: str, reply_by: date | None, today: date, now: datetime, starts_at: datetime
) -> bool:
    """Whether those invited may answer by themselves; afterwards they ask the host."""
    return state == ANNOUNCED and (reply_by is None or today <= reply_by) and now < starts_at


def takes_replies_by_host(state: str) -> bool:
    """Whether the host may still write down what she was told by telephone."""
    return state in {ANNOUNCED, UNDER_WAY}


def places_free(places: int | None, coming: int) -> int | None:
    """How many more may come; None where their number is not limited. Fewer places send nobody away."""
    return None if places is None else max(0, places - coming)


def has_place(places: int | None, coming: int) -> bool:
    return places_free(places, coming) != 0


def reminder_due(day: date) -> tuple[date, time]:
    """When to remind of something that is on `day`."""
    return day - timedelta(days=1), REMINDED_AT


@dataclass(frozen=True, slots=True)
class Times:
    """What a host has typed: the day, from when until when, and by when to answer."""

    day: date
    begins: time
    ends: time
    reply_by: date | None = None

    def faults(self, *, today: date) -> dict[str, str]:
        """By the name of the field, what is wrong with it: a word that the form puts into a sentence."""
        found = {}
        if self.day < today:
            found["day"] = "past"
        if self.ends <= self.begins:
            found["ends"] = "before_it_begins"
        if self.reply_by and self.reply_by > self.day:
            found["reply_by"] = "after_the_day"
        elif self.reply_by and self.reply_by < today:
            found["reply_by"] = "past"
        return found
