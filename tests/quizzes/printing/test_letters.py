"""What stands on paper and what it means: the same both ways, for every type and every variant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading.keys import right_response
from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import (
    AnyQuestion,
    Choice,
    Item,
    Matching,
    Ordering,
    Pair,
    SingleChoice,
    TrueFalse,
)
from quizzes.grading.responses import read_response
from quizzes.printing.letters import Unreadable, letter, response_of, typed_of
from quizzes.printing.lines import line_of, read_line
from tests.quizzes.printing.papers import asked, raw_responses

Asked = tuple[AnyQuestion, list[str]]
FOUR = SingleChoice(
    prompt="?", choices=tuple(Choice(one, one, 100.0 if one == "c" else 0.0) for one in "abcd")
)

TEXTS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@given(st.data())
def test_every_response_can_be_typed_and_means_itself(data: st.DataObject) -> None:
    question, order = data.draw(asked())
    response = read_response(question, data.draw(raw_responses(question)))
    assert response_of(question, order, typed_of(question, order, response)) == response


@given(asked())
def test_the_key_of_every_variant_earns_everything(paper: Asked) -> None:
    question, order = paper
    key = typed_of(question, order, right_response(question))
    assert fraction_of(question, response_of(question, order, key)) == 1


@given(asked(), st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused_in_words(paper: Asked, typed: str) -> None:
    question, order = paper
    try:
        response = response_of(question, order, typed)
    except Unreadable:
        return
    assert response_of(question, order, typed_of(question, order, response)) == response


@pytest.mark.parametrize("typed", ["c", " C ", "c.", "C"])
def test_one_key_is_one_answer(typed: str) -> None:
    assert response_of(FOUR, list("abcd"), typed) == "c"
    assert response_of(FOUR, list("dcba"), typed) == "b"


@pytest.mark.parametrize(
    ("typed", "code"), [("E", "no_such_letter"), ("AB", "only_one"), ("?", "unreadable"), ("1", "unreadable")]
)
def test_what_cannot_be_on_the_paper_is_named(typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        response_of(FOUR, list("abcd"), typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("typed", "response"), [("Đ", "true"), ("d", "true"), ("s", "false"), ("Sai", "false")]
)
def test_true_and_false_are_typed_by_their_first_letter(typed: str, response: str) -> None:
    assert response_of(TrueFalse(prompt="?", is_true=True), [], typed) == response


def test_places_left_out_or_written_twice_keep_the_order_of_the_paper() -> None:
    order = Ordering(prompt="?", items=tuple(Item(one, one) for one in "abc"))
    assert response_of(order, list("cab"), "312") == ["a", "b", "c"]
    assert response_of(order, list("cab"), "3 1 2") == ["a", "b", "c"]
    assert response_of(order, list("cab"), "-1") == ["a", "c", "b"]
    assert response_of(order, list("cab"), "111") == ["c", "a", "b"]
    with pytest.raises(Unreadable):
        response_of(order, list("cab"), "412")


def test_a_pair_left_out_is_a_dash() -> None:
    pairs = Matching(
        prompt="?",
        pairs=(Pair("p", "p", "x"), Pair("q", "q", "y")),
        answers=(Item("x", "x"), Item("y", "y")),
    )
    assert response_of(pairs, ["p", "q", "y", "x"], "-A") == {"q": "y"}


def test_there_are_letters_beyond_z() -> None:
    assert [letter(place) for place in (0, 25, 26, 52)] == ["A", "Z", "A1", "A2"]


@given(st.dictionaries(st.integers(1, 60), TEXTS))
def test_a_line_says_what_was_typed_for_each_question(typed: dict[int, str]) -> None:
    assert read_line(line_of(typed), 60) == typed


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("1B 2AC 3Đ", {1: "B", 2: "AC", 3: "Đ"}),
        ("1: B, 2: AC, 3: Đ", {1: "B", 2: "AC", 3: "Đ"}),
        ("1.B;2.AC", {1: "B", 2: "AC"}),
        ("B AC - Đ", {1: "B", 2: "AC", 4: "Đ"}),
        ('2:312 4:"nghị quyết"', {2: "312", 4: "nghị quyết"}),
        ("3: 1,5", {3: "1,5"}),
        ("", {}),
    ],
)
def test_a_line_is_read_as_people_type_it(line: str, typed: dict[int, str]) -> None:
    assert read_line(line, 4) == typed


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("5B", "no_such_question"),
        ("1B 1C", "question_twice"),
        ("1 2", "line_unreadable"),
        ("A B C D E", "too_many_answers"),
        ('"nghị', "line_unreadable"),
    ],
)
def test_a_line_that_cannot_be_read_says_where(line: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_line(line, 4)
    assert refused.value.code == code
