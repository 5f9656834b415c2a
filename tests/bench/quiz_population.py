"""A quiz with five thousand marked attempts, and some under way: made in bulk but true."""

import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

from accounts.models import User
from organisations.people.models import Person
from quizzes.attempts.models import AnswerSave, Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.rules import Earned, total_of
from quizzes.bank.queries import contents_of
from quizzes.grading.codec import dump
from quizzes.grading.marks import fraction_of
from quizzes.papers.models import Quiz
from quizzes.papers.queries import draw_paper, rules_of
from quizzes.papers.rules import Allowance
from tests.quiz_makers import make_category, make_question, make_quiz, single

ATTEMPTS = 5000
UNDER_WAY = 1500
"""Second attempts, each to be answered or handed in once."""
QUESTIONS = 5
TITLE = "Bài của phép đo"
BEGAN = datetime(2026, 11, 1, 19, 0, tzinfo=UTC)
DEVICE = UUID(int=1)


def populate_quiz() -> None:
    chance = random.Random(2026)
    shelf = make_category("Phép đo")
    asked = [
        make_question(single(f"Câu hỏi thứ {n} của phép đo?", f"Đúng {n}"), category=shelf)
        for n in range(QUESTIONS)
    ]
    quiz = make_quiz(*asked, title=TITLE, per_page=QUESTIONS)
    accounts = User.objects.filter(username__startswith="nguoi").values_list("pk", flat=True)
    people = list(Person.objects.filter(account_id__in=accounts).order_by("pk")[:ATTEMPTS])
    for first in range(0, len(people), 500):
        _attempts(quiz, people[first : first + 500], chance, number=1)
    _attempts(quiz, people[:UNDER_WAY], chance, number=2, is_open=True)


def _attempts(
    quiz: Quiz, people: list[Person], chance: random.Random, *, number: int, is_open: bool = False
) -> None:
    rules = dump(rules_of(quiz, Allowance()))
    paper = draw_paper(quiz, chance)
    contents = contents_of(one.version_id for one in paper)
    attempts = [
        Attempt(
            id=UUID(int=chance.getrandbits(128), version=4),
            quiz=quiz,
            learner=one,
            number=number,
            seed=chance.getrandbits(62),
            rules=rules,
            started_at=BEGAN,
        )
        for one in people
    ]
    rows, saves, standings = [], [], []
    for attempt in attempts:
        for slot, asked in enumerate(paper, start=1):
            question = contents[asked.version_id]
            order = [choice.id for choice in question.choices]  # type: ignore[union-attr]
            row = AttemptQuestion(
                attempt=attempt,
                slot=slot,
                question_id=asked.question_id,
                version_id=asked.version_id,
                order=order,
            )
            if not is_open:
                row.response = chance.choice(order)
                row.answered_at = BEGAN + timedelta(minutes=slot)
                row.fraction = fraction_of(question, row.response)
                saves.append(_save(row))
            rows.append(row)
        if not is_open:
            standings.append(_marked(attempt, rows[-QUESTIONS:]))
    Attempt.objects.bulk_create(attempts, batch_size=500)
    AttemptQuestion.objects.bulk_create(rows, batch_size=500)
    AnswerSave.objects.bulk_create(saves, batch_size=500)
    QuizStanding.objects.bulk_create(standings, batch_size=500)


def _save(row: AttemptQuestion) -> AnswerSave:
    return AnswerSave(
        attempt=row.attempt,
        device=DEVICE,
        sequence=row.slot,
        slot=row.slot,
        response=row.response,
        answered_at=row.answered_at or BEGAN,
        received_at=row.answered_at or BEGAN,
    )


def _marked(attempt: Attempt, rows: list[AttemptQuestion]) -> QuizStanding:
    total = total_of(Earned(row.fraction, row.points) for row in rows)
    attempt.submitted_at = attempt.graded_at = BEGAN + timedelta(minutes=10)
    attempt.ended_by, attempt.state = Attempt.Ended.BY_LEARNER, Attempt.State.GRADED
    attempt.points, attempt.points_max, attempt.percent = total.points, total.points_max, total.percent
    return QuizStanding(
        quiz=attempt.quiz,
        learner=attempt.learner,
        attempts_used=1,
        percent=total.percent,
        last_graded_at=attempt.graded_at,
    )
