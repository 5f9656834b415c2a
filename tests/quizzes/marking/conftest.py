"""Two communes whose secretaries have handed in essays; who may mark them, and who may not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.bank.models import Question
from quizzes.grading.questions import AnyQuestion, Criterion, Essay
from quizzes.marking.queries import Marker
from quizzes.papers.models import Quiz
from tests.makers import (
    account_of,
    make_cell,
    make_grant,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
)
from tests.quiz_makers import PHONE, make_question, make_quiz, save, single

MINUTE = timedelta(minutes=1)
NOON = datetime(2026, 11, 3, 5, 0, tzinfo=UTC)

RUBRIC = (Criterion("idea", "Nội dung", 6.0, "Đủ ba ý"), Criterion("form", "Cách trình bày", 4.0))


def thesis(prompt: str = "Viết bài thu hoạch về buổi sinh hoạt chi bộ.") -> Essay:
    return Essay(prompt=f"<p>{prompt}</p>", criteria=RUBRIC)


@dataclass(frozen=True)
class School:
    """Hải marks in commune A, Tú in commune B; Hoa wrote the quiz, Quế is a reviewer, Sơn a stranger."""

    province: Organisation
    a: Organisation
    cell_a: Organisation
    lan: Person
    binh: Person
    hai: User
    tu: User
    hoa: User
    khue: User
    que: User
    son: User
    quiz: Quiz
    essay: Question


@pytest.fixture
def school(db: None) -> School:
    province = make_organisation("Đảng bộ tỉnh", kind=make_kind("dang_bo_tinh", "Đảng bộ tỉnh", rank=1))
    a, b = make_organisation("Đảng bộ xã A", province), make_organisation("Đảng bộ xã B", province)
    cell_a, cell_b = make_cell("Chi bộ thôn 1", a), make_cell("Chi bộ thôn 2", b)
    hoa = _holder("Lê Thị Hoa", "hoa", "lecturer", province)
    essay = make_question(thesis())
    quiz = make_quiz(essay, title="Bài thu hoạch", max_attempts=1, pass_percent=50)
    Quiz.objects.filter(pk=quiz.pk).update(author=hoa)
    return School(
        province=province,
        a=a,
        cell_a=cell_a,
        lan=make_secretary("Vũ Thị Lan", cell_a, username="lan"),
        binh=make_secretary("Chẩu Văn Bình", cell_b, username="binh"),
        hai=_holder("Ma Văn Hải", "hai", "marker", a),
        tu=_holder("Hà Anh Tú", "tu", "marker", b),
        hoa=hoa,
        khue=_holder("Lý Thị Khuê", "khue", "lecturer", province),
        que=_holder("Nông Thị Quế", "que", "reviewer", province),
        son=account_of(make_person("Đinh Văn Sơn", username="son")),
        quiz=Quiz.objects.get(pk=quiz.pk),
        essay=essay,
    )


def _holder(name: str, username: str, role: str, over: Organisation) -> User:
    person = make_person(name, username=username)
    make_grant(person, over, role)
    return account_of(person)


def hand_in(
    quiz: Quiz, learner: Person, *answers: Callable[[AttemptQuestion], Any] | Any, at: datetime = NOON
) -> Attempt:
    """She begins, answers one question after the other, and hands in."""
    attempt = begin_attempt(quiz=quiz, learner=learner, now=at)
    rows = list(attempt.questions.select_related("version").order_by("slot"))
    saves = [
        save(row.slot, answer(row) if callable(answer) else answer, at, row.slot)
        for row, answer in zip(rows, answers, strict=True)
    ]
    save_answers(attempt_id=attempt.pk, learner=learner, device=PHONE, saves=saves, now=at)
    return submit_attempt(attempt=attempt, now=at + MINUTE)


def write(quiz: Quiz, learner: Person, text: str = "Chi bộ tôi…", at: datetime = NOON) -> AttemptQuestion:
    """She hands in an essay alone."""
    attempt = hand_in(quiz, learner, {"text": text}, at=at)
    return AttemptQuestion.objects.get(attempt=attempt)


def choose(number: int) -> Callable[[AttemptQuestion], str]:
    """The choice that was written so far down, whatever the order in which it is shown."""
    return lambda row: str(row.version.content["choices"][number]["id"])


def keyed(right: int, prompt: str = "Chi bộ họp ngày nào?") -> AnyQuestion:
    """The same three options each time, one of them right."""
    question = single(prompt, "Ngày 3", "Ngày 15", "Ngày 30")
    choices = [
        type(choice)(choice.id, choice.text, 100.0 if number == right else 0.0)
        for number, choice in enumerate(question.choices)
    ]
    return type(question)(prompt=question.prompt, choices=tuple(choices))


def marker(user: User) -> Marker:
    return Marker.of(user)


def soon() -> datetime:
    return timezone.now() + timedelta(days=7)
