"""Who chose what: the distractor tables of every type of question, and what is said about them."""

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis.figures.choices import FEWEST_SAME, Table, tables_of
from quizzes.analysis.figures.correlation import LOWER, MIDDLE, UPPER
from quizzes.analysis.figures.items import Answers, choice_tables, item_figures
from quizzes.analysis.figures.measures import ENOUGH, Why
from quizzes.analysis.rules import Code, Finding, Urgency, findings_of, urgency_of
from quizzes.grading import questions as q
from quizzes.grading.marks import fraction_of

CHOICES = (
    q.Choice("a", "<p>Mỗi tháng</p>", 100.0),
    q.Choice("b", "<p>Mỗi quý</p>"),
    q.Choice("c", "<p>Mỗi năm</p>"),
)
SINGLE = q.SingleChoice(prompt="<p>Họp mấy lần?</p>", choices=CHOICES)
MULTIPLE = q.MultipleChoice(prompt="<p>Chọn các ý đúng</p>", choices=CHOICES)
TRUE_FALSE = q.TrueFalse(prompt="<p>Bí thư chủ trì.</p>", is_true=True)
MATCHING = q.Matching(
    prompt="<p>Ghép</p>",
    pairs=(q.Pair("p1", "<p>Dự thảo</p>", "x"), q.Pair("p2", "<p>Biên bản</p>", "y")),
    answers=(q.Item("x", "<p>Trước</p>"), q.Item("y", "<p>Sau</p>"), q.Item("z", "<p>Không</p>")),
)
ORDERING = q.Ordering(prompt="<p>Xếp</p>", items=tuple(q.Item(key, key) for key in ("i", "j", "k")))
SHORT = q.ShortAnswer(
    prompt="<p>Ai chủ trì?</p>", accepted=(q.Accepted("bí thư"), q.Accepted("bí thư chi bộ"))
)
NUMERICAL = q.Numerical(prompt="<p>Bao nhiêu phút?</p>", accepted=(q.AcceptedNumber("90", "5"),), unit="phút")
CLOZE = q.Cloze(
    prompt="<p>Điền</p>",
    text="<p>{{1}} họp {{2}} vào ngày {{3}}</p>",
    gaps=(
        q.Gap("1", q.GapKind.CHOICE, accepted=(q.Accepted("chi bộ"),)),
        q.Gap("2", q.GapKind.CHOICE, choices=CHOICES),
        q.Gap("3", q.GapKind.NUMBER, numbers=(q.AcceptedNumber("3"),)),
    ),
    bank=("chi bộ", "đảng ủy"),
)
ESSAY = q.Essay(prompt="<p>Thu hoạch</p>")


def counted(table: Table) -> dict[str, int]:
    """How many chose what: options by their keys, the rest and the empty by a word."""
    return {
        row.option.key if row.option else "rest" if row.is_rest else "none": row.chosen for row in table.rows
    }


def told(question: q.AnyQuestion, *responses: Any) -> list[dict[str, int]]:
    answers = Counter(json.dumps(response) for response in responses)
    tables = tables_of(question, [(json.loads(raw), MIDDLE, many) for raw, many in answers.items()])
    return [counted(table) for table in tables]


def test_every_option_of_a_choice_is_told_and_so_is_no_answer() -> None:
    assert told(SINGLE, "a", "a", "b", None) == [{"a": 2, "b": 1, "c": 0, "none": 1}]
    assert told(MULTIPLE, ["a", "b"], ["a"], None) == [{"a": 2, "b": 1, "c": 0, "none": 1}]
    assert told(TRUE_FALSE, "true", "false", "false") == [{"true": 1, "false": 2, "none": 0}]


