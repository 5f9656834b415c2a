"""How a session went: each question, and when it comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from quizzes.bank.models import QuestionVersion
from quizzes.reviewing.models import ReviewLog, Sitting
from quizzes.reviewing.rules import Rating, rating_of
from quizzes.reviewing.scheduling import in_days


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the session: its first words, how it went, when it comes back."""

    number: int
    label: str
    due_at: datetime
    days: int


@dataclass(frozen=True, slots=True)
class Result:
    """What she knew, and what she will be asked again sooner."""

    sitting: Sitting
    known: Sequence[Line]
    again: Sequence[Line]

    @property
    def count(self) -> int:
        return len(self.known) + len(self.again)


def result_of(sitting: Sitting, answers: Mapping[int, ReviewLog], now: datetime) -> Result:
    labels = dict(
        QuestionVersion.objects.filter(pk__in=[asked[1] for asked in sitting.asked]).values_list(
            "pk", "label"
        )
    )
    zone = timezone.get_default_timezone()
    known: list[Line] = []
    again: list[Line] = []
    for number, (question_id, version_id, _order) in enumerate(sitting.asked, start=1):
        log = answers[question_id]
        due_at = log.card.due_at
        line = Line(number, labels[version_id], due_at, in_days(due_at, now, zone))
        (known if rating_of(log.fraction) is Rating.GOOD else again).append(line)
    return Result(sitting, known, again)
