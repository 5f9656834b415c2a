"""Questions of every type that can be answered in letters, drawn at random, and responses to them."""

from random import Random
from typing import Any

from hypothesis import strategies as st

from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    ChoiceScoring,
    Cloze,
    Gap,
    GapKind,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.showing import draw_order

WORDS = st.sampled_from(["nghị quyết", "chi bộ", "3", "1,5", 'dẫn "nguồn"', "Đảng viên, quần chúng", "a.b"])
KINDS = ["single", "multiple", "truth", "matching", "ordering", "short", "number", "cloze"]
CHOSEN_IN_BANK = ("họp", "bàn", "ghi")


def ids(most: int, least: int = 2) -> st.SearchStrategy[list[str]]:
    return st.integers(least, most).map(lambda count: [f"i{number}" for number in range(count)])


def _choices(names: list[str], right: int, share: float = 100) -> tuple[Choice, ...]:
    return tuple(
        Choice(name, f"<p>Phương án {name}</p>", share if place < right else 0.0)
        for place, name in enumerate(names)
    )


@st.composite
def questions(draw: Any) -> AnyQuestion:
    names = draw(ids(most=20))
    kind = draw(
        st.sampled_from(["single", "multiple", "truth", "matching", "ordering", "short", "number", "cloze"])
    )
    match kind:
        case "single":
            return SingleChoice(prompt="<p>Chọn</p>", choices=_choices(names, 1))
        case "multiple":
            right = draw(st.integers(1, len(names)))
            scoring = draw(st.sampled_from(ChoiceScoring))
            return MultipleChoice(
                prompt="<p>Chọn</p>", choices=_choices(names, right, 100 / right), scoring=scoring
            )
        case "truth":
            return TrueFalse(prompt="<p>Đúng?</p>", is_true=draw(st.booleans()))
        case "matching":
            answers = [f"a{number}" for number in range(draw(st.integers(2, 30)))]
            return Matching(
                prompt="<p>Nối</p>",
                pairs=tuple(Pair(one, f"<p>{one}</p>", draw(st.sampled_from(answers))) for one in names),
                answers=tuple(Item(one, f"<p>{one}</p>") for one in answers),
            )
        case "ordering":
            return Ordering(prompt="<p>Xếp</p>", items=tuple(Item(one, f"<p>{one}</p>") for one in names))
        case "short":
            return ShortAnswer(prompt="<p>Viết</p>", accepted=(Accepted("nghị quyết*"), Accepted("NQ", 50)))
        case "number":
            return Numerical(prompt="<p>Bao nhiêu?</p>", accepted=(AcceptedNumber("1.5", "0.1"),), unit="giờ")
        case _:
            return Cloze(
                prompt="",
                text="<p>{{g1}} rồi {{g2}} rồi {{g3}} rồi {{g4}}</p>",
                gaps=(
                    Gap("g1", accepted=(Accepted("họp"),)),
                    Gap("g2", GapKind.NUMBER, numbers=(AcceptedNumber("3"),)),
                    Gap("g3", GapKind.CHOICE, choices=_choices(names, 1)),
                    Gap("g4", GapKind.CHOICE, accepted=(Accepted("bàn"),)),
                ),
                bank=CHOSEN_IN_BANK,
            )


@st.composite
def asked(draw: Any) -> tuple[AnyQuestion, list[str]]:
    """A question in the order of some variant."""
    question = draw(questions())
    return question, draw_order(question, shuffle=True, random=Random(draw(st.integers(0, 99))))


def raw_responses(question: AnyQuestion) -> st.SearchStrategy[Any]:
    match question:
        case SingleChoice():
            return st.sampled_from([choice.id for choice in question.choices])
        case MultipleChoice():
            return st.lists(st.sampled_from([choice.id for choice in question.choices]), unique=True)
        case TrueFalse():
            return st.sampled_from(["true", "false"])
        case Matching():
            answers = st.sampled_from(["", *(answer.id for answer in question.answers)])
            return st.fixed_dictionaries({pair.id: answers for pair in question.pairs})
        case Ordering():
            return st.permutations([item.id for item in question.items])
        case Cloze():
            own = [choice.id for choice in question.gaps[2].choices]
            typed = st.one_of(st.just(""), WORDS)
            return st.fixed_dictionaries(
                {
                    "g1": typed,
                    "g2": typed,
                    "g3": st.sampled_from(["", *own]),
                    "g4": st.sampled_from(["", *CHOSEN_IN_BANK]),
                }
            )
        case _:
            return WORDS