def test_pairs_places_and_gaps_are_told_each_by_itself() -> None:
    assert told(MATCHING, {"p1": "x", "p2": "z"}, {"p1": "y"}) == [
        {"x": 1, "y": 1, "z": 0, "none": 0},
        {"x": 0, "y": 0, "z": 1, "none": 1},
    ]
    assert told(ORDERING, ["i", "k", "j"], None) == [
        {"1": 1, "2": 0, "3": 0, "none": 1},
        {"1": 0, "2": 0, "3": 1, "none": 1},
        {"1": 0, "2": 1, "3": 0, "none": 1},
    ]
    assert told(CLOZE, {"1": "chi bộ", "2": "b", "3": "3"}, {"1": "đảng ủy", "3": "03"}) == [
        {"chi bộ": 1, "đảng ủy": 1, "none": 0},
        {"a": 0, "b": 1, "c": 0, "none": 1},
        {"=3": 2, "none": 0},
    ]
    assert told(ESSAY, {"text": "…", "files": []}) == []


def test_typed_answers_are_told_by_form_and_rare_ones_together() -> None:
    typed = ["Bí thư"] * 4 + ["trưởng thôn", "Trưởng  thôn", "TRƯỞNG THÔN"] + ["ông Lò Văn A", "chị B"]
    assert told(SHORT, *typed, None) == [{"=bí thư": 4, "~trưởng thôn": 3, "rest": 2, "none": 1}]
    assert told(NUMERICAL, "90", "88 phút", "120", "120", "120", "7") == [
        {"=90": 2, "~120": 3, "rest": 1, "none": 0}
    ]


def test_an_option_that_a_version_lost_is_another_answer_and_not_an_empty_one() -> None:
    assert told(SINGLE, "a", "gone") == [{"a": 1, "b": 0, "c": 0, "rest": 1, "none": 0}]


@given(st.lists(st.sampled_from([*"abc", None]), min_size=1, max_size=80))
def test_everybody_is_told_once_and_those_who_chose_right_are_those_who_earned(
    responses: list[str | None],
) -> None:
    [table] = tables_of(SINGLE, [(response, MIDDLE, 1) for response in responses])
    assert sum(row.chosen for row in table.rows) == table.asked == len(responses)
    right = sum(row.chosen for row in table.rows if row.option and row.option.is_right)
    assert right == sum(fraction_of(SINGLE, response) or 0 for response in responses)


@given(
    st.lists(st.tuples(st.sampled_from([*"abc", None]), st.sampled_from([LOWER, MIDDLE, UPPER])), max_size=80)
)
def test_shares_of_the_thirds_are_of_the_thirds(answers: list[tuple[str | None, int]]) -> None:
    [table] = tables_of(SINGLE, [(response, band, 1) for response, band in answers])
    for band, name in ((UPPER, "upper"), (LOWER, "lower")):
        inside = [response for response, where in answers if where == band]
        for row, key in zip(table.rows, [*"abc", None], strict=True):
            found = getattr(row, name)
            if len(inside) < 5:
                assert found.why is Why.TOO_FEW
            else:
                assert found.value == inside.count(key) / len(inside)


def test_what_fewer_than_three_wrote_is_never_shown() -> None:
    for many in range(1, 8):
        [table] = told(SHORT, *["Nguyễn Văn A viết"] * many)
        assert ("rest" in table) == (many < FEWEST_SAME)


# --- What is said ------------------------------------------------------------------------------


def answered(*groups: tuple[Any, int, float]) -> Answers:
    """So many people each, who answered this and earned that of the rest of their test."""
    answers = Answers()
    for response, many, rest in groups:
        fraction = fraction_of(SINGLE, response) or 0.0
        for number in range(many):
            answers.add(
                fraction, rest + number % 5 / 100, 1, 30, None if response is None else json.dumps(response)
            )
    return answers


def said(answers: Answers, question: q.AnyQuestion = SINGLE) -> list[Code]:
    return [finding.code for finding in findings_of(item_figures(answers), choice_tables(question, answers))]


