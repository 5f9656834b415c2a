"""A quiz at a glance, for the pages it stands on: what it asks, and where one learner stands in it.

However many quizzes a page holds, two queries bring them all: the quizzes, and her attempts in them.
Nothing is counted but the questions.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from organisations.people.models import Person
from quizzes.attempts.models import Attempt, QuizStanding
from quizzes.attempts.rules import Ending, may_still_arrive
from quizzes.attempts.windows import window_for
from quizzes.papers.models import FixedItem, Quiz, QuizException, RandomDraw
from quizzes.papers.queries import allowance_for
from quizzes.papers.rules import Allowance, Refusal, ShowWhen, Window, why_not_begin

NOBODY = 0
"""A number that no person has."""


class Stage(StrEnum):
    """Where a learner stands in a quiz."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    WAITING = "waiting"  # for a marker
    PASSED = "passed"
    NOT_PASSED = "not_passed"


@dataclass(frozen=True, slots=True)
class Glance:
    """A quiz and a learner's standing; `percent` is the mark that counts, None while there is none.

    `attempts_left` is None for as many as she likes, `ends_at` when an attempt under way ends by itself,
    `refusal` why she cannot begin now. `is_taught` is False for a quiz that was withdrawn. `counts` is the
    mark that counts whether or not she may be told: for what follows from it, never for her eyes.
    """

    quiz_id: int
    title: str
    slug: str
    is_final_test: bool
    is_taught: bool
    questions: int
    minutes: int | None
    pass_percent: int
    stage: Stage
    window: Window
    percent: float | None = None
    counts: float | None = None
    counts_since: datetime | None = None
    passed_at: datetime | None = None
    attempts_used: int = 0
    attempts_left: int | None = None
    ends_at: datetime | None = None
    refusal: Refusal | None = None

    @property
    def may_begin(self) -> bool:
        return self.is_taught and self.refusal is None

    @property
    def has_page(self) -> bool:
        """Whether the quiz has something for her: to begin, to go on with, or to look back at."""
        return self.is_taught or self.attempts_used > 0


def glances_at(quiz_ids: Collection[int], *, learner: Person | None, now: datetime) -> dict[int, Glance]:
    """These quizzes by number, as a learner meets them now; nobody in particular stands nowhere."""
    if not quiz_ids:
        return {}
    rows = _with_standing(_with_size(Quiz.objects.filter(pk__in=quiz_ids)), learner)
    latest = _latest_attempts(quiz_ids, learner)
    return {quiz.pk: _glance(quiz, latest.get(quiz.pk, NO_ATTEMPT), learner, now) for quiz in rows}


def _with_size(quizzes: QuerySet[Quiz]) -> QuerySet[Any]:
    """How many questions a paper has: the fixed ones, and those that are drawn."""
    fixed = FixedItem.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
    drawn = RandomDraw.objects.filter(quiz=OuterRef("pk")).order_by().values("quiz")
    sized: QuerySet[Any] = quizzes.annotate(
        fixed_count=Coalesce(Subquery(fixed.annotate(found=Count("pk")).values("found")), 0),
        drawn_count=Coalesce(Subquery(drawn.annotate(found=Sum("count")).values("found")), 0),
    )
    return sized


def _with_standing(quizzes: QuerySet[Any], learner: Person | None) -> QuerySet[Any]:
    pk = learner.pk if learner else NOBODY
    granted = QuizException.objects.filter(quiz=OuterRef("pk"), ended_at__isnull=True)
    placed: QuerySet[Any] = quizzes.annotate(
        own=FilteredRelation("standings", condition=Q(standings__learner=Value(pk))),
        own_percent=F("own__percent"),
        own_passed_at=F("own__passed_at"),
        own_graded_at=F("own__last_graded_at"),
        has_exceptions=Exists(granted),
    )
    return placed


class _Latest(NamedTuple):
    """A learner's latest attempt in a quiz, as far as a glance needs it."""

    number: int
    state: str
    ends_at: datetime | None
    submitted_at: datetime | None
    reviewed_at: datetime | None


NO_ATTEMPT = _Latest(0, "", None, None, None)


def _latest_attempts(quiz_ids: Collection[int], learner: Person | None) -> dict[int, _Latest]:
    if not learner:
        return {}
    columns = ("quiz", "number", "state", "deadline_at", "submitted_at", "reviewed_at")
    attempts = Attempt.objects.filter(quiz__in=quiz_ids, learner=learner).order_by("number")
    return {quiz: _Latest(*latest) for quiz, *latest in attempts.values_list(*columns)}


