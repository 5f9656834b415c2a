"""The short form a player posts when a content is finished, beside its xAPI statements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from media.h5p.core.codes import Code
from media.h5p.core.findings import error
from media.h5p.core.playing.xapi import MAX_DURATION, MAX_SCORE, Score, StatementRefused
from media.h5p.core.sentences import phrases

_MAX_TIME = 253_402_300_799  # seconds: the end of the year 9999


@dataclass(frozen=True, slots=True)
class Finished:
    """`opened` and `finished` are seconds since 1970 by the learner's clock; `spent` is in seconds."""

    score: Score | None
    opened: int
    finished: int
    spent: int


def parse_finished(form: Mapping[str, str]) -> Finished:
    """Read the form; the score is cut to its bounds. Raise `StatementRefused`."""
    score, most = _number(form, "score", MAX_SCORE), _number(form, "maxScore", MAX_SCORE)
    opened, finished = _number(form, "opened", _MAX_TIME), _number(form, "finished", _MAX_TIME)
    spent = _number(form, "time", _MAX_TIME) or max(0, finished - opened)
    return Finished(
        score=Score(float(min(score, most)), float(most)) if most else None,
        opened=opened,
        finished=finished,
        spent=min(spent, int(MAX_DURATION)),
    )


def _number(form: Mapping[str, str], name: str, most: int) -> int:
    text = form.get(name, "0") or "0"
    whole = text.partition(".")[0]
    number = int(whole) if whole.isascii() and whole.isdigit() and len(whole) <= 15 else -1
    if not 0 <= number <= most:
        raise StatementRefused(error(Code.STATEMENT_MALFORMED, name, reason=phrases.whole_number(most)))
    return number
