"""`manage.py serve`: what `make run` does once the environment stands."""

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from common.phones import local_phone
from portal.server import CannotListen, SiteServer, listen
from portal.static_collection import collect_if_changed
from portal.worker import BackgroundWorker
from samples.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD

EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (told apart, not listened on)


class Command(BaseCommand):
    """Bring the database, the sample content and the static files up to date, then serve."""

    help = "Brings database, sample content and static files up to date, then serves on HOST and PORT."
    requires_system_checks = ()  # `make check` and the tests run them; here they would cost a second

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", default=os.environ.get("PORT") or "8000")
        parser.add_argument(
            "--only-prepare", action="store_true", help="stop before serving, once the content is there"
        )

    def handle(self, *, host: str, port: str, only_prepare: bool, **options: Any) -> None:
        if only_prepare:
            self.prepare_content()
            return
        try:
            listener = listen(host, _port(port))
        except CannotListen as reason:
            raise CommandError(
                _("%(reason)s Choose another address with HOST and PORT, for example: make run PORT=8001")
                % {"reason": reason}
            ) from reason
        self.prepare_content()
        if collect_if_changed():
            self.say(_("Static files collected."))
        connections.close_all()  # a connection must not be shared with the process that serves
        address = _address(host, listener.getsockname()[1])
        with BackgroundWorker(listener):
            SiteServer(get_wsgi_application(), listener, lambda: self.welcome(address)).run()

    def prepare_content(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say(_("Bringing the database up to date …"))
            call_command("migrate", interactive=False, verbosity=0)
        call_command("prepare_site", verbosity=0)
        if settings.DEMO:
            call_command("load_samples", verbosity=0)

    def welcome(self, address: str) -> None:
        self.say("\n" + _("Lớp Chi bộ is ready: %(address)s") % {"address": address})
        if settings.DEMO:
            self.show_accounts()
        self.say(_("Stop with Ctrl+C; what was entered stays."))

    def show_accounts(self) -> None:
        self.say(
            "\n"
            + _("Accounts to look around with, password for all: %(password)s") % {"password": DEMO_PASSWORD}
        )
        for demo in DEMO_ACCOUNTS:
            self.say(f"  {demo.role!s:<20} {demo.username:<12} {local_phone(demo.phone)}".rstrip())
        self.say("")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _port(text: str) -> int:
    """0 asks for any free port."""
    if not text.isdecimal() or int(text) > 65535:
        raise CommandError(_("PORT must be a number between 1 and 65535, not “%(port)s”.") % {"port": text})
    return int(text)


def _address(host: str, port: int) -> str:
    host = EVERY_ADDRESS.get(host, host)
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
