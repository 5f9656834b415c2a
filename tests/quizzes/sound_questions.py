"""Sound questions of every type, as hypothesis draws them: what a lecturer could have written."""

from typing import Any

from hypothesis import strategies as st

from quizzes.grading import questions as q

words = st.text("aàảạăâbcdđeêghiklmnoôơpqrstuưvxy 0123456789", min_size=1, max_size=20).filter(str.strip)
plain = words.map(lambda text: " ".join(text.split()))
html = plain.map(lambda text: f"<p>{text}</p>")
maybe_html = st.one_of(st.just(""), html)


def ids(number: int) -> list[str]:
    return [f"{place:08x}" for place in range(1, number + 1)]


def several(texts: Any, least: int = 2, most: int = 5) -> Any:
    return st.lists(texts, min_size=least, max_size=most, unique=True)


common = st.fixed_dictionaries(
    {
        "prompt": html,
        "explanation": maybe_html,
        "when_right": maybe_html,
        "when_wrong": maybe_html,
        "hints": st.lists(html, max_size=2).map(tuple),
    }
)
forgiving = st.builds(q.Forgiving, st.booleans(), st.booleans(), st.booleans())
accepted = several(plain, 1, 3).map(lambda texts: tuple(q.Accepted(text) for text in texts))
numbers = st.lists(st.tuples(st.integers(-999, 999), st.integers(0, 9)), min_size=1, max_size=2).map(
    lambda rows: tuple(q.AcceptedNumber(str(value), str(off)) for value, off in rows)
)


@st.composite
def singles(draw: Any) -> q.AnyQuestion:
    texts = draw(several(html))
    right = draw(st.integers(0, len(texts) - 1))
    choices = tuple(
        q.Choice(id_, text, 100.0 if place == right else 0.0, draw(maybe_html))
        for place, (id_, text) in enumerate(zip(ids(len(texts)), texts, strict=True))
    )
    return q.SingleChoice(**draw(common), choices=choices, shuffle=draw(st.booleans()))


@st.composite
def multiples(draw: Any) -> q.AnyQuestion:
    texts = draw(several(html))
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1))
    share = round(100 / len(right), 5)
    choices = tuple(
        q.Choice(id_, text, share if place in right else draw(st.sampled_from([0.0, -25.0])))
        for place, (id_, text) in enumerate(zip(ids(len(texts)), texts, strict=True))
    )
    scoring = draw(st.sampled_from(list(q.ChoiceScoring)))
    return q.MultipleChoice(**draw(common), choices=choices, scoring=scoring)


@st.composite
def matchings(draw: Any) -> q.AnyQuestion:
    things, answers = draw(several(html)), draw(several(html, 2, 6))
    items = tuple(q.Item(f"a{id_}", text) for id_, text in zip(ids(len(answers)), answers, strict=True))
    pairs = tuple(
        q.Pair(id_, thing, draw(st.sampled_from(items)).id)
        for id_, thing in zip(ids(len(things)), things, strict=True)
    )
    return q.Matching(
        **draw(common), pairs=pairs, answers=items, scoring=draw(st.sampled_from(list(q.MatchScoring)))
    )


@st.composite
def orderings(draw: Any) -> q.AnyQuestion:
    texts = draw(several(html))
    items = tuple(q.Item(id_, text) for id_, text in zip(ids(len(texts)), texts, strict=True))
    return q.Ordering(**draw(common), items=items, scoring=draw(st.sampled_from(list(q.OrderScoring))))


@st.composite
def clozes(draw: Any) -> q.AnyQuestion:
    bank = tuple(draw(several(plain, 2, 4)))
    kinds = draw(st.lists(st.sampled_from(list(q.GapKind)), min_size=1, max_size=3))
    gaps = []
    for number, kind in enumerate(kinds, start=1):
        gap: dict[str, Any] = {"id": str(number), "kind": kind, "weight": draw(st.integers(1, 3))}
        if kind is q.GapKind.NUMBER:
            gap["numbers"] = draw(numbers)
        elif kind is q.GapKind.SHORT:
            gap |= {"accepted": draw(accepted), "forgiving": draw(forgiving)}
        else:
            gap["accepted"] = (q.Accepted(draw(st.sampled_from(bank))),)
        gaps.append(q.Gap(**gap))
    text = " và ".join(f"{{{{{gap.id}}}}}" for gap in gaps)
    return q.Cloze(**draw(common), text=f"<p>Điền {text}.</p>", gaps=tuple(gaps), bank=bank)


@st.composite
def essays(draw: Any) -> q.AnyQuestion:
    titles = draw(st.lists(plain, max_size=3, unique=True))
    criteria = tuple(
        q.Criterion(id_, title, float(draw(st.integers(1, 10))), draw(st.one_of(st.just(""), plain)))
        for id_, title in zip(ids(len(titles)), titles, strict=True)
    )
    return q.Essay(
        **draw(common),
        criteria=criteria,
        words_min=draw(st.integers(0, 50)),
        words_max=draw(st.sampled_from([0, 200])),
        files_max=draw(st.integers(0, 5)),
    )


KINDS: dict[q.Kind, Any] = {
    q.Kind.SINGLE: singles(),
    q.Kind.MULTIPLE: multiples(),
    q.Kind.TRUE_FALSE: st.builds(
        lambda common, is_true, said: q.TrueFalse(**common, is_true=is_true, feedback_true=said),
        common, st.booleans(), maybe_html,
    ),
    q.Kind.MATCHING: matchings(),
    q.Kind.ORDERING: orderings(),
    q.Kind.SHORT_ANSWER: st.builds(
        lambda common, accepted, forgiving: q.ShortAnswer(**common, accepted=accepted, forgiving=forgiving),
        common, accepted, forgiving,
    ),
    q.Kind.NUMERICAL: st.builds(
        lambda common, numbers, unit: q.Numerical(**common, accepted=numbers, unit=unit),
        common, numbers, st.sampled_from(["", "phút", "%"]),
    ),
    q.Kind.CLOZE: clozes(),
    q.Kind.ESSAY: essays(),
}  # fmt: skip


def same(question: Any) -> Any:
    """A matching question's answers get ids of their own; what belongs to what is what counts."""
    if not isinstance(question, q.Matching):
        return question
    texts = {answer.id: answer.text for answer in question.answers}
    return (
        question.prompt,
        question.hints,
        question.scoring,
        [(pair.id, pair.text, texts[pair.answer]) for pair in question.pairs],
        sorted(texts.values()),
    )
