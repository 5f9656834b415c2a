"""xAPI statements from a player, read with bounds (ADL xAPI 1.0.3, part two, section 2.4).

A statement is the word of code that the learner can change. It is parsed for what a server may store
and weigh: the verb, which part of the content, and a result whose numbers make sense. Actor, time and
the content itself are the server's to say, whatever the statement claims.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import isfinite

from media.h5p.core.codes import Code
from media.h5p.core.findings import H5PError, error
from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.limits import KIB, Limits
from media.h5p.core.format.names import SUB_CONTENT_ID
from media.h5p.core.format.strict_json import JsonRefused, parse_json
from media.h5p.core.sentences import Phrase, phrases

MAX_STATEMENT = 256 * KIB  # bytes
MAX_RESPONSE = 64 * KIB  # characters
MAX_SCORE = 1_000_000
MAX_DURATION = 30 * 24 * 3600.0  # seconds: a tab left open for a month

# The verbs core knows, by the last part of their address.
VERBS = frozenset(
    {
        *("answered", "asked", "attempted", "attended", "commented", "completed", "exited", "experienced"),
        *("failed", "imported", "initialized", "interacted", "launched", "mastered", "passed", "preferred"),
        *("progressed", "registered", "responded", "resumed", "scored", "shared", "suspended", "terminated"),
        *("voided", "downloaded", "copied", "accessed-reuse", "accessed-embed", "accessed-copyright"),
        *("consumed", "viewed"),
    }
)

_LIMITS = Limits(max_json_bytes=MAX_STATEMENT, max_json_values=5_000, max_json_depth=24)
_VERB = re.compile(
    r"https?://(?:adlnet\.gov/expapi|activitystrea\.ms/schema/1\.0|id\.tincanapi\.com)/(?:verbs?/)?([a-z\-]{1,40})"
)
_SUB_CONTENT = "http://h5p.org/x-api/h5p-subContentId"
_DURATION = re.compile(
    r"P(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,10}(?:\.\d{1,12})?)S)?)?", re.ASCII
)


class StatementRefused(H5PError):
    """What was sent is no statement we can keep."""


@dataclass(frozen=True, slots=True)
class Score:
    """`0 <= raw <= maximum` always; a browser's claim beyond that is cut."""

    raw: float
    maximum: float

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.raw / self.maximum


@dataclass(frozen=True, slots=True)
class Statement:
    """`sub_content_id` is None for the whole content; `duration` is in seconds; `raw` is as it came."""

    verb: str
    sub_content_id: str | None
    score: Score | None
    success: bool | None
    completion: bool | None
    duration: float | None
    response: str | None
    raw: JsonObject = field(repr=False)

    @property
    def about_whole_content(self) -> bool:
        """A part's `completed` must never complete what contains it."""
        return self.sub_content_id is None


def parse_statement(text: bytes) -> Statement:
    """Read one statement; raise `StatementRefused`."""
    if len(text) > MAX_STATEMENT:
        raise StatementRefused(error(Code.STATEMENT_TOO_LARGE, size=len(text), limit=MAX_STATEMENT))
    try:
        raw = parse_json(text, _LIMITS)
    except JsonRefused as refused:
        raise _malformed("#", refused.reason) from refused
    if not isinstance(raw, dict):
        raise _malformed("#", phrases.NOT_AN_OBJECT)
    result = _object(raw.get("result"), "#/result")
    return Statement(
        verb=_verb(raw),
        sub_content_id=_sub_content(raw),
        score=_score(_object(result.get("score"), "#/result/score")),
        success=_truth(result.get("success"), "#/result/success"),
        completion=_truth(result.get("completion"), "#/result/completion"),
        duration=_duration(result.get("duration")),
        response=_response(result.get("response")),
        raw=raw,
    )


def _verb(raw: JsonObject) -> str:
    verb = _object(raw.get("verb"), "#/verb").get("id")
    if not isinstance(verb, str):
        raise _malformed("#/verb/id", phrases.MISSING)
    known = _VERB.fullmatch(verb)
    if known is None or known[1] not in VERBS:
        raise StatementRefused(error(Code.STATEMENT_VERB_UNKNOWN, "#/verb/id", verb=verb))
    return known[1]


def _sub_content(raw: JsonObject) -> str | None:
    definition = _object(_object(raw.get("object"), "#/object").get("definition"), "#/object/definition")
    extensions = _object(definition.get("extensions"), "#/object/definition/extensions")
    part = extensions.get(_SUB_CONTENT)
    if part is None:
        return None
    if not isinstance(part, str) or SUB_CONTENT_ID.fullmatch(part) is None:
        raise _malformed("#/object/definition/extensions", phrases.NOT_LIKE_THE_FORMAT)
    return part


def _score(score: JsonObject) -> Score | None:
    """None where the statement scores nothing, or out of nothing."""
    raw, most = _number(score.get("raw"), "raw"), _number(score.get("max"), "max")
    scaled = _number(score.get("scaled"), "scaled")
    if raw is None and scaled is not None:
        raw, most = scaled, 1.0
    if raw is None or most is None or most <= 0:
        return None
    if most > MAX_SCORE:
        raise _malformed("#/result/score/max", phrases.NUMBER_OUT_OF_RANGE)
    return Score(min(max(raw, 0.0), most), most)


def _number(value: Json, name: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise _malformed(f"#/result/score/{name}", phrases.NUMBER)
    return float(value)


def _duration(value: Json) -> float | None:
    """Seconds of an ISO 8601 duration; the player writes `PT12.3S`."""
    if value is None:
        return None
    parts = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if parts is None or not any(parts.groups()):
        raise _malformed("#/result/duration", phrases.NOT_LIKE_THE_FORMAT)
    days, hours, minutes, seconds = (float(part or 0) for part in parts.groups())
    return min(days * 86_400 + hours * 3_600 + minutes * 60 + seconds, MAX_DURATION)


def _response(value: Json) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > MAX_RESPONSE:
        raise _malformed("#/result/response", phrases.at_most_characters(MAX_RESPONSE))
    return value


def _truth(value: Json, place: str) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise _malformed(place, phrases.YES_OR_NO)
    return value


def _object(value: Json, place: str) -> JsonObject:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _malformed(place, phrases.NOT_AN_OBJECT)
    return value


def _malformed(place: str, reason: Phrase) -> StatementRefused:
    return StatementRefused(error(Code.STATEMENT_MALFORMED, place, reason=reason))
