"""What the background worker does with packages: it lets go of files that nobody said yes to."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from media.packages.purging import KEPT_FOR, purge_uploads


@task(backend="background")
def purge() -> None:
    """Let go of this file and of what an earlier task could not, because the database was busy."""
    purge_uploads(now=timezone.now())


def purge_later(*, sent_at: datetime) -> None:
    """Written down in the transaction that it belongs to, so that neither is there without the other."""
    purge.using(run_after=sent_at + KEPT_FOR).enqueue()
