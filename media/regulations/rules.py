"""Pure decisions about what content rests on."""

from collections.abc import Collection, Mapping


def out_of_date(cited: Collection[int], replaced_by: Mapping[int, int | None]) -> list[int]:
    """The regulations among those cited that have been replaced without their successor being cited.

    What cites a regulation and what replaced it knows of the change. `replaced_by` holds each replaced
    regulation with the one that took its place, where that is known.
    """
    return [
        one for one in sorted(set(cited)) if one in replaced_by and _successor(one, replaced_by) not in cited
    ]


def _successor(one: int, replaced_by: Mapping[int, int | None]) -> int | None:
    """What stands in its place today; None where that is not known."""
    seen: set[int] = set()
    found: int | None = one
    while found is not None and found in replaced_by and found not in seen:
        seen.add(found)
        found = replaced_by[found]
    return None if found in seen else found
