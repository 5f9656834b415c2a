"""Who descends from whom, and which lines of a history say something new."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from organisations.browsing.rules import Kin, kin_of, without_repeats

edges = st.dictionaries(st.integers(0, 5), st.lists(st.integers(0, 5), max_size=3), max_size=6)


def test_kin_of_kin_are_told() -> None:
    assert kin_of(1, {1: [2, 3], 3: [4]}) == (Kin(2), Kin(3, (Kin(4),)))


@given(edges)
def test_a_circle_comes_to_an_end(bound: dict[int, list[int]]) -> None:
    def ways(kin: tuple[Kin, ...], met: tuple[int, ...]) -> None:
        for one in kin:
            assert one.number not in met
            ways(one.onward, (*met, one.number))

    ways(kin_of(0, bound), (0,))


@given(st.lists(st.integers(0, 2)))
def test_a_run_of_the_same_is_told_once(rows: list[int]) -> None:
    told = without_repeats(rows, lambda row: row)
    assert all(one != other for one, other in pairwise(told))
    assert told[:1] == rows[:1]
    assert set(told) == set(rows)
