"""Frozen reports as files, of exactly what was frozen."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from tracking.freezing.models import Freeze
from tracking.freezing.queries import freezes_seen_by
from tracking.freezing.writing import sheet_of
from tracking.reports.kinds import NotHers, Report, Wish, makes_report

KIND = "frozen"


@makes_report(KIND)
def _frozen(*, viewer: User, wish: Wish, now: datetime) -> Report:
    freeze = freeze_seen(viewer, wish.get("freeze", ""))
    return Report(sheet_of(freeze), len(freeze.told["lines"]))


def freeze_seen(viewer: User, public_id: str) -> Freeze:
    """Raises NotHers."""
    try:
        found = freezes_seen_by(viewer).filter(public_id=UUID(public_id)).first()
    except ValueError:
        found = None
    if found is None:
        raise NotHers
    return found
