"""The same requests over HTTP, answered by gunicorn: what a learner waits for, without the line."""

import time
from http.client import HTTPConnection
from itertools import islice
from urllib.parse import urlsplit

from tests.bench.figures import percentile, report
from tests.bench.visits import CSRF_TOKEN, Measured, Visit
from tests.site_server import Site

WARM_UP = 20
SAMPLES = 200


def measure_served(kind: Measured, site: Site) -> None:
    connection = HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    for visit in islice(kind.visits, WARM_UP):
        _ask(connection, visit)
    walls = [_ask(connection, visit) for visit in islice(kind.visits, SAMPLES)]
    connection.close()
    report(f"{kind.name}.served.p50", percentile(walls, 50), "ms")
    report(f"{kind.name}.served.p95", percentile(walls, 95), "ms")


def _ask(connection: HTTPConnection, visit: Visit) -> float:
    headers = {"Cookie": visit.cookie, "Accept-Encoding": "gzip"}
    if visit.body:
        headers |= {"Content-Type": visit.content_type, "X-CSRFToken": CSRF_TOKEN}
    began = time.perf_counter()
    connection.request("POST" if visit.body else "GET", visit.address, visit.body or None, headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - began
    if answer.status >= 400:
        raise AssertionError(f"{visit.path} answered {answer.status}")
    return took * 1000
