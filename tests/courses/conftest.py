"""Lan learns, Sơn must see nothing of hers."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress
from organisations.people.models import Person
from tests.makers import account_of, edition_of, make_course, make_person

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def course(db: None) -> CoursePage:
    return make_course()


@pytest.fixture
def lan(db: None) -> Person:
    return make_person("Vũ Thị Lan", username="lan", phone="+84912345678")


@pytest.fixture
def son(db: None) -> Person:
    return make_person("Đinh Văn Sơn", username="son")


@pytest.fixture
def lans_progress(lan: Person, course: CoursePage) -> CourseProgress:
    return enrol(learner=lan, edition=edition_of(course), now=NOW).progress


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def lans_browser(lan: Person) -> Client:
    return browser_of(lan)


@pytest.fixture
def sons_browser(son: Person) -> Client:
    return browser_of(son)
