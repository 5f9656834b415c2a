"""What ffmpeg says of a file, read from what it prints, and whether lessons can use such a file. Pure."""

import re
from dataclasses import dataclass

LONGEST = 60 * 60.0
"""Seconds of one recording."""
WIDEST = 8192
SHORTEST = 0.5

READ_AS = (
    "mov,matroska,webm,avi,mpeg,mpegts,mpegvideo,asf,flv,ogg,mp3,wav,w64,flac,aac,amr,aiff,caf,h264,m4v,3gp"
)
"""Kinds of file that are opened; lists of addresses (HLS, concat) are not among them."""

_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)", re.MULTILINE)
_INPUT = re.compile(r"^Input #0, ([\w,]+), from ", re.MULTILINE)
_STREAM = re.compile(
    r"^  Stream #0:\d+[^:\n]*(?:\[[^\]\n]*\])?[^:\n]*: (Video|Audio): (\w+)(.*)$", re.MULTILINE
)
_SIZE = re.compile(r"[ ,](\d{1,5})x(\d{1,5})[ ,\[]")
_ROTATION = re.compile(r"(?:rotation of (-?\d+(?:\.\d+)?) degrees|^\s+rotate\s+: (-?\d+))", re.MULTILINE)
_PICTURES = {"mjpeg", "png", "gif", "bmp", "webp", "tiff"}
"""A cover of a sound file, or a picture under a film's name."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A file's length in seconds, 0 where it does not say, and its streams; sizes as they are seen."""

    duration: float
    has_picture: bool
    has_sound: bool
    width: int = 0
    height: int = 0

    @property
    def is_film(self) -> bool:
        return self.has_picture


def facts_in(printed: str) -> Facts | None:
    """From what `ffmpeg -i` prints; None for what it cannot read."""
    if not _INPUT.search(printed):
        return None
    duration = _DURATION.search(printed)
    seconds = int(duration[1]) * 3600 + int(duration[2]) * 60 + float(duration[3]) if duration else 0.0
    streams = _STREAM.findall(printed)
    pictures = [rest for kind, codec, rest in streams if kind == "Video" and _is_moving(codec, rest)]
    width, height = _size(pictures[0]) if pictures else (0, 0)
    if pictures and _is_turned(printed):
        width, height = height, width
    return Facts(
        duration=seconds,
        has_picture=bool(pictures and width and height),
        has_sound=any(kind == "Audio" for kind, _, _ in streams),
        width=width,
        height=height,
    )


def refusal_of(facts: Facts | None) -> str:
    """Why lessons cannot use a file, by a code; nothing for one that they can."""
    if facts is None or not (facts.has_picture or facts.has_sound):
        return "no_recording"
    if max(facts.width, facts.height) > WIDEST:
        return "too_wide"
    if facts.duration < SHORTEST:
        return "too_short"
    return "too_long" if facts.duration > LONGEST else ""


def _is_moving(codec: str, rest: str) -> bool:
    if "(attached pic)" in rest:
        return False
    return codec not in _PICTURES or (codec == "mjpeg" and " fps" in rest)


def _size(rest: str) -> tuple[int, int]:
    found = _SIZE.search(rest + " ")
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _is_turned(printed: str) -> bool:
    found = _ROTATION.search(printed)
    return found is not None and round(abs(float(found[1] or found[2]))) % 180 == 90
