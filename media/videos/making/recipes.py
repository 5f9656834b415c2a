"""How a recording is made small: which copies, how large a picture, how many bits. Pure.

A minute of film may cost what the School can ask of a phone on a weak line: 1.6 MB with the small picture,
4.5 MB with the larger one.
"""

from dataclasses import dataclass

from media.videos.making.facts import Facts

SIDES = {"240p": 240, "480p": 480}
"""The shorter side of the picture."""
MOST_A_MINUTE = {"240p": 1_600_000, "480p": 4_500_000}
SPARE = 48_000
"""Bytes that a file has for its tables, however short it is."""
_ENDINGS = {"240p": "mp4", "480p": "mp4", "opus": "webm", "aac": "m4a"}
CONTENT_TYPES = {"240p": "video/mp4", "480p": "video/mp4", "opus": "audio/webm", "aac": "audio/mp4"}
_PICTURE_BITS = {"240p": 150, "480p": 470}
_SOUND_BITS = {"240p": 40, "480p": 64, "aac": 40, "opus": 24}
_EFFORT = {"240p": 3, "480p": 6, "opus": 1, "aac": 1}
AGAIN = (1.0, 0.8, 0.6)
"""Shares of the bits, tried one after the other until the copy is small enough."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One copy to be made."""

    kind: str
    width: int = 0
    height: int = 0
    has_sound: bool = True

    @property
    def ending(self) -> str:
        return _ENDINGS[self.kind]

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    @property
    def effort(self) -> int:
        """How long it takes, compared with the others."""
        return _EFFORT[self.kind]

    def most_bytes(self, duration: float) -> int | None:
        cap = MOST_A_MINUTE.get(self.kind)
        return int(cap * duration / 60) + SPARE if cap else None

    def options(self, share: float = 1.0) -> list[str]:
        """What ffmpeg is told about the copy, after the name of the file that it reads."""
        return [*(self._picture(share) if self.width else ["-vn"]), *self._sound(), *self._container()]

    def _picture(self, share: float) -> list[str]:
        bits = int(_PICTURE_BITS[self.kind] * share)
        return [
            *("-map", "0:v:0", "-vf", f"scale={self.width}:{self.height}:flags=bicubic,setsar=1"),
            *("-c:v", "libx264", "-preset", "medium" if self.kind == "240p" else "fast"),
            *("-profile:v", "main", "-pix_fmt", "yuv420p", "-fpsmax", "25", "-crf", "27"),
            *("-maxrate", f"{bits}k", "-bufsize", f"{bits}k", "-g", "100"),
        ]

    def _sound(self) -> list[str]:
        if not self.has_sound:
            return ["-an"]
        codec = ["-c:a", "aac"]
        if self.kind == "opus":
            # What a voice needs, and a tone of music not more: free to vary, it took the double.
            codec = ["-c:a", "libopus", "-application", "voip", "-vbr", "constrained"]
        return ["-map", "0:a:0", *codec, "-ac", "1", "-ar", "48000", "-b:a", f"{_SOUND_BITS[self.kind]}k"]

    def _container(self) -> list[str]:
        if self.kind == "opus":
            return ["-f", "webm"]
        return ["-movflags", "+faststart", "-f", "mp4" if self.width else "ipod"]


def recipes_for(facts: Facts) -> list[Recipe]:
    """Copies from the smallest; a picture is never made larger than it is."""
    made: list[Recipe] = []
    if facts.has_picture:
        short = min(facts.width, facts.height)
        kinds = ["240p", "480p"] if short > SIDES["240p"] else ["240p"]
        for kind in kinds:
            width, height = fitted(facts.width, facts.height, SIDES[kind])
            made.append(Recipe(kind, width, height, facts.has_sound))
    if facts.has_sound:
        made += [Recipe("opus"), Recipe("aac")]
    return made


def fitted(width: int, height: int, side: int) -> tuple[int, int]:
    """A picture whose shorter side is `side` at most, in even numbers, in the same shape."""
    scale = min(1.0, side / min(width, height))
    return _even(width * scale), _even(height * scale)


def _even(length: float) -> int:
    return max(2, int(length / 2 + 0.25) * 2)


def percent_of(done: list[Recipe], now: Recipe, share: float, among: list[Recipe]) -> int:
    """How much of all work is done; the copy in hand has come to `share` of its length."""
    whole = sum(one.effort for one in among)
    part = sum(one.effort for one in done) + now.effort * min(1.0, max(0.0, share))
    return min(99, int(100 * part / whole))
