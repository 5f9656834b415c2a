"""What stands between a file and the bank: questions as read, and what was found on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from quizzes.grading.checking import problems_of
from quizzes.grading.questions import AnyQuestion


class Weight(StrEnum):
    """How much a finding matters."""

    ERROR = "error"  # this question cannot be brought in as it stands
    LOSS = "loss"  # brought in, or written, without something
    NOTE = "note"  # taken in a way that should be looked at


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found. `code` says what (its sentence stands in `quizzes/exchange/sentences.py`), `place`
    where in the file (line, paragraph, cell, element), `said` what stands there, shortened."""

    code: str
    weight: Weight
    place: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question of a file. `question` is None where its type cannot be ours; the findings say why.

    Pictures inside its texts are `<img src="NAME" alt="…">` with NAME in the files of the reading.
    """

    question: AnyQuestion | None
    number: int = 0  # from 1, in the order of the file
    name: str = ""
    place: str = ""
    raw: str = ""  # as it stood in the file, for the preview beside it
    category: tuple[str, ...] = ()  # from the root
    difficulty: int | None = None  # 1 to 3
    topics: tuple[str, ...] = ()  # titles or codes of topics, as written
    sources: tuple[str, ...] = ()  # numbers or codes of regulations, as written
    points: float = 1.0
    findings: tuple[Finding, ...] = ()

    @property
    def is_usable(self) -> bool:
        return self.question is not None and not any(f.weight is Weight.ERROR for f in self.findings)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as read: its questions, what concerns all of it, and its pictures by name."""

    drafts: tuple[Draft, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Written:
    """A file as written, and what it could not carry (`place` is the question's number)."""

    data: bytes = field(repr=False)
    extension: str
    content_type: str
    losses: tuple[Finding, ...] = ()


def checked(draft: Draft) -> Draft:
    """The draft with what `problems_of` objects to among its findings, as errors named `problem.<code>`."""
    if draft.question is None:
        return draft
    found = tuple(
        Finding(f"problem.{problem.code}", Weight.ERROR, _where(problem.field, problem.number), problem.said)
        for problem in problems_of(draft.question)
    )
    return replace(draft, findings=(*draft.findings, *found))


def numbered(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    return tuple(replace(draft, number=number) for number, draft in enumerate(drafts, start=1))


def _where(name: str, number: int) -> str:
    return f"{name} {number}" if number else name