def _glance(quiz: Any, latest: _Latest, learner: Person | None, now: datetime) -> Glance:
    allowance = Allowance()
    if learner and quiz.has_exceptions:
        allowance = allowance_for(quiz, learner, timezone.localdate(now))
    used = latest.number
    window = window_for(quiz, allowance, learner, used, now)
    is_open = latest.state == Attempt.State.OPEN
    is_over = is_open and latest.ends_at is not None and latest.ends_at <= now
    return Glance(
        quiz_id=quiz.pk,
        title=quiz.title,
        slug=quiz.slug,
        is_final_test=quiz.purpose == Quiz.Purpose.FINAL,
        is_taught=quiz.live,
        questions=quiz.fixed_count + quiz.drawn_count,
        minutes=_minutes(quiz, allowance),
        pass_percent=quiz.pass_percent,
        stage=_stage(quiz, latest, is_under_way=is_open and not is_over),
        window=window,
        percent=quiz.own_percent if _may_tell(quiz, latest, window, now) else None,
        counts=quiz.own_percent,
        counts_since=quiz.own_graded_at,
        passed_at=quiz.own_passed_at,
        attempts_used=used,
        attempts_left=None if window.attempts is None else max(0, window.attempts - used),
        ends_at=latest.ends_at if is_open and not is_over else None,
        refusal=why_not_begin(window, used=used, now=now),
    )


def _may_tell(quiz: Any, latest: _Latest, window: Window, now: datetime) -> bool:
    """Whether the mark may be seen: as the quiz says, and not while an answer could still come and count."""
    late_seconds = quiz.late_hours * 60 * 60
    last = Ending(latest.ends_at, latest.submitted_at, latest.reviewed_at, late_seconds)
    if latest.submitted_at and may_still_arrive(last, now):
        return False
    match ShowWhen(quiz.show_marks):
        case ShowWhen.AT_ONCE | ShowWhen.SUBMITTED:
            return True
        case ShowWhen.PASSED_OR_OVER:
            is_over = window.attempts is not None and latest.number >= window.attempts
            return bool(quiz.own_passed_at) or is_over
        case ShowWhen.CLOSED:
            return quiz.closes_at is not None and now >= quiz.closes_at
        case ShowWhen.NEVER:
            return False


def _minutes(quiz: Quiz, allowance: Allowance) -> int | None:
    return quiz.time_limit_minutes and quiz.time_limit_minutes + allowance.extra_minutes


def _stage(quiz: Any, latest: _Latest, *, is_under_way: bool) -> Stage:
    if is_under_way:
        return Stage.UNDER_WAY
    if quiz.own_passed_at:
        return Stage.PASSED
    if latest.state == Attempt.State.WAITING:
        return Stage.WAITING
    return Stage.NOT_PASSED if latest.number else Stage.NOT_BEGUN


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An attempt that is open and ends by itself: nothing she could do next is more pressing."""

    title: str
    slug: str
    came_from: str
    ends_at: datetime


def pressing_attempts(learner: Person | None, now: datetime) -> list[UnderWay]:
    """A learner's open attempts with an end that is still to come, the nearest end first."""
    if not learner:
        return []
    rows = Attempt.objects.filter(learner=learner, state=Attempt.State.OPEN, deadline_at__gt=now)
    columns = ("quiz__title", "quiz__slug", "came_from", "deadline_at")
    return [UnderWay(*row) for row in rows.order_by("deadline_at").values_list(*columns)]


def standings_passed(learners: QuerySet[Person], quiz_ids: Collection[int]) -> QuerySet[QuizStanding]:
    """Who of these learners has passed which of these quizzes."""
    passed = QuizStanding.objects.filter(quiz__in=quiz_ids, passed_at__isnull=False, learner__in=learners)
    return passed.select_related("learner")


def standings_with_a_mark(
    learners: Collection[int] | None, quiz_ids: Collection[int]
) -> QuerySet[QuizStanding]:
    """Where these learners, by numbers, or all, have a mark that counts in these quizzes."""
    marked = QuizStanding.objects.filter(quiz__in=quiz_ids, percent__isnull=False)
    return marked if learners is None else marked.filter(learner__in=learners)
