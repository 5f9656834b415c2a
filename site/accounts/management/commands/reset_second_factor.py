"""For who has lost her telephone and her recovery codes: she sets up a second factor anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.second_factor.actions import reset_second_factor


class Command(BaseCommand):
    help = "Take away the second factor of an account and sign it out everywhere. Be sure who asks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *, username: str, **options: Any) -> None:
        account = User.objects.filter(username=username.lower()).first()
        if account is None:
            raise CommandError(f"There is no account {username}.")
        had_one = reset_second_factor(account=account)
        self.stdout.write("Reset." if had_one else "There was no second factor; signed out everywhere.")
