"""Files that nobody goes on with are forgotten after a day, though nobody sends another."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from media.videos.uploading.actions import forget_forsaken
from media.videos.uploading.rules import KEPT_FOR


@task(backend="background")
def forget() -> None:
    forget_forsaken(now=timezone.now())


def forget_later(now: datetime) -> None:
    forget.using(run_after=now + KEPT_FOR).enqueue()
