"""When two copies of a file say the same, though a tool has rewritten them.

Tools that export packages write library.json anew in their own layout, and version control turns line
endings: of 33 real packages, 27 carried a release that differed from another's copy in nothing else. A
release that differs in that alone is the same release; any other byte makes it a different one.
"""

from __future__ import annotations

import hashlib
import json

from media.h5p.core.format.json_values import JsonObject
from media.h5p.core.format.paths import extension

_TEXT = frozenset({"js", "css", "svg", "json", "xml", "txt", "md"})


class Likeness:
    """SHA-256 of a file's bytes, of a text with every CR LF read as LF."""

    def __init__(self, name: str) -> None:
        self._is_text = extension(name) in _TEXT
        self._whole = hashlib.sha256()
        self._carried = b""

    def update(self, chunk: bytes) -> None:
        if not self._is_text:
            self._whole.update(chunk)
            return
        text = self._carried + chunk
        self._carried = b"\r" if text.endswith(b"\r") else b""
        self._whole.update(text.removesuffix(b"\r").replace(b"\r\n", b"\n"))

    def hexdigest(self) -> str:
        whole = self._whole.copy()
        whole.update(self._carried)
        return whole.hexdigest()


def likeness_of_json(value: JsonObject) -> str:
    """The same for an object however it is laid out and whatever the order of its keys."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