@pytest.mark.parametrize(
    ("groups", "codes"),
    [
        ([("a", 29, 0.5)], [Code.TOO_FEW]),
        ([("a", 60, 0.8), ("b", 20, 0.3), ("c", 20, 0.3)], [Code.FINE]),
        (
            [("a", 97, 0.8), ("b", 2, 0.3), ("c", 1, 0.2)],
            [Code.TOO_EASY, Code.SELDOM_CHOSEN, Code.SELDOM_CHOSEN],
        ),
        ([("a", 40, 0.3), ("b", 35, 0.8), ("c", 25, 0.4)], [Code.CHECK_KEY, Code.STRONG_CHOOSE_WRONG]),
        ([("a", 30, 0.8), ("b", 50, 0.3), ("c", 20, 0.3)], [Code.WRONG_BEATS_RIGHT]),
        ([("a", 15, 0.8), ("b", 45, 0.3), ("c", 40, 0.3)], [Code.WRONG_BEATS_RIGHT, Code.TOO_HARD]),
        ([("a", 60, 0.8), ("b", 40, 0.3)], [Code.NEVER_CHOSEN]),
        ([("a", 50, 0.8), ("b", 15, 0.3), ("c", 15, 0.3), (None, 20, 0.2)], [Code.SKIPPED]),
    ],
    ids=lambda value: value[0].value if isinstance(value[0], Code) else "answers",
)
def test_what_is_said_follows_from_who_chose_what(groups: list[Any], codes: list[Code]) -> None:
    assert said(answered(*groups)) == codes


def test_a_question_that_tells_nobody_apart_is_weak() -> None:
    answers = answered(*((key, 20, rest) for rest in (0.2, 0.5, 0.8) for key in ("a", "a", "b", "c")))
    assert said(answers) == [Code.WEAK]


def test_a_form_that_many_wrote_may_be_right_too() -> None:
    answers = Answers()
    for number in range(60):
        typed = "bí thư" if number % 3 else "đồng chí bí thư"
        answers.add(float(bool(number % 3)), number % 3 / 2, 1, 20, json.dumps(typed))
    [finding] = findings_of(item_figures(answers), choice_tables(SHORT, answers))
    assert (finding.code, finding.option, finding.count) == (Code.FREQUENT_FORM, "đồng chí bí thư", 20)


def test_the_answer_drawn_in_one_pair_is_named_with_its_pair() -> None:
    answers = Answers()
    for number in range(60):
        response = {"p1": "x", "p2": "z" if number % 3 else "y"}
        answers.add(fraction_of(MATCHING, response) or 0.0, number % 3 / -2, 1, 20, json.dumps(response))
    [finding] = findings_of(item_figures(answers), choice_tables(MATCHING, answers))
    assert (finding.code, finding.part, finding.option) == (Code.WRONG_BEATS_RIGHT, 2, "C")


def test_the_most_urgent_is_what_counts() -> None:
    assert urgency_of([Finding(Code.WEAK), Finding(Code.CHECK_KEY), Finding(Code.FINE)]) is Urgency.CHECK
    assert urgency_of([]) is Urgency.TOO_EARLY


def test_an_empty_answer_earns_nothing_and_is_no_wrong_one() -> None:
    answers = answered(("a", 30, 0.5), ("b", 10, 0.4), (None, 20, 0.3))
    found = item_figures(answers)
    assert (found.asked, found.facility.value) == (60, 0.5)
    assert found.answered.value == pytest.approx(40 / 60)
    assert found.facility_answered.value == 0.75


@given(st.integers(0, 4), st.integers(0, ENOUGH))
def test_times_are_those_of_who_looked_and_answered(untimed: int, timed: int) -> None:
    answers = Answers()
    for number in range(timed):
        answers.add(1.0, 0.5, 1, 10 + number, '"a"')
    for _ in range(untimed):
        answers.add(1.0, 0.5, 1, 0, '"a"')
        answers.add(0.0, 0.5, 1, 900, None)
    found = item_figures(answers).seconds.median
    if timed >= 5:
        assert found.value == 10 + (timed - 1) / 2
    else:
        assert found.why is (Why.TOO_FEW if timed else Why.NOT_TIMED)
