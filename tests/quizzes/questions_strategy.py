"""Arbitrary sound questions of every type, for property tests: `questions(kind)` and `any_question()`.

Texts are rich text as our pages keep it, full of the signs that mean something in one format or another.
`PICTURES` are the pictures they may show.
"""

from html import escape
from typing import Any

from hypothesis import strategies as st

from quizzes.grading import questions as q
from quizzes.grading.questions import AnyQuestion, Kind

PICTURES = {
    "sơ-đồ 1.png": b"\x89PNG\r\n\x1a\n" + bytes(range(64)),
    "anh.jpg": b"\xff\xd8\xff" + bytes(range(80)),
}
_WORDS = (
    "chi bộ", "Đảng ủy", "hòa", "hoà", "sinh hoạt", "nghị quyết", "a", "B", "12", "3,5", "100%", "%50%", "~",
    "=", "#", "####", "{", "}", ":", "::", "\\", "\\n", "->", "..", "[html]", "[[1]]", "$", "//", "*", "&",
    "<", ">", "<b>", "]]>", "&nbsp;", '"', "'", "…", "ñ", "漢", "😀", "A.", "ANSWER: B", "TRUE",
    "$\\frac{1}{2}$", "_____",
)  # fmt: skip
_SHARES = (5.0, 10.0, 16.66667, 20.0, 25.0, 33.33333, 50.0, 66.66667, 75.0, 90.0, 100.0)

words = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
"""Plain text on one line."""

ids = st.text("0123456789abcdef", min_size=8, max_size=8)


def _marked(text: str) -> str:
    return escape(text, quote=False)


