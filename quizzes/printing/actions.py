"""Writes of papers: one printed, a result typed in, a typed result put right."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from organisations.people.models import Person
from organisations.tree.models import Organisation
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.attempts.settling import grade_attempt, take_back_pass
from quizzes.bank.actions import put_in_use
from quizzes.bank.queries import contents_of
from quizzes.grading.codec import dump
from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import Essay
from quizzes.grading.showing import draw_order
from quizzes.papers.models import Quiz
from quizzes.papers.queries import allowance_for, draw_paper, rules_of, window_of
from quizzes.papers.rules import Allowance, PoolTooSmall
from quizzes.printing.models import PaperPrint, PaperResult
from quizzes.printing.queries import Slot, result_on, slots_of
from quizzes.printing.reading import ReadAnswer, ReadPaper, read_paper, typed_again
from quizzes.printing.rules import OnPaper, draw_variants

_SEED_BITS = 62
_OUT_OF_THE_WAY = 10_000
"""Added to the numbers of questions while they change places."""


class NothingToPrint(Exception):
    """The bank cannot fill the paper of this quiz."""


class TypedRefused(Exception):
    """A typed result cannot be kept; subclasses say why."""


class TypedAlready(TypedRefused):
    """This person's paper of this print has been typed in; `result` is what was."""

    def __init__(self, result: PaperResult) -> None:
        super().__init__(result)
        self.result = result


class NoAttemptLeft(TypedRefused):
    """She has used up her attempts at this quiz."""


class AnswersUnreadable(TypedRefused):
    """Something typed cannot be on that paper; `read` says what."""

    def __init__(self, read: ReadPaper) -> None:
        super().__init__(read)
        self.read = read


@transaction.atomic
def print_paper(
    *,
    quiz: Quiz,
    organisation: Organisation,
    title: str,
    held_on: date,
    variants: int,
    is_same: bool,
    by: User | None,
    now: datetime,
    issuer: str = "",
    hall: str = "",
    minutes: int | None = None,
    seed: int | None = None,
) -> PaperPrint:
    """Draw and keep the papers of one hall. Raises NothingToPrint."""
    seed = secrets.randbits(_SEED_BITS) if seed is None else seed
    try:
        drawn = draw_variants(
            lambda random: draw_paper(quiz, random),
            count=variants,
            seed=seed,
            is_same=is_same,
            shuffle=quiz.shuffle_questions,
        )
    except PoolTooSmall as reason:
        raise NothingToPrint from reason
    asked = [one for _random, paper in drawn for one in paper]
    if not asked:
        raise NothingToPrint
    contents = contents_of({one.version_id for one in asked})
    stored = [
        [
            OnPaper(
                one.question_id,
                one.version_id,
                one.points,
                draw_order(contents[one.version_id], shuffle=quiz.shuffle_options, random=random),
            ).stored()
            for one in paper
        ]
        for random, paper in drawn
    ]
    put_in_use(question_ids={one.question_id for one in asked})
    return PaperPrint.objects.create(
        quiz=quiz,
        organisation=organisation,
        title=title,
        issuer=issuer,
        hall=hall,
        held_on=held_on,
        minutes=minutes,
        variant_count=variants,
        seed=seed,
        variants=stored,
        rules=dump(rules_of(quiz, Allowance())),
        made_by=by,
        made_at=now,
    )


@transaction.atomic
def type_result(
    *, paper: PaperPrint, variant: int, learner: Person, typed: Mapping[int, str], by: User, now: datetime
) -> PaperResult:
    """Keep what somebody wrote as an attempt of hers. The quiz's window does not matter: the hall's day does.

    Raises AnswersUnreadable, TypedAlready, NoAttemptLeft.
    """
    Person.objects.select_for_update(no_key=True).get(pk=learner.pk)  # two hosts at once type one result
    read = _readable(paper, variant, typed)
    if before := result_on(paper, learner):
        raise TypedAlready(before)
    used = Attempt.objects.filter(quiz=paper.quiz, learner=learner)
    allowed = window_of(paper.quiz, allowance_for(paper.quiz, learner, timezone.localdate(now))).attempts
    if allowed is not None and used.count() >= allowed:
        raise NoAttemptLeft
    written_at = _written_at(paper, now)
    attempt = Attempt.objects.create(
        quiz=paper.quiz,
        learner=learner,
        number=(used.aggregate(Max("number"))["number__max"] or 0) + 1,
        seed=paper.seed,
        rules=paper.rules,
        started_at=written_at,
        submitted_at=written_at,
        ended_by=Attempt.Ended.ON_PAPER,
        # No telephone may add answers to what stands on paper.
        reviewed_at=now,
        state=Attempt.State.WAITING,
    )
    AttemptQuestion.objects.bulk_create(_rows(attempt, read))
    result = PaperResult.objects.create(
        paper=paper, attempt=attempt, variant=variant, typed_by=by, typed_at=now
    )
    graded = grade_attempt(attempt=attempt, now=now)
    log(instance=result, action="quizzes.type_paper", user=by, data=_words(result, graded))
    return result


