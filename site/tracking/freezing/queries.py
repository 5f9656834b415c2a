"""Which frozen reports somebody may look at, sign or set beside each other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from common.digests import canonical, digest_of_text
from organisations.oversight.queries import MANAGERS, organisations_overseen_by
from organisations.tree.models import Succession, SuccessionPart
from tracking.freezing.models import Freeze
from tracking.freezing.rules import Counted, Pair, pairs_of
from tracking.freezing.writing import asked_again, layout_of, rows_in
from tracking.layouts.making import make
from tracking.layouts.rules import RowsOf

_MOST_STEPS = 10


def freezes_seen_by(viewer: User) -> QuerySet[Freeze]:
    """Of the units that she oversees."""
    overseen = organisations_overseen_by(viewer).order_by().values("pk")
    rows = Freeze.objects.filter(organisation__in=overseen)
    return rows.select_related("organisation", "frozen_by", "signed_by", "discarded_by")


def may_handle(viewer: User, organisation_id: int) -> bool:
    """Whether she may freeze, sign and throw away for this unit: whoever manages it."""
    return organisations_overseen_by(viewer, roles=MANAGERS).filter(pk=organisation_id).exists()


def standing_freeze(series: str, on: date) -> Freeze | None:
    """The one that stands for a day: the last that was neither thrown away nor superseded."""
    rows = Freeze.objects.filter(series=series, on=on, discarded_at=None, superseded_at=None)
    return rows.order_by("-frozen_at", "-pk").first()


def comparable_with(freeze: Freeze) -> QuerySet[Freeze]:
    """Others of the same question as of other days, where rows are figures that can be set side by side."""
    if not has_figures(freeze):
        return Freeze.objects.none()
    rows = Freeze.objects.filter(series=freeze.series, discarded_at=None, superseded_at=None)
    return rows.exclude(on=freeze.on).order_by("-on", "-frozen_at")


def has_figures(freeze: Freeze) -> bool:
    return RowsOf(freeze.told["rows"]).has_figures


def can_be_compared(one: Freeze, other: Freeze) -> bool:
    """Whether both answer the same question, and in figures."""
    return one.series == other.series and has_figures(one)


def is_untouched(freeze: Freeze) -> tuple[bool, str]:
    """Whether what is kept still has its fingerprint, and the one that it has."""
    found = digest_of_text(canonical(freeze.told))
    return found == freeze.sha256 and digest_of_text(freeze.content) == freeze.sha256, found


@dataclass(frozen=True, slots=True)
class Moved:
    """What the same question, as of the same day, would say now."""

    finished: int
    owed: int
    frozen_finished: int
    frozen_owed: int

    @property
    def more_finished(self) -> int:
        return self.finished - self.frozen_finished

    @property
    def is_nothing(self) -> bool:
        return (self.finished, self.owed) == (self.frozen_finished, self.frozen_owed)


def moved_since(freeze: Freeze, viewer: User, *, now: datetime) -> Moved | None:
    """How the figures of that day have moved since: phones that synced late, corrections, late entries."""
    if not has_figures(freeze):
        return None
    made = make(layout=layout_of(freeze), asked=asked_again(freeze), viewer=viewer, now=now)
    figures = made.lines.figures
    frozen = sum((row.counted for row in rows_in(freeze)), Counted())
    if figures is None:
        return None
    return Moved(figures.finished, figures.owed, frozen.finished, frozen.owed)


def pairs_between(before: Freeze, after: Freeze) -> list[Pair]:
    """The rows of two frozen reports side by side, the older first."""
    then, now = list(rows_in(before)), list(rows_in(after))
    gone = {row.key for row in then} - {row.key for row in now}
    return pairs_of(then, now, _became(gone, {row.key for row in now}, before.on, after.on))


def _became(gone: Collection[str], here: Collection[str], since: date, until: date) -> dict[str, str]:
    """What units that are gone went into by mergers between two days, step by step."""
    became: dict[str, str] = {}
    step = {key: key for key in gone if _is_unit(key)}
    for _number in range(_MOST_STEPS):
        into = _merged_into(set(step.values()), since, until)
        step = {key: into[now] for key, now in step.items() if now in into}
        became |= {key: now for key, now in step.items() if now in here}
        step = {key: now for key, now in step.items() if now not in here}
        if not step:
            break
    return became


def _merged_into(keys: Collection[str], since: date, until: date) -> dict[str, str]:
    merged = Q(kind=Succession.Kind.MERGE, on__gt=since, on__lte=until)
    went = Q(parts__organisation__public_id__in=keys, parts__side=SuccessionPart.Side.BEFORE)
    found: dict[str, str] = {}
    rows = Succession.objects.filter(merged & went).distinct().prefetch_related("parts__organisation")
    for succession in rows:
        parts = list(succession.parts.all())
        after = [part for part in parts if part.side == SuccessionPart.Side.AFTER]
        if len(after) == 1:
            into = str(after[0].organisation.public_id)
            found |= {
                str(part.organisation.public_id): into
                for part in parts
                if part.side == SuccessionPart.Side.BEFORE and str(part.organisation.public_id) != into
            }
    return found


def _is_unit(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
