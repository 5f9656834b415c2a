"""Looks into a file that somebody sent: is it film or sound, how long, how large."""

from dataclasses import replace
from pathlib import Path

from media.videos.making.facts import Facts, facts_in, refusal_of
from media.videos.making.ffmpeg import reading, run

SECONDS = 60.0


class NoRecording(Exception):
    """Lessons cannot use the file; the message is the code of why."""


def facts_of(path: Path) -> Facts:
    """What the file holds; decodes its beginning, for a name and a heading are soon written.

    Raises NoRecording and NoFfmpeg.
    """
    facts = facts_in(run(reading(path), seconds=SECONDS).printed)
    if facts and not facts.duration:
        facts = replace(facts, duration=_played(path, ["-c", "copy"]))
    refusal = refusal_of(facts)
    if facts is None or refusal:
        raise NoRecording(refusal)
    if _played(path, ["-t", "3"]) <= 0:
        raise NoRecording("no_recording")
    return facts


def _played(path: Path, options: list[str]) -> float:
    """How many seconds come out; 0 for what cannot be played."""
    seconds = 0.0

    def hear(line: str) -> None:
        nonlocal seconds
        name, _, value = line.partition("=")
        if name in ("out_time_us", "out_time_ms") and value.lstrip("-").isdecimal():
            seconds = max(seconds, int(value) / 1_000_000)

    streams = ["-map", "0:v:0?", "-map", "0:a:0?"]
    sink = ["-v", "error", "-progress", "pipe:1", "-f", "null", "-"]
    run([*reading(path), *streams, *options, *sink], seconds=SECONDS, hear=hear)
    return seconds
