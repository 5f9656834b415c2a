"""The nine types of question as plain values: what is asked, what is right, what is said afterwards.

Texts named `prompt`, `text`, `feedback`, `explanation` are HTML as the authoring site stores it (pictures and
links as Wagtail's own elements); accepted answers, titles and units are plain text. A `share` is the part of
the question's points that a choice earns, in per cent from -100 to 100. Ids are short, without order or
meaning, so that they may be shown to learners, and stay the same from one version of a question to the next.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """The types of question."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT_ANSWER = "short_answer"
    NUMERICAL = "numerical"
    CLOZE = "cloze"
    ESSAY = "essay"


class ChoiceScoring(StrEnum):
    """How a set of ticked choices earns points."""

    ALL_OR_NOTHING = "all_or_nothing"  # the right ones and no other
    SHARES = "shares"  # the sum of the shares of what was ticked, never below 0
    RIGHT_MINUS_WRONG = "right_minus_wrong"  # share of the right ones ticked less share of the wrong ones
    EACH_CHOICE = "each_choice"  # every choice rightly ticked or rightly left earns the same


class MatchScoring(StrEnum):
    """How pairs earn points."""

    EACH_PAIR = "each_pair"
    ALL_OR_NOTHING = "all_or_nothing"


class OrderScoring(StrEnum):
    """How an order earns points."""

    EACH_PLACE = "each_place"  # share of items that stand in their own place
    EACH_PAIR = "each_pair"  # share of pairs of items, neighbours or not, in the right order (Kendall)
    ALL_OR_NOTHING = "all_or_nothing"


class GapKind(StrEnum):
    """What a gap of a cloze asks for."""

    SHORT = "short"
    NUMBER = "number"
    CHOICE = "choice"  # one of `Gap.choices`, or of the cloze's common word bank where it has none


@dataclass(frozen=True, slots=True)
class Choice:
    """One option; right where its share is above 0."""

    id: str
    text: str
    share: float = 0.0
    feedback: str = ""

    @property
    def is_right(self) -> bool:
        return self.share > 0


@dataclass(frozen=True, slots=True)
class Accepted:
    """A form of words that counts; `*` in it stands for any words, `\\*` for a star."""

    text: str
    share: float = 100.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedNumber:
    """A number that counts, with how far off an answer may be; decimals as text, so that 0,1 stays 0,1."""

    value: str
    tolerance: str = "0"
    share: float = 100.0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Forgiving:
    """What is overlooked in typed words. Spare spaces and Unicode spelling always are."""

    case: bool = True
    marks: bool = False  # "dang" for "đảng"
    tones: bool = True  # hoà for hòa


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing to match, and the id of the answer that belongs to it."""

    id: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Item:
    """A thing to choose for a pair, or to put in order."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a cloze, which stands in its text as {{id}}."""

    id: str
    kind: GapKind = GapKind.SHORT
    accepted: tuple[Accepted, ...] = ()
    numbers: tuple[AcceptedNumber, ...] = ()
    choices: tuple[Choice, ...] = ()
    forgiving: Forgiving = Forgiving()
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of a rubric: what is looked at, its points, and what the marker should see."""

    id: str
    title: str
    points: float
    guidance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every type has: the prompt, and what is said after an answer."""

    kind: ClassVar[Kind]

    prompt: str
    explanation: str = ""
    when_right: str = ""
    when_partly: str = ""
    when_wrong: str = ""
    hints: tuple[str, ...] = ()  # one after each wrong try


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(Question):
    kind = Kind.SINGLE
    choices: tuple[Choice, ...]
    shuffle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(Question):
    kind = Kind.MULTIPLE
    choices: tuple[Choice, ...]
    scoring: ChoiceScoring = ChoiceScoring.RIGHT_MINUS_WRONG
    shuffle: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    kind = Kind.TRUE_FALSE
    is_true: bool
    feedback_true: str = ""  # said to who answered "true"
    feedback_false: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """`answers` may hold more than the pairs need, and one answer may belong to several pairs."""

    kind = Kind.MATCHING
    pairs: tuple[Pair, ...]
    answers: tuple[Item, ...]
    scoring: MatchScoring = MatchScoring.EACH_PAIR
    shuffle: bool = True  # the pairs; answers always are


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """`items` stand in the right order."""

    kind = Kind.ORDERING
    items: tuple[Item, ...]
    scoring: OrderScoring = OrderScoring.EACH_PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    kind = Kind.SHORT_ANSWER
    accepted: tuple[Accepted, ...]
    forgiving: Forgiving = Forgiving()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerical(Question):
    kind = Kind.NUMERICAL
    accepted: tuple[AcceptedNumber, ...]
    unit: str = ""  # shown behind the field, never typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Question):
    """`text` holds the gaps as {{id}}; `bank` is the common list of words for gaps to choose from."""

    kind = Kind.CLOZE
    text: str
    gaps: tuple[Gap, ...]
    bank: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(Question):
    """Marked by a person, by the criteria of its rubric; words and files are limits, 0 for none."""

    kind = Kind.ESSAY
    criteria: tuple[Criterion, ...] = ()
    words_min: int = 0
    words_max: int = 0
    files_max: int = 0
    template: str = ""  # plain text the learner starts from


AnyQuestion = (
    SingleChoice | MultipleChoice | TrueFalse | Matching | Ordering | ShortAnswer | Numerical | Cloze | Essay
)

TYPES: dict[Kind, type[AnyQuestion]] = {
    kind.kind: kind
    for kind in (
        SingleChoice,
        MultipleChoice,
        TrueFalse,
        Matching,
        Ordering,
        ShortAnswer,
        Numerical,
        Cloze,
        Essay,
    )
}
