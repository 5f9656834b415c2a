"""Random sound questions as a lecturer could ask them; the same for the formats of offices."""

import string
from typing import Any

from hypothesis import strategies as st

from quizzes.exchange.formats.drafts import Draft
from quizzes.exchange.formats.flow import canonical
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    Cloze,
    Essay,
    Gap,
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

WORDS = (
    "chi bộ, đảng viên, bí thư, nghị quyết, sinh hoạt, chuyên đề, tự phê bình, phê bình, đảng phí, "
        "biên bản, Nà Hang, "
    "Điều lệ, C. Mác, V. I. Lênin, A. một, Câu 2, Đáp án: B, phần I, 3/2/1930, 15 ngày, đúng, sai, "
        "50%, mục 3, "
    "a) nhỏ, Hết, x < y, R&D, \"ngoặc\", quyền, thủy, hoà, 1. một, Nguồn: A, I. Lớn"
).split(", ")  # fmt: skip
plain_words = st.sampled_from([word for word in WORDS if not any(mark in word for mark in ".:)<&")])
letters = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềệ" + string.digits, min_size=1, max_size=8)
sentences = st.lists(st.one_of(st.sampled_from(WORDS), letters), min_size=1, max_size=7).map(" ".join)
easy_sentences = st.lists(st.one_of(plain_words, letters), min_size=2, max_size=6).map(
    lambda words: "Việc " + " ".join(words)
)


def html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def looks() -> st.SearchStrategy[str]:
    """A paragraph with bold, italic, raised and lowered words among others."""
    piece = st.tuples(sentences, st.sampled_from(["", "", "", "i", "sup", "sub", "b"]))
    return st.tuples(sentences, st.lists(piece, max_size=2)).map(
        lambda found: canonical(
            html(found[0])
            + "".join(f" <{tag}>{html(text)}</{tag}>" if tag else f" {html(text)}" for text, tag in found[1])
        )
    )


prompts = st.lists(looks(), min_size=1, max_size=3).map(
    lambda texts: texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)
)
explanations = st.one_of(st.just(""), prompts)


def several(texts: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(
        texts, min_size=least, max_size=most, unique_by=lambda text: " ".join(text.lower().split())
    )


def _choices(draw: Any, right: list[int], texts: list[str], prompt: str) -> tuple[Choice, ...]:
    share = round(100 / len(right), 5)
    ids = ids_for(texts, of=prompt)
    return tuple(
        Choice(one, text, share if at in right else 0.0)
        for at, (one, text) in enumerate(zip(ids, texts, strict=True))
    )


@st.composite
def choice_questions(draw: Any, texts: Any = None, prompt: Any = None, most: int = 8) -> AnyQuestion:
    options = draw(several(texts if texts is not None else looks(), 2, most))
    asked = draw(prompt if prompt is not None else prompts)
    right = draw(
        st.lists(st.integers(0, len(options) - 1), min_size=1, max_size=len(options) - 1, unique=True)
    )
    choices = _choices(draw, right, options, asked)
    kind = SingleChoice if len(right) == 1 and draw(st.booleans()) else MultipleChoice
    if kind is SingleChoice:
        choices = _choices(draw, right[:1], options, asked)
    return kind(prompt=asked, choices=choices, explanation=draw(explanations))


words_that_count = (
    st.lists(plain_words, min_size=1, max_size=4)
    .map(" ".join)
    .filter(lambda text: text.lower() not in ("đúng", "sai"))
)
numbers = st.decimals(min_value=-9999, max_value=99999, places=2, allow_nan=False).map(
    lambda number: format(abs(number).normalize(), "f")
)


@st.composite
def typed_questions(draw: Any) -> AnyQuestion:
    prompt, explanation = draw(prompts), draw(explanations)
    if draw(st.booleans()):
        forms = draw(st.lists(words_that_count, min_size=1, max_size=3, unique=True))
        return ShortAnswer(prompt=prompt, explanation=explanation, accepted=tuple(map(Accepted, forms)))
    values = draw(st.lists(numbers, min_size=1, max_size=2, unique=True))
    tolerance = draw(st.sampled_from(["0", "1", "0.5"]))
    unit = draw(st.sampled_from(["", "ngày", "%", "đồng chí"]))
    accepted = tuple(AcceptedNumber(value, tolerance) for value in values)
    return Numerical(prompt=prompt, explanation=explanation, accepted=accepted, unit=unit)


@st.composite
def other_questions(draw: Any) -> AnyQuestion:
    prompt, explanation = draw(prompts), draw(explanations)
    kind = draw(st.sampled_from(["truth", "order", "pairs", "gaps", "essay"]))
    if kind == "truth":
        return TrueFalse(prompt=prompt, explanation=explanation, is_true=draw(st.booleans()))
    if kind == "essay":
        return Essay(prompt=prompt, explanation=explanation)
    if kind == "gaps":
        answers = draw(st.lists(words_that_count, min_size=1, max_size=4))
        gaps = tuple(Gap(id=f"g{at}", accepted=(Accepted(text),)) for at, text in enumerate(answers))
        text = " rồi ".join(f"{draw(easy_sentences)} {{{{{gap.id}}}}}" for gap in gaps) + " thôi"
        return Cloze(
            prompt=draw(st.one_of(st.just(""), prompts)), text=text, gaps=gaps, explanation=explanation
        )
    texts = draw(several(looks(), 2, 6))
    ids = ids_for(texts, of=prompt)
    items = tuple(Item(one, text) for one, text in zip(ids, texts, strict=True))
    if kind == "order":
        return Ordering(prompt=prompt, explanation=explanation, items=items)
    lefts = draw(several(looks(), 2, 5))
    pairs = tuple(Pair(f"p{at}", text, draw(st.sampled_from(ids))) for at, text in enumerate(lefts))
    return Matching(prompt=prompt, explanation=explanation, pairs=pairs, answers=items)


questions = st.one_of(choice_questions(), typed_questions(), other_questions())


@st.composite
def drafts(draw: Any) -> Draft:
    return Draft(
        question=draw(questions),
        name=draw(st.sampled_from(["", "CB-01", "DL 2"])),
        difficulty=draw(st.sampled_from([None, 1, 2, 3])),
        topics=tuple(
            draw(st.lists(st.sampled_from(["Sinh hoạt chi bộ", "Đảng phí"]), max_size=2, unique=True))
        ),
        sources=tuple(draw(st.lists(st.sampled_from(["01-HD/TW", "Điều lệ Đảng"]), max_size=2, unique=True))),
        points=draw(st.sampled_from([1.0, 2.0, 0.5])),
    )
