"""Load the sample content, and in demo mode the accounts to look at it with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from organisations.privacy.notices.actions import publish_opening_notice
from portal.actions import prepare_site
from samples.accounts import open_demo_accounts, the_author, the_reviewer, the_secretary
from samples.actions import begin_first_course, load_content
from samples.adoptions import load_adoptions
from samples.assignments import load_assignments
from samples.attempts import load_attempts
from samples.bank import Hands
from samples.organisations import load_organisations
from samples.sessions import load_sessions


class Command(BaseCommand):
    help = "Load the sample content. Safe to run again: what stands is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        home, now = prepare_site(), timezone.now()
        if settings.DEMO:
            load_organisations()
            open_demo_accounts()
        publish_opening_notice(now=now)
        count = load_content(home=home, hands=Hands(the_author(), the_reviewer()), now=now)
        if settings.DEMO:
            begin_first_course(learner=the_secretary(), lessons=2, now=now)
            load_attempts(secretary=the_secretary(), now=now)
            load_assignments(now=now)
            load_adoptions(now=now)
            load_sessions(now=now)
        if options["verbosity"]:
            self.stdout.write(f"{count} sample courses loaded.")
