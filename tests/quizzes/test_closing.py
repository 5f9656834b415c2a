"""An attempt ends though nobody comes back: by the worker, at its start, by an operator's word."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, close_overdue
from quizzes.attempts.models import Attempt
from quizzes.attempts.rules import GRACE
from quizzes.attempts.tasks import close
from tests.makers import make_person
from tests.quiz_makers import make_question, make_quiz

pytestmark = pytest.mark.django_db

MINUTES = 10


@pytest.fixture
def lan() -> Person:
    return make_person("Nông Thị Lan")


def begun(lan: Person, minutes_ago: int, limit: int | None = MINUTES) -> Attempt:
    quiz = make_quiz(make_question(), time_limit_minutes=limit, title=f"Bài {minutes_ago}")
    now = timezone.now() - timedelta(minutes=minutes_ago)
    return begin_attempt(quiz=quiz, learner=lan, now=now)


def test_beginning_writes_down_when_to_close(lan: Person) -> None:
    attempt = begun(lan, 0)
    task = DBTaskResult.objects.get()
    assert attempt.deadline_at is not None
    assert (task.run_after, task.args_kwargs["args"]) == (attempt.deadline_at + GRACE, [str(attempt.pk)])


def test_without_a_time_limit_there_is_nothing_to_close(lan: Person) -> None:
    begun(lan, 0, limit=None)
    assert not DBTaskResult.objects.exists()


def test_the_worker_closes_what_is_over_as_of_its_deadline(lan: Person) -> None:
    attempt = begun(lan, MINUTES + 1)
    close.func(str(attempt.pk))
    attempt.refresh_from_db()
    assert (attempt.ended_by, attempt.submitted_at) == ("deadline", attempt.deadline_at)
    close.func(str(attempt.pk))  # once more changes nothing
    assert Attempt.objects.get().submitted_at == attempt.submitted_at


def test_a_deadline_that_has_moved_is_looked_at_again_then(lan: Person) -> None:
    attempt = begun(lan, MINUTES + 1)
    later = timezone.now() + timedelta(minutes=5)
    Attempt.objects.update(deadline_at=later)
    DBTaskResult.objects.all().delete()
    close.func(str(attempt.pk))
    attempt.refresh_from_db()
    assert attempt.state == "open"
    assert DBTaskResult.objects.get().run_after == later + GRACE


def test_an_attempt_that_is_gone_breaks_nothing() -> None:
    close.func("11111111-1111-4111-8111-111111111111")


def test_an_operator_closes_what_is_over_and_nothing_else(
    lan: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    over, going = begun(lan, MINUTES + 1), begun(lan, 1)
    call_command("close_attempts")
    assert "1 attempts closed." in capsys.readouterr().out
    states = dict(Attempt.objects.values_list("pk", "state"))
    assert (states[over.pk], states[going.pk]) == ("graded", "open")


def test_the_last_seconds_are_left_to_what_is_on_its_way(lan: Person) -> None:
    attempt = begun(lan, 0)
    assert attempt.deadline_at is not None
    assert close_overdue(now=attempt.deadline_at + GRACE / 2) == 0
    assert close_overdue(now=attempt.deadline_at + GRACE) == 1


def test_the_worker_begins_with_what_ended_while_it_stood_still(
    lan: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.worker import Tasks

    attempt = begun(lan, MINUTES + 1)
    tasks = Tasks()
    monkeypatch.setattr(tasks.worker, "run", tasks.stop)
    tasks.run()
    attempt.refresh_from_db()
    assert attempt.ended_by == "deadline"
    assert datetime.now(UTC) > (attempt.submitted_at or datetime.max.replace(tzinfo=UTC))
