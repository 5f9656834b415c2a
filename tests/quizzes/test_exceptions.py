"""Exceptions: Minh gives his own people more time, with a reason; nobody else's people are seen."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from organisations.appointments.actions import appoint
from organisations.oversight.models import Reading
from organisations.people.models import Person
from organisations.tree.models import Organisation
from quizzes.attempts.actions import begin_attempt
from quizzes.attempts.extending import extend_open_attempts
from quizzes.attempts.models import Attempt
from quizzes.attempts.queries import rules_binding
from quizzes.papers.models import Quiz, QuizException
from tests.makers import (
    LONG_AGO,
    account_of,
    make_cell,
    make_grant,
    make_organisation,
    make_person,
    make_secretary,
)
from tests.quiz_makers import make_question, make_quiz
from tests.quizzes.authors import browser_of, make_lecturer, said

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def commune() -> Organisation:
    return make_organisation("Đảng bộ xã A")


@pytest.fixture
def lan(commune: Organisation) -> Person:
    return make_secretary("Vũ Thị Lan", make_cell("Chi bộ thôn 1", commune))


@pytest.fixture
def tu() -> Person:
    """A secretary of another commune."""
    return make_secretary("Hà Anh Tú", make_cell("Chi bộ thôn 9", make_organisation("Đảng bộ xã B")))


@pytest.fixture
def minh(commune: Organisation) -> Person:
    person = make_person("Bùi Văn Minh")
    make_grant(person, commune)
    return person


@pytest.fixture
def minhs(minh: Person) -> Client:
    return browser_of(account_of(minh))


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(make_question(), time_limit_minutes=20, max_attempts=1)


def of(quiz: Quiz) -> str:
    return reverse("exceptions:of_quiz", args=[quiz.pk])


def form(**changed: Any) -> dict[str, Any]:
    return {"extra_minutes": 10, "extra_attempts": 0, "reason": "Mất điện ngày 5/3", **changed}


def test_minh_gives_lan_more_time_and_it_is_kept_who_and_why(
    minhs: Client, minh: Person, lan: Person, quiz: Quiz
) -> None:
    answer = minhs.post(of(quiz), form(person=str(lan.public_id)))
    assert answer.status_code == 302, said(answer)
    given = QuizException.objects.get()
    assert (given.person, given.extra_minutes, given.given_by) == (lan, 10, account_of(minh))
    page = said(minhs.get(of(quiz)))
    assert "Mất điện ngày 5/3" in page
    assert Reading.objects.filter(person=lan, screen="quiz_exceptions").exists()
    assert ModelLogEntry.objects.filter(action="quizzes.give_exception").exists()


def test_an_attempt_under_way_ends_later(minhs: Client, lan: Person, quiz: Quiz) -> None:
    attempt = begin_attempt(quiz=quiz, learner=lan, now=timezone.now())
    before = attempt.deadline_at
    assert before is not None
    minhs.post(of(quiz), form(person=str(lan.public_id)))
    attempt.refresh_from_db()
    assert attempt.deadline_at == before + 10 * MINUTE
    assert rules_binding(attempt).seconds == 30 * 60


def test_an_exception_of_the_commune_reaches_who_serves_in_it_and_nobody_else(
    lan: Person, tu: Person, commune: Organisation, quiz: Quiz
) -> None:
    now = datetime.now(UTC)
    hers = begin_attempt(quiz=quiz, learner=lan, now=now)
    his = begin_attempt(quiz=quiz, learner=tu, now=now)
    given = QuizException.objects.create(
        quiz=quiz, organisation=commune, extra_minutes=5, reason="Mưa lũ", given_at=now
    )
    assert extend_open_attempts(exception=given, now=now) == 1
    ends = dict(Attempt.objects.values_list("pk", "deadline_at"))
    assert (ends[hers.pk], ends[his.pk]) == (now + 25 * MINUTE, now + 20 * MINUTE)
    assert extend_open_attempts(exception=given, now=now) == 0


def test_of_two_exceptions_the_wider_counts_and_neither_twice(lan: Person, quiz: Quiz) -> None:
    now = datetime.now(UTC)
    first = QuizException.objects.create(quiz=quiz, person=lan, extra_minutes=10, reason="Một", given_at=now)
    attempt = begin_attempt(quiz=quiz, learner=lan, now=now)
    assert attempt.deadline_at == now + 30 * MINUTE
    assert extend_open_attempts(exception=first, now=now) == 0
    second = QuizException.objects.create(quiz=quiz, person=lan, extra_minutes=15, reason="Hai", given_at=now)
    extend_open_attempts(exception=second, now=now)
    attempt.refresh_from_db()
    assert attempt.deadline_at == now + 35 * MINUTE


def test_more_minutes_are_hers_though_the_limit_was_lowered_meanwhile(lan: Person, quiz: Quiz) -> None:
    now = datetime.now(UTC)
    attempt = begin_attempt(quiz=quiz, learner=lan, now=now)
    Quiz.objects.update(time_limit_minutes=10)
    given = QuizException.objects.create(quiz=quiz, person=lan, extra_minutes=5, reason="Một", given_at=now)
    assert extend_open_attempts(exception=given, now=now) == 1
    attempt.refresh_from_db()
    assert attempt.deadline_at == now + 25 * MINUTE


def test_nobody_gives_to_people_she_does_not_oversee(minhs: Client, tu: Person, quiz: Quiz) -> None:
    answer = minhs.post(of(quiz), form(person=str(tu.public_id)))
    assert answer.status_code == 422
    assert "Hà Anh Tú" not in said(answer)
    assert not QuizException.objects.exists()


def test_exceptions_of_others_are_neither_seen_nor_ended(minhs: Client, tu: Person, quiz: Quiz) -> None:
    given = QuizException.objects.create(
        quiz=quiz, person=tu, extra_attempts=1, reason="Ốm", given_at=timezone.now()
    )
    assert "Ốm" not in said(minhs.get(of(quiz)))
    assert minhs.post(reverse("exceptions:end", args=[given.pk])).status_code == 404
    given.refresh_from_db()
    assert given.ended_at is None


def test_an_exception_is_ended_once(minhs: Client, lan: Person, quiz: Quiz) -> None:
    minhs.post(of(quiz), form(person=str(lan.public_id), extra_attempts=1))
    given = QuizException.objects.get()
    minhs.post(reverse("exceptions:end", args=[given.pk]))
    given.refresh_from_db()
    ended = given.ended_at
    assert ended is not None
    minhs.post(reverse("exceptions:end", args=[given.pk]))
    given.refresh_from_db()
    assert given.ended_at == ended


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "ghi lý do"),
        ({"extra_minutes": 0}, "cho thêm phút"),
        ({"person": ""}, "chỉ một trong hai"),
    ],
    ids=["no reason", "nothing given", "for nobody"],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    minhs: Client, lan: Person, quiz: Quiz, changed: dict[str, Any], sentence: str
) -> None:
    answer = minhs.post(of(quiz), form(**{"person": str(lan.public_id), **changed}))
    assert answer.status_code == 422
    assert sentence in said(answer)
    if "reason" not in changed:
        assert "Mất điện ngày 5/3" in said(answer)


def test_lecturers_and_strangers_find_nothing_there(quiz: Quiz, lan: Person) -> None:
    for account in (make_lecturer(), account_of(make_person("Đinh Văn Sơn"))):
        client = browser_of(account)
        for where in (reverse("exceptions:quizzes"), of(quiz)):
            assert client.get(where).status_code in (302, 403, 404)
            assert client.post(where, form(person=str(lan.public_id))).status_code in (302, 403, 404, 405)
    assert not QuizException.objects.exists()


def test_nobody_gives_herself_an_exception(
    minhs: Client, minh: Person, commune: Organisation, quiz: Quiz
) -> None:
    appoint(person=minh, organisation=commune, post="committee", began=LONG_AGO)
    answer = minhs.post(of(quiz), form(person=str(minh.public_id)))
    assert answer.status_code == 422
    assert "Không ai tự cho mình ngoại lệ" in said(answer)
    assert not QuizException.objects.exists()
