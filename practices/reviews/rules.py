"""Pure decisions about what follows a session: who may write when, points in per cent, bands, days.

A rubric is plain data, as it was frozen into an observation: its criteria with the most points each can earn,
and its bands, the highest first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

FEWEST = 5
"""Of fewer people nothing is told to each other: a number would say who gave it."""
MEETING_DAY = 3
"""Cells meet on the third of the month; what was promised should be done before they meet again."""
LEAST_TIME = timedelta(days=3)
LONGEST = timedelta(days=366)

Rubric = Mapping[str, Any]
Points = Mapping[str, int | None]


class Stage(StrEnum):
    """Whether a participant may write her observation now."""

    OPEN = "open"
    NOT_BEGUN = "not_begun"
    NOT_THERE = "not_there"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at, and the most points that it can earn."""

    code: str
    title: str
    most: int
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """How one criterion was judged, in per cent of its points; None where too few have judged it."""

    code: str
    title: str
    judged: int
    mean: int | None = None
    lowest: int | None = None
    highest: int | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What everybody's points come to: by criterion, together, and the word for it."""

    observations: int
    criteria: tuple[CriterionResult, ...] = ()
    mean: int | None = None
    band: str = ""


def stage_of(*, state: str, starts_at: datetime, has_attended: bool, now: datetime) -> Stage:
    """From the beginning of the session until it is closed, for whoever was there."""
    if state in ("closed", "cancelled"):
        return Stage.CLOSED
    if now < starts_at:
        return Stage.NOT_BEGUN
    return Stage.OPEN if has_attended else Stage.NOT_THERE


def criteria_of(rubric: Rubric) -> list[Criterion]:
    return [
        Criterion(one["code"], one["title"], one["most"], tuple(one.get("indicators", ())))
        for one in rubric.get("criteria", ())
    ]


def percent_of(points: Points, rubric: Rubric) -> int | None:
    """What was earned of what could be earned where she could judge; None where she could judge nothing."""
    judged = [(points[one.code], one.most) for one in criteria_of(rubric) if points.get(one.code) is not None]
    return _percent(sum(earned or 0 for earned, _ in judged), sum(most for _, most in judged))


def band_of(percent: int | None, rubric: Rubric) -> str:
    """The word for a share: of the bands that begin at it or below, the highest."""
    if percent is None:
        return ""
    reached = [band for band in rubric.get("bands", ()) if band["least"] <= percent]
    return str(max(reached, key=lambda band: band["least"])["title"]) if reached else ""


def results_of(filled_in: Iterable[tuple[Rubric, Points]], *, fewest: int = 1) -> Results:
    """Everybody's points together, by the criteria in the order of the latest rubric that holds them.

    With `fewest`, what fewer people have judged is counted and not told.
    """
    rows = list(filled_in)
    criteria: dict[str, Criterion] = {}
    for rubric, _ in rows:
        criteria |= {one.code: one for one in criteria_of(rubric)}
    results = tuple(_judged(one, rows, fewest) for one in criteria.values())
    totals = [total for rubric, points in rows if (total := percent_of(points, rubric)) is not None]
    mean = _mean(totals) if len(totals) >= max(fewest, 1) else None
    return Results(len(rows), results, mean, band_of(mean, rows[-1][0] if rows else {}))


def eve_of_next_meeting(today: date) -> date:
    """The day before the first meeting day that leaves some days to do it."""
    earliest = today + LEAST_TIME
    month = earliest.replace(day=1)
    while month.replace(day=MEETING_DAY - 1) < earliest:
        month = (month + timedelta(days=31)).replace(day=1)
    return month.replace(day=MEETING_DAY - 1)


def _judged(criterion: Criterion, rows: Sequence[tuple[Rubric, Points]], fewest: int) -> CriterionResult:
    shares = [
        share
        for rubric, points in rows
        for one in criteria_of(rubric)
        if one.code == criterion.code and (earned := points.get(one.code)) is not None
        if (share := _percent(earned, one.most)) is not None
    ]
    if len(shares) < max(fewest, 1):
        return CriterionResult(criterion.code, criterion.title, len(shares))
    return CriterionResult(
        criterion.code, criterion.title, len(shares), _mean(shares), min(shares), max(shares)
    )


def _percent(earned: int, most: int) -> int | None:
    """Whole per cent, a half upwards, so that the number shown and the band agree."""
    return (200 * earned + most) // (2 * most) if most else None


def _mean(shares: Sequence[int]) -> int:
    return (2 * sum(shares) + len(shares)) // (2 * len(shares))
