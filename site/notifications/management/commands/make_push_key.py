"""The key by which push services know this site."""

from typing import Any

from django.core.management.base import BaseCommand

from notifications.pushing.keys import new_key


class Command(BaseCommand):
    help = "Print a new private key for the variable PUSH_KEY. Devices subscribe anew when it is changed."

    def handle(self, **options: Any) -> None:
        self.stdout.write(new_key())
