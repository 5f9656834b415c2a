"""What a device sends about what was watched, checked before anything is done with it."""

import json
import math
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from media.videos.actions import Watched

MOST_REPORTS = 100
MOST_BYTES = 256 * 1024
MOST_SPANS = 200
"""Of one report; a player sends some every quarter of a minute."""


class BadBatch(Exception):
    """It cannot be read; the message says so, for the learner's screen."""


def reports_from(body: bytes) -> list[Watched]:
    """Read a batch `[{"id", "spans": [[begin, end], …], "place", "at"}, …]` (JSON). Raises BadBatch."""
    try:
        if len(body) > MOST_BYTES:
            raise ValueError("too much")
        rows = json.loads(body)
        if not isinstance(rows, list) or len(rows) > MOST_REPORTS:
            raise TypeError("not a list of reports")
        return [_report(row) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise BadBatch(_("What the device sent cannot be read. Please reload the page.")) from None


def _report(row: dict[str, Any]) -> Watched:
    spans, place = row["spans"], float(row.get("place", 0))
    if not isinstance(spans, list) or len(spans) > MOST_SPANS or not all(isinstance(x, list) for x in spans):
        raise ValueError("spans")
    if not math.isfinite(place):
        raise ValueError("place")
    at = datetime.fromisoformat(row["at"])
    moment = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    return Watched(id=UUID(row["id"]), spans=spans, place=place, happened_at=moment)
