"""Requests answered inside this process: queries, CPU time, wall time, bytes."""

import io
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db import connection

from tests.bench.figures import percentile, report
from tests.bench.visits import CSRF_TOKEN, Measured, Visit

WARM_UP = 20
SAMPLES = 200

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request took; times in milliseconds."""

    cpu: float
    wall: float
    queries: int
    length: int


def measure_machine() -> None:
    """How long this machine takes over a fixed piece of work, beside which CPU figures are read."""
    took = []
    for _ in range(20):
        began = time.process_time()
        for number in range(20_000):
            str(number).encode()
        took.append((time.process_time() - began) * 1000)
    report("machine.work.cpu", statistics.median(took), "ms")


def measure_inside(kind: Measured, warm_up: int = WARM_UP, samples: int = SAMPLES) -> None:
    application = get_wsgi_application()
    for visit in islice(kind.visits, warm_up):
        answer(application, visit)
    answers = [answer(application, visit) for visit in islice(kind.visits, samples)]
    walls = [answer.wall for answer in answers]
    report(f"{kind.name}.queries", max(answer.queries for answer in answers), "queries")
    report(f"{kind.name}.cpu", statistics.median(answer.cpu for answer in answers), "ms")
    report(f"{kind.name}.wall.p50", percentile(walls, 50), "ms")
    report(f"{kind.name}.wall.p95", percentile(walls, 95), "ms")
    report(f"{kind.name}.bytes", statistics.median(answer.length for answer in answers), "bytes")


def answer(application: Application, visit: Visit) -> Answer:
    queries: list[str] = []
    statuses: list[str] = []
    environ = _environ(visit)

    def count(execute: Any, statement: str, *rest: Any) -> Any:
        queries.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(count):
        wall, cpu = time.perf_counter(), time.process_time()
        response = application(environ, lambda status, *_: statuses.append(status))
        length = sum(map(len, response))
        response.close()  # type: ignore[attr-defined]
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if statuses[0][0] not in "23":
        raise AssertionError(f"{visit.path} answered {statuses[0]}")
    return Answer(cpu * 1000, wall * 1000, len(queries), length)


def _environ(visit: Visit) -> dict[str, Any]:
    body = visit.body.encode()
    return {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": visit.path,
        "QUERY_STRING": visit.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": visit.cookie,
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_X_CSRFTOKEN": CSRF_TOKEN,
        "CONTENT_TYPE": visit.content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
    }
