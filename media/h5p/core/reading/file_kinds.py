"""Whether a file's first bytes agree with its name: a page named `.png`, a program named `.mp3`.

Only disagreements that can do harm are told. A JPEG named `.png` plays in every browser and is common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from media.h5p.core.sentences import Phrase, phrases

_OVERLAP = 512  # bytes of the last chunk looked at again, so that nothing hides across two chunks

_TEXT_KINDS = "json txt csv diff patch md textile vtt webvtt gltf js css svg xml rtf eot"
_TEXT = frozenset(_TEXT_KINDS.split())
_ARCHIVES = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")
_ZIP = b"PK\x03\x04"
_MARKUP = re.compile(rb"\s*<(!doctype|!--|\?xml|html|head|body|script|svg|[a-z]+[\s>/])", re.IGNORECASE)
_ACTIVE_SVG = re.compile(
    rb"<\s*(?:\w+:)?(?:script|foreignobject|iframe|embed|object|handler)\b"
    rb"|[\s\"'/]on[a-z]{3,30}\s*=|javascript\s*:",
    re.IGNORECASE,
)


def disguise(kind: str, head: bytes) -> Phrase | None:
    """What a file with the extension `kind` holds in truth, when that is not harmless."""
    if kind in _TEXT:
        return phrases.A_PROGRAM if head.startswith(_PROGRAMS[:2]) else None
    if head.startswith(_PROGRAMS):
        return phrases.A_PROGRAM
    if head.startswith(_ZIP) and kind not in _ARCHIVES:
        return phrases.AN_ARCHIVE
    return phrases.MARKUP if _MARKUP.match(head) else None


def active_markup(chunks: Iterable[bytes]) -> Phrase | None:
    """The first piece of a drawing that would run code if the drawing were opened by itself."""
    seen = b""
    for chunk in chunks:
        # Without NULs, a drawing in UTF-16 reads like one in ASCII.
        seen = seen[-_OVERLAP:] + chunk.replace(b"\0", b"")
        if found := _ACTIVE_SVG.search(seen):
            return phrases.markup(found[0].decode("ascii", "replace").strip()[:40])
    return None
