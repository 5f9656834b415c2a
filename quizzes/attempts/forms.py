"""What devices and forms send as answers, checked before anything is done with it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _

from common.digests import digest_of
from quizzes.attempts.actions import Save
from quizzes.bank.presenting import field_name, raw_answer
from quizzes.grading.questions import AnyQuestion, Kind
from quizzes.grading.responses import Response, read_response
from quizzes.grading.showing import Shown

MOST_SAVES = 200
"""Answers a batch may hold; a device with more sends them in several."""
MOST_SEQUENCE = 2**63 - 1
_DIGEST_LENGTH = 12


class BadBatch(Exception):
    """A batch of answers cannot be read; the message says why, for the learner's screen."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Answers of one device, and whether its owner hands in with them."""

    device: UUID
    saves: list[Save]
    hands_in: bool = False


def batch_from(body: bytes) -> Batch:
    """Read `{"device", "hand_in", "saves": [{"sequence", "slot", "at", "raw", "seconds", "flagged"}, …]}`.

    `at` is in milliseconds since 1970; without `raw` a row says nothing of the answer. Raises BadBatch.
    """
    try:
        sent = json.loads(body)
        rows = sent["saves"]
        hands_in = sent.get("hand_in") is True
        if not isinstance(rows, list) or not (rows or hands_in):
            raise TypeError("no list")
        if len(rows) > MOST_SAVES:
            raise BadBatch(_("Too much was sent at once. Please send at most %d things.") % MOST_SAVES)
        return Batch(UUID(sent["device"]), [_save(row) for row in rows], hands_in)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError, OSError):
        raise BadBatch(_("What the device sent cannot be read. Please reload the page.")) from None


def _save(row: dict[str, Any]) -> Save:
    flagged = row.get("flagged")
    if not isinstance(flagged, bool | None):
        raise TypeError("flagged")
    return Save(
        sequence=_whole(row["sequence"], MOST_SEQUENCE),
        slot=_whole(row["slot"], 32_767),
        raw=row.get("raw"),
        answered_at=datetime.fromtimestamp(_whole(row["at"], 10**14) / 1000, UTC),
        seconds=_whole(row.get("seconds", 0), 10**9),
        flagged=flagged,
        is_answer="raw" in row,
    )


def _whole(value: Any, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError(value)
    return value


# --- A form without script -------------------------------------------------------------------------


def device_of_forms(attempt_id: UUID) -> UUID:
    """All forms without script of one attempt count as one device."""
    return uuid5(attempt_id, "form")


def was_field(number: int) -> str:
    """The name of the hidden field that says which answer a page was made with."""
    return f"{field_name(number)}-was"


def mark_of(response: Response, kind: Kind) -> str:
    """A short mark of an answer: what comes back as it was shown is no new answer, so that an old page sent
    once more never takes the place of what was answered since."""
    if kind is Kind.ESSAY:  # its files are sent and kept by themselves
        response = (isinstance(response, dict) and response["text"]) or None
    return digest_of(response)[:_DIGEST_LENGTH]


@dataclass(frozen=True, slots=True)
class Field:
    """A question of an attempt, and the answer that stands in it."""

    number: int
    question: AnyQuestion
    shown: Shown
    response: Response


def typed_answer(field: Field, data: QueryDict) -> Response:
    """What a form sent for a question, as it would be stored; an outline left as it stood is no answer.

    Raises BadResponse.
    """
    raw = raw_answer(field.shown, data, field.number)
    if field.shown.kind is Kind.ESSAY and isinstance(raw, dict):
        text = _unix(raw["text"])
        raw = {"text": text} if text.strip() != _unix(field.shown.template).strip() else None
    return read_response(field.question, raw)


def saves_from(data: QueryDict, fields: Iterable[Field], now: datetime) -> list[Save]:
    """The answers of a form that differ from what its page was made with. Raises BadResponse."""
    sequence = int(now.timestamp() * 1_000_000)
    saves = []
    for field in fields:
        before = data.get(was_field(field.number))
        if before is None:
            continue
        response = typed_answer(field, data)
        if mark_of(response, field.shown.kind) != before:
            number = field.number
            saves.append(Save(sequence=sequence + number, slot=number, raw=response, answered_at=now))
    return saves


def _unix(text: str) -> str:
    """A form sends every line's end as two characters."""
    return text.replace("\r\n", "\n")
