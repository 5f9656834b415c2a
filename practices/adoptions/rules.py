"""Where an adoption stands, by all that a cell has said of it. Pure: no Django.

What follows is a function of the *set* of reports: late, doubled or shuffled ones change nothing.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

PLANNED, TRIED, KEPT, CHANGED, STOPPED = STATES = ("planned", "tried", "kept", "changed", "stopped")
APPLYING = (TRIED, KEPT, CHANGED)
"""Where a practice is in use."""
APPLIED = (*APPLYING, STOPPED)
"""What "have tried it" counts: every cell that began, those that stopped included."""

SPANS = (30, 90)
"""Days after it began on which a cell is asked how it went."""
EARLY = timedelta(days=7)
"""What is said so shortly before the day answers it, too."""

FIRST_DAY = date(1930, 2, 3)
"""The Party was founded on it; no cell did anything before."""
FURTHEST_PLAN = timedelta(days=2 * 365)

FEWEST = 3
"""Of fewer cells than these a number alone would tell which they are."""


@dataclass(frozen=True, slots=True)
class Said:
    """One report: it stands so since the day `on`. It was said at `at`, which was the day `told_on`."""

    state: str
    on: date
    at: datetime
    told_on: date
    id: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands, since when, and on which day it began; it may not have begun yet."""

    state: str
    since: date
    begun_on: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A follow-up: the day on which it is due, and the report that answers it; "" while none does."""

    due_on: date
    answer: str = ""


def in_order(said: Iterable[Said]) -> list[Said]:
    """From the first day to the latest; of one day the one said last comes last.

    A plan comes before whatever was done, though it was made for a later day.
    """
    return sorted(said, key=lambda one: (one.state != PLANNED, one.on, one.at, one.id))


def standing_of(said: Collection[Said]) -> Standing:
    """What the latest day says, since the first day of its unbroken run; `said` is not empty."""
    ordered = in_order(said)
    latest = ordered[-1]
    run = latest
    for one in reversed(ordered):
        if one.state != latest.state:
            break
        run = one
    begun = [one.on for one in ordered if one.state != PLANNED]
    # Of plans the latest counts: an earlier day has been put off.
    since = latest.on if latest.state == PLANNED else run.on
    return Standing(latest.state, since, min(begun, default=None))


def follow_ups_of(said: Collection[Said]) -> dict[int, Asked]:
    """By its span each follow-up of what has begun. A cell that stopped has answered them all."""
    standing = standing_of(said)
    if standing.begun_on is None:
        return {}
    done = sorted((one for one in said if one.state != PLANNED), key=lambda one: (one.at, one.id))
    stopped = in_order(said)[-1].id if standing.state == STOPPED else ""
    asked = {}
    for span in SPANS:
        due = standing.begun_on + timedelta(days=span)
        answers = (one.id for one in done if one.told_on >= due - EARLY)
        asked[span] = Asked(due, next(answers, stopped))
    return asked


def faults_of(
    *, state: str, on: date, changed: str, why: str, today: date, has_begun: bool
) -> dict[str, str]:
    """What is wrong with a report: by the field, in a word that the form puts into a sentence."""
    faults = {}
    if on < FIRST_DAY or on > today + FURTHEST_PLAN:
        faults["on"] = "year"
    elif on > today and state != PLANNED:
        faults["on"] = "future"
    if state == PLANNED and has_begun:
        faults["state"] = "begun"
    if state == STOPPED and not why.strip():
        faults["why"] = "why"
    if state == CHANGED and not changed.strip():
        faults["changed"] = "changed"
    return faults


def figures_in(text: str) -> list[tuple[str, str, str]]:
    """Figures as they were typed, a line each: what, before, after.

    Parted by semicolons, or by commas with a space, so that 12,5 stays a number.

    >>> figures_in("Đảng viên phát biểu; 3; 11\\nSố việc được kết luận")
    [('Đảng viên phát biểu', '3', '11'), ('Số việc được kết luận', '', '')]
    """
    rows = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in line.split(";" if ";" in line else ", ")]
        what, before, after = (parts[0], parts[1], "; ".join(parts[2:])) if len(parts) > 2 else (line, "", "")
        rows.append((what, before, after))
    return rows


def may_tell(cells: int) -> bool:
    """Whether the number of cells that applied it may be told of a committee with so many cells."""
    return cells >= FEWEST


def shade_of(applied: int, cells: int) -> int:
    """Which of five shades a tile has, from none at 0 to most at 4, by the share of its cells."""
    if not applied or not cells:
        return 0
    share = applied / cells
    return 1 + sum(share >= step for step in (0.25, 0.5, 0.75))
