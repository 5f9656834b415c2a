"""`manage.py export_questions --format …`: questions of a category as a file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.exchange.actions import take_out
from quizzes.exchange.queries import category_named
from quizzes.exchange.registry import FORMATS
from quizzes.exchange.sentences import sentence_of

NO_SUCH_CATEGORY = 2


class Command(BaseCommand):
    help = "Write questions into a file; what the format cannot carry is listed on the error output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=list(FORMATS), required=True)
        parser.add_argument("--category", default="", help="its number, its title, or titles parted by >")
        parser.add_argument("--drafts", action="store_true", help="drafts as well, as they stand now")
        parser.add_argument("--output", type=Path, metavar="FILE", help="else to the output")

    def handle(self, **options: Any) -> None:
        category = category_named(options["category"]) if options["category"] else None
        if options["category"] and category is None:
            raise CommandError(f"No such category: {options['category']}", returncode=NO_SUCH_CATEGORY)
        taken = take_out(
            category=category, format_=FORMATS[options["format"]], checked_alone=not options["drafts"]
        )
        for loss in taken.written.losses:
            self.stderr.write(f"{loss.place}\t{loss.code}\t{sentence_of(loss)}")
        if options["output"]:
            options["output"].write_bytes(taken.written.data)
            self.stdout.write(f"{len(taken.drafts)} questions written to {options['output']}.")
        else:
            sys.stdout.buffer.write(taken.written.data)
