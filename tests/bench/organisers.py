"""What organisers open every week, and take out every quarter."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organisations.tree.models import Organisation
from tests.bench.data import PROVINCE
from tests.bench.figures import is_wanted, peak_memory, percentile, progress, report
from tests.bench.followed import owed_courses
from tests.bench.inside import answer
from tests.bench.visits import Measured, Visit, open_session
from tracking.counting.queries import Question, State, obligations_within

SAMPLES = 5
PEOPLE = 5000
"""As many as an export is promised for; what is measured is told for so many."""


class Organised:
    """The screens of whoever organises all of it, and of a commune; `size` is part of their names."""

    def __init__(self, size: str = PROVINCE) -> None:
        self.size = size
        self.top = Organisation.objects.get(code="TOP")
        communes = Organisation.objects.filter(kind__code="dang_bo_xa_phuong", code__startswith="TOP")
        self.commune = communes.earliest("pk")
        self.session = open_session(User.objects.get(username="office-top"))

    def kinds(self) -> list[Measured]:
        late = urlencode({"trang-thai": State.LATE.value})
        return [
            self._again("top", "unit", self.top.public_id),
            self._again("commune", "unit", self.commune.public_id),
            self._again("list", "people", self.top.public_id, query=late),
            self._again("list_of_a_commune", "people", self.commune.public_id, query=late),
            self._again("calls", "calls", self.top.public_id),
            self._again("calls_of_a_commune", "calls", self.commune.public_id),
            self._again("compared", "compare", self.top.public_id),
            self._again("weaknesses", "weaknesses", self.top.public_id),
            self._again("assigned", "assignments"),
            self._again("reported", "report", "bc1"),
        ]

    def _again(self, name: str, view: str, *what: object, query: str = "") -> Measured:
        visits = self._visits(reverse(f"tracking:{view}", args=what), query)
        return Measured(f"following.{self.size}.{name}", visits)

    def _visits(self, path: str, query: str) -> Iterator[Visit]:
        while True:
            yield Visit(path, self.session, query=query)


def measure_exports(only: str) -> None:
    """The list of those who have not finished a course, as files, the log of readings included."""
    organised, today = Organised(), timezone.localdate()
    course = owed_courses()[0]
    question = Question((course,), today, today)
    unfinished = obligations_within([organised.top.path], question).filter(finished_on__isnull=True).count()
    application = get_wsgi_application()
    for form in ("csv", "xlsx"):
        name = f"export.{form}"
        if not is_wanted(name, only):
            continue
        progress(f"{name} …")
        path = reverse("tracking:report_file", args=["bc2", form])
        visit = Visit(path, organised.session, query=urlencode({"courses": course}))
        answer(application, visit)  # the first write waits until the copied database has reached the disk
        answers = [answer(application, visit) for _ in range(SAMPLES)]
        report(f"{name}.rows", unfinished, "rows")
        report(f"{name}.queries", max(one.queries for one in answers), "queries")
        walls = [one.wall for one in answers]
        for what, took in (
            ("cpu", percentile([one.cpu for one in answers], 50)),
            ("wall.p50", percentile(walls, 50)),
            ("wall.p95", percentile(walls, 95)),
        ):
            report(f"{name}.{what}", took * PEOPLE / max(unfinished, 1), "ms for 5,000 people")
        report(f"{name}.memory", peak_memory(), "MB")
