"""Reads of the register of regulations."""

from collections.abc import Sequence

from media.regulations.models import Regulation


def cited_regulations(citations: Sequence[tuple[int, str]]) -> list[tuple[Regulation, str]]:
    """The regulations behind (id, article) pairs as they stand today, in the order cited."""
    found = Regulation.objects.select_related("replaced_by").in_bulk([pk for pk, _ in citations])
    return [(found[pk], article) for pk, article in citations if pk in found]
