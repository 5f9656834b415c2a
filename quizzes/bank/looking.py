"""A question as its author and its checker look at it: what the learner sees, and the key beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from quizzes.bank.converting import question_of
from quizzes.bank.faults import all_problems
from quizzes.bank.models import Question
from quizzes.bank.part_labels import label_of, shown
from quizzes.bank.parts import Part, key_of, parts_of
from quizzes.bank.presenting import Presented, present
from quizzes.bank.sentences import sentences_of
from quizzes.grading.questions import AnyQuestion
from quizzes.grading.showing import draw_order

NOTHING_WRITTEN = _("Choose a type and write the question.")
SAID = ("explanation", "when_right", "when_partly", "when_wrong", "hint")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of the key: what it is called, what it says, what it earns in per cent."""

    label: str
    html: SafeString | str
    is_right: bool
    share: float | None

    @property
    def is_wrong(self) -> bool:
        return self.share is not None and not self.is_right

    @property
    def is_part(self) -> bool:
        """Whether it earns or costs a part of the points."""
        return self.share not in (None, 0, 100)


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to see of a question; no `item` where nothing has been written."""

    item: Presented | None
    key: Sequence[Line]
    said: Sequence[Line]
    missing: Sequence[str]


def look_at(question: Question, *, number: int = 1) -> Look:
    return look_at_content(question_of(question.body), number=number)


def look_at_content(content: AnyQuestion | None, *, number: int = 1) -> Look:
    if content is None:
        return Look(None, (), (), ())
    said = [part for part in parts_of(content) if part.code in SAID]
    return Look(
        item=presented(content, number=number),
        key=[_line(part) for part in key_of(content)],
        said=[_line(part) for part in said],
        missing=sentences_of(all_problems(content)),
    )


def presented(content: AnyQuestion, *, number: int, random: Random | None = None) -> Presented:
    """The question in the order of its author, or, with `random`, as it would be drawn.

    What would tell the answer by its place is shuffled always.
    """
    drawn = random or Random(number)  # noqa: S311  (an order to look at)
    return present(content, number=number, order=draw_order(content, shuffle=bool(random), random=drawn))


def missing_in(question: Question) -> list[str]:
    """What has to be mended before a question can be sent for checking, in words."""
    content = question_of(question.body)
    return sentences_of(all_problems(content)) if content else [str(NOTHING_WRITTEN)]


def _line(part: Part) -> Line:
    return Line(label_of(part), shown(part), part.is_right, part.share)
