"""What a published practice says, read from its plain data. No Django: what is missing is empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done, by whom, in how much time, in which words."""

    text: str
    who: str = ""
    duration: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Words to copy, or the number of a paper, a picture or a recording."""

    title: str
    text: str = ""
    paper: int | None = None
    picture: int | None = None
    recording: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What changed, before and after, and the day on which it was measured."""

    text: str
    before: str = ""
    after: str = ""
    measured_on: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a practice's page says; citations are (regulation, article), topics (code, title)."""

    problem: str
    context: str
    fits: str
    cell_types: tuple[str, ...]
    topics: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    materials: tuple[Material, ...]
    results: tuple[Result, ...]
    lessons_learned: tuple[str, ...]
    limits: tuple[str, ...]
    to_complete: tuple[str, ...]
    citations: tuple[tuple[int, str], ...]
    lessons: tuple[int, ...]
    decision: str
    recognised_on: date | None
    contact_name: str
    contact_phone: str

    @property
    def recordings(self) -> tuple[int, ...]:
        return tuple(one.recording for one in self.materials if one.recording)


def told_in(content: Mapping[str, Any]) -> Told:
    """The data that `exemplars.freezing` made, of today or of an older release."""
    return Told(
        problem=content.get("problem", ""),
        context=content.get("context", ""),
        fits=content.get("fits", ""),
        cell_types=tuple(content.get("cell_types", ())),
        topics=tuple((code, title) for code, title in content.get("topics", ())),
        steps=tuple(Step(**step) for step in content.get("steps", ())),
        materials=tuple(Material(**one) for one in content.get("materials", ())),
        results=tuple(_result(**one) for one in content.get("results", ())),
        lessons_learned=tuple(content.get("lessons_learned", ())),
        limits=tuple(content.get("limits", ())),
        to_complete=tuple(content.get("to_complete", ())),
        citations=tuple((number, article) for number, article in content.get("citations", ())),
        lessons=tuple(content.get("lessons", ())),
        decision=content.get("decision", ""),
        recognised_on=_day(content.get("recognised_on", "")),
        contact_name=content.get("contact_name", ""),
        contact_phone=content.get("contact_phone", ""),
    )


def _result(measured_on: str = "", **said: str) -> Result:
    return Result(**said, measured_on=_day(measured_on))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
