"""What a paper is taken apart into before anything is understood of it."""

from dataclasses import dataclass, field

from quizzes.exchange.formats.drafts import Finding, Weight
from quizzes.exchange.formats.word.lines import Line
from quizzes.exchange.formats.word.rich import Rich


@dataclass(slots=True)
class Option:
    """An option as typed: `letter` in capitals as it stands there."""

    letter: str
    label: Rich
    lines: list[Line]
    is_lower: bool = False
    is_starred: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines).strip()


@dataclass(slots=True)
class Said:
    """An answer, where it stands and how it was called: "answer", "order", "pairs"."""

    text: str
    place: int
    how: str = "answer"
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Asked:
    """A question as typed."""

    number: int
    place: int
    section: tuple[str, ...] = ()
    scope: int = 0
    context: str = ""  # of the section: "chọn đúng hoặc sai"
    prompt: list[Line] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    answers: list[Said] = field(default_factory=list)
    from_key: Said | None = None
    explanation: list[Line] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    difficulty: list[str] = field(default_factory=list)
    points: str = ""
    kind: str = ""
    name: str = ""
    notes: list[str] = field(default_factory=list)  # in brackets behind the number: "(NB)", "(1 điểm)"
    raw: list[str] = field(default_factory=list)
    last_place: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return len(self.options) > 1 or bool(self.answers or self.explanation or self.kind)

    def find(self, code: str, weight: Weight, said: str = "", place: int = 0) -> None:
        self.findings.append(Finding(code, weight, str(place or self.place), said[:120]))


@dataclass(slots=True)
class Entry:
    """A line or cell of a key: which question, what is right, what is said about it."""

    number: int
    answer: str
    place: int
    section: str = ""
    explanation: list[Line] = field(default_factory=list)
    answer_line: Line | None = None
