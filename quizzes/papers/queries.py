"""Reads of quizzes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from organisations.appointments.queries import serving_on
from organisations.people.models import Person
from organisations.tree.heirs import became, heirs_of
from organisations.tree.rules import numbers_on
from quizzes.bank.models import Question
from quizzes.bank.queries import questions_within, usable_questions
from quizzes.grading.questions import Kind
from quizzes.papers.models import FixedItem, Quiz, QuizException, RandomDraw
from quizzes.papers.rules import (
    Allowance,
    AttemptRules,
    Behaviour,
    Counting,
    Draw,
    PoolTooSmall,
    ShowWhen,
    Window,
    draw_questions,
    widest,
)


def open_quizzes() -> QuerySet[Quiz]:
    """Quizzes that have been published and not been withdrawn, whatever their window."""
    found: QuerySet[Quiz] = Quiz.objects.filter(live=True)
    return found


def counted(quizzes: QuerySet[Quiz]) -> QuerySet[Quiz]:
    """Quizzes with `asked`, the number of questions that one attempt has."""
    fixed = FixedItem.objects.filter(quiz=OuterRef("pk")).values("quiz")
    drawn = RandomDraw.objects.filter(quiz=OuterRef("pk")).values("quiz")
    found: QuerySet[Quiz] = quizzes.annotate(
        asked=Coalesce(Subquery(fixed.annotate(total=Count("pk")).values("total")), 0)
        + Coalesce(Subquery(drawn.annotate(total=Sum("count")).values("total")), 0)
    )
    return found


def has_final_test(quiz_ids: Collection[int]) -> bool:
    """Whether one of these quizzes is the final test of a course."""
    return bool(quiz_ids) and Quiz.objects.filter(pk__in=quiz_ids, purpose=Quiz.Purpose.FINAL).exists()


def quizzes_with_an_essay(quiz_ids: Collection[int]) -> list[int]:
    """Those of these quizzes in which everybody writes an essay; one that may be drawn is none."""
    if not quiz_ids:
        return []
    essays = FixedItem.objects.filter(quiz__in=quiz_ids, question__kind=Kind.ESSAY)
    return sorted(set(essays.order_by().values_list("quiz", flat=True)))


def pool_of(draw: RandomDraw) -> QuerySet[Question]:
    """The questions that a draw may bring."""
    found = questions_within(draw.category)
    if draw.topic_id:
        found = found.filter(topics=draw.topic_id)
    return found.filter(difficulty=draw.difficulty) if draw.difficulty else found


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one paper asks it."""

    question_id: int
    version_id: int
    points: float


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a quiz cannot be asked as it stands: a fixed question that may not be asked, or a draw that
    `missing` questions are lacking in; neither for a quiz without any question."""

    item: FixedItem | None = None
    draw: RandomDraw | None = None
    missing: int = 0
    is_worth_nothing: bool = False


def what_lacks(quiz: Quiz) -> list[Lack]:
    """Everything that would keep an attempt from being begun; empty for a quiz that can be asked."""
    fixed, draws = list(quiz.fixed_items.all()), list(quiz.random_draws.all())
    if not fixed and not draws:
        return [Lack()]
    if not any(one.points for one in [*fixed, *draws]):
        return [Lack(is_worth_nothing=True)]
    usable = set(
        usable_questions().filter(pk__in=[i.question_id for i in fixed]).values_list("pk", flat=True)
    )
    lacks = [Lack(item=item) for item in fixed if item.question_id not in usable]
    try:
        draw_questions(_draws(draws), taken=usable, random=Random(0))  # noqa: S311  (a rehearsal)
    except PoolTooSmall as reason:
        lacks.append(Lack(draw=draws[reason.key], missing=reason.missing))
    return lacks


def draw_paper(quiz: Quiz, random: Random) -> list[Asked]:
    """The questions of one attempt in their order, each in its current version.

    A fixed question that may not be asked any more is left out. Raises PoolTooSmall.
    """
    fixed, draws = list(quiz.fixed_items.all()), list(quiz.random_draws.all())
    drawn = draw_questions(_draws(draws), taken={item.question_id for item in fixed}, random=random)
    wanted = [(item.question_id, float(item.points)) for item in fixed]
    wanted += [(pk, float(draws[key].points)) for key, found in sorted(drawn.items()) for pk in found]
    versions = _current_versions(pk for pk, _ in wanted)
    paper = [Asked(pk, versions[pk], points) for pk, points in wanted if pk in versions]
    return random.sample(paper, len(paper)) if quiz.shuffle_questions else paper


def _draws(draws: list[RandomDraw]) -> list[Draw]:
    pools = [tuple(pool_of(draw).order_by("pk").values_list("pk", flat=True).distinct()) for draw in draws]
    return [Draw(key, draw.count, pool) for key, (draw, pool) in enumerate(zip(draws, pools, strict=True))]


def _current_versions(question_ids: Iterable[int]) -> dict[int, int]:
    rows = usable_questions().filter(pk__in=list(question_ids)).values_list("pk", "current_id")
    return {pk: version for pk, version in rows if version is not None}


def exceptions_for(quiz: Quiz, person: Person, today: date) -> list[QuizException]:
    """What has been granted to a person, or to a part of the tree where she holds a post today, or to what
    has become of it since: a merger or a split takes nothing from anybody."""
    hers_or_anywhere = Q(person=person) | Q(organisation__isnull=False)
    granted = list(exceptions_in_force().filter(hers_or_anywhere, quiz=quiz))
    places = {one.organisation_id for one in granted if one.organisation_id}
    if not places:
        return granted
    paths = serving_on(today).filter(person=person).values_list("organisation__path", flat=True)
    above = {number for path in paths for number in numbers_on(path)}
    heirs = heirs_of(places) if above else {}
    return [
        one
        for one in granted
        if not one.organisation_id or (above and became(one.organisation_id, one.given_at, heirs) & above)
    ]


def exceptions_in_force() -> QuerySet[QuizException]:
    return QuizException.objects.filter(ended_at__isnull=True)


def allowance_for(quiz: Quiz, person: Person, today: date) -> Allowance:
    granted = exceptions_for(quiz, person, today)
    return widest(Allowance(one.extra_minutes, one.extra_attempts, one.closes_at) for one in granted)


def window_of(quiz: Quiz, allowance: Allowance) -> Window:
    attempts = quiz.max_attempts + allowance.extra_attempts if quiz.max_attempts else None
    closes_at = quiz.closes_at
    if closes_at and allowance.closes_at:
        closes_at = max(closes_at, allowance.closes_at)
    return Window(quiz.opens_at, closes_at, attempts)


def rules_of(quiz: Quiz, allowance: Allowance) -> AttemptRules:
    """What an attempt that begins now is bound to."""
    limit = quiz.time_limit_minutes
    seconds = int(timedelta(minutes=limit + allowance.extra_minutes).total_seconds()) if limit else None
    has_tries = quiz.behaviour == Behaviour.TRIES
    return AttemptRules(
        behaviour=Behaviour(quiz.behaviour),
        tries=quiz.tries if has_tries else 1,
        penalty=quiz.penalty_percent / 100 if has_tries else 0.0,
        pass_percent=quiz.pass_percent,
        seconds=seconds,
        extra_seconds=allowance.extra_minutes * 60 if limit else 0,
        late_seconds=quiz.late_hours * 60 * 60,
        per_page=quiz.per_page,
        show_marks=ShowWhen(quiz.show_marks),
        show_answers=ShowWhen(quiz.show_answers),
        show_explanations=ShowWhen(quiz.show_explanations),
    )


def counting_of(quiz: Quiz) -> Counting:
    return Counting(quiz.counting)
