"""How much of other people's markup and patterns one pass over parameters may work through.

A browser's parser takes time with the square of the depth of open tags, and a pattern takes memory while
it is compiled. Neither bound is near what real content holds; both keep a hostile one to seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_TAGS_OF_A_TEXT = 10_000
MAX_TAGS = 60_000
MAX_PATTERNS = 200


@dataclass(slots=True)
class Budget:
    """What has been spent so far."""

    _tags: int = 0
    _patterns: set[str] = field(default_factory=set)

    def allows_markup(self, text: str) -> bool:
        tags = text.count("<")
        allowed = tags <= MAX_TAGS_OF_A_TEXT and self._tags + tags <= MAX_TAGS
        if allowed:
            self._tags += tags
        return allowed

    def allows_pattern(self, pattern: str) -> bool:
        if len(self._patterns) < MAX_PATTERNS:
            self._patterns.add(pattern)
        return pattern in self._patterns
