"""manage.py work: run background tasks, and what a new day asks for, beside web processes of their own."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.worker import Tasks


class Command(BaseCommand):
    help = "Runs background tasks and what a new day asks for, until it is told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        tasks = Tasks()
        tasks.worker.configure_signals()
        tasks.run()
