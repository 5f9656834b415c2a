"""JSON as Python sees it, and pointers into it (RFC 6901)."""

from __future__ import annotations

import json
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = "dict[str, Json]"


def canonical(value: Json) -> bytes:
    """UTF-8 JSON that is the same bytes for the same value: no spaces, keys in the order they came."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def child(pointer: str, key: str | int) -> str:
    """The pointer of `key` below `pointer`, escaped as RFC 6901 section 3 asks."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
