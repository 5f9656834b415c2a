"""What a part reports, brought within bounds, and what follows from it: done or not, passed or not, how well.

The values are those of the run-time's data model (SCORM 1.2, section 3.4.4; SCORM 2004 4th edition, run-time
environment, section 4), flat: `{"cmi.core.lesson_status": "passed", …}`.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from media.scorm.core.package import Version

Values = Mapping[str, str]

MOST_VALUES = 4_000
LONGEST_VALUE = 64_000
"""Characters; SCORM 2004 gives suspended data 64,000."""
MOST_CHARACTERS = 200_000
LONGEST_DAY = 24 * 60 * 60

_NAME = re.compile(r"(?:cmi|adl)\.[A-Za-z0-9_.]{1,240}")
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2}(?:\.\d{1,2})?)")
_DURATION = re.compile(
    r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9}(?:\.\d{1,2})?)S)?)?"
)
_NOT_HERS = ("cmi.core.student_", "cmi.learner_id", "cmi.learner_name")
_LOG = ("cmi.interactions.", "cmi.comments")
_DONE_12 = ("passed", "completed")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a part asks for; see `Part`."""

    mastery: float | None = None
    completion_threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Where a learner stands in a part; `share` is from 0 to 1, None where it gives no score."""

    is_complete: bool = False
    success: bool | None = None
    share: float | None = None
    raw: float | None = None
    most: float | None = None
    seconds: float = 0


def bounded(sent: object) -> dict[str, str] | None:
    """What may be kept of what was sent; None where it is nothing of the kind.

    Names of people stay out. Where it is too much, the log of answers goes first: place, score and
    suspended data are what the learner needs to go on.
    """
    if not isinstance(sent, dict):
        return None
    kept: dict[str, str] = {}
    for name, value in sent.items():
        if len(kept) >= MOST_VALUES:
            break
        if not isinstance(name, str) or not _NAME.fullmatch(name) or name.startswith(_NOT_HERS):
            continue
        text = _text_of(value)
        if text is not None:
            kept[name] = text[:LONGEST_VALUE]
    if _weight(kept) > MOST_CHARACTERS:
        kept = {name: value for name, value in kept.items() if not name.startswith(_LOG)}
    return kept if _weight(kept) <= MOST_CHARACTERS else {}


def settle(values: Values, version: Version, aim: Aim, *, is_finished: bool = False) -> Settled:
    """Where these values bring the learner; `is_finished` once the content said that it ended.

    Content that only begins and ends counts as gone through (SCORM 1.2, section 3.4.4, lesson_status: a
    system sets "completed" where the content sets nothing).
    """
    if version is Version.SCORM_12:
        return _settle_12(values, aim, is_finished=is_finished)
    return _settle_2004(values, aim, is_finished=is_finished)


def resumed(values: Values, version: Version) -> dict[str, str]:
    """The values with which the content is launched again: its time added up, its entry told."""
    prefix = "cmi.core." if version is Version.SCORM_12 else "cmi."
    seconds = _seconds(values, prefix)
    kept = {
        name: value
        for name, value in values.items()
        if name.rpartition(".")[2] not in ("session_time", "entry")
    }
    was_suspended = values.get(f"{prefix}exit") == "suspend"
    is_done = settle(values, version, Aim()).is_complete
    kept.pop(f"{prefix}exit", None)
    kept[f"{prefix}total_time"] = written(seconds, version)
    kept[f"{prefix}entry"] = "resume" if was_suspended or not is_done else ""
    return kept


def written(seconds: float, version: Version) -> str:
    """A time as the run-time writes it."""
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if version is Version.SCORM_12:
        return f"{hours:04}:{minutes:02}:{rest:02}"
    return f"PT{hours}H{minutes}M{rest}S"


def seconds_of(said: str) -> float:
    """A time as content writes it, in either version; 0 for what is none."""
    said = said.strip()
    if clock := _CLOCK.fullmatch(said):
        return int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
    if (span := _DURATION.fullmatch(said)) and said not in ("P", "PT"):
        years, months, days, hours, minutes = (int(span[number] or 0) for number in range(1, 6))
        return ((years * 365 + months * 30 + days) * 24 + hours) * 3600 + minutes * 60 + float(span[6] or 0)
    return 0


def put_together(settled: Iterable[Settled]) -> Settled:
    """The whole package: complete when every part is, its share the mean of the parts that give a score."""
    parts = list(settled)
    if len(parts) == 1:
        return parts[0]
    scored = [part.share for part in parts if part.share is not None]
    successes = [part.success for part in parts if part.success is not None]
    is_complete = bool(parts) and all(part.is_complete for part in parts)
    return Settled(
        is_complete=is_complete,
        success=all(successes) if successes and (is_complete or not all(successes)) else None,
        share=sum(scored) / len(scored) if scored else None,
        seconds=sum(part.seconds for part in parts),
    )


def _settle_12(values: Values, aim: Aim, *, is_finished: bool) -> Settled:
    status = values.get("cmi.core.lesson_status", "").strip().lower()
    raw = number_in(values, "cmi.core.score.raw")
    is_done = status in (*_DONE_12, "failed")
    if status in ("", "not attempted") and is_finished:
        is_done = True
    success = {"passed": True, "failed": False}.get(status)
    if aim.mastery is not None and raw is not None and is_done:
        success = raw >= aim.mastery
    share, most = _share_of(values, "cmi.core.score.")
    return Settled(
        is_complete=is_done and success is not False,
        success=success,
        share=share,
        raw=raw if most else None,
        most=most,
        seconds=_seconds(values, "cmi.core."),
    )


def _settle_2004(values: Values, aim: Aim, *, is_finished: bool) -> Settled:
    said = values.get("cmi.completion_status", "").strip().lower()
    progress = number_in(values, "cmi.progress_measure")
    is_done = said == "completed"
    if aim.completion_threshold is not None and progress is not None:
        is_done = progress >= aim.completion_threshold
    elif said in ("", "unknown", "not attempted") and is_finished:
        is_done = True
    success = {"passed": True, "failed": False}.get(values.get("cmi.success_status", "").strip().lower())
    scaled = number_in(values, "cmi.score.scaled")
    if aim.mastery is not None and scaled is not None:
        success = scaled >= aim.mastery
    share, most = _share_of(values, "cmi.score.")
    if scaled is not None:
        share, most = min(max(scaled, 0.0), 1.0), None
    return Settled(
        is_complete=is_done and success is not False,
        success=success,
        share=share,
        raw=number_in(values, "cmi.score.raw") if most else None,
        most=most,
        seconds=_seconds(values, "cmi."),
    )


def _share_of(values: Values, prefix: str) -> tuple[float | None, float | None]:
    """The share of all points, and how many there are where they are counted from nothing."""
    raw = number_in(values, f"{prefix}raw")
    if raw is None:
        return None, None
    least, most = number_in(values, f"{prefix}min") or 0.0, number_in(values, f"{prefix}max")
    if most is None or most <= least:
        least, most = 0.0, 100.0
    share = min(max((raw - least) / (most - least), 0.0), 1.0)
    return share, most if least == 0 else None


def number_in(values: Values, name: str) -> float | None:
    try:
        number = float(values.get(name, ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and abs(number) < 1e9 else None


def _seconds(values: Values, prefix: str) -> float:
    told = seconds_of(values.get(f"{prefix}total_time", "")) + seconds_of(
        values.get(f"{prefix}session_time", "")
    )
    return min(told, LONGEST_DAY * 100)


def _text_of(value: Any) -> str | None:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return str(value)


def _weight(values: Values) -> int:
    return sum(len(name) + len(value) for name, value in values.items())
