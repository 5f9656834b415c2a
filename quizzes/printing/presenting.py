"""The grid of fields in which a paper is typed, with what each takes and how it went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quizzes.grading.questions import Kind
from quizzes.printing.content import answers_to_type
from quizzes.printing.models import PaperPrint
from quizzes.printing.reading import ReadAnswer, ReadPaper, read_paper
from quizzes.printing.rules import points_in_words
from quizzes.printing.words import outcome_in_words, problem_in_words

_ONE_KEY = (Kind.SINGLE, Kind.TRUE_FALSE)
_LONG = (Kind.SHORT_ANSWER, Kind.CLOZE)


@dataclass(frozen=True, slots=True)
class Field:
    """One question of the grid; where `is_one_key` a single key answers it."""

    number: int
    value: str
    hint: str
    is_one_key: bool
    is_long: bool
    said: str
    problem: str

    @property
    def name(self) -> str:
        return f"a{self.number}"


@dataclass(frozen=True, slots=True)
class Grid:
    """A variant's fields; once they have been checked, with the mark that they make."""

    variant: int
    fields: Sequence[Field]
    typed: Mapping[int, str]
    read: ReadPaper
    is_checked: bool

    @property
    def problems(self) -> list[Field]:
        return [field for field in self.fields if field.problem] if self.is_checked else []

    @property
    def seal(self) -> str:
        return seal_of(self.variant, self.typed)

    @property
    def points(self) -> str:
        return points_in_words(self.read.total.points)

    @property
    def points_max(self) -> str:
        return points_in_words(self.read.total.points_max)


def grid_of(paper: PaperPrint, variant: int, typed: Mapping[int, str], *, is_checked: bool = False) -> Grid:
    read = read_paper(paper, variant, typed)
    fields = [_field(answer, is_checked=is_checked) for answer in read.answers]
    return Grid(variant, fields, typed, read, is_checked)


def _field(answer: ReadAnswer, *, is_checked: bool) -> Field:
    kind = answer.slot.question.kind
    return Field(
        number=answer.slot.number,
        value=answer.typed,
        hint=answers_to_type(answer.slot),
        is_one_key=kind in _ONE_KEY,
        is_long=kind in _LONG,
        said=outcome_in_words(answer) if is_checked and not answer.problem else "",
        problem=problem_in_words(answer.problem) if is_checked and answer.problem else "",
    )


def typed_in(data: Mapping[str, str]) -> dict[int, str]:
    """What a form sent for each question, by its number."""
    return {
        int(name[1:]): text.strip()
        for name, text in data.items()
        if name[:1] == "a" and name[1:].isdecimal() and len(name) < 6 and text.strip()
    }


def seal_of(variant: int, typed: Mapping[int, str]) -> str:
    """Says that exactly this was seen before it is kept."""
    text = "\x1f".join(f"{number}={answer}" for number, answer in sorted(typed.items()))
    return sha256(f"{variant}\x1e{text}".encode()).hexdigest()[:16]
