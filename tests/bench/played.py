"""Interactive content: starting it, what it reports, and bringing in a package of sixty megabytes."""

import json
import os
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4
from zipfile import ZIP_STORED, ZipFile

from django.urls import reverse

from courses.catalogue.models import EditionLesson
from courses.progress.models import CourseProgress
from media.h5p.samples import FOLDER
from media.packages.models import Package
from tests.bench.figures import is_wanted, progress, report
from tests.bench.visits import CSRF_TOKEN, Measured, Visit, open_session
from tests.site_server import Site, manage

MEGABYTES = 60
SECONDS = float(os.environ.get("H5P_LOAD_SECONDS", "10"))
PEOPLE = 64
"""Who report in turn: one person may report so often a minute, and no more."""

INSTALLED = """
import resource
from pathlib import Path
from django.utils import timezone
from media.packages.installing import install_file
most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
idle = most()
with Path({path!r}).open("rb") as content:
    install_file(content=content, name="lon.h5p", now=timezone.now())
print(f"{{most() - idle:.1f}}")
"""


class Played:
    """The sample's content in the lesson that holds it, and the people who follow its course."""

    def __init__(self) -> None:
        self.package = Package.objects.get(is_sample=True)
        lessons = EditionLesson.objects.filter(edition__is_current=True).select_related("version")
        edition = next(one.edition_id for one in lessons if self.package.pk in one.version.packages)
        self.people = iter(
            CourseProgress.objects.filter(edition=edition)
            .select_related("enrolment__learner__account")
            .order_by("-pk")
        )

    def kinds(self) -> list[Measured]:
        return [Measured("h5p.boot", self._boots()), Measured("h5p.report", self.reports())]

    def session(self) -> str:
        account = next(self.people).enrolment.learner.account
        assert account is not None
        return open_session(account)

    def address(self, name: str) -> str:
        return reverse(f"packages:{name}", args=[self.package.public_id])

    def _boots(self) -> Iterator[Visit]:
        visit = Visit(self.address("boot"), self.session())
        while True:
            yield visit

    def reports(self) -> Iterator[Visit]:
        sessions = [self.session() for _ in range(PEOPLE)]
        while True:
            for session in sessions:
                yield Visit(self.address("report"), session, _statement(), is_json=True)


def _statement() -> str:
    statement = {
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered"},
        "object": {"id": "urn:x", "definition": {"interactionType": "choice"}},
        "result": {"score": {"raw": 2, "max": 3, "min": 0, "scaled": 0.67}, "completion": True},
    }
    return json.dumps({"id": str(uuid4()), "statement": statement, "happened_at": "2026-11-26T12:00:00Z"})


def measure_reports(played: Played, site: Site, only: str) -> None:
    """How many statements are taken one after the other, over one line."""
    if not is_wanted("h5p.reports", only):
        return
    progress(f"h5p.reports: for {SECONDS:g} seconds …")
    line = HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    taken = refused = 0
    began = time.perf_counter()
    for visit in islice(played.reports(), 100_000):
        if time.perf_counter() - began > SECONDS:
            break
        headers = {"Cookie": visit.cookie, "Content-Type": visit.content_type, "X-CSRFToken": CSRF_TOKEN}
        line.request("POST", visit.path, visit.body, headers)
        answer = line.getresponse()
        told = answer.read()
        if answer.status == 200 and json.loads(told)["receipt"] == "saved":
            taken += 1
        else:
            refused += 1
    report("h5p.reports.rate", taken / (time.perf_counter() - began), "statements/s")
    report("h5p.reports.refused", refused, "statements")
    line.close()


def measure_installed(environment: Any, folder: Path, only: str) -> None:
    """In a process of its own: how long it takes, and how much memory above what it needs to stand idle."""
    if not is_wanted("h5p.install", only):
        return
    progress(f"h5p.install: {MEGABYTES} MB …")
    file = folder / "large.h5p"
    make_large(file)
    began = time.perf_counter()
    manage(environment, "shell", "--command", "pass")
    idle_took = time.perf_counter() - began
    began = time.perf_counter()
    told = manage(environment, "shell", "--command", INSTALLED.format(path=str(file)))
    took = time.perf_counter() - began - idle_took
    report("h5p.install.wall", took, "s")
    report("h5p.install.rate", MEGABYTES / took, "MB/s")
    report("h5p.install.memory", float(told.split()[-1]), "MB")
    file.unlink()


def make_large(file: Path) -> None:
    """The sample with pictures that nothing can make smaller."""
    picture = b"\xff\xd8\xff\xe0"
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(FOLDER).as_posix())
        for number in range(MEGABYTES):
            archive.writestr(f"content/images/{number}.jpg", picture + os.urandom(1024 * 1024))
