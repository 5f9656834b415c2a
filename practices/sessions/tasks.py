"""What the background worker does: it reminds, the day before, of an answer that is due and of the session.

A task knows the date it was planned for; where that has changed since, another was planned, and it does
nothing.
"""

from datetime import UTC, date, datetime

from django.utils import timezone
from django_tasks import task

from practices.sessions.inviting import refresh_invitations
from practices.sessions.models import DemonstrationSession
from practices.sessions.rules import ANNOUNCED, reminder_due
from practices.sessions.telling import remind_of_session, remind_to_answer


@task(backend="background")
def remind_to_answer_by(session_id: int, reply_by: str) -> None:
    """Tell who has not answered that tomorrow is the last day."""
    session = _announced(session_id)
    if session and session.reply_by and session.reply_by.isoformat() == reply_by:
        now = timezone.now()
        refresh_invitations(session=session, now=now)
        remind_to_answer(session, now)


@task(backend="background")
def remind_of_day(session_id: int, starts_at: str) -> None:
    """Tell who comes that it is tomorrow."""
    session = _announced(session_id)
    if session and _in_one_form(session.starts_at) == starts_at:
        now = timezone.now()
        refresh_invitations(session=session, now=now)
        remind_of_session(session, now)


def plan_reminders(*, session: DemonstrationSession, now: datetime) -> None:
    """Written down in the transaction that they belong to; a day that has passed is not reminded of."""
    if session.reply_by and (due := _hour(session.reply_by)) > now:
        remind_to_answer_by.using(run_after=due).enqueue(session.pk, session.reply_by.isoformat())
    if (due := _hour(timezone.localdate(session.starts_at))) > now:
        remind_of_day.using(run_after=due).enqueue(session.pk, _in_one_form(session.starts_at))


def _hour(day: date) -> datetime:
    due, hour = reminder_due(day)
    return timezone.make_aware(datetime.combine(due, hour))


def _in_one_form(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _announced(session_id: int) -> DemonstrationSession | None:
    found = DemonstrationSession.objects.filter(pk=session_id, state=ANNOUNCED)
    return found.select_related("host").first()
