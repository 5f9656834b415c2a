"""The bench says what it measured in one line of JSON a figure, and nothing else."""

import json

import pytest

from tests.bench.figures import BUDGETS, budget_of, is_wanted, percentile, report


def test_a_figure_is_one_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    report("lesson.page.cpu", 4.804, "ms")
    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"figure": "lesson.page.cpu", "value": 4.8, "unit": "ms", "budget": 6}
    assert printed.out.count("\n") == 1
    assert printed.err == ""


def test_a_figure_over_its_budget_is_told_beside(capsys: pytest.CaptureFixture[str]) -> None:
    report("lesson.page.queries", 9, "queries")
    printed = capsys.readouterr()
    assert json.loads(printed.out)["budget"] == 8
    assert "over budget: lesson.page.queries is 9" in printed.err


def test_what_has_no_budget_says_so() -> None:
    assert budget_of("lesson.page.wall.p50") is None
    assert budget_of("machine.work.cpu") is None


def test_a_change_of_a_lesson_may_cost_less_than_a_page() -> None:
    assert BUDGETS["done.cpu"] < BUDGETS["page.cpu"]
    assert budget_of("lesson.done.cpu") == BUDGETS["done.cpu"]


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        ("", ["catalogue.page", "lesson.page", "lesson.done"]),
        ("lesson", ["lesson.page", "lesson.done"]),
        ("lesson.page", ["lesson.page"]),
        ("lesson.page.cpu", ["lesson.page"]),
        ("course", []),
    ],
)
def test_only_keeps_what_begins_with_it(only: str, wanted: list[str]) -> None:
    kinds = ["catalogue.page", "lesson.page", "lesson.done"]
    assert [kind for kind in kinds if is_wanted(kind, only)] == wanted


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(value) for value in range(1, 101)]
    assert (percentile(values, 50), percentile(values, 95)) == (50, 95)
    assert percentile([7.0], 95) == 7
