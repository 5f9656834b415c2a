"""Compute everybody's progress anew from evidence and print what differs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.progress.rebuilding import rebuild_progress


class Command(BaseCommand):
    help = "Compare stored progress with the evidence behind it, print each difference; --mend corrects it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="store what the evidence says")

    def handle(self, *args: Any, mend: bool, **options: Any) -> None:
        count = 0
        for difference in rebuild_progress(mend=mend):
            count += 1
            self.stdout.write(str(difference))
        if count and not mend:
            raise CommandError(f"{count} differences; run again with --mend to store what the evidence says.")
        self.stdout.write(f"{count} differences" + (", mended." if count else "."))
