"""What an organiser's screens ask first: a page of people, a search, one person; at a size of the tree.

Asked by who oversees everything, and by who oversees one commune of it.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from accounts.models import User
from organisations.oversight.queries import organisations_overseen_by, people_overseen_by
from organisations.people.queries import search_people
from tests.bench.figures import is_wanted, percentile, progress, report
from tests.bench.territory import SINCE

WARM_UP, SAMPLES = 3, 30
PAGE = 51
OFFICES = {"top": "office-top", "commune": "office-commune"}


def measure_overseen(size: str, only: str) -> None:
    """`size` begins the names of the figures: `province`, `nation`."""
    for office, username in OFFICES.items():
        for what, ask in _questions(User.objects.get(username=username)).items():
            if is_wanted(name := f"{size}.{office}.{what}", only):
                progress(f"{name} …")
                _measure(name, ask)


def _questions(viewer: User) -> dict[str, Callable[[], Any]]:
    people = people_overseen_by(viewer)
    someone = people.first()
    assert someone is not None
    return {
        "people": lambda: list(people_overseen_by(viewer)[:PAGE]),
        "people_as_of": lambda: list(people_overseen_by(viewer, on=SINCE)[:PAGE]),
        "frequent_name": lambda: list(search_people(people_overseen_by(viewer), "nguyen van an")[:PAGE]),
        "rare_name": lambda: list(search_people(people_overseen_by(viewer), "khong co ai")[:PAGE]),
        "telephone": lambda: list(search_people(people_overseen_by(viewer), someone.phone)[:PAGE]),
        "check": lambda: people_overseen_by(viewer).filter(public_id=someone.public_id).first(),
        "organisations": lambda: list(organisations_overseen_by(viewer)[:PAGE]),
    }


def _measure(name: str, ask: Callable[[], Any]) -> None:
    for _ in range(WARM_UP):
        ask()
    cpu, wall = [], []
    for _ in range(SAMPLES):
        began = time.perf_counter(), time.process_time()
        ask()
        wall.append((time.perf_counter() - began[0]) * 1000)
        cpu.append((time.process_time() - began[1]) * 1000)
    report(f"{name}.queries", _queries(ask), "queries")
    report(f"{name}.overseen.cpu", statistics.median(cpu), "ms")
    report(f"{name}.overseen.wall", percentile(wall, 50), "ms")


def _queries(ask: Callable[[], Any]) -> int:
    asked: list[str] = []

    def count(execute: Any, statement: str, *rest: Any) -> Any:
        asked.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(count):
        ask()
    return len(asked)
