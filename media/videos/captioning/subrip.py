"""Captions that come as SRT (SubRip): whatever they are encoded in, and whatever programs add to them."""

import codecs
import re
import unicodedata

from media.videos.captioning.clock import seconds_told
from media.videos.captioning.webvtt import MOST_CUES, Cue

MOST_BYTES = 1024 * 1024

_TIMES = re.compile(r"^\s*([\d:.,]+)\s*-->\s*([\d:.,]+)(?:\s.*)?$")
_OVERRIDES = re.compile(r"\{\\[^}\n]{0,100}\}|</?font[^>\n]{0,200}>", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class NotText(Exception):
    """The file is no text in an encoding that is used for Vietnamese."""


def text_in(data: bytes) -> str:
    """The words of a file: UTF-8, UTF-16 with or without its mark, or Windows-1258. Raises NotText."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), encoding)
    zeros = data[:4000].count(0)
    if zeros:
        if zeros * 4 < len(data[:4000]):
            raise NotText
        return _decoded(data, "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be")
    try:
        return _decoded(data, "utf-8")
    except NotText:
        return _decoded(data, "cp1258")


def cues_in(text: str) -> list[Cue]:
    """All captions of an SRT file; what is none is passed over."""
    found: list[Cue] = []
    begin = end = 0.0
    words: list[str] | None = None
    lines = [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]
    for line in lines:
        times = _TIMES.match(line)
        if times:
            if words:
                found.append(Cue(begin, end, "\n".join(_without_number(words))))
            one, two = seconds_told(times[1]), seconds_told(times[2])
            begin, end = one or 0.0, two or 0.0
            words = [] if one is not None and two is not None and two > one else None
        elif words is not None and line.strip():
            words.append(_OVERRIDES.sub("", line).strip())
        elif words:
            found.append(Cue(begin, end, "\n".join(words)))
            words = None
        if len(found) >= MOST_CUES:
            break
    return sorted((cue for cue in found if cue.text.strip()), key=lambda cue: cue.begin)


def looks_like_subrip(text: str) -> bool:
    """Times with a comma, as WebVTT never has them."""
    return bool(re.search(r"\d,\d{3}\s*-->", text))


def _without_number(words: list[str]) -> list[str]:
    """A file without blank lines has the next caption's number as the last line."""
    return words[:-1] if len(words) > 1 and words[-1].isdecimal() else words


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as reason:
        raise NotText from reason
    if "\x00" in text:
        raise NotText
    # Windows-1258 writes tones as marks after the letter.
    return unicodedata.normalize("NFC", text)
