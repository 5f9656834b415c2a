"""When a learner may begin an attempt, and how many: the quiz's own window, and what others add to it."""

from dataclasses import replace
from datetime import datetime

from organisations.people.models import Person
from quizzes.attempts.models import Attempt
from quizzes.attempts.signals import attempts_used_up
from quizzes.papers.models import Quiz
from quizzes.papers.queries import window_of
from quizzes.papers.rules import Allowance, Window


def window_for(quiz: Quiz, allowance: Allowance, learner: Person | None, used: int, now: datetime) -> Window:
    """Where somebody passes a quiz anew, the attempts from before do not count against her.

    That is asked about only once she has used up what she had.
    """
    window = window_of(quiz, allowance)
    if not learner or window.attempts is None or used < window.attempts:
        return window
    answers = attempts_used_up.send(sender=Quiz, learner=learner, quiz_id=quiz.pk, now=now)
    since = max((moment for _, moment in answers if moment), default=None)
    if since is None:
        return window
    before = Attempt.objects.filter(quiz=quiz, learner=learner, started_at__lt=since).count()
    return replace(window, attempts=window.attempts + before)
