"""Which figures of small groups are kept back from those who may not see names. Pure: no Django.

A group of few is kept back, and with it as many others as it takes that nothing follows from the total: what
is kept back is at least two groups, and at least FEWEST people together. Of nobody there is nothing to keep
back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5
"""Of fewer people than these nothing is told to whoever may not see their names."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which groups, by their places in the list, and whether the total of them as well."""

    groups: frozenset[int]
    total: bool


def hidden_of(people: Sequence[int]) -> Hidden:
    """What is kept back of groups that make up a total, by how many people there are in each.

    >>> hidden_of([3, 9, 20])
    Hidden(groups=frozenset({0, 1}), total=False)
    >>> hidden_of([9, 20]).groups
    frozenset()
    """
    somebody = [place for place, number in enumerate(people) if number]
    if sum(people) < FEWEST:
        return Hidden(frozenset(somebody), total=bool(somebody))
    hidden = {place for place in somebody if people[place] < FEWEST}
    for place in sorted(set(somebody) - hidden, key=lambda one: (people[one], one)):
        if not hidden or (len(hidden) > 1 and sum(people[one] for one in hidden) >= FEWEST):
            break
        hidden.add(place)
    return Hidden(frozenset(hidden), total=False)


@dataclass(frozen=True, slots=True)
class Score:
    """What a group earned of what it was asked, or finished of what it owes; `people` at the least."""

    people: int = 0
    asked: float = 0
    earned: float = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.people + other.people, self.asked + other.asked, self.earned + other.earned)

    @property
    def share(self) -> float | None:
        return self.earned / self.asked if self.asked else None