@dataclass(frozen=True, slots=True)
class TypedHall:
    """What became of a hall: the results kept, and who had no attempt left."""

    results: Sequence[PaperResult]
    without_attempts: Sequence[Person]


def type_hall(
    *, paper: PaperPrint, papers: Sequence[tuple[Person, int, Mapping[int, str]]], by: User, now: datetime
) -> TypedHall:
    """Keep the papers of a hall, each as (person, variant, answers); one typed meanwhile stays as it is.

    One paper is one transaction: a hall is long, and others want to save meanwhile. Raises AnswersUnreadable.
    """
    results, without = [], []
    for learner, variant, typed in papers:
        try:
            results.append(
                type_result(paper=paper, variant=variant, learner=learner, typed=typed, by=by, now=now)
            )
        except TypedAlready as before:
            results.append(before.result)
        except NoAttemptLeft:
            without.append(learner)
    return TypedHall(results, without)


@transaction.atomic
def correct_result(
    *, result: PaperResult, variant: int, typed: Mapping[int, str], reason: str, by: User, now: datetime
) -> PaperResult:
    """Put a typed result right; what stood before stays in the audit. Raises AnswersUnreadable."""
    attempt = Attempt.objects.select_for_update().get(pk=result.attempt_id)
    read = _readable(result.paper, variant, typed)
    before = _words(result, attempt) | {"answers": _answers(attempt)}
    had_passed = attempt.is_passed
    _put_right(attempt, result, read)
    result.variant = variant
    result.save(update_fields=["variant"])
    graded = grade_attempt(attempt=attempt, now=now)
    if had_passed and not graded.is_passed:
        take_back_pass(attempt=graded, now=now)
    data = _words(result, graded) | {"answers": _answers(attempt), "before": before, "reason": reason}
    log(instance=result, action="quizzes.correct_paper", user=by, data=data)
    return result


def _readable(paper: PaperPrint, variant: int, typed: Mapping[int, str]) -> ReadPaper:
    read = read_paper(paper, variant, typed)
    if read.problems:
        raise AnswersUnreadable(read)
    return read


def _written_at(paper: PaperPrint, now: datetime) -> datetime:
    """The day of the hall at noon; what is typed in that very morning was written before."""
    noon = timezone.make_aware(datetime.combine(paper.held_on, time(12)))
    return min(noon, now)


def _rows(attempt: Attempt, read: ReadPaper) -> list[AttemptQuestion]:
    return [
        AttemptQuestion(
            attempt=attempt,
            slot=answer.slot.number,
            question_id=answer.slot.asked.question_id,
            version_id=answer.slot.asked.version_id,
            key_id=answer.slot.key_id,
            points=answer.slot.asked.points,
            order=answer.slot.asked.order,
            response=answer.response,
            answered_at=attempt.submitted_at if answer.response is not None else None,
            fraction=answer.fraction,
        )
        for answer in read.answers
    ]


def _put_right(attempt: Attempt, result: PaperResult, read: ReadPaper) -> None:
    """Each answer keeps its row, and with it the marks that people gave; what is typed as before stays."""
    before = {slot.asked.question_id: slot for slot in slots_of(result.paper, result.variant)}
    asked = {answer.slot.asked.question_id for answer in read.answers}
    attempt.questions.exclude(question__in=asked).delete()
    attempt.questions.update(slot=F("slot") + _OUT_OF_THE_WAY)
    standing = {row.question_id: row for row in attempt.questions.all()}
    new = []
    for row, answer in zip(_rows(attempt, read), read.answers, strict=True):
        if kept := standing.get(row.question_id):
            _follow(kept, row, answer, before[row.question_id])
        else:
            new.append(row)
    AttemptQuestion.objects.bulk_create(new)


def _follow(kept: AttemptQuestion, row: AttemptQuestion, answer: ReadAnswer, before: Slot) -> None:
    kept.slot, kept.version_id, kept.order = row.slot, row.version_id, row.order
    if isinstance(answer.slot.question, Essay):
        is_typed_otherwise = typed_again(before, kept.response, kept.fraction) != answer.typed
    else:
        is_typed_otherwise = kept.response != row.response
    # What a person has marked keeps her mark, as it does where an answer arrives late.
    if is_typed_otherwise and not (kept.settled_at and isinstance(answer.slot.question, Essay)):
        kept.response, kept.answered_at = row.response, row.answered_at
        if not kept.settled_at:
            kept.fraction = _earned(kept, answer)
    kept.save(update_fields=["slot", "version", "order", "response", "answered_at", "fraction"])


def _earned(kept: AttemptQuestion, answer: ReadAnswer) -> float | None:
    if isinstance(answer.slot.question, Essay):
        return answer.fraction
    return fraction_of(contents_of([kept.marked_by_id])[kept.marked_by_id], answer.response)


def _answers(attempt: Attempt) -> list[Any]:
    return [
        [row.slot, row.response, row.fraction]
        for row in AttemptQuestion.objects.filter(attempt=attempt).order_by("slot")
    ]


def _words(result: PaperResult, attempt: Attempt) -> dict[str, Any]:
    return {
        "print": str(result.paper_id),
        "person": str(attempt.learner.public_id),
        "variant": result.variant,
        "percent": attempt.percent,
    }
