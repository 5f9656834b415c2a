"""The background worker beside the server: whichever ends, however it ends, neither is left behind."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError

from common.days import day_began
from portal import worker
from portal.worker import Tasks, follow_the_days, tell_of
from tests.databases import ROOT

# A server and a worker that do nothing, so that ending them takes no time. Both hold the output open:
# that it is closed proves that both are gone.
STAND_IN = """
import os, signal, sys, time
import django
django.setup()
from portal.worker import BackgroundWorker

class Idle:
    running = True
    def run(self):
        print("worker", flush=True)
        while self.running:
            time.sleep(0.02)
        print("worker done", flush=True)
    def stop(self):
        self.running = False

def wait():
    # In short naps: a signal that comes just before a long sleep begins would wait for its end.
    for _ in range(300):
        time.sleep(0.1)

def leave(*_):
    sys.exit(0)

signal.signal(signal.SIGTERM, leave)
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests were begun in the background
with BackgroundWorker(tasks=Idle) as background:
    time.sleep(0.3)
    end = sys.argv[1]
    if end == "worker":
        os.kill(background.pid, signal.SIGKILL)
        wait()
    elif end != "leaves":
        os.kill(os.getpid(), int(end))
        wait()
print("server done", flush=True)
"""


def both(end: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", STAND_IN, end],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "VAR_DIR": str(folder),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        },
        capture_output=True,
        text=True,
        timeout=25,
        check=False,
    )


@pytest.mark.parametrize("end", ["leaves", "2", "15", "9"])
def test_however_the_server_ends_the_worker_ends_with_it(end: str, tmp_path: Path) -> None:
    done = both(end, tmp_path)
    assert "worker done" in done.stdout
    assert ("server done" in done.stdout) is (end == "leaves")


def test_when_the_worker_dies_the_server_ends_and_says_so(tmp_path: Path) -> None:
    done = both("worker", tmp_path)
    assert done.returncode == 1
    assert "worker done" not in done.stdout
    assert done.stderr.count("\n") == 1, done.stderr


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []

    def look() -> None:
        looks.append(1)
        if len(looks) == 1:
            raise OperationalError("database is locked")
        tasks.stop()

    tasks = Tasks()
    monkeypatch.setattr(worker, "time", type("NoTime", (), {"sleep": staticmethod(lambda _: None)}))
    monkeypatch.setattr(tasks.worker, "run", look)
    monkeypatch.setattr(worker, "follow_the_days", lambda is_over: is_over.wait())
    tasks.run()
    assert len(looks) == 2


@pytest.mark.django_db
def test_what_a_day_asks_for_is_asked_again_until_it_is_done(caplog: pytest.LogCaptureFixture) -> None:
    asked = []

    def fails_once(sender: type, today: date, **_: Any) -> None:
        asked.append(today)
        if len(asked) == 1:
            raise OperationalError("database is locked")

    day_began.connect(fails_once)
    try:
        assert not tell_of(date(2026, 11, 27))
        assert "was not done" in caplog.text
        assert tell_of(date(2026, 11, 27))
    finally:
        day_began.disconnect(fails_once)


def test_the_clock_is_looked_at_until_it_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    days = [date(2026, 11, 27), date(2026, 11, 27), date(2026, 11, 28)]
    told: list[date] = []
    is_over = Event()

    def look() -> date:
        if len(days) == 1:
            is_over.set()
        return days.pop(0)

    monkeypatch.setattr(worker, "SECONDS_BETWEEN_CLOCKS", 0)

    def tell(day: date) -> bool:
        told.append(day)
        return True

    monkeypatch.setattr("portal.worker.timezone.localdate", look)
    monkeypatch.setattr(worker, "tell_of", tell)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    follow_the_days(is_over)
    assert told == [date(2026, 11, 27), date(2026, 11, 28)]
