"""Reads of spaced review. A learner's are asked for one learner: nobody reads another's."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from organisations.people.models import Person
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.attempts.queries import (
    Door,
    door_of,
    own_attempts,
    rules_binding,
    seen_by_learner,
    seen_now,
)
from quizzes.bank.models import Question
from quizzes.bank.queries import usable_questions
from quizzes.papers.rules import ShowWhen
from quizzes.reviewing.models import ReviewCard, ReviewLog, Sitting
from quizzes.reviewing.rules import MOST, Candidate, choose, minutes_for
from quizzes.reviewing.scheduling import retrievability

LOOKED_AT = 200
"""Cards looked at for one session, the longest overdue first; more is no use to five questions."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a learner today; where nothing does, when the next question is due."""

    question_ids: tuple[int, ...]
    open_sitting: Sitting | None
    next_due_at: datetime | None = None

    @property
    def count(self) -> int:
        return len(self.question_ids)

    @property
    def minutes(self) -> int:
        return minutes_for(self.count)


def cards_of(learner: Person, now: datetime) -> QuerySet[ReviewCard]:
    """The cards of questions that may still be asked here: what was retired drops out, and what a quiz of
    hers asks now, or does not tell the answer to yet."""
    cards = ReviewCard.objects.filter(learner=learner, question__in=usable_questions())
    kept_back = attempts_keeping_back(learner, now)
    if not kept_back:
        return cards
    held = AttemptQuestion.objects.filter(attempt__in=kept_back).values("question")
    return cards.exclude(question__in=held)


def attempts_keeping_back(learner: Person, now: datetime) -> list[UUID]:
    """A learner's attempts that are open, or whose right answers she may not see yet."""
    doors: dict[int, Door] = {}

    def may_see(attempt: Attempt) -> bool:
        rules = rules_binding(attempt)
        if rules.show_answers in (ShowWhen.AT_ONCE, ShowWhen.SUBMITTED, ShowWhen.NEVER):
            return seen_now(attempt, replace(rules, show_marks=rules.show_answers), now).answers
        if attempt.quiz_id not in doors:
            doors[attempt.quiz_id] = door_of(attempt.quiz, learner, now)
        return seen_by_learner(attempt, rules, doors[attempt.quiz_id], now).answers

    return [attempt.pk for attempt in own_attempts(learner) if not may_see(attempt)]


def waiting_for(learner: Person, now: datetime) -> Waiting:
    """What a session that begins now would ask, or the session that is open."""
    sitting = open_sitting(learner, now)
    if sitting:
        answered = ReviewLog.objects.filter(sitting=sitting).values_list("card__question_id", flat=True)
        left = {question for question, _version, _order in sitting.asked} - set(answered)
        return Waiting(tuple(left), sitting)
    chosen = choose(candidates_for(learner, now))
    if chosen:
        return Waiting(tuple(chosen), None)
    ahead = cards_of(learner, now).filter(due_at__gt=now).order_by("due_at")
    return Waiting((), None, ahead.values_list("due_at", flat=True).first())


def candidates_for(learner: Person, now: datetime) -> list[Candidate]:
    zone = timezone.get_default_timezone()
    cards = cards_of(learner, now).filter(Q(due_at__lte=now) | Q(is_missed=True))
    rows = list(
        cards.order_by("due_at", "pk").values_list(
            "question_id", "due_at", "stability", "last_reviewed_at", "question__category_id"
        )[:LOOKED_AT]
    )
    topics = _topics_of([row[0] for row in rows]) if len(rows) > MOST else {}
    return [
        Candidate(
            question_id=question_id,
            is_due=due_at <= now,
            retrievability=retrievability(stability, last_at, now, zone),
            # A question without a topic stands for its shelf; numbers of both kinds never meet.
            topics=frozenset(topics.get(question_id, {-category_id})),
        )
        for question_id, due_at, stability, last_at, category_id in rows
    ]


def _topics_of(question_ids: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    pairs = Question.topics.through.objects.filter(question_id__in=list(question_ids))
    for question_id, topic_id in pairs.values_list("question_id", "topic_id"):
        found.setdefault(question_id, set()).add(topic_id)
    return found


def open_sitting(learner: Person, now: datetime) -> Sitting | None:
    """The session she is in the middle of; one of an earlier day is over."""
    sitting = Sitting.objects.filter(learner=learner, finished_at__isnull=True).first()
    if sitting and timezone.localdate(sitting.began_at) == timezone.localdate(now):
        return sitting
    return None


def own_sittings(learner: Person | None) -> QuerySet[Sitting]:
    return Sitting.objects.filter(learner=learner) if learner else Sitting.objects.none()


def answers_in(sitting: Sitting) -> dict[int, ReviewLog]:
    """The answers of a session by question, each with its card."""
    logs = ReviewLog.objects.filter(sitting=sitting).select_related("card")
    return {log.card.question_id: log for log in logs}


def sitting_of(learner: Person | None, sitting_id: UUID) -> Sitting | None:
    return own_sittings(learner).filter(pk=sitting_id).first()
