"""Keeping what has been worked out."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from quizzes.analysis.models import Counted, ItemVerdict, QuizAnalysis
from quizzes.analysis.queries import (
    FORM,
    Stand,
    figures_in,
    gather_quiz,
    is_fresh,
    kept_figures,
    stand_of,
)
from quizzes.analysis.summary import QuizFigures, summarise
from quizzes.bank.queries import contents_of
from quizzes.grading.codec import dump
from quizzes.papers.models import Quiz

ATTEMPTS_AT_ONCE = 10_000
"""A list of quizzes works out no more than these anew before it answers; the rest stays as it was."""


def fresh_figures(*, quiz: Quiz, counted: str = Counted.FIRST) -> QuizFigures:
    """A quiz's figures after its last marked attempt: the kept ones, or worked out and kept."""
    stand = stand_of(quiz)
    kept = kept_figures([quiz.pk], counted).get(quiz.pk)
    if kept and is_fresh(kept, stand) and (figures := figures_in(kept)):
        return figures
    return _work_out(quiz, counted, stand)


def refresh_list(*, quizzes: Sequence[Any]) -> dict[int, QuizFigures]:
    """Figures for a list of quizzes (`queries.analysed_quizzes`), the first ones brought up to date.

    A quiz whose turn has not come is told as it was kept; one that was never kept is left out.
    """
    kept = kept_figures([quiz.pk for quiz in quizzes], Counted.FIRST)
    found: dict[int, QuizFigures] = {}
    left = ATTEMPTS_AT_ONCE
    for quiz in quizzes:
        stand = Stand(quiz.graded, quiz.last_graded_at)
        old = kept.get(quiz.pk)
        figures = figures_in(old) if old else None
        is_stale = figures is None or not is_fresh(old, stand)
        if is_stale and (stand.graded <= left or not found):
            figures, left = _work_out(quiz, Counted.FIRST, stand), left - stand.graded
        if figures:
            found[quiz.pk] = figures
    return found


def _work_out(quiz: Quiz, counted: str, stand: Stand) -> QuizFigures:
    gathered = gather_quiz(quiz, counted)
    newest = [max(by_version) for by_version in gathered.answers.values()]
    figures = summarise(gathered, contents_of(newest))
    _keep(quiz, counted, stand, figures)
    return figures


@transaction.atomic
def _keep(quiz: Quiz, counted: str, stand: Stand, figures: QuizFigures) -> None:
    QuizAnalysis.objects.update_or_create(
        quiz=quiz,
        counted=counted,
        defaults={
            "graded": stand.graded,
            "last_graded_at": stand.last_graded_at,
            "form": FORM,
            "figures": dump(figures),
        },
    )
    if counted == Counted.FIRST:
        _keep_verdicts(quiz, figures)


def _keep_verdicts(quiz: Quiz, figures: QuizFigures) -> None:
    ItemVerdict.objects.filter(quiz=quiz).exclude(
        question__in=[item.question_id for item in figures.items]
    ).delete()
    ItemVerdict.objects.bulk_create(
        [
            ItemVerdict(
                quiz=quiz,
                question_id=item.question_id,
                version_id=item.version_id,
                asked=item.figures.asked,
                urgency=item.urgency,
                finding=dump(item.findings[0]),
            )
            for item in figures.items
        ],
        update_conflicts=True,
        unique_fields=["quiz", "question"],
        update_fields=["version", "asked", "urgency", "finding"],
    )
