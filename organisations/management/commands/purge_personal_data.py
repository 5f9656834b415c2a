"""Remove personal data that has been kept as long as the settings say. Wants a clock: once a night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from organisations.exchange.actions import forget_files
from organisations.privacy.retention.actions import purge
from organisations.privacy.signals import purging_personal_data


class Command(BaseCommand):
    help = "Removes readings, requests, sessions, lists and files of essays that have been kept long enough."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many rows would go")

    def handle(self, *, dry_run: bool, verbosity: int = 1, **options: Any) -> None:
        now = timezone.now()
        counts = purge(now=now, dry_run=dry_run)
        counts["lists"] = forget_files(now=now, dry_run=dry_run)
        answers: Any = purging_personal_data.send(sender=Command, now=now, dry_run=dry_run)
        for _receiver, told in answers:
            counts |= told
        if verbosity:
            done = "would be removed" if dry_run else "removed"
            self.stdout.write("\n".join(f"{name}: {count} {done}" for name, count in counts.items()))
