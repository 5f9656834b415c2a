"""Pure decisions about what has been watched: the union of stretches, never a timer."""

import math
from collections.abc import Iterable

Span = tuple[float, float]

MOST_SPANS = 500
"""Of one recording and person; nobody who watches comes near it, and beyond it short gaps are closed."""
_CLOSE = 1.0


def spans_told(raw: Iterable[Iterable[object]], duration: float) -> list[Span]:
    """Stretches of a device within the recording, in seconds; what is no stretch is left out."""
    found: list[Span] = []
    for one in raw:
        pair = list(one)
        if len(pair) != 2 or not all(isinstance(x, int | float) and not isinstance(x, bool) for x in pair):
            continue
        begin, end = (float(x) for x in pair if isinstance(x, int | float))
        if not (math.isfinite(begin) and math.isfinite(end)):
            continue
        begin, end = max(0.0, begin), min(end, duration)
        if end > begin:
            found.append((begin, end))
    return found


def union(*parts: Iterable[Span]) -> list[Span]:
    """All stretches as few as can be, in order; what touches is one."""
    joined = _joined(sorted(span for part in parts for span in part), 0.0)
    return joined if len(joined) <= MOST_SPANS else _joined(joined, _CLOSE)[:MOST_SPANS]


def _joined(ordered: Iterable[Span], gap: float) -> list[Span]:
    made: list[Span] = []
    for begin, end in ordered:
        if made and begin <= made[-1][1] + gap:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((begin, end))
    return made


def share_of(spans: Iterable[Span], duration: float) -> float:
    """The part of the recording that the stretches cover, from 0 to 1."""
    if duration <= 0:
        return 0.0
    return min(1.0, sum(end - begin for begin, end in spans) / duration)


def is_watched(share: float, least_percent: int) -> bool:
    return share * 100 >= least_percent - 1e-6
