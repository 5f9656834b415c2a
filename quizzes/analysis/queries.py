"""Reads of marked attempts, as columns of plain numbers: nobody is named, nothing is kept of who it was."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Max, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from quizzes.analysis.figures.choices import Table
from quizzes.analysis.figures.items import (
    Answered,
    Answers,
    ItemFigures,
    choice_tables,
    item_figures,
    together,
)
from quizzes.analysis.figures.measures import Measure
from quizzes.analysis.figures.shares import facility
from quizzes.analysis.models import Counted, ItemVerdict, QuizAnalysis
from quizzes.analysis.rules import Finding, Urgency, findings_of
from quizzes.analysis.summary import Gathered, QuizFigures
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.bank.models import Question, QuestionVersion
from quizzes.bank.queries import contents_of
from quizzes.grading.codec import BadData, load
from quizzes.papers.models import Quiz

AT_A_TIME = 5000
KEPT_FOR = 24 * 60 * 60
"""Seconds."""
FORM = 1
"""Of kept figures: raised whenever a formula or a rule of the verdicts changes."""
_DIGITS = 9
"""Beyond them the same rest of two attempts differs by how it was added up."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How many attempts have been marked, and when the last: what figures were worked out from."""

    graded: int
    last_graded_at: datetime | None


def analysed_quizzes() -> QuerySet[Quiz]:
    """Quizzes with marked attempts, those attempted last first, with `graded` and `last_graded_at`."""
    marked = Q(attempts__state=Attempt.State.GRADED)
    found: QuerySet[Quiz] = (
        Quiz.objects.annotate(
            graded=Count("attempts", filter=marked),
            last_graded_at=Max("attempts__graded_at", filter=marked),
        )
        .filter(graded__gt=0)
        .order_by("-last_graded_at", "pk")
    )
    return found


def all_quizzes() -> QuerySet[Quiz]:
    found: QuerySet[Quiz] = Quiz.objects.all()
    return found


def all_questions() -> QuerySet[Question]:
    found: QuerySet[Question] = Question.objects.select_related("current", "category")
    return found


def stand_of(quiz: Quiz) -> Stand:
    """Of all attempts, whichever are counted: a first one that is marked anew counts as well."""
    return _stand(Attempt.objects.filter(quiz=quiz, state=Attempt.State.GRADED), "pk", "graded_at")


def _stand(rows: QuerySet[Any], key: str, at: str) -> Stand:
    found = rows.aggregate(graded=Count(key), last=Max(at))
    return Stand(found["graded"], found["last"])


def kept_figures(quiz_ids: Collection[int], counted: str) -> dict[int, QuizAnalysis]:
    found = QuizAnalysis.objects.filter(quiz__in=quiz_ids, counted=counted, form=FORM)
    return {kept.quiz_id: kept for kept in found}


def is_fresh(kept: QuizAnalysis | None, stand: Stand) -> bool:
    return kept is not None and (kept.graded, kept.last_graded_at) == (stand.graded, stand.last_graded_at)


def figures_in(kept: QuizAnalysis) -> QuizFigures | None:
    """The figures as they were kept; None where an earlier program kept them in another shape."""
    try:
        return load(QuizFigures, kept.figures)
    except BadData:
        return None


# --- A quiz ------------------------------------------------------------------------------------


def gather_quiz(quiz: Quiz, counted: str) -> Gathered:
    """Everything that a quiz's figures are worked out from, in two queries, read as they come."""
    attempts = Attempt.objects.filter(quiz=quiz, state=Attempt.State.GRADED)
    rows = AttemptQuestion.objects.filter(
        attempt__quiz=quiz, attempt__state=Attempt.State.GRADED, fraction__isnull=False
    )
    if counted == Counted.FIRST:
        attempts, rows = attempts.filter(number=1), rows.filter(attempt__number=1)
    gathered = Gathered()
    papers = _read_attempts(attempts, gathered)
    _read_answers(rows, papers, gathered)
    gathered.papers = [paper for _, _, paper in papers.values()]
    return gathered


