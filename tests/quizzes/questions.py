"""Questions and answers of every type, drawn by hypothesis."""

from typing import Any

from hypothesis import strategies as st

from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    ChoiceScoring,
    Cloze,
    Criterion,
    Essay,
    Forgiving,
    Gap,
    GapKind,
    Item,
    Matching,
    MatchScoring,
    MultipleChoice,
    Numerical,
    Ordering,
    OrderScoring,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

LETTERS = "aáàâấăặbcdđeêếghiíklmnoôơóòọờpqrstuưúụứvxyýỳAÂBDĐƠƯ"
words = st.text(LETTERS + "  ", min_size=1, max_size=12).filter(lambda text: text.strip() != "")
ids = st.text("abcdef0123456789", min_size=4, max_size=8)
shares = st.sampled_from([100.0, 50.0, 33.33333, 25.0, 0.0, -25.0, -100.0])
earned_shares = st.sampled_from([100.0, 50.0, 33.33333, 0.0])
numbers = st.decimals(min_value=-10_000, max_value=10_000, places=2).map(str)
forgiving = st.builds(Forgiving, case=st.booleans(), marks=st.booleans(), tones=st.booleans())
accepted = st.lists(st.builds(Accepted, text=words, share=earned_shares), min_size=1, max_size=4).map(tuple)
accepted_numbers = st.lists(
    st.builds(
        AcceptedNumber, value=numbers, tolerance=st.sampled_from(["0", "0.5", "10"]), share=earned_shares
    ),
    min_size=1,
    max_size=3,
).map(tuple)


def several_ids(least: int = 2, most: int = 6) -> st.SearchStrategy[list[str]]:
    return st.lists(ids, min_size=least, max_size=most, unique=True)


@st.composite
def choices(draw: st.DrawFn) -> tuple[Choice, ...]:
    return tuple(Choice(one, draw(words), draw(shares)) for one in draw(several_ids()))


@st.composite
def matchings(draw: st.DrawFn) -> Matching:
    answers = tuple(Item(one, draw(words)) for one in draw(several_ids()))
    pairs = tuple(
        Pair(one, draw(words), draw(st.sampled_from(answers)).id) for one in draw(several_ids(2, 5))
    )
    return Matching(
        prompt="<p>?</p>", pairs=pairs, answers=answers, scoring=draw(st.sampled_from(MatchScoring))
    )


@st.composite
def orderings(draw: st.DrawFn, scoring: OrderScoring | None = None) -> Ordering:
    items = tuple(Item(one, draw(words)) for one in draw(several_ids(2, 7)))
    return Ordering(prompt="<p>?</p>", items=items, scoring=scoring or draw(st.sampled_from(OrderScoring)))


@st.composite
def clozes(draw: st.DrawFn) -> Cloze:
    names = draw(several_ids(1, 4))
    bank = tuple(draw(st.lists(words, max_size=4, unique=True)))
    gaps = tuple(
        Gap(
            name,
            draw(st.sampled_from(GapKind)),
            draw(accepted),
            draw(accepted_numbers),
            draw(choices()),
            draw(forgiving),
            draw(st.integers(1, 3)),
        )
        for name in names
    )
    text = " ".join(f"{{{{{name}}}}}" for name in names)
    return Cloze(prompt="<p>?</p>", text=text, gaps=gaps, bank=bank)


@st.composite
def essays(draw: st.DrawFn) -> Essay:
    criteria = tuple(Criterion(one, draw(words), 5.0) for one in draw(several_ids(0, 3)))
    return Essay(prompt="<p>?</p>", criteria=criteria)


singles = st.builds(SingleChoice, prompt=st.just("<p>?</p>"), choices=choices(), shuffle=st.booleans())
multiples = st.builds(
    MultipleChoice,
    prompt=st.just("<p>?</p>"),
    choices=choices(),
    scoring=st.sampled_from(ChoiceScoring),
    shuffle=st.booleans(),
)
marked_by_machine: st.SearchStrategy[AnyQuestion] = st.one_of(
    singles,
    multiples,
    st.builds(TrueFalse, prompt=st.just("<p>?</p>"), is_true=st.booleans()),
    matchings(),
    orderings(),
    st.builds(ShortAnswer, prompt=st.just("<p>?</p>"), accepted=accepted, forgiving=forgiving),
    st.builds(
        Numerical,
        prompt=st.just("<p>?</p>"),
        accepted=accepted_numbers,
        unit=st.sampled_from(["", "%", "kg"]),
    ),
    clozes(),
)
any_question: st.SearchStrategy[AnyQuestion] = st.one_of(marked_by_machine, essays())


def _fillings(gap: Gap) -> st.SearchStrategy[str]:
    if gap.kind is GapKind.CHOICE and gap.choices:
        return st.sampled_from(["", *(choice.id for choice in gap.choices)])
    known = [one.text for one in gap.accepted] + [one.value for one in gap.numbers]
    return st.one_of(st.sampled_from(["", *known]), words, numbers)


def responses_to(question: AnyQuestion) -> st.SearchStrategy[Any]:
    """What this question's own fields could send, an empty answer among it."""
    match question:
        case SingleChoice():
            return st.sampled_from([choice.id for choice in question.choices])
        case MultipleChoice():
            return st.lists(st.sampled_from([choice.id for choice in question.choices]), unique=True)
        case TrueFalse():
            return st.sampled_from(["true", "false"])
        case Matching():
            answers = st.sampled_from([answer.id for answer in question.answers])
            return st.dictionaries(st.sampled_from([pair.id for pair in question.pairs]), answers)
        case Ordering():
            return st.permutations([item.id for item in question.items])
        case Cloze():
            return st.fixed_dictionaries({}, optional={gap.id: _fillings(gap) for gap in question.gaps})
        case ShortAnswer():
            return st.one_of(st.sampled_from([one.text for one in question.accepted]), words)
        case Numerical():
            return st.one_of(st.sampled_from([one.value for one in question.accepted]), numbers)
        case _:
            return st.fixed_dictionaries({"text": words, "files": st.just([])})


any_response: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    words,
    ids,
    st.lists(st.one_of(ids, st.integers(), st.lists(ids))),
    st.dictionaries(ids, st.one_of(words, st.integers(), st.none(), st.lists(ids))),
    st.integers(),
)
"""Of any shape: an answer given while the question was of another type."""
