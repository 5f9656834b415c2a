"""The real site in a process of its own, for journeys and for the bench: what `make run` serves."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copy
from urllib.request import urlopen
from uuid import uuid4

from psycopg import sql

from tests.databases import ROOT, address_of, administrator, is_postgresql, prepared_database, prepared_file

MINUTES_TO_START = 5


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: where it answers, the environment it runs in, and its process."""

    address: str
    environment: Mapping[str, str]
    process: "subprocess.Popen[bytes]"
    hand: "Hand"

    def manage(self, *command: str) -> str:
        """Run a management command beside the running server; return what it printed."""
        return self.hand.manage(*command)


class Hand:
    """Runs management commands in one process beside the server, begun with the first of them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None

    def manage(self, *command: str) -> str:
        self.process = self.process or subprocess.Popen(
            [sys.executable, "-m", "tests.site_hand"],
            cwd=ROOT,
            env=dict(self.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        if answer["failed"]:
            raise AssertionError(
                f"manage.py {' '.join(command)} failed:\n{answer['printed']}{answer['failed']}"
            )
        return str(answer["printed"])

    def rest(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()


class SiteDidNotStart(Exception):
    """The server stopped, or said nothing for too long; the message is what it printed."""


def manage(environment: Mapping[str, str], *command: str) -> str:
    """The same without a server, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """A database of the kind DATABASE_URL names, as an installation begins; yields its address."""
    if not is_postgresql():
        yield f"sqlite:///{copy(prepared_file(), folder / 'site.sqlite3')}"
        return
    name = f"site_{uuid4().hex}"
    names = sql.Identifier(name), sql.Identifier(prepared_database())
    with administrator() as server:
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
        try:
            yield address_of(name)
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def running_site(
    environment: Mapping[str, str], log: Path, port: int = 0, *, settings: str = "portal.settings.dev"
) -> Iterator[Site]:
    """`manage.py serve` on a free port or the one asked for; stopped by its process id, whatever happens."""
    environment = {**environment, "DJANGO_SETTINGS_MODULE": settings}
    with log.open("w+") as output:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        hand = Hand(environment)
        try:
            yield Site(_address(server, log), environment, server, hand)
        finally:
            hand.rest()
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


def _address(server: "subprocess.Popen[bytes]", log: Path) -> str:
    """Wait until the server has printed its address and answers there."""
    give_up = time.monotonic() + MINUTES_TO_START * 60
    while time.monotonic() < give_up and server.poll() is None:
        printed = next((word for word in log.read_text().split() if word.startswith("http://")), None)
        if printed and _answers(printed):
            return printed.rstrip("/")
        time.sleep(0.1)
    raise SiteDidNotStart(log.read_text())


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}healthz", timeout=5):  # noqa: S310 (an address of ours)
            return True
    except OSError:  # nobody listens yet, or the machine is too busy to answer in time
        return False