Papers = dict[str, tuple[float, float, dict[int, tuple[float, float]]]]
"""By attempt: points earned, points there are, and what each question earned of how much."""


def _read_attempts(attempts: QuerySet[Attempt], gathered: Gathered) -> Papers:
    papers: Papers = {}
    columns = ("percent", "points", "points_max", "is_passed", "ended_by", "started_at", "submitted_at")
    for percent, points, points_max, is_passed, ended_by, started_at, submitted_at, key in _columns(
        attempts, *columns, whose="pk"
    ):
        papers[key] = (points, points_max, {})
        gathered.percents.append(percent)
        gathered.passed += is_passed
        if ended_by == Attempt.Ended.ON_PAPER:
            gathered.on_paper += 1
        else:
            gathered.minutes.append((submitted_at - started_at).total_seconds() / 60)
    return papers


def _read_answers(rows: QuerySet[AttemptQuestion], papers: Papers, gathered: Gathered) -> None:
    """Answers are read as text, and parsed once for all who gave the same."""
    columns = ("question_id", "version_id", "points", "fraction", "seconds")
    met: dict[tuple[int, int], list[Answered]] = {}
    for question, version, worth, fraction, seconds, key, response, tries in _columns(
        rows, *columns, whose="attempt_id", raw="response", raw_tries="tries"
    ):
        if key not in papers:
            continue  # marked between the two queries
        points, points_max, paper = papers[key]
        paper[question] = (fraction, worth)
        rest = _rest(points, points_max, fraction, worth)
        answered = (fraction, rest, 0, seconds, _first(response, tries))
        met.setdefault((question, version), []).append(answered)
    for (question, version), found in met.items():
        gathered.answers.setdefault(question, {})[version] = Answers.of(found)


def _columns(rows: QuerySet[Any], *names: str, **as_text: str) -> Iterator[Any]:
    """Plain columns, streamed; those of `as_text` are not made into anything, which is what takes time."""
    cast = {name: Cast(source, TextField()) for name, source in as_text.items()}
    found: Iterator[Any] = rows.order_by().annotate(**cast).values_list(*names, *cast).iterator(AT_A_TIME)
    return found


def _rest(points: float, points_max: float, fraction: float, worth: float) -> float | None:
    """What an attempt earned of all its other points; None where there are none."""
    others = points_max - worth
    return round((points - fraction * worth) / others, _DIGITS) if others > 0 else None


def _first(response: str | None, tries: str) -> str | None:
    """Of several tries the first answer is what somebody thought; the later ones follow a hint."""
    return response if tries == "[]" else json.dumps(json.loads(tries)[0][0])


# --- A question --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """A version as it was met in all quizzes."""

    version_id: int
    number: int
    frozen_at: datetime
    figures: ItemFigures


@dataclass(frozen=True, slots=True)
class Month:
    """How easy a question was to those who handed it in within a month."""

    first_day: date
    asked: int
    facility: Measure


@dataclass(frozen=True, slots=True)
class InQuiz:
    """A question as one quiz asked it."""

    quiz_id: int
    title: str
    figures: ItemFigures


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """A question over all quizzes: over all its versions, by version, by month, by quiz, and the tables and
    findings of one version, `shown`."""

    whole: ItemFigures
    versions: tuple[VersionFigures, ...]
    months: tuple[Month, ...]
    quizzes: tuple[InQuiz, ...]
    shown: VersionFigures
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def question_figures(question: Question, counted: str, version: int | None = None) -> QuestionFigures | None:
    """A question's figures; the tables are of the version with this number, else of the newest one asked.

    None for what nobody has been asked yet, and for a version that nobody has.
    """
    rows = AttemptQuestion.objects.filter(
        question=question, attempt__state=Attempt.State.GRADED, fraction__isnull=False
    )
    if counted == Counted.FIRST:
        rows = rows.filter(attempt__number=1)
    stand = _stand(rows, "pk", "attempt__graded_at")
    key = f"question-figures:{FORM}:{question.pk}:{counted}:{version}:{stand.graded}:{stand.last_graded_at}"
    key = key.replace(" ", "T")
    found: QuestionFigures | None = cache.get(key)
    if found is None and stand.graded and (found := _question_figures(rows, question, version)):
        cache.set(key, found, KEPT_FOR)
    return found


