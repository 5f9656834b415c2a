"""The queue of essays, and one of them on a marker's desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from organisations.oversight.queries import people_within
from organisations.tree.models import Organisation
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.bank.models import Question
from quizzes.marking.models import EssayMark, EssayMarking, SecondMarking
from quizzes.marking.queries import Marker, called, essays_seen_by, overseen_among
from quizzes.marking.rules import Stage
from quizzes.papers.models import Quiz


@dataclass(frozen=True, slots=True)
class Wish:
    """Which essays somebody wants to see; `by_two` asks for those that two people mark."""

    quiz: Quiz | None = None
    question: Question | None = None
    organisation: Organisation | None = None
    stage: str = ""
    by_two: bool = False


def essays_waiting(marker: Marker) -> QuerySet[AttemptQuestion]:
    """What waits for this marker, what has waited longest first.

    An essay that she has marked waits for another; where two differ it waits for who decides.
    """
    waiting = essays_seen_by(marker).filter(attempt__state=Attempt.State.WAITING, fraction__isnull=True)
    over = (Stage.RETURNED, Stage.REWRITE) if marker.decides else (Stage.RETURNED, Stage.REWRITE, Stage.THIRD)
    hers = EssayMark.objects.filter(marking__asked=OuterRef("pk"), marker=marker.user, place__isnull=False)
    found = waiting.exclude(marking__stage__in=over).filter(~Exists(hers.order_by()))
    return found.order_by("attempt__submitted_at", "pk")


def _at(stage: str) -> Q:
    """What nobody has taken on a desk yet has no marking of its own."""
    here = Q(marking__stage=stage)
    return here | Q(marking__isnull=True) if stage == Stage.FIRST else here


def _marked_by_two() -> Exists:
    rules = SecondMarking.objects.filter(Q(quiz=OuterRef("attempt__quiz")) | Q(question=OuterRef("question")))
    return Exists(rules.order_by())


def essays_wished(marker: Marker, wish: Wish) -> QuerySet[AttemptQuestion]:
    found = essays_waiting(marker)
    if wish.quiz:
        found = found.filter(attempt__quiz=wish.quiz)
    if wish.question:
        found = found.filter(question=wish.question)
    if wish.organisation:
        people = people_within([wish.organisation.path], on=timezone.localdate())
        found = found.filter(attempt__learner__in=people.order_by().values("pk"))
    if wish.by_two:
        found = found.filter(_marked_by_two())
    return found.filter(_at(wish.stage)) if wish.stage else found


def counts_by_stage(marker: Marker, wish: Wish) -> dict[str, int]:
    """How many wait, by what they wait for; as `wish` says, but whatever its stage."""
    rows = essays_wished(marker, Wish(wish.quiz, wish.question, wish.organisation, "", wish.by_two))
    counts: dict[str, int] = {}
    for stage, count in rows.order_by().values_list("marking__stage").annotate(Count("pk")):
        counts[stage or Stage.FIRST] = counts.get(stage or Stage.FIRST, 0) + count
    return counts


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An essay in the queue, as its marker sees it."""

    number: int
    called: str
    is_named: bool
    learner_id: int
    quiz: str
    question: str
    submitted_at: datetime | None
    stage: str
    by_two: bool
    claimed_by: str
    is_hers: bool


def queue_rows(marker: Marker, rows: Sequence[AttemptQuestion], now: datetime) -> list[QueueRow]:
    named = overseen_among(marker, [row.attempt.learner_id for row in rows])
    return [_queue_row(marker, row, row.attempt.learner_id in named, now) for row in rows]


def for_the_queue(rows: QuerySet[AttemptQuestion]) -> QuerySet[AttemptQuestion]:
    """With what a line shows, and without the essays themselves."""
    related = rows.select_related("attempt__quiz", "attempt__learner", "version", "marking__claimed_by")
    return related.annotate(by_two=_marked_by_two()).defer(
        "response", "order", "tries", "version__content", "attempt__rules"
    )


def _queue_row(marker: Marker, row: AttemptQuestion, is_named: bool, now: datetime) -> QueueRow:
    marking = getattr(row, "marking", None)
    is_claimed = marking is not None and is_claimed_at(marking, now)
    attempt = row.attempt
    return QueueRow(
        number=row.pk,
        called=called(row.pk, attempt.learner.full_name, is_named=is_named),
        is_named=is_named,
        learner_id=attempt.learner_id,
        quiz=attempt.quiz.title,
        question=row.version.label,
        submitted_at=attempt.submitted_at,
        stage=marking.stage if marking else Stage.FIRST,
        by_two=getattr(row, "by_two", False),
        claimed_by=str(marking.claimed_by) if marking and is_claimed else "",
        is_hers=bool(marking and is_claimed and marking.claimed_by_id == marker.user.pk),
    )


def is_claimed_at(marking: EssayMarking, now: datetime) -> bool:
    until = marking.claimed_until
    return marking.claimed_by_id is not None and until is not None and now < until


def allowed_percent_for(asked: AttemptQuestion) -> int | None:
    """By how much two markers may differ; None where one is enough. A question's own rule comes first."""
    rules = SecondMarking.objects.filter(Q(quiz=asked.attempt.quiz_id) | Q(question=asked.question_id))
    found = {rule.question_id is not None: rule.allowed_percent for rule in rules}
    return found.get(True, found.get(False))


def marking_of(asked: AttemptQuestion) -> EssayMarking | None:
    return EssayMarking.objects.filter(asked=asked).select_related("claimed_by").first()


def marks_given(marking: EssayMarking) -> list[EssayMark]:
    """In the order in which they were given; drafts are nobody's but their marker's."""
    given = EssayMark.objects.filter(marking=marking, place__isnull=False).select_related("marker")
    return list(given.order_by("place"))


def marks_shown_to(marker: Marker, marking: EssayMarking | None) -> list[EssayMark]:
    """Blind until she has given hers: a second marker never sees the first mark; who decides sees both."""
    if marking is None:
        return []
    given = marks_given(marking)
    has_given = any(mark.marker_id == marker.user.pk for mark in given)
    is_over = marking.stage in (Stage.RETURNED, Stage.REWRITE)
    decides = marking.stage == Stage.THIRD and marker.decides
    return given if is_over or decides or has_given else []


def own_mark(marker: Marker, marking: EssayMarking | None) -> EssayMark | None:
    if marking is None:
        return None
    return EssayMark.objects.filter(marking=marking, marker=marker.user).first()


def second_markings() -> QuerySet[SecondMarking]:
    return SecondMarking.objects.select_related("quiz", "question", "set_by")


def quizzes_waiting(marker: Marker) -> QuerySet[Quiz]:
    waiting = essays_waiting(marker).order_by().values("attempt__quiz")
    found: QuerySet[Quiz] = Quiz.objects.filter(pk__in=waiting)
    return found


def essays_asked_about(marker: Marker) -> QuerySet[Question]:
    waiting = essays_waiting(marker).order_by().values("question")
    found: QuerySet[Question] = Question.objects.filter(pk__in=waiting)
    return found
