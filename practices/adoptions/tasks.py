"""What the background worker does with adoptions: 30 and 90 days after one began, it asks how it went."""

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.models import User
from notifications.actions import tell
from practices.adoptions.models import FollowUp
from practices.adoptions.queries import leaders_of

MORNING = time(7)
LOOKS_AGAIN, GIVES_UP = timedelta(days=7), timedelta(days=90)
"""While nobody leads the cell, a successor is waited for."""


@task(backend="background")
def ask(follow_up: int) -> None:
    """Ask whoever leads the cell by now, once; where the day was moved, look again then."""
    now = timezone.now()
    asked = FollowUp.objects.select_related("adoption__practice").filter(pk=follow_up).first()
    if asked is None or asked.answered_by_report_id or asked.told_at:
        return
    today = timezone.localdate(now)
    if today < asked.due_on:
        ask_later(follow_up=asked.pk, on=asked.due_on)
    elif not _tell(asked, now) and today < asked.due_on + GIVES_UP:
        ask_later(follow_up=asked.pk, on=today + LOOKS_AGAIN)


def _tell(asked: FollowUp, now: datetime) -> bool:
    """Whether there is somebody to be asked."""
    adoption = asked.adoption
    leaders = leaders_of(adoption, timezone.localdate(now))
    if not leaders:
        return False
    # Marked before it is told: one that is lost does less harm than one that comes twice.
    if FollowUp.objects.filter(pk=asked.pk, told_at__isnull=True).update(told_at=now):
        for account in leaders:
            with translation.override(account.language):
                _ask_one(asked, account, now)
    return True


def _ask_one(asked: FollowUp, account: User, now: datetime) -> None:
    adoption = asked.adoption
    tell(
        accounts=[account],
        key=f"adoption-{adoption.public_id}-{asked.days}",
        title=_("%(days)d days with “%(practice)s”: how is it going?")
        % {"days": asked.days, "practice": adoption.practice.title[:160]},
        text=_("Please say in a few words what came of it at your cell, also if you stopped."),
        address=reverse("practices:adoption", args=[adoption.public_id]),
        now=now,
    )


def ask_later(*, follow_up: int, on: date) -> None:
    """In the morning of that day."""
    morning = timezone.make_aware(datetime.combine(on, MORNING))
    ask.using(run_after=morning).enqueue(follow_up)