@st.composite
def inline_texts(draw: st.DrawFn) -> str:
    """A line with some of its words set otherwise."""
    text = _marked(draw(words))
    match draw(st.integers(0, 9)):
        case 0:
            return f"<b>{text}</b>"
        case 1:
            return f"{text} <i>{_marked(draw(words))}</i>"
        case 2:
            return f'<a href="https://example.org/?a=1&amp;b={draw(st.integers(0, 9))}#x">{text}</a>'
        case 3:
            return f"{text}<br>{_marked(draw(words))}"
        case 4:
            return f"{text}<sup>2</sup>"
        case 5:
            name = draw(st.sampled_from(sorted(PICTURES)))
            return (
                f'{text} <img src="{name}" alt="{escape(draw(st.sampled_from(("", "Sơ đồ", "a = b & c"))))}">'
            )
        case _:
            return text


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of one or more paragraphs, or a list."""
    blocks = draw(st.lists(inline_texts(), min_size=1, max_size=3))
    if draw(st.integers(0, 4)) == 0:
        return f"<p>{blocks[0]}</p><ul>{''.join(f'<li>{block}</li>' for block in blocks)}</ul>"
    return "".join(f"<p>{block}</p>" for block in blocks)


said = st.one_of(st.just(""), st.just(""), texts())
"""What may be said, or not."""


@st.composite
def _different(draw: st.DrawFn, least: int, most: int) -> list[str]:
    """Texts of options, no two alike."""
    return draw(
        st.lists(
            st.one_of(inline_texts(), inline_texts().map(lambda text: f"<p>{text}</p>")),
            min_size=least, max_size=most, unique_by=lambda text: " ".join(text.split()),
        )
    )  # fmt: skip


def _ids(draw: st.DrawFn, number: int) -> list[str]:
    return draw(st.lists(ids, min_size=number, max_size=number, unique=True))


@st.composite
def _common(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "prompt": draw(texts()),
        "explanation": draw(said),
        "when_right": draw(said),
        "when_partly": draw(said),
        "when_wrong": draw(said),
        "hints": tuple(draw(st.lists(texts(), max_size=2))),
    }


@st.composite
def _choices(draw: st.DrawFn, shares: list[float]) -> tuple[q.Choice, ...]:
    options = draw(_different(len(shares), len(shares)))
    made = [
        q.Choice(id_, text, share, draw(said))
        for id_, text, share in zip(_ids(draw, len(shares)), options, shares, strict=True)
    ]
    return tuple(draw(st.permutations(made)))


@st.composite
def _single(draw: st.DrawFn) -> q.SingleChoice:
    others = draw(st.lists(st.sampled_from((0.0, 0.0, 0.0, 50.0, -25.0, 33.33333)), min_size=1, max_size=5))
    choices = draw(_choices([100.0, *others]))
    return q.SingleChoice(**draw(_common()), choices=choices, shuffle=draw(st.booleans()))


@st.composite
def _multiple(draw: st.DrawFn) -> q.MultipleChoice:
    right, wrong = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    scoring = draw(st.sampled_from(q.ChoiceScoring))
    shares = [round(100 / right, 5)] * right
    if scoring is q.ChoiceScoring.SHARES:
        shares += draw(
            st.lists(st.sampled_from((0.0, -50.0, -33.33333, -100.0)), min_size=wrong, max_size=wrong)
        )
    else:
        shares += [0.0] * wrong
    return q.MultipleChoice(
        **draw(_common()), choices=draw(_choices(shares)), scoring=scoring, shuffle=draw(st.booleans())
    )


@st.composite
def _true_false(draw: st.DrawFn) -> q.TrueFalse:
    return q.TrueFalse(
        **draw(_common()), is_true=draw(st.booleans()), feedback_true=draw(said), feedback_false=draw(said)
    )


@st.composite
def _matching(draw: st.DrawFn) -> q.Matching:
    answers = draw(_different(2, 5))
    answer_ids = _ids(draw, len(answers))
    pairs = draw(_different(2, 5))
    return q.Matching(
        **draw(_common()),
        pairs=tuple(
            q.Pair(id_, text, draw(st.sampled_from(answer_ids)))
            for id_, text in zip(_ids(draw, len(pairs)), pairs, strict=True)
        ),
        answers=tuple(q.Item(*one) for one in zip(answer_ids, answers, strict=True)),
        scoring=draw(st.sampled_from(q.MatchScoring)),
        shuffle=draw(st.booleans()),
    )


@st.composite
def _ordering(draw: st.DrawFn) -> q.Ordering:
    items = draw(_different(2, 6))
    return q.Ordering(
        **draw(_common()),
        items=tuple(q.Item(*one) for one in zip(_ids(draw, len(items)), items, strict=True)),
        scoring=draw(st.sampled_from(q.OrderScoring)),
    )


_forgiving = st.builds(q.Forgiving, case=st.booleans(), marks=st.booleans(), tones=st.booleans())


@st.composite
def _accepted(draw: st.DrawFn) -> tuple[q.Accepted, ...]:
    forms = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    shares = [100.0, *(draw(st.sampled_from((0.0, *_SHARES))) for _ in forms[1:])]
    return tuple(q.Accepted(form, share, draw(said)) for form, share in zip(forms, shares, strict=True))


numbers = st.decimals(-10_000, 10_000, places=2).map(lambda number: f"{number.normalize():f}")
_tolerances = st.sampled_from(("0", "0.5", "1", "0.01", "10"))


@st.composite
def _numbers(draw: st.DrawFn) -> tuple[q.AcceptedNumber, ...]:
    values = draw(st.lists(numbers, min_size=1, max_size=3, unique=True))
    shares = [100.0, *(draw(st.sampled_from((0.0, *_SHARES))) for _ in values[1:])]
    return tuple(
        q.AcceptedNumber(value, draw(_tolerances), share, draw(said))
        for value, share in zip(values, shares, strict=True)
    )


@st.composite
def _short(draw: st.DrawFn) -> q.ShortAnswer:
    return q.ShortAnswer(**draw(_common()), accepted=draw(_accepted()), forgiving=draw(_forgiving))


@st.composite
def _numerical(draw: st.DrawFn) -> q.Numerical:
    unit = draw(st.sampled_from(("", "kg", "%", "đồng chí", "m²")))
    return q.Numerical(**draw(_common()), accepted=draw(_numbers()), unit=unit)


@st.composite
def _gap(draw: st.DrawFn, id_: str, bank: tuple[str, ...]) -> q.Gap:
    kind = draw(st.sampled_from(q.GapKind))
    weight = draw(st.integers(1, 3))
    if kind is q.GapKind.NUMBER:
        return q.Gap(id_, kind, numbers=draw(_numbers()), weight=weight)
    if kind is q.GapKind.SHORT:
        return q.Gap(id_, kind, accepted=draw(_accepted()), forgiving=draw(_forgiving), weight=weight)
    in_bank: bool = draw(st.booleans())
    if bank and in_bank:
        return q.Gap(id_, kind, accepted=(q.Accepted(draw(st.sampled_from(bank))),), weight=weight)
    others = draw(st.lists(st.sampled_from((0.0, 50.0)), min_size=1, max_size=3))
    return q.Gap(id_, kind, choices=draw(_choices([100.0, *others])), weight=weight)


@st.composite
def _cloze(draw: st.DrawFn) -> q.Cloze:
    bank = tuple(draw(st.lists(words, max_size=4, unique=True)))
    names = draw(
        st.lists(st.text("0123456789abcdefg-_", min_size=1, max_size=8), min_size=1, max_size=4, unique=True)
    )
    gaps = tuple(draw(_gap(name, bank)) for name in names)
    pieces = [f"{_marked(draw(words))} {{{{{name}}}}}" for name in names]
    text = f"<p>{' '.join(pieces)} {_marked(draw(words))}.</p>"
    return q.Cloze(**draw(_common()), text=text, gaps=gaps, bank=bank)


@st.composite
def _essay(draw: st.DrawFn) -> q.Essay:
    titles = draw(st.lists(words, max_size=3))
    least = draw(st.integers(0, 200))
    return q.Essay(
        **draw(_common()),
        criteria=tuple(
            q.Criterion(
                id_, title, draw(st.sampled_from((0.5, 1.0, 2.0))), draw(st.one_of(st.just(""), words))
            )
            for id_, title in zip(_ids(draw, len(titles)), titles, strict=True)
        ),
        words_min=least,
        words_max=draw(st.one_of(st.just(0), st.integers(least, 500))) if least else 0,
        files_max=draw(st.integers(0, 3)),
        template=draw(st.one_of(st.just(""), words)),
    )


_OF: dict[Kind, st.SearchStrategy[AnyQuestion]] = {
    Kind.SINGLE: _single(),
    Kind.MULTIPLE: _multiple(),
    Kind.TRUE_FALSE: _true_false(),
    Kind.MATCHING: _matching(),
    Kind.ORDERING: _ordering(),
    Kind.SHORT_ANSWER: _short(),
    Kind.NUMERICAL: _numerical(),
    Kind.CLOZE: _cloze(),
    Kind.ESSAY: _essay(),
}


def questions(kind: Kind) -> st.SearchStrategy[AnyQuestion]:
    """Sound questions of one type."""
    return _OF[kind]


def any_question() -> st.SearchStrategy[AnyQuestion]:
    """Sound questions of any type."""
    return st.one_of(*_OF.values())
