"""Captions as WebVTT (W3C): read line by line with findings, and written.

Authors type them by hand, so that what a browser would pass over in silence is said with its line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.videos.captioning.clock import stamp
from media.videos.captioning.findings import Finding

HEADING = "WEBVTT"
MOST_CHARACTERS = 400_000
MOST_CUES = 5_000
LONGEST_LINE = 84
"""Characters: two lines of 42, as a phone shows them; beyond it is a remark, no error."""
SHORTEST = 0.4
"""Seconds that somebody needs to see a caption at all."""
SLACK = 1.0
"""Seconds by which the last caption may outlast the recording."""

_TIMES = re.compile(r"^(\S+)\s*-->\s*(\S+)(?:\s+\S.*)?$")
_STAMP = re.compile(r"^(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})$")
_ASIDE = ("NOTE", "STYLE", "REGION")
_TAG = re.compile(r"<[^>\n]{0,200}>")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are shown from one moment to another, in seconds; `line` is where its times stand."""

    begin: float
    end: float
    text: str
    line: int = 0

    @property
    def plain(self) -> str:
        """Its words in one line, without marks of voice or style."""
        return " ".join(_TAG.sub("", self.text).split())


@dataclass(frozen=True, slots=True)
class Captions:
    """What was read, and what was found about it."""

    cues: tuple[Cue, ...]
    findings: tuple[Finding, ...]


def read(text: str, duration: float | None = None) -> Captions:
    """All captions in a text, with or without its heading."""
    if len(text) > MOST_CHARACTERS:
        return Captions((), (Finding("too_much", 1),))
    cues: list[Cue] = []
    findings: list[Finding] = []
    for block in _blocks(text):
        number, first = block[0]
        if (first.startswith(HEADING) and number == 1) or first.startswith(_ASIDE):
            continue
        cue = _cue(block, findings)
        if cue:
            findings += _remarks(cue, cues[-1] if cues else None, duration)
            cues.append(cue)
        if len(cues) > MOST_CUES:
            findings.append(Finding("too_many", number))
            break
    if not cues and not findings:
        findings.append(Finding("nothing", 1))
    return Captions(tuple(cues), tuple(findings))


def written(cues: Iterable[Cue]) -> str:
    """The same captions as a file."""
    blocks = [f"{stamp(cue.begin)} --> {stamp(cue.end)}\n{cue.text}" for cue in cues]
    return "\n\n".join([HEADING, *blocks]) + "\n"


def completed(text: str) -> str:
    """With the heading that browsers ask for, and line ends of one kind."""
    told = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not told.strip():
        return ""
    return f"{told}\n" if told.startswith(HEADING) else f"{HEADING}\n\n{told}\n"


def _blocks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Lines that stand together, each with its number."""
    block: list[tuple[int, str]] = []
    told = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(told.split("\n"), start=1):
        if line.strip():
            block.append((number, line.rstrip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cue(block: list[tuple[int, str]], findings: list[Finding]) -> Cue | None:
    place = next((n for n, (_, line) in enumerate(block[:2]) if "-->" in line), None)
    if place is None:
        findings.append(Finding("no_times", block[0][0], detail=block[0][1][:60]))
        return None
    number, line = block[place]
    found = _TIMES.match(line.strip())
    begin, end = (_seconds(found[1]), _seconds(found[2])) if found else (None, None)
    if begin is None or end is None:
        findings.append(Finding("bad_times", number, detail=line.strip()[:60]))
        return None
    words = block[place + 1 :]
    again = next((at for at, told in words if "-->" in told), None)
    if again is not None:
        findings.append(Finding("no_blank_line", again))
        return None
    if not words:
        findings.append(Finding("no_words", number))
        return None
    if end <= begin:
        findings.append(Finding("ends_before", number, detail=line.strip()[:60]))
        return None
    return Cue(begin, end, "\n".join(told for _, told in words), number)


def _remarks(cue: Cue, before: Cue | None, duration: float | None) -> Iterator[Finding]:
    if before and cue.begin < before.begin:
        yield Finding("out_of_order", cue.line, detail=stamp(cue.begin))
    elif before and cue.begin < before.end - 0.001:
        yield Finding("overlaps", cue.line, is_error=False, detail=stamp(cue.begin))
    if duration and cue.begin >= duration:
        yield Finding("after_the_end", cue.line, detail=stamp(cue.begin))
    elif duration and cue.end > duration + SLACK:
        yield Finding("outlasts", cue.line, is_error=False, detail=stamp(cue.end))
    if cue.end - cue.begin < SHORTEST:
        yield Finding("too_short", cue.line, is_error=False)
    if len(cue.plain) > LONGEST_LINE:
        yield Finding("too_long", cue.line, is_error=False, detail=str(len(cue.plain)))


def _seconds(text: str) -> float | None:
    found = _STAMP.match(text)
    if not found:
        return None
    hours, minutes, seconds, thousandths = (int(part or 0) for part in found.groups())
    return ((hours * 3600 + minutes * 60 + seconds) * 1000 + thousandths) / 1000
