"""Freezing a report, signing it, throwing an unsigned one away, superseding a signed one."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import override

from accounts.models import User
from common.digests import digest_of_text
from tracking.freezing.models import Freeze
from tracking.freezing.queries import may_handle, standing_freeze
from tracking.freezing.writing import content_of, series_of
from tracking.layouts.making import Made


class FreezeRefusal(Exception):
    """It cannot be done so; subclasses say why."""


class NamesPeople(FreezeRefusal):
    """The report lists people: what never changes must not hold names."""


class NotHerUnit(FreezeRefusal):
    """She may look at this unit, not act for it."""


class FrozenAlready(FreezeRefusal):
    """The same report has been frozen as of this day."""

    def __init__(self, freeze: Freeze | None) -> None:
        self.freeze = freeze
        super().__init__(str(freeze))


class IsSigned(FreezeRefusal):
    """It is signed: it can only be superseded."""


class IsNotSigned(FreezeRefusal):
    """It is not signed: it can be thrown away and made anew."""


class IsOver(FreezeRefusal):
    """It has been thrown away or superseded."""


class ReasonMissing(FreezeRefusal):
    """Nothing says why."""


@transaction.atomic
def freeze_report(*, made: Made, now: datetime, supersedes: Freeze | None = None, reason: str = "") -> Freeze:
    """Keep a report as it stands, for its viewer. Raises FreezeRefusal."""
    check_freezable(made)
    if supersedes is not None:
        _check_supersedes(supersedes, reason)
    series = series_of(made)
    standing = standing_freeze(series, made.ground.on)
    if standing is not None and standing != supersedes:
        raise FrozenAlready(standing)
    with override("vi"):  # a paper of an office, in whatever language she reads her screen
        content, sheet = content_of(made), made.sheet()
    freeze = Freeze(
        organisation=made.ground.unit.organisation,
        title=sheet.title[:300],
        about=" · ".join(sheet.subtitles)[:300],
        on=made.ground.on,
        series=series,
        content=content,
        sha256=digest_of_text(content),
        frozen_by=made.ground.viewer,
        frozen_at=now,
        supersedes=supersedes,
        reason=reason,
    )
    try:
        with transaction.atomic():
            freeze.save(force_insert=True)
    except IntegrityError:  # somebody froze it in this very moment
        raise FrozenAlready(standing_freeze(series, made.ground.on)) from None
    return freeze


def check_freezable(made: Made) -> None:
    """Raises NamesPeople, NotHerUnit."""
    if made.layout.rows.names_people:
        raise NamesPeople
    if not may_handle(made.ground.viewer, made.ground.unit.organisation_id):
        raise NotHerUnit


def _check_supersedes(freeze: Freeze, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing
    if freeze.state == Freeze.State.UNSIGNED:
        raise IsNotSigned
    if freeze.state != Freeze.State.SIGNED:
        raise IsOver


@transaction.atomic
def sign_freeze(*, freeze: Freeze, signed_as: str, by: User, now: datetime) -> Freeze:
    """Sign for its figures, by name and post; what it supersedes is over from now on.

    Raises FreezeRefusal.
    """
    held = _held(freeze, by)
    if held.state == Freeze.State.SIGNED:
        raise IsSigned
    if held.state != Freeze.State.UNSIGNED:
        raise IsOver
    held.signed_by, held.signed_as, held.signed_at = by, signed_as, now
    held.save(update_fields=["signed_by", "signed_as", "signed_at"])
    Freeze.objects.filter(successors=held).update(superseded_at=now)
    return held


@transaction.atomic
def discard_freeze(*, freeze: Freeze, reason: str, by: User, now: datetime) -> Freeze:
    """Throw away what nobody has signed; that it was, and why, stays. Raises FreezeRefusal."""
    held = _held(freeze, by)
    if held.state == Freeze.State.SIGNED:
        raise IsSigned
    if held.state != Freeze.State.UNSIGNED:
        raise IsOver
    if not reason.strip():
        raise ReasonMissing
    held.discarded_by, held.discarded_at, held.reason = by, now, reason
    held.save(update_fields=["discarded_by", "discarded_at", "reason"])
    return held


def _held(freeze: Freeze, by: User) -> Freeze:
    held = Freeze.objects.select_for_update().get(pk=freeze.pk)
    if not may_handle(by, held.organisation_id):
        raise NotHerUnit
    return held
