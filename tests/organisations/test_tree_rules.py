"""Places are ranges of paths: what lies within one is found by comparing text, on every database."""

from hypothesis import given
from hypothesis import strategies as st

from organisations.tree.rules import (
    STEP,
    depth_of,
    end_of,
    lies_within,
    moved,
    numbers_on,
    outermost,
    place_under,
)

numbers = st.integers(1, 10**STEP - 2)
paths = st.lists(numbers, min_size=1, max_size=8).map(
    lambda steps: "".join(place_under("", step) for step in steps)
)


@given(paths, paths)
def test_a_place_is_a_range(path: str, place: str) -> None:
    assert lies_within(path, place) == (place <= path < end_of(place))


@given(paths, numbers)
def test_what_stands_under_a_place_lies_within_it(path: str, number: int) -> None:
    below = place_under(path, number)
    assert lies_within(below, path)
    assert depth_of(below) == depth_of(path) + 1
    assert numbers_on(below) == [*numbers_on(path), number]


@given(paths, numbers, paths)
def test_moving_there_and_back_changes_nothing(origin: str, number: int, to: str) -> None:
    path = place_under(origin, number)
    assert moved(moved(path, origin=origin, to=to), origin=to, to=origin) == path


@given(st.lists(paths, max_size=12))
def test_the_outermost_cover_all_and_none_lies_in_another(some: list[str]) -> None:
    kept = outermost(some)
    assert all(any(lies_within(path, place) for place in kept) for path in some)
    assert not any(lies_within(a, b) for a in kept for b in kept if a != b)
