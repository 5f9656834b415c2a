"""Two entries were one person: her ways through packages are one row of numbers, and the best counts."""

from datetime import datetime

from django.db.models import Q

from media.packages.models import Package, PackageAttempt, PackageStanding, PackageState
from media.packages.signals import package_settled
from media.statements.models import Statement
from media.videos.models import Recording, WatchReport, WatchStanding
from media.videos.rules import share_of, union
from media.videos.signals import recording_watched
from organisations.people.models import Person


def join_media(*, kept: Person, gone: Person, now: datetime) -> None:
    """Bring over to `kept` what points at `gone`; say upward where she stands with all of it."""
    Statement.objects.filter(learner=gone).update(learner=kept)
    WatchReport.objects.filter(learner=gone).update(learner=kept)
    of_gone = Q(attempts__learner=gone) | Q(standings__learner=gone) | Q(states__learner=gone)
    for package in Package.objects.filter(of_gone).distinct():
        _join_attempts(package, kept, gone)
        _join_states(package, kept, gone)
        _join_standings(package, kept, gone, now)
    for recording in Recording.objects.filter(watch_standings__learner=gone):
        _join_watching(recording, kept, gone, now)


def _join_attempts(package: Package, kept: Person, gone: Person) -> None:
    """Numbered by when they began. Of two that are open the later goes on: one person has one at a time."""
    both = PackageAttempt.objects.filter(package=package, learner__in=[kept, gone])
    for open_one in list(both.filter(ended_at__isnull=True).order_by("-began_at", "-pk")[1:]):
        open_one.ended_at = max(open_one.last_at, open_one.began_at)
        open_one.save(update_fields=["ended_at"])
    attempts = list(both.order_by("began_at", "pk"))
    highest = max((attempt.number for attempt in attempts), default=0)
    # First out of the way, then into place: at no moment do two bear one number.
    for number, attempt in enumerate(attempts, start=highest + 1):
        PackageAttempt.objects.filter(pk=attempt.pk).update(learner=kept, number=number)
    for number, attempt in enumerate(attempts, start=1):
        PackageAttempt.objects.filter(pk=attempt.pk).update(number=number)


def _join_states(package: Package, kept: Person, gone: Person) -> None:
    """Of two states of one part the one saved last stays."""
    both = PackageState.objects.filter(package=package, learner__in=[kept, gone])
    newest = {(state.part, state.data_type): state.pk for state in both.order_by("saved_at", "pk")}
    both.exclude(pk__in=newest.values()).delete()
    both.update(learner=kept)


def _join_standings(package: Package, kept: Person, gone: Person, now: datetime) -> None:
    both = list(PackageStanding.objects.filter(package=package, learner__in=[kept, gone]))
    if not both:
        return
    PackageStanding.objects.filter(pk__in=[one.pk for one in both if one.learner_id == gone.pk]).delete()
    standing = next((one for one in both if one.learner_id == kept.pk), None)
    standing = standing or PackageStanding(package=package, learner=kept)
    with_points = [one for one in both if one.share is not None]
    if with_points:
        share = max(one.share or 0.0 for one in with_points)
        reached = [one.reached_at for one in with_points if one.share == share and one.reached_at]
        standing.share, standing.reached_at = share, min(reached, default=None)
    standing.completed_at = min((one.completed_at for one in both if one.completed_at), default=None)
    standing.updated_at = max(one.updated_at for one in both)
    standing.attempts = PackageAttempt.objects.filter(package=package, learner=kept).count()
    standing.save()
    package_settled.send(sender=PackageStanding, standing=standing, now=now)


def _join_watching(recording: Recording, kept: Person, gone: Person, now: datetime) -> None:
    both = list(WatchStanding.objects.filter(recording=recording, learner__in=[kept, gone]))
    WatchStanding.objects.filter(recording=recording, learner=gone).delete()
    standing = next((one for one in both if one.learner_id == kept.pk), None)
    standing = standing or WatchStanding(recording=recording, learner=kept)
    spans = union(*([(begin, end) for begin, end in one.spans] for one in both))
    standing.spans = [list(span) for span in spans]
    # Never less than either had reached: a film may have been made shorter since.
    standing.share = max(share_of(spans, recording.duration), *(one.share for one in both))
    standing.updated_at = max(one.updated_at for one in both)
    placed = [one for one in both if one.placed_at is not None]
    if placed:
        last = max(placed, key=lambda one: one.placed_at or one.updated_at)
        standing.place, standing.placed_at = last.place, last.placed_at
    standing.save()
    recording_watched.send(sender=WatchStanding, standing=standing, now=now)
