"""manage.py check_counters: compute who owes what, and every tally, anew; print what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracking.counting.checking import check_counters


class Command(BaseCommand):
    help = "Computes obligations and counters anew, and prints what differs from what is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="store what is computed")
        parser.add_argument(
            "--sample", type=int, metavar="N", help="look at N people, drawn by chance, instead of everybody"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        mend, sample = options["mend"], options["sample"]
        for difference in check_counters(mend=mend, today=timezone.localdate(), sample=sample):
            self.stdout.write(str(difference))
            count += 1
        if count and not mend:
            raise CommandError(f"{count} differences. Run it with --mend to store what is computed.")
        self.stdout.write(f"{count} mended." if count else "Nothing to mend.")
