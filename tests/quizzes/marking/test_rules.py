"""What a rubric earns, when two markers agree, and what a corrected key does to a mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import AnyQuestion, Choice, Criterion, Essay, SingleChoice
from quizzes.grading.responses import read_response
from quizzes.marking.rules import (
    Answered,
    Correction,
    Mark,
    Stage,
    Verdict,
    corrected,
    fraction_given,
    lines_of,
    mark_by,
    verdict_on,
)
from tests.quizzes.questions import marked_by_machine, responses_to

parts = st.floats(0, 1)
LINES = (Criterion("a", "Nội dung", 6.0), Criterion("b", "Trình bày", 4.0))


@given(first=st.floats(-5, 20), second=st.floats(-5, 20))
def test_a_rubric_earns_within_bounds_and_more_points_never_less(first: float, second: float) -> None:
    earned = fraction_given({"a": first, "b": second}, LINES)
    assert 0 <= earned <= 1
    assert fraction_given({"a": first + 1, "b": second}, LINES) >= earned


def test_all_points_are_all_and_a_line_left_out_earns_nothing() -> None:
    assert fraction_given({"a": 6, "b": 4}, LINES) == 1
    assert fraction_given({"a": 6}, LINES) == pytest.approx(0.6)
    assert fraction_given({}, ()) == 0


def test_an_essay_without_a_rubric_is_marked_out_of_ten() -> None:
    [line] = lines_of(Essay(prompt="?"), "Cả bài")
    assert (line.title, line.points) == ("Cả bài", 10)


@given(first=parts)
def test_one_marker_is_enough_where_nobody_asked_for_two(first: float) -> None:
    assert verdict_on([first], None) == Verdict(Stage.RETURNED, first)


@given(first=parts, second=parts, allowed=st.integers(0, 100))
def test_two_that_agree_make_their_mean_and_two_that_differ_leave_it_to_a_third(
    first: float, second: float, allowed: int
) -> None:
    assert verdict_on([first], allowed) == Verdict(Stage.SECOND)
    verdict = verdict_on([first, second], allowed)
    if abs(first - second) * 100 <= allowed:
        assert verdict == Verdict(Stage.RETURNED, (first + second) / 2)
    if abs(first - second) * 100 > allowed + 1e-6:
        assert verdict == Verdict(Stage.THIRD)


@given(marks=st.lists(parts, min_size=3, max_size=3), allowed=st.integers(0, 100))
def test_the_third_decides_alone(marks: list[float], allowed: int) -> None:
    assert verdict_on(marks, allowed) == Verdict(Stage.RETURNED, marks[2])


@given(key=marked_by_machine, before=parts, points=st.floats(0.5, 10), data=st.data())
def test_a_correction_that_only_raises_lowers_nobody(
    key: AnyQuestion, before: float, points: float, data: st.DataObject
) -> None:
    answered = Answered(read_response(key, data.draw(responses_to(key))))
    mark = Mark(before, points)
    raised = corrected(mark, answered, Correction.RAISE, key)
    exact = corrected(mark, answered, Correction.EXACT, key)
    assert raised.earned >= mark.earned
    assert exact.fraction == fraction_of(key, answered.response)
    assert raised.fraction == max(before, exact.fraction or 0)
    assert corrected(raised, answered, Correction.RAISE, key) == raised


@given(key=marked_by_machine, before=parts, points=st.floats(0.5, 10))
def test_a_question_left_aside_earns_all_and_one_left_out_weighs_nothing(
    key: AnyQuestion, before: float, points: float
) -> None:
    mark, answered = Mark(before, points), Answered(None)
    assert corrected(mark, answered, Correction.FULL, key) == Mark(1.0, points)
    assert corrected(mark, answered, Correction.LEAVE_OUT, key) == Mark(before, 0.0)


def test_no_key_marks_what_waits_for_a_person() -> None:
    waits = Mark(None, 1.0)
    answered = Answered({"text": "…", "files": []})
    for correction in (Correction.RAISE, Correction.EXACT):
        assert corrected(waits, answered, correction, Essay(prompt="?")) == waits


def _single(right: str) -> SingleChoice:
    return SingleChoice(
        prompt="?", choices=tuple(Choice(one, one, 100.0 if one == right else 0.0) for one in "abc")
    )


def test_a_try_that_was_right_by_the_corrected_key_counts_as_the_try_it_was() -> None:
    """She chose a, then b, then c; each wrong try costs a quarter."""
    answered = Answered("c", tries=[["a", 0.0], ["b", 0.0]], penalty=0.25)
    assert [mark_by(_single(right), answered) for right in "abc"] == [1.0, 0.75, 0.5]
