"""Two frozen reports beside each other. Pure: standard library only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Counted:
    """What a row of a frozen report was counted from."""

    owed: int = 0
    finished: int = 0
    late: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.owed + other.owed, self.finished + other.finished, self.late + other.late)

    @property
    def share(self) -> float | None:
        return self.finished / self.owed if self.owed else None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a frozen report: what it is about, whatever that is called, and how it was called."""

    key: str
    name: str
    counted: Counted


@dataclass(frozen=True, slots=True)
class Pair:
    """What a row was and has become; `were` are the other names under which it stood before."""

    key: str
    name: str
    before: Counted | None
    after: Counted | None
    were: tuple[str, ...] = field(default=())

    @property
    def points(self) -> float | None:
        """By how much the share finished has grown, in points of a hundred."""
        shares = [one.share if one else None for one in (self.before, self.after)]
        if shares[0] is None or shares[1] is None:
            return None
        return (shares[1] - shares[0]) * 100


def pairs_of(before: Sequence[Row], after: Sequence[Row], became: Mapping[str, str]) -> list[Pair]:
    """Rows matched by what they are about; what went into another, as `became` says, is added up with it.

    Every row of both stands in exactly one pair, so the sums of both reports are the sums of the pairs.
    """
    here = {row.key for row in after}
    gone: dict[str, list[Row]] = {}
    for row in before:
        key = row.key if row.key in here else became.get(row.key, row.key)
        gone.setdefault(key if key in here else row.key, []).append(row)
    pairs = [_pair(row.key, row.name, gone.pop(row.key, []), row.counted) for row in after]
    return [*pairs, *(_pair(key, rows[0].name, rows, None) for key, rows in gone.items())]


def _pair(key: str, name: str, rows: Sequence[Row], after: Counted | None) -> Pair:
    before = sum((row.counted for row in rows), Counted()) if rows else None
    were = tuple(dict.fromkeys(row.name for row in rows if row.name != name))
    return Pair(key, name, before, after, were)
