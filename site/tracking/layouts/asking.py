"""What is asked of a layout: of whom, about which courses, in which period, as of which day."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from tracking.counting.queries import Question
from tracking.layouts.rules import NoSuchPeriod, Period, period_of


class BadWish(Exception):
    """A wish kept as plain data cannot be read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty means all; `unit` is an organisation's public id, `programme` stands for its courses."""

    unit: str = ""
    courses: tuple[int, ...] = ()
    programme: int | None = None
    post: str = ""
    cell_type: int | None = None
    is_mandatory: bool | None = None
    period: str = ""
    on: date | None = None

    def plain(self) -> dict[str, Any]:
        """As it is kept, and read by `asked_in`."""
        kept = asdict(self) | {"courses": list(self.courses), "on": self.on and self.on.isoformat()}
        return {name: value for name, value in kept.items() if value not in ("", None, [])}

    def span(self, today: date) -> Period | None:
        return period_of(self.period, today)

    def day(self, today: date) -> date:
        """As of which day: the one asked for, else the last of the period, never one that is to come."""
        if self.on is not None:
            return min(self.on, today)
        period = self.span(today)
        return min(period.last, today) if period else today

    def since(self, today: date) -> date:
        """From which day on things that happen are told: the first of the period, else of the year."""
        period = self.span(today)
        return period.first if period else date(self.day(today).year, 1, 1)

    def question(self, courses: tuple[int, ...] | None, today: date) -> Question:
        return Question(
            courses=courses,
            on=self.day(today),
            today=today,
            post=self.post,
            cell_type=self.cell_type,
            is_mandatory=self.is_mandatory,
        )


def asked_in(kept: Mapping[str, Any]) -> Asked:
    """What was asked, of plain data. Raises BadWish."""
    on = kept.get("on")
    try:
        asked = Asked(
            unit=kept.get("unit", ""),
            courses=tuple(kept.get("courses", ())),
            programme=kept.get("programme"),
            post=kept.get("post", ""),
            cell_type=kept.get("cell_type"),
            is_mandatory=kept.get("is_mandatory"),
            period=kept.get("period", ""),
            on=date.fromisoformat(on) if on else None,
        )
        asked.span(date.min.replace(year=2000))
    except (NoSuchPeriod, TypeError, ValueError) as fault:
        raise BadWish(str(fault)) from None
    return asked
