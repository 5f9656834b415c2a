"""The rows of a hall: who sat there, which variant, the line that was typed and what it earns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.translation import gettext as _

from quizzes.printing.letters import Unreadable
from quizzes.printing.lines import read_line
from quizzes.printing.models import PaperPrint
from quizzes.printing.queries import Seat
from quizzes.printing.reading import ReadPaper, read_paper
from quizzes.printing.rules import points_in_words
from quizzes.printing.words import problem_in_words


@dataclass(frozen=True, slots=True)
class HallRow:
    """One person: what was typed for her, and what it earns or what is wrong with it."""

    seat: Seat
    variant: int = 0
    line: str = ""
    typed: Mapping[int, str] = field(default_factory=dict)
    read: ReadPaper | None = None
    problems: Sequence[str] = ()

    @property
    def key(self) -> str:
        return str(self.seat.person.public_id)

    @property
    def mark(self) -> str:
        if self.read is None or self.problems:
            return ""
        points = f"{points_in_words(self.read.total.points)}/{points_in_words(self.read.total.points_max)}"
        if self.read.total.percent is None:
            return _("%(points)s points so far, waits for a marker") % {"points": points}
        return _("%(points)s points, %(percent)s%%") % {
            "points": points,
            "percent": f"{self.read.total.percent:.0f}",
        }


def rows_of(paper: PaperPrint, seats: Sequence[Seat], data: Mapping[str, str]) -> list[HallRow]:
    """Each person's row; whose result is there already cannot be typed again."""
    return [_row(paper, seat, data) for seat in seats]


def _row(paper: PaperPrint, seat: Seat, data: Mapping[str, str]) -> HallRow:
    key = seat.person.public_id
    line = data.get(f"line-{key}", "").strip()
    chosen = data.get(f"variant-{key}", "")
    is_number = chosen.isdecimal() and len(chosen) < 6
    variant = int(chosen) if is_number and 1 <= int(chosen) <= paper.variant_count else 0
    if paper.variant_count == 1:
        variant = 1
    if seat.result or not line:
        return HallRow(seat, variant, line if not seat.result else "")
    if not variant:
        return HallRow(seat, variant, line, problems=[_("Choose which variant it was.")])
    try:
        typed = read_line(line, len(paper.variants[variant - 1]))
    except Unreadable as problem:
        return HallRow(seat, variant, line, problems=[problem_in_words(problem)])
    read = read_paper(paper, variant, typed)
    problems = [
        _("Question %(number)s: %(said)s")
        % {"number": answer.slot.number, "said": problem_in_words(answer.problem)}
        for answer in read.problems
        if answer.problem
    ]
    return HallRow(seat, variant, line, typed, read, problems)


def seal_of_hall(rows: Sequence[HallRow]) -> str:
    """Says that exactly these lines were seen before they are kept."""
    text = "\x1f".join(f"{row.key}={row.variant}={row.line}" for row in rows if row.line)
    return sha256(text.encode()).hexdigest()[:16]
