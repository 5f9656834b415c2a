"""`manage.py import_people FILE`: people and their posts from a list."""

from organisations.exchange.columns import PEOPLE
from organisations.exchange.command import ImportCommand


class Command(ImportCommand):
    help = "Check a list of people and their posts; with --apply, write it."
    kind = PEOPLE
