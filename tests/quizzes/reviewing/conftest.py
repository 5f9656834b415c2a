"""Lan has handed in quizzes; what she knew in them and what she did not waits for review."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, mark_reviewed, save_answers, submit_attempt
from quizzes.attempts.models import Attempt
from quizzes.bank.models import Question
from quizzes.papers.models import Quiz
from tests.makers import account_of, make_person
from tests.quiz_makers import PHONE, make_question, make_quiz, save, single

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
"""Noon in Vietnam."""

HandIn = Callable[..., Attempt]


@pytest.fixture
def lan(db: None) -> Person:
    return make_person("Nông Thị Lan", username="lan")


@pytest.fixture
def son(db: None) -> Person:
    return make_person("Trần Văn Sơn", username="son")


@pytest.fixture
def questions(db: None) -> list[Question]:
    return [make_question(single(f"Câu hỏi số {n}?", f"Đáp án {n}")) for n in range(1, 8)]


@pytest.fixture
def quiz(questions: list[Question]) -> Quiz:
    return make_quiz(*questions, shuffle_questions=False)


def hand_in(quiz: Quiz, learner: Person, right: str, now: datetime = NOON) -> Attempt:
    """An attempt with a letter a question: `r` right, `w` wrong, `-` left out."""
    attempt = begin_attempt(quiz=quiz, learner=learner, now=now)
    saves = [
        save(row.slot, answer_to(row.question, is_right=letter == "r"), now, row.slot)
        for row, letter in zip(attempt.questions.select_related("question__current"), right, strict=True)
        if letter != "-"
    ]
    save_answers(attempt_id=attempt.pk, learner=learner, device=PHONE, saves=saves, now=now)
    attempt = submit_attempt(attempt=attempt, now=now)
    mark_reviewed(attempt=attempt, now=now)  # she has looked at her result
    return attempt


def answer_to(question: Question, *, is_right: bool = True) -> str:
    assert question.current is not None
    choices = question.current.content["choices"]
    return str(next(c["id"] for c in choices if bool(c.get("share")) is is_right))


def browser_of(person: Person) -> Client:
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
