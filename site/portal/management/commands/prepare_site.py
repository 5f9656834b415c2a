"""Make what every installation needs: front page, list of courses, roles, the way to publication."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.actions import prepare_site


class Command(BaseCommand):
    help = "Make the front page, the list of courses and the roles. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare_site()
