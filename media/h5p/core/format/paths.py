"""Which file names may leave an archive, and become files on our disk or parts of an address."""

from __future__ import annotations

import re
import unicodedata

from media.h5p.core.format.limits import Limits
from media.h5p.core.sentences import Phrase, phrases

_DRIVE = re.compile(r"[A-Za-z]:")
# Windows opens these as devices whatever the extension (Microsoft, "Naming Files, Paths, and Namespaces").
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
# Control characters, and the marks that turn the direction of a name round on the screen (UAX #9).
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def why_unsafe(name: str, limits: Limits) -> Phrase | None:
    """Why this relative path must not be used, or None when it is safe."""
    if _CONTROL.search(name):
        return phrases.HAS_CONTROL_CHARACTER
    if "\\" in name:
        return phrases.HAS_BACKSLASH
    if name.startswith("/") or _DRIVE.match(name):
        return phrases.IS_ABSOLUTE
    parts = name.split("/")
    if any(part in (".", "..") for part in parts):
        return phrases.CLIMBS_OUT
    if not all(part.strip() for part in parts):
        return phrases.HAS_EMPTY_PART
    if any(_RESERVED.fullmatch(part) for part in parts):
        return phrases.IS_RESERVED
    return _why_too_large(name, parts, limits)


def same_on_any_disk(name: str) -> str:
    """Two names with the same key are one file on some disk: macOS folds Unicode, Windows folds case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_hidden(name: str) -> bool:
    """H5P's core skips every file and folder whose name starts with a dot or an underscore."""
    return any(part.startswith((".", "_")) for part in name.split("/"))


def extension(name: str) -> str:
    """`jpg` for `images/a.JPG`, and an empty text where there is none."""
    _, dot, kind = name.rpartition("/")[2].rpartition(".")
    return kind.lower() if dot else ""


def _why_too_large(name: str, parts: list[str], limits: Limits) -> Phrase | None:
    if len(parts) - 1 > limits.max_folder_depth:
        return phrases.IS_TOO_DEEP
    too_long = len(name.encode()) > limits.max_path_bytes
    return phrases.IS_TOO_LONG if too_long or _longest(parts) > limits.max_name_bytes else None


def _longest(parts: list[str]) -> int:
    return max(len(part.encode()) for part in parts)
