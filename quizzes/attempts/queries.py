"""Reads of attempts. A learner's are asked for one learner: nobody reads another's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from organisations.people.models import Person
from quizzes.attempts.models import AnswerFile, Attempt, AttemptQuestion, QuizStanding
from quizzes.attempts.rules import NOTHING_SEEN, Ending, Seen, may_still_arrive, what_is_seen
from quizzes.attempts.windows import window_for
from quizzes.grading.codec import load
from quizzes.papers.models import Quiz, QuizException
from quizzes.papers.queries import allowance_for, counted, rules_of
from quizzes.papers.rules import AttemptRules, Refusal, ShowWhen, Window, why_not_begin


def own_attempts(learner: Person | None) -> QuerySet[Attempt]:
    """A learner's attempts, the latest first; nobody's for nobody."""
    if not learner:
        return Attempt.objects.none()
    return Attempt.objects.filter(learner=learner).select_related("quiz").order_by("-number")


def overdue_attempts(now: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(state=Attempt.State.OPEN, deadline_at__lte=now)


def rules_binding(attempt: Attempt) -> AttemptRules:
    return load(AttemptRules, attempt.rules)


def ending_of(attempt: Attempt, rules: AttemptRules) -> Ending:
    return Ending(attempt.deadline_at, attempt.submitted_at, attempt.reviewed_at, rules.late_seconds)


def keys_in_force(version_ids: Iterable[int]) -> dict[int, int]:
    """The key by which answers to these versions are marked now, for each whose own was corrected."""
    corrected = AttemptQuestion.objects.filter(version__in=set(version_ids), key__isnull=False)
    return dict(corrected.order_by("key__number").values_list("version", "key").distinct())


def questions_of(attempt: Attempt) -> list[AttemptQuestion]:
    """An attempt's questions in their order."""
    return list(AttemptQuestion.objects.filter(attempt=attempt).order_by("slot"))


def questions_with_sources(attempt: Attempt) -> list[AttemptQuestion]:
    """An attempt's questions with what their versions cite and the lesson to read again; not their content,
    which is kept elsewhere (`bank.queries.contents_of`)."""
    rows = AttemptQuestion.objects.filter(attempt=attempt).select_related("version").defer("version__content")
    return list(rows.order_by("slot"))


def files_of(attempt: Attempt) -> dict[int, list[AnswerFile]]:
    """The files handed in with an attempt, by the number of the question."""
    found: dict[int, list[AnswerFile]] = {}
    for file in AnswerFile.objects.filter(asked__attempt=attempt).select_related("asked"):
        found.setdefault(file.asked.slot, []).append(file)
    return found


def own_file(learner: Person | None, attempt_id: UUID, file_id: UUID) -> AnswerFile | None:
    """A file that a learner handed in herself."""
    if not learner:
        return None
    own = AnswerFile.objects.filter(asked__attempt__learner=learner, asked__attempt=attempt_id)
    return own.filter(pk=file_id).first()


def quizzes_known_to(learner: Person | None) -> QuerySet[Quiz]:
    """Quizzes that are open, and those that she has been asked; with how many questions one attempt has."""
    own = Attempt.objects.filter(quiz=OuterRef("pk"), learner=learner) if learner else Attempt.objects.none()
    return counted(Quiz.objects.filter(Q(live=True) | Exists(own)))


def first_unanswered(attempt: Attempt) -> int:
    """Where to go on: the first question without an answer, else the first of all."""
    left = AttemptQuestion.objects.filter(attempt=attempt, answered_at__isnull=True)
    return left.order_by("slot").values_list("slot", flat=True).first() or 1


def standing_of(quiz: Quiz, learner: Person | None) -> QuizStanding | None:
    return QuizStanding.objects.filter(quiz=quiz, learner=learner).first() if learner else None


def standings_of(learner: Person, quiz_ids: Any) -> dict[int, QuizStanding]:
    """Where a learner stands in several quizzes, by the quiz's number."""
    found = QuizStanding.objects.filter(learner=learner, quiz_id__in=list(quiz_ids))
    return {standing.quiz_id: standing for standing in found}


@dataclass(frozen=True, slots=True)
class Door:
    """Whether a learner may begin a quiz now: her window, her rules, and why not."""

    window: Window
    rules: AttemptRules
    used: int
    refusal: Refusal | None

    @property
    def attempts_left(self) -> int | None:
        """None for as many as she likes."""
        return None if self.window.attempts is None else max(0, self.window.attempts - self.used)


def door_of(quiz: Quiz, learner: Person, now: datetime, *, used: int | None = None) -> Door:
    """`used` where it is known already how many attempts there have been."""
    allowance = allowance_for(quiz, learner, timezone.localdate(now))
    if used is None:
        used = Attempt.objects.filter(quiz=quiz, learner=learner).count()
    window = window_for(quiz, allowance, learner, used, now)
    return Door(window, rules_of(quiz, allowance), used, why_not_begin(window, used=used, now=now))


def latest_close(quiz: Quiz, closes_at: datetime) -> datetime:
    """When a quiz has closed for everybody: exceptions may keep it open for some."""
    kept = QuizException.objects.filter(quiz=quiz, ended_at__isnull=True, closes_at__isnull=False)
    latest: datetime | None = kept.aggregate(latest=Max("closes_at"))["latest"]
    return max(closes_at, latest) if latest else closes_at


def seen_by_learner(
    attempt: Attempt, rules: AttemptRules, door: Door, now: datetime, *, is_settled: bool = False
) -> Seen:
    """What the learner may see of her attempt now; nothing while an answer could still come and count."""
    if may_still_arrive(ending_of(attempt, rules), now):
        return NOTHING_SEEN
    return _through(door, attempt, rules, now, is_settled=is_settled)


def _through(
    door: Door, attempt: Attempt, rules: AttemptRules, now: datetime, *, is_settled: bool = False
) -> Seen:
    closes_at = door.window.closes_at and latest_close(attempt.quiz, door.window.closes_at)
    return what_is_seen(
        rules,
        is_submitted=attempt.state != Attempt.State.OPEN,
        has_passed=attempt.is_passed,
        attempts_left=door.attempts_left != 0,
        is_closed=closes_at is not None and now >= closes_at,
        is_settled=is_settled,
    )


def seen_now(attempt: Attempt, rules: AttemptRules, now: datetime) -> Seen:
    """What the learner may see of an attempt now; nothing while an answer could still come and count."""
    if may_still_arrive(ending_of(attempt, rules), now):
        return NOTHING_SEEN
    return seen_at_last(attempt, rules, now)


def seen_at_last(attempt: Attempt, rules: AttemptRules, now: datetime) -> Seen:
    """What she may see once no answer can come any more; her window is asked for where it matters."""
    when = {rules.show_marks, rules.show_answers, rules.show_explanations}
    is_over = attempt.state != Attempt.State.OPEN
    if is_over and when & {ShowWhen.PASSED_OR_OVER, ShowWhen.CLOSED}:
        door = door_of(attempt.quiz, attempt.learner, now)
        return _through(door, attempt, rules, now)
    return what_is_seen(rules, is_submitted=is_over, has_passed=False, attempts_left=True, is_closed=False)
