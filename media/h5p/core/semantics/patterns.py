"""Regular expressions that come with a package, run in linear time.

Python's `re` can be made to think for hours by a pattern of twenty characters. RE2 cannot, by
construction; the price is that it knows no look-around and no back-references. A pattern it cannot read
is left unchecked, as H5P's own core does with a pattern that PHP cannot read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, cast

import re2  # type: ignore[import-untyped]

_MAX_PATTERN = 500  # characters
_MAX_MEMORY = 64 * 1024  # bytes for one compiled pattern


class _Pattern(Protocol):
    def search(self, text: str) -> object | None: ...


def matches(pattern: str, text: str) -> bool | None:
    """Whether the pattern is found in the text; None where the pattern cannot be run."""
    compiled = _compiled(pattern)
    return None if compiled is None else compiled.search(text) is not None


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> _Pattern | None:
    if len(pattern) > _MAX_PATTERN:
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEMORY
    try:
        return cast("_Pattern", re2.compile(pattern, options))
    except re2.error:
        return None
