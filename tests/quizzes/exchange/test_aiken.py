"""Aiken, strict and lenient."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from quizzes.exchange.formats import aiken, codes, plain_text
from quizzes.exchange.formats.drafts import Draft
from quizzes.grading.questions import AnyQuestion, ChoiceScoring, Kind, MultipleChoice, SingleChoice
from tests.quizzes.questions_strategy import any_question, questions


def _drafts(text: str) -> tuple[Draft, ...]:
    return aiken.read(text.encode()).drafts


def test_questions_are_told_apart_with_and_without_blank_lines() -> None:
    text = "Một?\nA. a\nB. b\nANSWER: B\nHai?\na) x\nb) y\nANSWER: a\n\nBa?\n\nA. p\n\nB. q\n\nANSWER: A\n"
    questions_ = [draft.question for draft in _drafts(text)]
    assert [q.prompt for q in questions_ if q] == ["<p>Một?</p>", "<p>Hai?</p>", "<p>Ba?</p>"]
    assert [[c.share for c in q.choices] for q in questions_ if isinstance(q, SingleChoice)] == [
        [0, 100], [100, 0], [100, 0],
    ]  # fmt: skip


def test_a_text_may_have_lines_and_begin_like_an_option() -> None:
    (draft,) = _drafts("A. Lincoln là ai?\ndòng hai\nA. người\nB. cây\nANSWER: A")
    assert draft.question is not None
    assert draft.question.prompt == "<p>A. Lincoln là ai?<br>dòng hai</p>"


def test_several_answers_make_a_question_with_several() -> None:
    (draft,) = _drafts("Một?\nA. a\nB. b\nC. c\nANSWER: A, C")
    assert isinstance(draft.question, MultipleChoice)
    assert draft.question.scoring is ChoiceScoring.ALL_OR_NOTHING
    assert codes.AIKEN_SEVERAL_ANSWERS in {found.code for found in draft.findings}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chỉ có lời.", codes.AIKEN_NO_OPTIONS),
        ("Một?\nA. a\nB. b", codes.AIKEN_NO_ANSWER),
        ("Một?\nA. a\nB. b\nANSWER: D", codes.AIKEN_UNKNOWN_ANSWER),
        ("Một?\nA. a\ntiếp\nB. b\nANSWER: A", codes.AIKEN_LONG_OPTION),
        ("Một?\nA. a\nC. c\nANSWER: A", codes.AIKEN_LETTERS),
        ("Một?\nA. a\nANSWER: A", "problem.too_few"),
    ],
)
def test_what_is_missing_is_found(text: str, code: str) -> None:
    (draft,) = _drafts(text)
    assert code in {found.code for found in draft.findings}


def _as_aiken_says(question: SingleChoice) -> SingleChoice:
    """A question with what one line can say of each text, its ids left out."""

    def line(html: str) -> str:
        return " ".join(plain_text.plain(html).split())

    return SingleChoice(
        prompt=line(question.prompt),
        choices=tuple(replace(c, id="", text=line(c.text), feedback="") for c in question.choices),
    )


@given(questions(Kind.SINGLE))
@settings(max_examples=150)
def test_a_choice_comes_back_in_words_or_is_named_as_not_carried(question: AnyQuestion) -> None:
    assert isinstance(question, SingleChoice)
    written = aiken.write([Draft(question, number=1)], {})
    losses = {loss.code for loss in written.losses}
    back = [draft.question for draft in aiken.read(written.data).drafts]
    if codes.CANNOT_CARRY in losses:
        assert back == []
        return
    (only,) = back
    assert isinstance(only, SingleChoice)
    if not losses:
        assert _as_aiken_says(only) == _as_aiken_says(question)
    if question.explanation or question.hints or any(choice.feedback for choice in question.choices):
        assert codes.NOT_CARRIED in losses


@given(any_question().filter(lambda question: not isinstance(question, SingleChoice)))
@settings(max_examples=20)
def test_other_types_are_named_as_not_carried(question: AnyQuestion) -> None:
    written = aiken.write([Draft(question, number=3)], {})
    assert [(loss.code, loss.place, loss.said) for loss in written.losses] == [
        (codes.CANNOT_CARRY, "3", question.kind.value)
    ]
