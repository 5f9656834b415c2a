"""Files of reports, to their owners alone."""

from datetime import date, datetime
from hashlib import sha256

from django.db.models import QuerySet

from accounts.models import User
from organisations.oversight.queries import places_overseen_by
from tracking.reports.models import ReportFile
from tracking.reports.rules import has_stalled


def files_of(owner: User, *, now: datetime) -> QuerySet[ReportFile]:
    """Those that she asked for and that have not run out."""
    return ReportFile.objects.filter(owner=owner, expires_at__gt=now)


def scope_of(viewer: User, *, today: date) -> str:
    """A fingerprint of what somebody oversees today."""
    places = sorted(places_overseen_by(viewer, today=today))
    return sha256("\n".join(places).encode()).hexdigest()


def may_fetch(file: ReportFile, *, today: date) -> bool:
    """Whether a file that is ready still tells no more than its owner oversees."""
    return file.state == ReportFile.State.READY and file.scope == scope_of(file.owner, today=today)


def can_begin_again(file: ReportFile, *, now: datetime) -> bool:
    """It broke by no fault of its own, or its worker is gone."""
    if file.state == ReportFile.State.BROKEN:
        return file.reason == ReportFile.Reason.FAULT
    return file.is_under_way and has_stalled(file.state_since, now)
