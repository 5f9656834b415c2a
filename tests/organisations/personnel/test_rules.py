"""What of a place in the tree a viewer may be told."""

from hypothesis import given
from hypothesis import strategies as st

from organisations.personnel.rules import steps_in_sight

numbers = st.lists(st.integers(1, 9), max_size=6, unique=True)
granted = st.sets(st.integers(1, 9), max_size=4)


@given(numbers, granted)
def test_nothing_above_the_first_granted_is_told(way: list[int], held: set[int]) -> None:
    told = steps_in_sight(way, held)
    assert way[len(way) - len(told) :] == told
    assert not held & set(way[: len(way) - len(told)])


@given(numbers, granted)
def test_what_is_granted_is_told_to_its_end(way: list[int], held: set[int]) -> None:
    told = steps_in_sight(way, held)
    assert bool(told) == bool(held & set(way))
    if told:
        assert (told[0] in held, told[-1]) == (True, way[-1])
