"""What is assigned over the sample tree, and how far its people are with it: some have finished, some are
under way, some are late.

All days follow from the day on which the sample is loaded.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.assignments.actions import Terms, make_assignment, make_programme, settle_assignment
from courses.assignments.models import Assignment, Programme
from courses.catalogue.models import CoursePage
from courses.catalogue.queries import current_editions, outline_of
from courses.enrolment.actions import enrol
from organisations.people.models import Person
from quizzes.attempts.models import Attempt
from quizzes.papers.models import Quiz
from samples.accounts import COMMUNE, COMMUNE_ORGANISER, ORGANISER, PROVINCE
from samples.actions import finish_lesson
from samples.answers import right_answer
from samples.attempts import take
from samples.bank import address_of
from samples.curriculum import curriculum
from samples.organisations import sample_organisation, sample_person

CHAIRING, THEMES, DUTIES, MODELS = "c1", "c2", "c3", "c4"
"""Courses of the curriculum."""

IN_TIME = ("Đặng Văn Dũng", "Lê Thị Hạ", "Ngô Thị Quý")
TOO_LATE = ("Tạ Thị Ý",)
UNDER_WAY = ("Hà Thị Oanh", "Đỗ Văn Phúc")
"""Who has learnt the duties by the day on which they are due, after it, and not to the end."""

NOTE = "Dữ liệu mẫu để trình diễn."


@transaction.atomic
def load_assignments(*, now: datetime) -> None:
    """Load them, unless anything is assigned already or a course of the sample is gone."""
    courses = _courses()
    if Assignment.objects.exists() or len(courses) < len(curriculum()["courses"]):
        return
    _learn(courses, now)
    today = timezone.localdate(now)
    _assign(courses[CHAIRING], PROVINCE, ORGANISER.username, ("secretary", "deputy"), _soon(today), now)
    _assign(courses[DUTIES], PROVINCE, ORGANISER.username, ("secretary",), _every_year(today), now)
    programme = make_programme(
        title="Bồi dưỡng bí thư chi bộ: điều hành, chuyên đề, mô hình hay",
        courses=[courses[CHAIRING], courses[THEMES], courses[MODELS]],
        organisation=sample_organisation(COMMUNE),
        by=_account(COMMUNE_ORGANISER.username),
        is_sample=True,
    )
    _assign(programme, COMMUNE, COMMUNE_ORGANISER.username, ("secretary",), _in_a_quarter(today), now)


def _courses() -> dict[str, CoursePage]:
    slugs = {course["slug"]: course["id"] for course in curriculum()["courses"]}
    editions = current_editions().filter(slug__in=slugs).select_related("course")
    return {slugs[edition.slug]: edition.course for edition in editions}


def _soon(today: date) -> Terms:
    return Terms(began=today - timedelta(days=45), due=today + timedelta(days=21))


def _every_year(today: date) -> Terms:
    began, due = today - timedelta(days=90), today - timedelta(days=7)
    return Terms(began=began, due=due, valid_months=12, window_days=60, grace_days=30)


def _in_a_quarter(today: date) -> Terms:
    return Terms(began=today - timedelta(days=20), within_days=90)


def _assign(
    what: CoursePage | Programme,
    organisation: str,
    by: str,
    posts: Sequence[str],
    terms: Terms,
    now: datetime,
) -> None:
    assignment = make_assignment(
        what=what,
        organisation=sample_organisation(organisation),
        posts=posts,
        terms=terms,
        by=_account(by),
        now=now,
        note=NOTE,
    )
    settle_assignment(assignment=assignment, today=timezone.localdate(now))


def _account(username: str) -> User | None:
    return User.objects.filter(username=username).first()


def _learn(courses: dict[str, CoursePage], now: datetime) -> None:
    """Who has passed the first course's test has read what it asks; the duties are learnt by some."""
    passed = Attempt.objects.filter(quiz=_final(CHAIRING), is_passed=True).select_related("learner")
    for attempt in passed.order_by("started_at"):
        _read(attempt.learner, courses[CHAIRING], attempt.started_at)
    for names, days in ((IN_TIME, 25), (TOO_LATE, 3)):
        for learner in map(sample_person, names):
            _read(learner, courses[DUTIES], now - timedelta(days=days, hours=1))
            take(_final(DUTIES), learner, now - timedelta(days=days), right_answer)
    for number, learner in enumerate(map(sample_person, UNDER_WAY), start=2):
        _read(learner, courses[DUTIES], now - timedelta(days=10 * number), lessons=number)


def _final(course: str) -> Quiz:
    [entry] = [one for one in curriculum()["quizzes"] if one["course_id"] == course]
    found: Quiz = Quiz.objects.get(slug=address_of(entry["title"]))
    return found


def _read(learner: Person, course: CoursePage, at: datetime, lessons: int | None = None) -> None:
    """The first lessons of a course, or all of them."""
    edition = current_editions().get(course=course)
    enrol(learner=learner, edition=edition, now=at)
    for lesson in outline_of(edition).lessons[:lessons]:
        finish_lesson(learner, lesson, at)
