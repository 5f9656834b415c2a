"""`manage.py export_statements`: statements (xAPI) as lines of JSON, whoever they are about."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from media.statements.exporting import statements_as_lines
from media.statements.queries import Wish, statements_streamed


class Command(BaseCommand):
    help = "Write statements (xAPI) as JSON lines, the oldest first; without filters all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--activity", default="", help="the id of an activity; its parts come along")
        parser.add_argument("--verb", default="", help="the id of a verb")
        parser.add_argument("--since", type=date.fromisoformat, help="stored on this day or later")
        parser.add_argument("--until", type=date.fromisoformat, help="stored on this day or before")
        parser.add_argument("--output", type=Path, metavar="FILE", help="else to the output")

    def handle(
        self,
        *,
        activity: str = "",
        verb: str = "",
        since: date | None = None,
        until: date | None = None,
        output: Path | None = None,
        **options: Any,
    ) -> None:
        lines = statements_as_lines(statements_streamed(Wish(activity, verb, since, until)))
        if output is None:
            for line in lines:
                self.stdout.write(line, ending="")
            return
        count = 0
        with output.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(line)
                count += 1
        self.stdout.write(f"{count} statements written to {output}.")
