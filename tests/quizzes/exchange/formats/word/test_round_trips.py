"""Whatever sound questions are typed, in whichever style, come out of the paper as they went in."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.exchange.formats.comparing import comparable
from quizzes.exchange.formats.drafts import Draft
from quizzes.exchange.formats.word import read, write
from quizzes.grading.questions import Choice, MultipleChoice, SingleChoice
from tests.quizzes.exchange.formats.word.papers import Paper
from tests.quizzes.exchange.formats.word.questions import choice_questions, drafts, easy_sentences

ASKED = choice_questions(easy_sentences, easy_sentences)
LABELS = st.sampled_from(
    ["Câu {}. ", "Câu {}: ", "Câu hỏi {}) ", "{}. ", "{}) ", "Bài {}: ", "#1 ", "#C ", "Câu {}.⏎"]
)
OPTIONS = st.sampled_from(["A. ", "A) ", "(A) ", "a) ", "a. ", "A/ ", "#A! "])
LAYOUTS = st.sampled_from(["lines", "tabs", "spaces", "pairs", "breaks", "table"])
MARKS = st.sampled_from(
    ["bold", "underline", "red", "yellow", "star", "word", "answer", "key", "key table", "key columns"]
)
WRAPPED = {"bold": "**{}**", "underline": "__{}__", "red": "{{red|{}}}", "yellow": "{{yellow|{}}}"}


def typed(
    questions: list[SingleChoice | MultipleChoice], label: str, option: str, layout: str, mark: str
) -> Paper:
    paper = Paper()
    keys: list[str] = []
    for number, question in enumerate(questions, start=1):
        texts = [
            _option(option, at, choice.text, choice.is_right, mark)
            for at, choice in enumerate(question.choices)
        ]
        keys.append(
            ", ".join("ABCDEFGH"[at] for at, choice in enumerate(question.choices) if choice.is_right)
        )
        beginning = label.format(number) + question.prompt
        if option == "#A! ":
            texts = [text if at == 0 else text.replace("#A! ", "#A ") for at, text in enumerate(texts)]
            layout = "lines"
        _lay_out(paper, beginning, texts, layout)
        if mark == "answer":
            paper.line(f"Đáp án: {keys[-1]}")
        paper.line("")
    _key(paper, keys, mark)
    return paper


def _option(style: str, at: int, text: str, is_right: bool, mark: str) -> str:
    own = style if style.startswith("#") else style.replace("A", "ABCDEFGH"[at]).replace("a", "abcdefgh"[at])
    if not is_right:
        return own + text
    if mark in WRAPPED:
        return (
            f"{own}{WRAPPED[mark].format(text)}" if own.startswith("#") else WRAPPED[mark].format(own + text)
        )
    if mark == "star":
        return f"{own}{text} *" if own.startswith("#") else f"*{own}{text}"
    return f"{own}{text} (đúng)" if mark == "word" else own + text


def _lay_out(paper: Paper, beginning: str, texts: list[str], layout: str) -> None:
    if layout == "breaks":
        paper.line("⏎".join([beginning, *texts]))
        return
    paper.line(beginning)
    if layout == "table":
        paper.table(*[texts[at : at + 2] for at in range(0, len(texts), 2)])
    elif layout in ("tabs", "spaces"):
        paper.line(("\t" if layout == "tabs" else "     ").join(texts))
    else:
        step = 2 if layout == "pairs" else 1
        for at in range(0, len(texts), step):
            paper.line("\t\t".join(texts[at : at + step]))


def _key(paper: Paper, keys: list[str], mark: str) -> None:
    if not mark.startswith("key"):
        return
    paper.type("--- HẾT ---\nBẢNG ĐÁP ÁN")
    if mark == "key":
        paper.line(
            "   ".join(f"{number}-{key.replace(', ', ',')}" for number, key in enumerate(keys, start=1))
        )
    elif mark == "key columns":
        paper.table(["Câu", "Đáp án"], *[[str(number), key] for number, key in enumerate(keys, start=1)])
    else:
        for at in range(0, len(keys), 4):
            numbers = [str(number + 1) for number in range(at, min(at + 4, len(keys)))]
            paper.table(["Câu", *numbers], ["Đáp án", *keys[at : at + 4]])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ASKED, min_size=1, max_size=6), LABELS, OPTIONS, LAYOUTS, MARKS)
def test_choices_typed_in_any_style_are_read_as_meant(
    questions: list[Any], label: str, option: str, layout: str, mark: str
) -> None:
    reading = typed(questions, label, option, layout, mark).read()
    assert [_meant(draft.question) for draft in reading.drafts] == [
        _meant(question) for question in questions
    ]


def _meant(question: Any) -> tuple[str, list[tuple[str, bool]]]:
    made: Any = comparable(question)
    return made.prompt, [(choice.text, choice.is_right) for choice in made.choices]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(drafts(), min_size=1, max_size=5))
def test_a_paper_written_here_brings_everything_back(asked: list[Draft]) -> None:
    written = write(asked)
    again = read(written.data)
    differing = [one for one in written.losses if one.code not in ("lost.bold",)]
    assert differing == []
    assert all(draft.is_usable for draft in again.drafts)


@pytest.mark.parametrize("said", ["Hết", "BẢNG ĐÁP ÁN", "Hướng dẫn giải", "Trang 2/3", "Mã đề: 101"])
def test_a_line_that_looks_like_the_end_of_a_paper_stays_a_line_of_its_question(said: str) -> None:
    choices = (Choice("a", "Một", 100.0), Choice("b", "Hai", 0.0))
    asked = SingleChoice(prompt=f"<p>Chi bộ ghi gì?</p><p>{said}</p>", choices=choices)
    written = write([Draft(question=asked)])
    assert written.losses == ()
    [again] = read(written.data).drafts
    assert again.question is not None
    assert comparable(again.question) == comparable(asked)
