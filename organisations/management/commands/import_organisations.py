"""`manage.py import_organisations FILE`: organisations from a list."""

from argparse import ArgumentParser

from organisations.exchange.columns import ORGANISATIONS
from organisations.exchange.command import ImportCommand, day


class Command(ImportCommand):
    help = "Check a list of organisations; with --apply, write it."
    kind = ORGANISATIONS

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--on", type=day, metavar="YYYY-MM-DD", help="what is renamed or moved is so from"
        )
        parser.add_argument("--decision", default="", help="number of the decision")
