"""Two entries were one person: her attempts are one row of numbers again."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from organisations.people.models import Person
from quizzes.attempts.actions import submit_attempt
from quizzes.attempts.models import Attempt, QuizStanding
from quizzes.attempts.settling import settle_standing
from quizzes.attempts.signals import standings_joined
from quizzes.papers.models import Quiz, QuizException


def join_attempts(*, kept: Person, gone: Person) -> None:
    """Bring the attempts of `gone` over to `kept`, numbered by when they began; standings are made anew.

    Of two open attempts at one quiz the earlier is closed as it stands: one person has one open attempt.
    """
    now = timezone.now()
    QuizException.objects.filter(person=gone).update(person=kept)
    hers = Q(attempts__learner=gone) | Q(standings__learner=gone)
    for quiz in Quiz.objects.filter(hers).distinct():
        _join(quiz, kept, gone, now)
    standings_joined.send(sender=QuizStanding, learner=kept, now=now)


def _join(quiz: Quiz, kept: Person, gone: Person, now: datetime) -> None:
    both = Attempt.objects.filter(quiz=quiz, learner__in=[kept, gone])
    for open_one in list(both.filter(state=Attempt.State.OPEN).order_by("-started_at")[1:]):
        submit_attempt(attempt=open_one, now=now)
    attempts = list(both.order_by("started_at", "pk"))
    highest = max((attempt.number for attempt in attempts), default=0)
    # First out of the way, then into place: at no moment do two bear one number.
    for number, attempt in enumerate(attempts, start=highest + 1):
        Attempt.objects.filter(pk=attempt.pk).update(learner=kept, number=number)
    for number, attempt in enumerate(attempts, start=1):
        Attempt.objects.filter(pk=attempt.pk).update(number=number)
    standings = QuizStanding.objects.filter(quiz=quiz, learner__in=[kept, gone])
    passed = min((one.passed_at for one in standings if one.passed_at), default=None)
    standings.filter(learner=gone).delete()
    standing = settle_standing(quiz=quiz, learner=kept, now=now)
    if passed and (standing.passed_at is None or passed < standing.passed_at):
        standing.passed_at = passed
        standing.save(update_fields=["passed_at"])
