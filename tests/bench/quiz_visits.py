"""What is asked of a quiz with five thousand attempts: its pages, a saved answer, handing in, the review."""

import json
import time
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from quizzes.attempts.models import Attempt
from tests.bench.quiz_population import TITLE
from tests.bench.visits import CSRF_TOKEN, Measured, Visit, open_session

PHONE = UUID(int=2)


class Quizzed:
    """Hands out attempts, each once where something is written."""

    def __init__(self) -> None:
        attempts = Attempt.objects.filter(quiz__title=TITLE).select_related("learner__account")
        self.under_way = iter(attempts.filter(state=Attempt.State.OPEN).order_by("pk"))
        self.marked = iter(attempts.filter(state=Attempt.State.GRADED).order_by("pk"))

    def kinds(self) -> list[Measured]:
        return [
            Measured("quiz.page", self._again("question", 1)),
            Measured("quiz.save", self._saves()),
            Measured("quiz.submit", self._submits()),
            Measured("quiz.review", self._reviews()),
        ]

    def _again(self, name: str, *more: object) -> Iterator[Visit]:
        attempt = next(self.under_way)
        visit = Visit(address(name, attempt, *more), session_of(attempt))
        while True:
            yield visit

    def _saves(self) -> Iterator[Visit]:
        attempt = next(self.under_way)
        where, session = address("answers", attempt), session_of(attempt)
        choices = attempt.questions.get(slot=1).order
        for number in count(1):
            body = answer_of(1, choices[number % len(choices)], number)
            yield Visit(where, session, body, is_json=True)

    def _submits(self) -> Iterator[Visit]:
        for attempt in self.under_way:
            form = urlencode({"csrfmiddlewaretoken": CSRF_TOKEN, "go": "submit"})
            yield Visit(address("submit", attempt), session_of(attempt), form)

    def _reviews(self) -> Iterator[Visit]:
        for attempt in self.marked:
            yield Visit(address("result", attempt), session_of(attempt))


def address(name: str, attempt: Attempt, *more: object) -> str:
    return reverse(f"quizzes:{name}", args=[attempt.pk, *more])


def session_of(attempt: Attempt) -> str:
    account = attempt.learner.account
    assert account is not None
    return open_session(account)


def answer_of(slot: int, raw: str, number: int) -> str:
    at = int(time.time() * 1000)
    save = {"sequence": number, "slot": slot, "raw": raw, "at": at, "seconds": number}
    return json.dumps({"device": str(PHONE), "saves": [save]})
