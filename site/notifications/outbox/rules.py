"""When something leaves: not in quiet hours, and after a failure later and later."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""After the first failure, the second, …; after as many more it is given up."""

LEASE = timedelta(minutes=10)
"""How long one attempt may take; after that whoever made it is gone, and nobody knows whether it left."""


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From an hour of the evening to one of the morning; the same hour twice means none."""

    begin: time
    end: time

    def hold(self, moment: datetime) -> bool:
        """Whether `moment`, in local time, lies in them."""
        at = moment.time()
        if self.begin <= self.end:
            return self.begin <= at < self.end
        return at >= self.begin or at < self.end

    def over(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours that it lies in."""
        if not self.hold(moment):
            return moment
        ends = moment.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        return ends if ends > moment else ends + timedelta(days=1)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts in vain; None where it is given up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
