"""Writes of spaced review: what an attempt tells, a session begun, a question of it answered."""

import secrets
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from organisations.people.models import Person
from quizzes.attempts.models import Attempt
from quizzes.attempts.queries import questions_of
from quizzes.bank.queries import contents_of, usable_questions
from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import Kind
from quizzes.grading.responses import read_response
from quizzes.grading.showing import draw_order
from quizzes.reviewing.models import ReviewCard, ReviewLog, Sitting
from quizzes.reviewing.queries import candidates_for, open_sitting
from quizzes.reviewing.rules import choose
from quizzes.reviewing.scheduling import Reviewed, memory_after

_MEMORY_FIELDS = ["stability", "difficulty", "due_at", "last_reviewed_at", "reviews", "lapses", "is_missed"]


class SittingOver(Exception):
    """The session has been ended meanwhile, by a quiz that may ask the same."""


class NothingWaits(Exception):
    """No question is due and none was missed."""


@transaction.atomic
def note_attempt(*, attempt: Attempt, now: datetime) -> None:
    """Keep what a marked attempt says of each question; one that says nothing new changes nothing.

    Essays are left out (nobody recalls an essay), and so is what may not be asked any more.
    """
    rows = [row for row in questions_of(attempt) if row.fraction is not None]
    askable = usable_questions().filter(pk__in=[row.question_id for row in rows]).exclude(kind=Kind.ESSAY)
    usable = set(askable.values_list("pk", flat=True))
    rows = [row for row in rows if row.question_id in usable]
    if not rows:
        return
    cards = _cards(attempt.learner, [row.question_id for row in rows], now)
    told = {
        log.card_id: log.fraction
        for log in ReviewLog.objects.filter(attempt=attempt, card__in=cards.values()).order_by("pk")
    }
    new = [
        ReviewLog(
            card=cards[row.question_id],
            version_id=row.version_id,
            attempt=attempt,
            response=row.response,
            fraction=row.fraction or 0.0,
            reviewed_at=row.answered_at or attempt.submitted_at or now,
            recorded_at=now,
        )
        for row in rows
        if told.get(cards[row.question_id].pk) != row.fraction
    ]
    ReviewLog.objects.bulk_create(new)
    settle_cards(cards=[log.card for log in new])


def end_sittings(*, learner: Person, now: datetime) -> None:
    """End the sessions that a learner is in the middle of; what she answered stays."""
    Sitting.objects.filter(learner=learner, finished_at__isnull=True).update(finished_at=now)


def _cards(learner: Person, question_ids: Collection[int], now: datetime) -> dict[int, ReviewCard]:
    fresh = [
        ReviewCard(learner=learner, question_id=pk, due_at=now, last_reviewed_at=now) for pk in question_ids
    ]
    ReviewCard.objects.bulk_create(fresh, ignore_conflicts=True)
    found = ReviewCard.objects.filter(learner=learner, question_id__in=question_ids)
    return {card.question_id: card for card in found}


def settle_cards(*, cards: Sequence[ReviewCard]) -> None:
    """Bring cards up to their logs: what follows from all answers, whenever each arrived."""
    zone = timezone.get_default_timezone()
    logs: dict[int, list[ReviewLog]] = defaultdict(list)
    for log in ReviewLog.objects.filter(card__in=cards).order_by("pk"):
        logs[log.card_id].append(log)
    for card in cards:
        counted = _counted(logs[card.pk])
        memory = memory_after([Reviewed(log.reviewed_at, log.fraction) for log in counted], zone)
        if memory is None:
            continue
        card.stability, card.difficulty = memory.stability, memory.difficulty
        card.due_at, card.last_reviewed_at = memory.due_at, memory.last_at
        card.reviews, card.lapses = memory.reviews, memory.lapses
        last = max(counted, key=lambda log: (log.reviewed_at, log.pk))
        card.is_missed = last.attempt_id is not None and last.fraction < 1
    ReviewCard.objects.bulk_update(cards, _MEMORY_FIELDS)


def _counted(logs: Sequence[ReviewLog]) -> list[ReviewLog]:
    """Of several lines about one attempt the last."""
    last = {log.attempt_id: log for log in logs if log.attempt_id}
    return [*last.values(), *(log for log in logs if not log.attempt_id)]


@transaction.atomic
def begin_sitting(*, learner: Person, now: datetime, seed: int | None = None) -> Sitting:
    """Begin a session, or go on with today's. Raises NothingWaits."""
    Person.objects.select_for_update(no_key=True).get(pk=learner.pk)  # two taps at once begin one session
    standing = open_sitting(learner, now)
    if standing:
        return standing
    Sitting.objects.filter(learner=learner, finished_at__isnull=True).update(finished_at=now)
    chosen = choose(candidates_for(learner, now))
    if not chosen:
        raise NothingWaits
    versions = dict(usable_questions().filter(pk__in=chosen).values_list("pk", "current_id"))
    contents = contents_of(versions.values())
    random = Random(secrets.randbits(63) if seed is None else seed)  # noqa: S311  (an order, no secret)
    asked: list[Any] = [
        [pk, versions[pk], draw_order(contents[versions[pk]], shuffle=True, random=random)] for pk in chosen
    ]
    return Sitting.objects.create(learner=learner, asked=asked, began_at=now)


@transaction.atomic
def answer_question(*, sitting: Sitting, number: int, raw: Any, now: datetime) -> ReviewLog:
    """Take the answer to the question at `number` (from 1); the first one stands, however often it is sent.

    `raw` None says that she does not know. Raises BadResponse, SittingOver.
    """
    locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
    question_id, version_id, _order = locked.asked[number - 1]
    [card] = _cards(locked.learner, [question_id], now).values()
    known = ReviewLog.objects.filter(sitting=locked, card=card).first()
    if known:
        return known
    if locked.finished_at:
        raise SittingOver
    content = contents_of([version_id])[version_id]
    response = read_response(content, raw)
    log = ReviewLog.objects.create(
        card=card,
        version_id=version_id,
        sitting=locked,
        response=response,
        fraction=fraction_of(content, response) or 0.0,
        reviewed_at=now,
        recorded_at=now,
    )
    settle_cards(cards=[card])
    if ReviewLog.objects.filter(sitting=locked).count() == len(locked.asked):
        locked.finished_at = now
        locked.save(update_fields=["finished_at"])
    return log
