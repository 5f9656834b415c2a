"""Runs background tasks in a process beside the web server; whichever ends, the other ends too."""

import logging
import os
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import date
from types import TracebackType
from typing import Self

from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks_db.management.commands.db_worker import Worker

from common.days import day_began
from quizzes.attempts.actions import close_overdue

BACKGROUND = "background"
"""The name by which tasks ask for this worker: `@task(backend="background")`."""
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_CLOCKS = 30.0
SECONDS_TO_FINISH = 10.0
"""What a task that runs while the site is stopped may still take; then it is cut off and rolled back."""

logger = logging.getLogger(__name__)


class WorkerGone(SystemExit):
    """The process that runs background tasks ended by itself; the message says so."""


class Tasks:
    """Takes tasks from the database until it is told to stop."""

    def __init__(self) -> None:
        self.worker = Worker(
            queue_names=["*"],
            interval=SECONDS_BETWEEN_LOOKS,
            batch=False,
            backend_name=BACKGROUND,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run(self) -> None:
        is_over = threading.Event()
        threading.Thread(target=follow_the_days, args=(is_over,), daemon=True).start()
        try:
            self._take_tasks()
        finally:
            is_over.set()

    def _take_tasks(self) -> None:
        is_caught_up = False
        while self.worker.running:
            try:
                if not is_caught_up:
                    close_overdue(now=timezone.now())  # attempts whose time ended while nothing ran
                    is_caught_up = True
                self.worker.run()
            except OperationalError:
                # The database is locked for longer than anybody waits, or is being started again.
                logger.warning("The database does not answer; looking for tasks again in a second.")
                time.sleep(1)

    def stop(self) -> None:
        """Once the task that runs is done."""
        self.worker.running = False


def follow_the_days(is_over: threading.Event) -> None:
    """Tell of the day at once, and of every new one soon after midnight, until it is over."""
    told = None
    while not is_over.is_set():
        if told != (today := timezone.localdate()) and tell_of(today):
            told = today
        close_old_connections()
        is_over.wait(SECONDS_BETWEEN_CLOCKS)


def tell_of(today: date) -> bool:
    """Whether every receiver has done what the day asks for; what one of them could not is tried again."""
    answers = day_began.send_robust(sender=Tasks, today=today)
    failures = [answer for _, answer in answers if isinstance(answer, Exception)]
    for failure in failures:
        logger.error("Something that a new day asks for was not done.", exc_info=failure)
    return not failures


class BackgroundWorker:
    """`with BackgroundWorker(…):` the site is served, and another process runs its background tasks.

    It is forked from the process that prepared the site, so that nothing starts twice. Each of the two
    holds one end of a socket through which nothing is ever sent: when one is gone, however it went, the
    other reads the end of the stream. So neither is left behind, not even after `kill -9`.
    """

    def __init__(self, listener: socket.socket | None = None, tasks: Callable[[], "Tasks"] = Tasks) -> None:
        self.listener = listener
        self.tasks = tasks
        self.is_gone = threading.Event()
        self.is_stopping = False

    def __enter__(self) -> Self:
        self.owner = os.getpid()
        self.line, line_of_worker = socket.socketpair()
        self.pid = os.fork()
        if self.pid == 0:
            self.line.close()
            self._work(line_of_worker)
        line_of_worker.close()
        threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if os.getpid() != self.owner:  # gunicorn forks from here too, and its workers leave this way
            return
        if self.is_gone.is_set():
            raise WorkerGone(_("The process that runs background tasks has ended, and the site with it."))
        self._stop()

    def _watch(self) -> None:
        _wait_for_the_end(self.line)
        self.is_gone.set()
        if not self.is_stopping:
            os.kill(self.owner, signal.SIGTERM)

    def _stop(self) -> None:
        self.is_stopping = True
        self.line.shutdown(socket.SHUT_WR)
        if not self.is_gone.wait(SECONDS_TO_FINISH):
            os.kill(self.pid, signal.SIGKILL)  # alive, so the number is still its own

    def _work(self, line: socket.socket) -> None:
        """In the new process, which never returns. Ctrl+C reaches the server alone, and that ends us."""
        status = 1
        try:
            os.setpgid(0, 0)
            if self.listener:
                self.listener.close()
            tasks = self.tasks()
            threading.Thread(target=_stop_at_the_end, args=(line, tasks), daemon=True).start()
            tasks.run()
            status = 0
        except BaseException:  # noqa: BLE001  (printed, and then nothing may unwind into the server's code)
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)


def _stop_at_the_end(line: socket.socket, tasks: Tasks) -> None:
    _wait_for_the_end(line)
    tasks.stop()


def _wait_for_the_end(line: socket.socket) -> None:
    try:
        line.recv(1)
    except OSError:  # closed while we waited
        return
