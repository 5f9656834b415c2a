"""Chapters as an author types them: one a line, `00:00 Mở đầu`."""

from collections.abc import Iterator
from dataclasses import dataclass

from media.videos.captioning.clock import seconds_told
from media.videos.captioning.findings import Finding

MOST = 60
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a recording, from `begin` in seconds to the next one."""

    begin: float
    title: str


def chapters_in(text: str) -> list[Chapter]:
    """Those that can be read, in order of time."""
    told = (_chapter(line) for line in text.splitlines())
    return sorted((one for one in told if one), key=lambda one: one.begin)[:MOST]


def findings_about(text: str, duration: float) -> Iterator[Finding]:
    before = -1.0
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in lines[:MOST]:
        one = _chapter(line)
        if one is None:
            yield Finding("chapter_unread", number, detail=line.strip()[:60])
            continue
        if one.begin <= before:
            yield Finding("chapter_out_of_order", number, detail=line.strip()[:60])
        if duration and one.begin >= duration:
            yield Finding("after_the_end", number, detail=line.strip()[:60])
        if len(one.title) > LONGEST:
            yield Finding("chapter_too_long", number)
        before = one.begin
    if len(lines) > MOST:
        yield Finding("too_many_chapters", lines[MOST][0])


def _chapter(line: str) -> Chapter | None:
    time, _, title = line.strip().partition(" ")
    begin = seconds_told(time)
    title = title.strip(" -–—\t")
    return Chapter(begin, title) if begin is not None and title else None
