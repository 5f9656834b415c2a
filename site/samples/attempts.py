"""People of the demonstration take the sample's quizzes, so that marking and analysis show something.

The same for everybody who loads the sample: what they answer follows from a seed.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from courses.catalogue.queries import current_editions
from courses.enrolment.actions import enrol
from organisations.people.models import Person
from quizzes.attempts.actions import Save, begin_attempt, mark_reviewed, save_answers, submit_attempt
from quizzes.attempts.models import Attempt
from quizzes.bank.queries import contents_of
from quizzes.grading.questions import AnyQuestion
from quizzes.papers.models import Quiz
from samples.answers import answer_of, answer_of_a_beginner, right_answer
from samples.bank import address_of
from samples.curriculum import curriculum

SEED = 16
LEARNERS = 12
TAKES = timedelta(seconds=75)
"""From one answer to the next."""

Answer = Callable[[AnyQuestion], Any]


@transaction.atomic
def load_attempts(*, secretary: Person, now: datetime) -> None:
    """Let twelve people and the secretary who is shown learning take quizzes, unless anybody has."""
    if Attempt.objects.exists():
        return
    random = Random(SEED)  # noqa: S311  (a demonstration that is to be the same everywhere)
    final, check, essay = _the_final(), _the_check(), _the_essay()
    others = Person.objects.filter(is_sample=True, appointments__isnull=False).exclude(pk=secretary.pk)
    people = list(others.distinct().order_by("pk")[:LEARNERS])
    for number, person in enumerate(people):
        at = now - timedelta(days=LEARNERS - number, hours=number)
        _follow_first_course(person, at)
        take(final, person, at, _somebody(0.5 + 0.45 * number / LEARNERS, random))
    texts = curriculum()["assignments"][0]["sample_answers"]
    for text, person in zip(texts, people[-len(texts) :], strict=True):
        take(essay, person, now - timedelta(hours=20), _writing(text))
    take(final, secretary, now - timedelta(hours=26), _beginner(random))
    _begin(check, secretary, now - timedelta(hours=2))


def _somebody(sureness: float, random: Random) -> Answer:
    return lambda question: answer_of(question, sureness=sureness, random=random)


def _beginner(random: Random) -> Answer:
    return lambda question: answer_of_a_beginner(question, random=random)


def _writing(text: str) -> Answer:
    return lambda _question: {"text": text}


def _the_final() -> Quiz:
    found: Quiz = Quiz.objects.get(slug=address_of(curriculum()["quizzes"][0]["title"]))
    return found


def _the_check() -> Quiz:
    found: Quiz = Quiz.objects.filter(purpose=Quiz.Purpose.CHECK, is_sample=True).order_by("pk")[0]
    return found


def _the_essay() -> Quiz:
    found: Quiz = Quiz.objects.get(slug=address_of(curriculum()["assignments"][0]["title"]))
    return found


def _follow_first_course(learner: Person, at: datetime) -> None:
    edition = current_editions().first()
    if edition:
        enrol(learner=learner, edition=edition, now=at)


def take(quiz: Quiz, learner: Person, at: datetime, answer: Answer) -> None:
    """Take a quiz from its beginning to its end."""
    attempt = begin_attempt(quiz=quiz, learner=learner, now=at, seed=learner.pk)
    end = _answer(attempt, at, _questions(attempt), answer)
    mark_reviewed(attempt=submit_attempt(attempt=attempt, now=end + TAKES), now=end + TAKES)


def _begin(quiz: Quiz, learner: Person, at: datetime) -> None:
    """Answer the first question alone."""
    attempt = begin_attempt(quiz=quiz, learner=learner, now=at, seed=learner.pk)
    _answer(attempt, at, _questions(attempt)[:1], right_answer)


def _questions(attempt: Attempt) -> list[tuple[int, AnyQuestion]]:
    rows = list(attempt.questions.order_by("slot"))
    contents = contents_of(row.version_id for row in rows)
    return [(row.slot, contents[row.version_id]) for row in rows]


def _answer(
    attempt: Attempt, at: datetime, questions: Iterable[tuple[int, AnyQuestion]], answer: Answer
) -> datetime:
    """Give the answers one after the other; says when the last was given."""
    saves = []
    for place, (slot, question) in enumerate(questions, start=1):
        raw, at = answer(question), at + TAKES
        if raw is not None:
            seconds = int(TAKES.total_seconds())
            saves.append(Save(sequence=place, slot=slot, raw=raw, answered_at=at, seconds=seconds))
    device = uuid5(NAMESPACE_URL, f"lop-chi-bo:demo:{attempt.pk}")
    save_answers(attempt_id=attempt.pk, learner=attempt.learner, device=device, saves=saves, now=at)
    return at
