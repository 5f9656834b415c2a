"""Writes of packages: what a player claims is kept within bounds, and the best of it stands."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min

from media.packages.models import Package, PackageAttempt, PackageRevision, PackageStanding, PackageState
from media.packages.rules import LONGEST, Claim, seconds_claimed, share_claimed
from media.packages.signals import package_settled
from organisations.people.models import Person

MOST_STATE = 256 * 1024
"""Bytes of one state."""
MOST_STATES = 200
"""Parts of one package that keep a state."""
ON_THE_WAY = timedelta(minutes=1)
"""So long may a message travel: within it nobody can say which of two was kept later."""


class NothingToPlay(Exception):
    """The package has no revision yet."""


class StateTooLarge(Exception):
    """The player wants to keep more than it may."""


@transaction.atomic
def begin_attempt(*, learner: Person, package: Package, now: datetime) -> PackageAttempt:
    """The way through the package that is open, or a new one through its current revision.

    Raises NothingToPlay.
    """
    hold(learner)
    attempt = _open_attempt(learner, package, now)
    if attempt.began_at == now:
        _settle(learner, package, now)  # she has begun, whatever it will come to
    return attempt


@transaction.atomic
def record_claim(*, learner: Person, package: Package, claim: Claim, now: datetime) -> PackageStanding:
    """Keep what a player says of the whole package; a later claim of the same way lowers nothing."""
    hold(learner)
    attempt = _open_attempt(learner, package, now)
    share = share_claimed(claim)
    if share is not None and share >= (attempt.share or 0.0):
        attempt.share = share
        attempt.raw, attempt.most = (claim.raw, claim.most) if claim.most else (None, None)
    attempt.success = claim.success if claim.success is not None else attempt.success
    attempt.is_complete = attempt.is_complete or claim.is_complete
    attempt.seconds = min(max(attempt.seconds, seconds_claimed(claim)), LONGEST)
    attempt.last_at = now
    attempt.ended_at = now if claim.ends else None
    attempt.save()
    return _settle(learner, package, now)


@transaction.atomic
def save_state(
    *,
    learner: Person,
    revision: PackageRevision,
    part: str,
    data_type: str,
    data: str | None,
    is_preloaded: bool = True,
    drops_on_change: bool = False,
    waited: timedelta = timedelta(),
    now: datetime,
) -> None:
    """Keep what the player wants to find again, None to forget it. Raises StateTooLarge.

    `waited` is how long it lay on a device without a line: what another device kept since then stands.
    """
    if data is not None and len(data.encode()) > MOST_STATE:
        raise StateTooLarge
    known = PackageState.objects.filter(learner=learner, package=revision.package)
    at = now - waited
    if known.filter(part=part, data_type=data_type, saved_at__gt=at + ON_THE_WAY).exists():
        return
    if data is None:
        known.filter(part=part, data_type=data_type).delete()
        return
    if not known.filter(part=part, data_type=data_type).exists() and known.count() >= MOST_STATES:
        raise StateTooLarge
    PackageState.objects.update_or_create(
        learner=learner,
        package=revision.package,
        part=part,
        data_type=data_type,
        defaults={
            "revision": revision,
            "data": data,
            "is_preloaded": is_preloaded,
            "drops_on_change": drops_on_change,
            "saved_at": at,
        },
    )


def hold(learner: Person) -> None:
    """Two devices at once count one after the other."""
    Person.objects.select_for_update(no_key=True).get(pk=learner.pk)


def _open_attempt(learner: Person, package: Package, now: datetime) -> PackageAttempt:
    hers = PackageAttempt.objects.filter(learner=learner, package=package)
    standing = hers.filter(ended_at__isnull=True).first()
    if standing:
        return standing
    if package.current is None:
        raise NothingToPlay
    last = hers.aggregate(last=Max("number"))["last"] or 0
    return PackageAttempt.objects.create(
        learner=learner,
        package=package,
        revision=package.current,
        number=last + 1,
        began_at=now,
        last_at=now,
    )


def _settle(learner: Person, package: Package, now: datetime) -> PackageStanding:
    """Her standing, from all her ways through it; says so upward where it is another than before."""
    hers = PackageAttempt.objects.filter(learner=learner, package=package)
    best = hers.aggregate(share=Max("share"), attempts=Max("number"))
    complete = hers.filter(is_complete=True).aggregate(first=Min("last_at"))["first"]
    standing, _ = PackageStanding.objects.get_or_create(
        learner=learner, package=package, defaults={"updated_at": now}
    )
    before = (standing.share, standing.completed_at)
    standing.attempts = best["attempts"] or 0
    standing.updated_at = now
    standing.completed_at = standing.completed_at or complete
    if best["share"] is not None and (standing.share is None or best["share"] > standing.share):
        standing.share, standing.reached_at = best["share"], now
    standing.save()
    if (standing.share, standing.completed_at) != before:
        package_settled.send(sender=PackageStanding, standing=standing, now=now)
    return standing