@dataclass(slots=True)
class _Met:
    """Answers to one question, sorted in three ways."""

    versions: dict[int, Answers]
    quizzes: dict[int, Answers]
    months: dict[date, list[float]]


def _question_figures(
    rows: QuerySet[AttemptQuestion], question: Question, wish: int | None
) -> QuestionFigures | None:
    met = _gather_question(rows)
    known = QuestionVersion.objects.filter(pk__in=met.versions).order_by("-number")
    versions = tuple(
        VersionFigures(pk, number, frozen_at, item_figures(met.versions[pk]))
        for pk, number, frozen_at in known.values_list("pk", "number", "frozen_at")
    )
    shown = next((one for one in versions if wish in (None, one.number)), None)
    if shown is None:
        return None
    content = contents_of([shown.version_id])[shown.version_id]
    tables = choice_tables(content, met.versions[shown.version_id])
    titles = dict(Quiz.objects.filter(pk__in=met.quizzes).values_list("pk", "title"))
    return QuestionFigures(
        whole=item_figures(together(met.versions[pk] for pk in sorted(met.versions))),
        versions=versions,
        months=tuple(
            Month(day, len(met.months[day]), facility(met.months[day])) for day in sorted(met.months)
        ),
        quizzes=tuple(
            InQuiz(pk, titles[pk], item_figures(found))
            for pk, found in sorted(met.quizzes.items(), key=lambda one: -len(one[1]))
        ),
        shown=shown,
        tables=tables,
        findings=findings_of(shown.figures, tables),
    )


def _gather_question(rows: QuerySet[AttemptQuestion]) -> _Met:
    columns = ("version_id", "points", "fraction", "seconds")
    of_attempt = ("quiz_id", "points", "points_max", "submitted_at")
    names = (*columns, *(f"attempt__{name}" for name in of_attempt))
    versions: dict[int, list[Answered]] = {}
    quizzes: dict[int, list[Answered]] = {}
    months: dict[date, list[float]] = {}
    for (
        version,
        worth,
        fraction,
        seconds,
        quiz,
        points,
        points_max,
        submitted_at,
        response,
        tries,
    ) in _columns(rows, *names, raw="response", raw_tries="tries"):
        rest = _rest(points, points_max, fraction, worth)
        answered = (fraction, rest, quiz, seconds, _first(response, tries))
        versions.setdefault(version, []).append(answered)
        quizzes.setdefault(quiz, []).append(answered)
        months.setdefault(timezone.localdate(submitted_at).replace(day=1), []).append(fraction)
    return _Met(
        {pk: Answers.of(found) for pk, found in versions.items()},
        {pk: Answers.of(found) for pk, found in quizzes.items()},
        months,
    )


# --- Lists of questions ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a question, in the quiz where it looks worst."""

    urgency: Urgency
    finding: Finding
    asked: int
    quiz_id: int


def verdicts_for(question_ids: Collection[int]) -> dict[int, Verdict]:
    """What was last said of questions, for a column of a list: one query, nothing is worked out anew.

    Questions that no analysed quiz has asked are left out, and so is what was said of an earlier version.
    """
    rows = ItemVerdict.objects.filter(question__in=question_ids, version=F("question__current"))
    found: dict[int, Verdict] = {}
    for row in rows.order_by("urgency", "asked", "pk"):
        finding = load(Finding, row.finding)
        found[row.question_id] = Verdict(Urgency(row.urgency), finding, row.asked, row.quiz_id)
    return found


@dataclass(frozen=True, slots=True)
class Named:
    """A question as lists call it."""

    label: str
    kind: str
    versions: int


def names_of(question_ids: Collection[int]) -> dict[int, Named]:
    rows = Question.objects.filter(pk__in=question_ids).annotate(count=Count("versions"))
    return {q.pk: Named(str(q), q.kind, q.count) for q in rows.only("pk", "name", "label", "kind")}
