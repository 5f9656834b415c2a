"""A question taken apart into what can be shown and compared piece by piece, for authors and checkers.

Pure: what a piece is called on a screen stands in `part_labels`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    Cloze,
    Essay,
    Forgiving,
    Gap,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a question.

    `key` is the same from one version to the next, as far as ids allow. `share` is what it earns, in per
    cent; None for what earns nothing by itself. `place` numbers pieces of a kind; where the order itself is
    the right answer, `is_ordered`.
    """

    key: str
    code: str
    text: str
    share: float | None = None
    place: int = 0
    is_ordered: bool = False

    @property
    def is_right(self) -> bool:
        return self.share is not None and self.share > 0


def parts_of(question: AnyQuestion) -> list[Part]:
    """Every piece that says something, in the order in which it was written."""
    found = [Part("prompt", "prompt", question.prompt), *_own(question)]
    for name in ("explanation", "when_right", "when_partly", "when_wrong"):
        found.append(Part(name, name, getattr(question, name)))
    found += [Part(f"hint-{n}", "hint", hint, place=n) for n, hint in enumerate(question.hints, start=1)]
    return [part for part in found if part.text]


def key_of(question: AnyQuestion) -> list[Part]:
    """The pieces by which answers are marked, with what is said of each: the author's key."""
    return [part for part in _own(question) if part.text and part.code != "text"]


def _own(question: AnyQuestion) -> Iterator[Part]:
    match question:
        case SingleChoice():
            yield from _choices(question.choices)
            yield _switch("shuffle", question.shuffle)
        case MultipleChoice():
            yield from _choices(question.choices)
            yield Part("scoring", "scoring", question.scoring.value)
            yield _switch("shuffle", question.shuffle)
        case TrueFalse():
            yield Part("is_true", "is_true", "true" if question.is_true else "false")
            yield Part("feedback_true", "feedback_true", question.feedback_true)
            yield Part("feedback_false", "feedback_false", question.feedback_false)
        case Matching():
            yield from _pairs(question)
            yield Part("scoring", "scoring", question.scoring.value)
            yield _switch("shuffle", question.shuffle)
        case Ordering():
            for place, item in enumerate(question.items, start=1):
                yield Part(f"item-{item.id}", "item", item.text, place=place, is_ordered=True)
            yield Part("scoring", "scoring", question.scoring.value)
        case ShortAnswer():
            yield from _accepted(question.accepted)
            yield from _forgiving(question.forgiving)
        case Numerical():
            yield from _numbers(question.accepted)
            yield Part("unit", "unit", question.unit)
        case Cloze():
            yield Part("text", "text", question.text)
            for gap in question.gaps:
                yield from _gap(gap)
            yield Part("bank", "bank", ", ".join(question.bank))
        case Essay():
            yield from _rubric(question)


def _choices(choices: Iterable[Choice], within: str = "") -> Iterator[Part]:
    for place, choice in enumerate(choices, start=1):
        yield Part(f"{within}choice-{choice.id}", "choice", choice.text, choice.share, place)
        yield Part(f"{within}choice-{choice.id}-feedback", "feedback", choice.feedback, place=place)


def _pairs(question: Matching) -> Iterator[Part]:
    texts = {answer.id: answer.text for answer in question.answers}
    used = {pair.answer for pair in question.pairs}
    for place, pair in enumerate(question.pairs, start=1):
        yield Part(f"pair-{pair.id}", "pair", pair.text, place=place)
        # What belongs to a pair is its right answer: another one is another key.
        yield Part(f"pair-{pair.id}-answer", "pair_answer", texts.get(pair.answer, ""), 100.0, place)
    for answer in question.answers:
        if answer.id not in used:
            yield Part(f"other-{answer.id}", "other", answer.text)


def _accepted(accepted: Iterable[Accepted], within: str = "") -> Iterator[Part]:
    for place, one in enumerate(accepted, start=1):
        yield Part(f"{within}accepted-{one.text}", "accepted", one.text, one.share, place)
        yield Part(f"{within}accepted-{one.text}-feedback", "feedback", one.feedback, place=place)


def _numbers(numbers: Iterable[AcceptedNumber], within: str = "") -> Iterator[Part]:
    for place, one in enumerate(numbers, start=1):
        off = f" ± {one.tolerance}" if one.tolerance not in ("", "0") else ""
        yield Part(f"{within}number-{place}", "number", f"{one.value}{off}", one.share, place)
        yield Part(f"{within}number-{place}-feedback", "feedback", one.feedback, place=place)


def _forgiving(forgiving: Forgiving, within: str = "") -> Iterator[Part]:
    for name in ("case", "marks", "tones"):
        yield _switch(f"forgives_{name}", getattr(forgiving, name), within)


def _gap(gap: Gap) -> Iterator[Part]:
    within = f"gap-{gap.id}-"
    yield Part(f"{within}kind", "gap", gap.id)
    yield from _accepted(gap.accepted, within)
    yield from _numbers(gap.numbers, within)
    yield from _choices(gap.choices, within)
    if gap.accepted:
        yield from _forgiving(gap.forgiving, within)
    if gap.weight != 1:
        yield Part(f"{within}weight", "weight", str(gap.weight))


def _rubric(question: Essay) -> Iterator[Part]:
    for place, criterion in enumerate(question.criteria, start=1):
        said = f"{criterion.title} ({criterion.points:g})"
        yield Part(f"criterion-{criterion.id}", "criterion", said, place=place)
        yield Part(f"criterion-{criterion.id}-guidance", "guidance", criterion.guidance, place=place)
    for name in ("words_min", "words_max", "files_max"):
        if getattr(question, name):
            yield Part(name, name, str(getattr(question, name)))
    yield Part("template", "template", question.template)


def _switch(name: str, is_on: bool, within: str = "") -> Part:
    return Part(f"{within}{name}", name, Answer.YES if is_on else Answer.NO)


class Answer(StrEnum):
    """A setting that is on or off."""

    YES = "yes"
    NO = "no"
