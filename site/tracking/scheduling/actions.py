"""Making a schedule, pausing and ending it; making what is due, and telling of it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions import tell
from tracking.layouts.making import KIND, Made, wish_of
from tracking.reports.actions import TooManyFiles, ask_for_file, make_file
from tracking.reports.kinds import NoSuchReport, NotHers
from tracking.reports.models import ReportFile
from tracking.reports.writing.formats import FORMATS, TooManyRows
from tracking.scheduling.models import ReportSchedule
from tracking.scheduling.queries import running
from tracking.scheduling.rules import last_due

Ended = ReportSchedule.Ended


def make_schedule(*, made: Made, form: str, every: str, day: int, by: User, now: datetime) -> ReportSchedule:
    """From the next day on that comes after today."""
    return ReportSchedule.objects.create(
        owner=by,
        organisation=made.ground.unit.organisation,
        title=str(made.layout.title)[:300],
        wish=wish_of(made.layout, made.asked),
        form=form,
        every=every,
        day=day,
        made_until=timezone.localdate(now),
        made_at=now,
    )


def pause_schedule(*, schedule: ReportSchedule) -> None:
    ReportSchedule.objects.filter(pk=schedule.pk, ended_at=None).update(is_paused=True)


def resume_schedule(*, schedule: ReportSchedule, today: date) -> None:
    """What was due meanwhile is not made up for."""
    ReportSchedule.objects.filter(pk=schedule.pk, ended_at=None).update(is_paused=False, made_until=today)


def end_schedule(*, schedule: ReportSchedule, why: str, now: datetime) -> None:
    ReportSchedule.objects.filter(pk=schedule.pk, ended_at=None).update(ended_at=now, ended=why)


def forget_schedules(*, owner: User | None) -> int:
    """Whoever is erased is told of nothing any more; returns how many there were."""
    return ReportSchedule.objects.filter(owner=owner).delete()[0] if owner else 0


def make_what_is_due(
    *, today: date, now: datetime, make_later: Callable[[ReportSchedule, ReportFile], Any]
) -> int:
    """See to every schedule that has come due since it was last seen to; returns how many were."""
    return sum(_see_to(schedule, today, now, make_later) for schedule in running())


@transaction.atomic
def _see_to(schedule: ReportSchedule, today: date, now: datetime, make_later: Callable[..., Any]) -> bool:
    due = last_due(schedule.every, schedule.day, today)
    still = ReportSchedule.objects.filter(pk=schedule.pk, made_until__lt=due, is_paused=False, ended_at=None)
    if not still.update(made_until=due):
        return False
    form = FORMATS[schedule.form]
    try:
        file = ask_for_file(kind=KIND, wish=schedule.wish, form=form, by=schedule.owner, now=now)
    except (NotHers, NoSuchReport):
        _end(schedule, Ended.NOT_HERS, now)
    except TooManyRows:
        _end(schedule, Ended.TOO_LONG, now)
    except TooManyFiles:
        _tell_no_room(schedule, due, now)
    else:
        transaction.on_commit(partial(make_later, schedule, file))
    return True


def make_scheduled(*, schedule: ReportSchedule, file: ReportFile, now: datetime) -> None:
    """Make its file and tell the owner where it is: a link, never the data."""
    make_file(file=file, now=now)
    file.refresh_from_db()
    if file.state == ReportFile.State.READY:
        tell(
            accounts=[schedule.owner],
            key=f"scheduled-report:{file.public_id}",
            title=_("Report ready: %(title)s") % {"title": schedule.title},
            text=_("%(unit)s. The file is kept for seven days; only you can fetch it, after signing in.")
            % {"unit": schedule.organisation.name},
            address=reverse("tracking:file", args=[file.public_id]),
            now=now,
        )
    elif file.reason == ReportFile.Reason.NOT_HERS:
        _end(schedule, Ended.NOT_HERS, now)
    elif file.reason == ReportFile.Reason.TOO_LONG:
        _end(schedule, Ended.TOO_LONG, now)


def _end(schedule: ReportSchedule, why: str, now: datetime) -> None:
    end_schedule(schedule=schedule, why=why, now=now)
    tell(
        accounts=[schedule.owner],
        key=f"schedule-ended:{schedule.public_id}",
        title=_("No longer made by itself: %(title)s") % {"title": schedule.title},
        text=str(Ended(why).label),
        address=reverse("tracking:schedules"),
        now=now,
    )


def _tell_no_room(schedule: ReportSchedule, due: date, now: datetime) -> None:
    tell(
        accounts=[schedule.owner],
        key=f"schedule-no-room:{schedule.public_id}:{due.isoformat()}",
        title=_("A report could not be made: %(title)s") % {"title": schedule.title},
        text=_("You have as many files of reports as can be kept. Throw away those you no longer need."),
        address=reverse("tracking:files"),
        now=now,
    )
