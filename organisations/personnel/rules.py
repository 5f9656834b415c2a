"""What of a place in the tree a viewer may be told. Pure: no Django."""

from collections.abc import Collection, Sequence


def steps_in_sight(numbers: Sequence[int], granted: Collection[int]) -> list[int]:
    """Of the organisations on the way down to a place, those from the first one granted; maybe none.

    >>> steps_in_sight([1, 4, 9], {4})
    [4, 9]
    """
    first = next((place for place, number in enumerate(numbers) if number in granted), len(numbers))
    return list(numbers[first:])
