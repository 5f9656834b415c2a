"""What is asked of the site: which pages, by whom, and what is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import EditionLesson
from courses.progress.models import CourseProgress
from organisations.people.models import Person
from organisations.privacy.notices.actions import acknowledge_notice
from organisations.privacy.notices.middleware import SETTLED
from organisations.privacy.notices.queries import published_notices

CSRF_TOKEN = "b" * 32


@dataclass(frozen=True, slots=True)
class Visit:
    """One request by one signed-in learner; `body` makes it a POST, of a form or of JSON."""

    path: str
    session: str
    body: str = ""
    is_json: bool = False
    query: str = ""

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def content_type(self) -> str:
        return "application/json" if self.is_json else "application/x-www-form-urlencoded"

    @property
    def cookie(self) -> str:
        return f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={CSRF_TOKEN}"


@dataclass(frozen=True, slots=True)
class Measured:
    """A kind of visit that figures are measured of, and one visit after another."""

    name: str
    visits: Iterator[Visit]


class Learners:
    """Hands out learners, each once, so that nobody does the same thing twice."""

    def __init__(self) -> None:
        self.longest = _longest_lesson()
        self.left = iter(
            CourseProgress.objects.filter(edition=self.longest.edition)
            .exclude(last_lesson=self.longest.lesson_id)
            .filter(lessons_done__lt=self.longest.number, enrolment__learner__account__isnull=False)
            .select_related("enrolment__learner__account")
            .order_by("pk")
        )

    def kinds(self) -> list[Measured]:
        """The pages as they are met again and again, and the two visits that write."""
        catalogue, course, lesson = (
            reverse("courses:index"),
            reverse("courses:course", args=[self.longest.edition.slug]),
            self.address("courses:lesson"),
        )
        return [
            Measured("catalogue.page", self._again(catalogue)),
            Measured("course.page", self._again(course)),
            Measured("lesson.page", self._again(lesson)),
            Measured("lesson.opening", (Visit(lesson, self.session()) for _ in iter(int, 1))),
            Measured("lesson.done", self._marks()),
        ]

    def address(self, name: str) -> str:
        place = self.longest
        return reverse(name, args=[place.edition.slug, place.module_slug, place.slug])

    def session(self) -> str:
        """Sign the next learner in; return the key of her session."""
        account = next(self.left).enrolment.learner.account
        assert account is not None
        return open_session(account)

    def _again(self, path: str) -> Iterator[Visit]:
        visit = Visit(path, self.session())
        while True:
            yield visit

    def _marks(self) -> Iterator[Visit]:
        while True:
            form = {"csrfmiddlewaretoken": CSRF_TOKEN, "key": str(uuid4())}
            yield Visit(self.address("courses:mark"), self.session(), urlencode(form))


def _longest_lesson() -> EditionLesson:
    """The lesson with most text, of the course with most lessons: none is slower."""
    course = (
        EditionLesson.objects.filter(edition__is_current=True)
        .values("edition")
        .annotate(lessons=Count("pk"))
        .order_by("-lessons")[0]["edition"]
    )
    lessons = EditionLesson.objects.filter(edition=course).select_related("edition", "version")
    return max(lessons, key=lambda lesson: len(str(lesson.version.content)))


def open_session(account: User) -> str:
    """Sign her in; she has read the privacy notice, as everybody has after her first page."""
    person = Person.objects.filter(account=account).first()
    if person:
        for notice in published_notices():
            acknowledge_notice(person=person, notice=notice, now=timezone.now())
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store[SETTLED] = 1
    store.create()
    return str(store.session_key)
