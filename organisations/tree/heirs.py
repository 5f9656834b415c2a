"""What organisations have become: mergers and splits, followed as far as they go."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from organisations.tree.models import Succession, SuccessionPart

Side = SuccessionPart.Side
Heirs = dict[int, list[tuple[datetime, int]]]
"""By an organisation's number: what came out of it, and when that was entered."""


def heirs_of(organisations: Collection[int]) -> Heirs:
    """What came out of these organisations and of what came out of them; a query or two a step."""
    found: Heirs = defaultdict(list)
    asked: set[int] = set()
    frontier = set(organisations)
    while frontier:
        asked |= frontier
        after = _after(frontier)
        for organisation, at, heir in after:
            found[organisation].append((at, heir))
        frontier = {heir for _, _, heir in after} - asked
    return found


def became(organisation: int, since: datetime, heirs: Heirs) -> set[int]:
    """An organisation and everything it has become since a moment."""
    known, waiting = {organisation}, [organisation]
    while waiting:
        for at, heir in heirs.get(waiting.pop(), ()):
            if at >= since and heir not in known:
                known.add(heir)
                waiting.append(heir)
    return known


def forebears_of(organisations: Collection[int]) -> dict[int, datetime | None]:
    """These organisations and all that went into them: by number, until when what was entered came along.

    None for these organisations themselves, of which everything is theirs.
    """
    known: dict[int, datetime | None] = dict.fromkeys(organisations)
    frontier = set(known)
    while frontier:
        found: set[int] = set()
        for before, at, heir in _before(frontier):
            end = known[heir]
            until = at if end is None else min(at, end)
            if before not in known or _is_earlier(known[before], until):
                known[before] = until
                found.add(before)
        frontier = found
    return known


def _is_earlier(known: datetime | None, until: datetime) -> bool:
    return known is not None and known < until


def _before(heirs: set[int]) -> list[tuple[int, datetime, int]]:
    after = SuccessionPart.objects.filter(
        side=Side.AFTER,
        organisation__in=heirs,
        succession__kind__in=(Succession.Kind.MERGE, Succession.Kind.SPLIT),
    ).values_list("succession", "organisation", "succession__done_at")
    came = [(succession, heir, at) for succession, heir, at in after]
    if not came:
        return []
    went: dict[int, list[int]] = defaultdict(list)
    parts = SuccessionPart.objects.filter(side=Side.BEFORE, succession__in=[one for one, *_ in came])
    for succession, organisation in parts.values_list("succession", "organisation"):
        went[succession].append(organisation)
    return [(organisation, at, heir) for succession, heir, at in came for organisation in went[succession]]


def _after(organisations: set[int]) -> list[tuple[int, datetime, int]]:
    before = SuccessionPart.objects.filter(
        side=Side.BEFORE,
        organisation__in=organisations,
        succession__kind__in=(Succession.Kind.MERGE, Succession.Kind.SPLIT),
    ).values_list("succession", "organisation", "succession__done_at")
    went = [(succession, organisation, at) for succession, organisation, at in before]
    if not went:
        return []
    came: dict[int, list[int]] = defaultdict(list)
    parts = SuccessionPart.objects.filter(side=Side.AFTER, succession__in=[one for one, *_ in went])
    for succession, heir in parts.values_list("succession", "organisation"):
        came[succession].append(heir)
    return [(organisation, at, heir) for succession, organisation, at in went for heir in came[succession]]
