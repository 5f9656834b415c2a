"""What is said after an answer, and what is shown as right."""

from dataclasses import replace

import pytest

from quizzes.grading.feedback import (
    Part,
    Verdict,
    parts_of,
    right_choices,
    said_about,
    said_to_choices,
    said_to_words,
    verdict_of,
)
from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import Accepted, AcceptedNumber, AnyQuestion, Gap, GapKind, Kind
from quizzes.grading.responses import read_response
from tests.quiz_kinds import KEY, RIGHT, cloze, matching, numerical, one_of_each, short_answer, single_choice

GRADED = [one for one in one_of_each() if one.kind is not Kind.ESSAY]


@pytest.mark.parametrize(
    ("response", "fraction", "verdict"),
    [
        ("a", 1.0, Verdict.RIGHT),
        ("a", 0.5, Verdict.PARTLY),
        ("a", 0.0, Verdict.WRONG),
        (None, 0.0, Verdict.UNANSWERED),
        (None, None, Verdict.UNANSWERED),
        ({"text": "a", "files": []}, None, Verdict.WAITING),
    ],
)
def test_an_answer_turns_out_in_one_word(response: object, fraction: float | None, verdict: Verdict) -> None:
    assert verdict_of(response, fraction) is verdict  # type: ignore[arg-type]


@pytest.mark.parametrize("question", GRADED, ids=lambda one: one.kind.value)
def test_what_is_shown_as_right_is_what_earns_everything(question: AnyQuestion) -> None:
    response = read_response(question, RIGHT[question.kind])
    assert fraction_of(question, response) == 1
    assert all(part.is_right for part in parts_of(question, response))
    if chosen := right_choices(question):
        assert chosen == set(response if isinstance(response, list) else [response])


@pytest.mark.parametrize("question", GRADED, ids=lambda one: one.kind.value)
def test_no_answer_is_right_nowhere_and_breaks_nothing(question: AnyQuestion) -> None:
    assert not any(part.is_right or part.given for part in parts_of(question, None))
    assert said_to_choices(question, None) == {}
    assert said_to_words(question, None) == []


def test_the_author_speaks_to_the_choice_that_was_made() -> None:
    question = single_choice()
    assert list(said_to_choices(question, "c2")) == ["c2"]
    assert "Nhiều hơn quy định" in said_to_choices(question, "c2")["c2"]
    assert "đọc lại" in said_about(question, Verdict.WRONG)
    assert said_about(question, Verdict.UNANSWERED) == ""


def test_the_author_speaks_to_typed_words_and_numbers() -> None:
    assert "Gần đúng" in said_to_words(short_answer(), "đại hội đại biểu")[0]
    assert "Đúng số" in said_to_words(numerical(), "3")[0]
    assert said_to_words(numerical(), "4") == []


def test_the_author_speaks_to_what_was_typed_into_each_gap() -> None:
    question = replace(
        cloze(),
        gaps=(
            Gap("g1", GapKind.SHORT, accepted=(Accepted("ai"), Accepted("ai đó", 50, "Rõ hơn nữa"))),
            Gap("g2", GapKind.CHOICE, accepted=(Accepted("bao giờ", feedback="Có thời hạn"),)),
            Gap("g3", GapKind.NUMBER, numbers=(AcceptedNumber("30", feedback="Đúng số"),)),
        ),
    )
    said = said_to_words(question, {"g1": "ai đó", "g2": "bao giờ", "g3": "30"})
    assert said == ["Rõ hơn nữa", "Có thời hạn", "Đúng số"]
    assert said_to_words(question, {"g1": "không ai", "g3": "7"}) == []


def test_parts_say_what_was_given_and_what_is_right() -> None:
    first = parts_of(matching(), {"p1": "a2"})[0]
    assert first == Part("<p>Bí thư</p>", "<p>Ghi biên bản</p>", "<p>Chủ trì buổi họp</p>", is_right=False)
    [typed] = parts_of(numerical(), "5")
    assert (typed.given, typed.right, typed.is_right) == ("5 đảng viên", "3 đảng viên", False)
    gaps = parts_of(cloze(), {"g1": "ai", "g3": "31"})
    assert [(gap.given, gap.right, gap.is_right) for gap in gaps] == [
        ("ai", f"ai làm {KEY}", False),
        ("", "bao giờ", False),
        ("31", "30 ± 2", True),
    ]
