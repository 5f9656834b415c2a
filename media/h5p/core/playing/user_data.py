"""What a learner has done so far in a content, as the player saves it: one text for each part and kind.

The player posts a form with `data` (JSON, or `0` to delete), `preload` and `invalidate`, and wants earlier
states back in `contentUserData[subContentId][dataType]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from media.h5p.core.codes import Code
from media.h5p.core.findings import H5PError, error
from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.limits import DEFAULT_LIMITS, KIB, Limits
from media.h5p.core.format.names import SUB_CONTENT_ID
from media.h5p.core.format.strict_json import JsonRefused, parse_json
from media.h5p.core.sentences import Phrase, phrases

MAX_STATE = 256 * KIB  # bytes of one saved text
RESET = "RESET"  # the word that makes the player say that the content has changed

_DATA_TYPE = re.compile(r"[A-Za-z0-9_.:\-]{1,127}", re.ASCII)
_WHOLE = "0"
_DELETE = "0"


class UserDataRefused(H5PError):
    """What was posted cannot be a saved state."""


@dataclass(frozen=True, slots=True)
class UserDataKey:
    """`sub_content_id` is "0" for the content itself, otherwise the identity of a part."""

    sub_content_id: str
    data_type: str

    @classmethod
    def parse(cls, sub_content_id: str, data_type: str) -> UserDataKey:
        """Check both; raise `UserDataRefused`."""
        if sub_content_id != _WHOLE and not SUB_CONTENT_ID.fullmatch(sub_content_id):
            raise _malformed("subContentId", phrases.NOT_LIKE_THE_FORMAT)
        if not _DATA_TYPE.fullmatch(data_type):
            raise _malformed("dataType", phrases.NOT_LIKE_THE_FORMAT)
        return cls(sub_content_id, data_type)


@dataclass(frozen=True, slots=True)
class UserState:
    """`data` is JSON as the content type made it, None once it was reset.

    `preload` sends it along with the content; `invalidate` drops it when the content changes.
    """

    key: UserDataKey
    data: str | None
    preload: bool
    invalidate: bool


def parse_save(
    key: UserDataKey, form: Mapping[str, str], limits: Limits = DEFAULT_LIMITS
) -> UserState | None:
    """The state that was posted, or None where the learner's earlier one is to be deleted.

    Raises `UserDataRefused`.
    """
    data = form.get("data")
    if data is None:
        raise _malformed("data", phrases.MISSING)
    if data == _DELETE:
        return None
    encoded = data.encode("utf-8", "surrogatepass")
    if len(encoded) > MAX_STATE:
        raise UserDataRefused(error(Code.USER_DATA_TOO_LARGE, "data", size=len(encoded), limit=MAX_STATE))
    try:
        parse_json(encoded, limits)
    except JsonRefused as refused:
        raise _malformed("data", refused.reason) from refused
    return UserState(key, data, preload=_flag(form, "preload"), invalidate=_flag(form, "invalidate"))


def preloaded(states: Iterable[UserState]) -> JsonObject:
    """`contentUserData` of the integration object: the states that travel with the content."""
    by_part: dict[str, Json] = {_WHOLE: {}}
    for state in states:
        if not state.preload:
            continue
        kinds = by_part.setdefault(state.key.sub_content_id, {})
        assert isinstance(kinds, dict)  # noqa: S101  (made so above)
        kinds[state.key.data_type] = RESET if state.data is None else state.data
    return by_part


def after_change(states: Iterable[UserState]) -> tuple[UserState, ...]:
    """The states once the content has changed: those that ask for it are reset, and said to be."""
    return tuple(replace(state, data=None) if state.invalidate else state for state in states)


def answer(state: UserState | None) -> JsonObject:
    """The answer to the player's request for one state."""
    return {"success": True, "data": False if state is None or state.data is None else state.data}


def _flag(form: Mapping[str, str], name: str) -> bool:
    return form.get(name) in ("1", "true")


def _malformed(place: str, reason: Phrase) -> UserDataRefused:
    return UserDataRefused(error(Code.USER_DATA_MALFORMED, place, reason=reason))
