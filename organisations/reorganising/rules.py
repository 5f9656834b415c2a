"""Who may change what of the tree. Pure: no Django.

A role over an organisation reaches into it: what stands within may be renamed, moved, merged, split and
closed. The organisation itself is the business of who oversees what it stands under.
"""

from collections.abc import Iterable


def may_reorganise(path: str, places: Iterable[str]) -> bool:
    """Whether the organisation at `path` stands within one of `places`, below the top of it."""
    return any(path != place and path.startswith(place) for place in places)
