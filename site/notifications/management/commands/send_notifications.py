"""What the background worker does every hour, done now; the worker's next round is planned if none was."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from notifications.outbox.queries import counts_by_state
from notifications.rounds import EVERY, do_all, plan_round


class Command(BaseCommand):
    help = "Send what waits in the outbox, and the weekly digest on its day; say how the last day went."

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        self.stdout.write(f"looked at: {do_all(now)}")
        plan_round(at=now + EVERY)
        for state, count in sorted(counts_by_state(since=now - timedelta(days=1)).items()):
            self.stdout.write(f"{state}: {count}")
