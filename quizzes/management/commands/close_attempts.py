"""`manage.py close_attempts`: ends every attempt whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.attempts.actions import close_overdue


class Command(BaseCommand):
    """The worker does this by itself; for where it has stood still, or where there is none."""

    help = "Closes attempts at quizzes whose time is over, with the answers that are here, and marks them."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{close_overdue(now=timezone.now())} attempts closed.")
