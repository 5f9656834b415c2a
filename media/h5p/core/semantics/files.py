"""Values of image, video, audio and file fields: a path inside `content/`, or an address outside."""

from __future__ import annotations

import re

from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.limits import Limits
from media.h5p.core.format.paths import why_unsafe
from media.h5p.core.semantics.fields import FileField, FileKind
from media.h5p.core.semantics.markup import escape_text

_KEYS = frozenset({"path", "mime", "copyright"})
_KEYS_OF = {
    FileKind.IMAGE: frozenset({"width", "height", "originalImage", "alt"}),
    FileKind.VIDEO: frozenset({"width", "height", "codecs", "quality", "bitrate", "metadata"}),
    FileKind.AUDIO: frozenset({"metadata"}),
    FileKind.FILE: frozenset(),
}
_TEMPORARY = "#tmp"
# Content that was copied from another one names its files as `../12/images/a.png`.
_COPIED_FROM = re.compile(r"(?:\.\./){1,2}(?:.*content/)?(?:\d+|editor)/(.+)")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def is_address(path: str) -> bool:
    """Whether a path leads out to the network."""
    return _ADDRESS.match(path) is not None


def path_in_content(path: str) -> str:
    """The path below `content/` that the editor's spellings of it mean."""
    path = path.removesuffix(_TEMPORARY)
    copied = _COPIED_FROM.fullmatch(path)
    return copied[1] if copied else path


def clean_file(value: JsonObject, field: FileField, limits: Limits) -> JsonObject | None:
    """The file with only known keys, all of them plain text; None where its path must not be followed."""
    path = value.get("path")
    if not isinstance(path, str):
        return None
    path = path_in_content(path)
    if not is_address(path) and (why_unsafe(path, limits) or ":" in path.split("/")[0]):
        return None
    allowed = _KEYS | _KEYS_OF[field.kind] | field.extra_keys
    kept = {key: plain(each) for key, each in value.items() if key in allowed}
    return kept | {"path": escape_text(path)}


def plain(value: Json) -> Json:
    """Every text in the value escaped; for parts that no semantics describe, such as copyright."""
    if isinstance(value, str):
        return escape_text(value)
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {escape_text(key): plain(each) for key, each in value.items()}
    return value
