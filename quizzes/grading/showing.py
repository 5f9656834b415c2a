"""A question as a learner may see it: in the order drawn for her, and without a word of what is right."""

from dataclasses import dataclass
from random import Random

from quizzes.grading.questions import (
    AnyQuestion,
    Cloze,
    Essay,
    GapKind,
    Kind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    SingleChoice,
    TrueFalse,
)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, match or put in order: its id and what it says."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A gap to fill: typed where there is nothing to choose from."""

    id: str
    is_number: bool
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that leaves the server while a question is open; nothing else does."""

    kind: Kind
    prompt: str
    options: tuple[Option, ...] = ()  # choices; things to match; items to order
    answers: tuple[Option, ...] = ()  # what may be matched to `options`
    text: str = ""  # of a cloze, with {{gap id}}
    blanks: tuple[Blank, ...] = ()
    unit: str = ""
    criteria: tuple[tuple[str, float], ...] = ()  # of a rubric: title, points; guidance is the marker's
    words_min: int = 0
    words_max: int = 0
    files_max: int = 0
    template: str = ""


def draw_order(question: AnyQuestion, *, shuffle: bool, random: Random) -> list[str]:
    """The order in which one learner meets a question's parts, as ids; to be kept with her attempt.

    What would tell the answer by its place (items to order, answers to match) is shuffled always; items to
    order never come in the right order.
    """
    match question:
        case SingleChoice() | MultipleChoice():
            return _drawn([c.id for c in question.choices], random if shuffle and question.shuffle else None)
        case Matching():
            pairs = _drawn([p.id for p in question.pairs], random if shuffle and question.shuffle else None)
            return [*pairs, *_drawn([answer.id for answer in question.answers], random)]
        case Ordering():
            right = [item.id for item in question.items]
            order = _drawn(right, random)
            return order if order != right or len(right) < 2 else [*order[1:], order[0]]
        case Cloze():
            bank = _drawn([str(number) for number in range(len(question.bank))], random)
            choices = [choice.id for gap in question.gaps for choice in gap.choices]
            return [*bank, *_drawn(choices, random if shuffle else None)]
        case _:
            return []


def _drawn(ids: list[str], random: Random | None) -> list[str]:
    return random.sample(ids, len(ids)) if random else ids


def shown(question: AnyQuestion, order: list[str]) -> Shown:
    """The question in a drawn order; ids that the order lacks come last, in their own."""
    prompt = question.prompt
    match question:
        case SingleChoice() | MultipleChoice():
            options = _in_order([Option(choice.id, choice.text) for choice in question.choices], order)
            return Shown(question.kind, prompt, options)
        case TrueFalse():
            return Shown(question.kind, prompt)
        case Matching():
            # Each by its own part of the order: a pair and an answer may bear one id.
            count = len(question.pairs)
            pairs = _in_order([Option(pair.id, pair.text) for pair in question.pairs], order[:count])
            answers = _in_order([Option(one.id, one.text) for one in question.answers], order[count:])
            return Shown(question.kind, prompt, pairs, answers)
        case Ordering():
            items = _in_order([Option(item.id, item.text) for item in question.items], order)
            return Shown(question.kind, prompt, items)
        case Numerical():
            return Shown(question.kind, prompt, unit=question.unit)
        case Cloze():
            return Shown(question.kind, prompt, text=question.text, blanks=_blanks(question, order))
        case Essay():
            return Shown(
                question.kind,
                prompt,
                criteria=tuple((c.title, c.points) for c in question.criteria),
                words_min=question.words_min,
                words_max=question.words_max,
                files_max=question.files_max,
                template=question.template,
            )
        case _:
            return Shown(question.kind, prompt)


def _blanks(question: Cloze, order: list[str]) -> tuple[Blank, ...]:
    numbered = _in_order([Option(str(number), word) for number, word in enumerate(question.bank)], order)
    bank = tuple(Option(option.text, option.text) for option in numbered)
    blanks = []
    for gap in question.gaps:
        options: tuple[Option, ...] = ()
        if gap.kind is GapKind.CHOICE:
            own = _in_order([Option(choice.id, choice.text) for choice in gap.choices], order)
            options = own or bank
        blanks.append(Blank(gap.id, gap.kind is GapKind.NUMBER, options))
    return tuple(blanks)


def _in_order(options: list[Option], order: list[str]) -> tuple[Option, ...]:
    place = {one: number for number, one in enumerate(order)}
    return tuple(sorted(options, key=lambda option: place.get(option.id, len(place))))
