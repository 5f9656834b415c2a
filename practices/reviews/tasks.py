"""What the background worker does with commitments: it reminds of each on its day, once."""

from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from notifications.actions import tell
from practices.reviews.queries import commitment_to_remind_of

HOUR = time(7, 0)


@task(backend="background")
def remind(public_id: str) -> None:
    """Tell her on the day; where she has put it off since, look again then."""
    commitment, now = commitment_to_remind_of(UUID(public_id)), timezone.now()
    account = commitment and commitment.observation.participant.person.account
    if not commitment or not account:
        return
    if timezone.localdate(now) < commitment.by:
        remind_later(public_id=commitment.public_id, by=commitment.by)
        return
    tell(
        accounts=[account],
        key=f"commitment:{commitment.public_id}:{commitment.by:%Y%m%d}",
        title=_("Today is the day of what you promised"),
        text=commitment.text,
        address=reverse("practices:commitment", args=[commitment.public_id]),
        now=now,
    )


def remind_later(*, public_id: UUID, by: date) -> None:
    """Written down in the transaction that it belongs to, for the morning of the day."""
    morning = timezone.make_aware(datetime.combine(by, HOUR))
    remind.using(run_after=morning).enqueue(str(public_id))
