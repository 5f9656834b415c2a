"""What is kept of a person's quizzes, told to her."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from organisations.people.models import Person
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section
from quizzes.attempts.models import AnswerFile, Attempt, AttemptQuestion
from quizzes.attempts.telling import answer_in_words
from quizzes.grading.codec import load, question_from
from quizzes.papers.models import QuizException
from quizzes.papers.rules import AttemptRules, ShowWhen


def sections_about_quizzes(person: Person) -> list[Section]:
    return [_attempts(person), _answers(person), _files(person), _exceptions(person)]


def _mark(percent: float | None, rules: dict[str, Any]) -> Any:
    """A mark that a quiz keeps back is kept back here too."""
    told = load(AttemptRules, rules).show_marks in (ShowWhen.AT_ONCE, ShowWhen.SUBMITTED)
    return _percent(percent) if told else _("told later, or not at all")


def _attempts(person: Person) -> Section:
    return Section(
        key="quiz_attempts",
        icon="todo",
        title=_("Quizzes you have taken"),
        why=_("So that you can go on where you stopped, and be given credit for what you pass."),
        how_long=_("Kept for good, for statistics; without your name once you are erased."),
        columns=(
            Column("quiz", _("Quiz")),
            Column("number", _("Attempt")),
            Column("started_at", _("Begun")),
            Column("submitted_at", _("Handed in at")),
            Column("state", _("State")),
            Column("percent", _("Mark, in per cent")),
        ),
        rows=Rows(
            Attempt.objects.filter(learner=person)
            .order_by("-started_at", "pk")
            .values_list("quiz__title", "number", "started_at", "submitted_at", "state", "percent", "rules"),
            lambda row: (*row[:4], Choice(row[4], str(Attempt.State(row[4]).label)), _mark(row[5], row[6])),
        ),
    )


def _answers(person: Person) -> Section:
    """Without what each earned: that would tell what was right before the quiz may tell it."""
    return Section(
        key="quiz_answers",
        icon="pen",
        title=_("Your answers in quizzes"),
        why=_("So that they can be marked, and marked again if a key was wrong."),
        how_long=_("Kept for good; what you wrote in your own words goes once you are erased."),
        columns=(
            Column("quiz", _("Quiz")),
            Column("number", _("Attempt")),
            Column("question", _("Question")),
            Column("answer", _("Your answer")),
            Column("answered_at", _("When")),
        ),
        rows=Rows(
            AttemptQuestion.objects.filter(attempt__learner=person, response__isnull=False)
            .order_by("-attempt__started_at", "attempt", "slot")
            .values_list(
                "attempt__quiz__title",
                "attempt__number",
                "version__label",
                "version__content",
                "response",
                "answered_at",
            ),
            _answer_row,
        ),
    )


def _answer_row(row: Any) -> Any:
    quiz, number, label, content, response, at = row
    return quiz, number, label, answer_in_words(question_from(content), response), at


def _files(person: Person) -> Section:
    return Section(
        key="quiz_files",
        icon="file",
        title=_("Files you have handed in"),
        why=_("So that your essay can be marked with what belongs to it."),
        how_long=_("Until some time after the mark; the notice says how long."),
        columns=(
            Column("quiz", _("Quiz")),
            Column("name", _("File")),
            Column("size", _("Bytes")),
            Column("uploaded_at", _("Handed in at")),
        ),
        rows=Rows(
            AnswerFile.objects.filter(asked__attempt__learner=person)
            .order_by("-uploaded_at", "pk")
            .values_list("asked__attempt__quiz__title", "name", "size", "uploaded_at"),
            tuple,
        ),
    )


def _exceptions(person: Person) -> Section:
    return Section(
        key="quiz_exceptions",
        icon="clock",
        title=_("Exceptions granted to you"),
        why=_("So that you have the time or the attempts that you need, and it is known why."),
        how_long=_("Kept for good; the reason goes once you are erased."),
        columns=(
            Column("quiz", _("Quiz")),
            Column("extra_minutes", _("More minutes")),
            Column("extra_attempts", _("More attempts")),
            Column("closes_at", _("Closes later")),
            Column("reason", _("Reason")),
            Column("given_at", _("Granted")),
        ),
        rows=Rows(
            QuizException.objects.filter(Q(person=person))
            .order_by("-given_at", "pk")
            .values_list("quiz__title", "extra_minutes", "extra_attempts", "closes_at", "reason", "given_at"),
            tuple,
        ),
    )


def _percent(percent: float | None) -> str | None:
    return None if percent is None else f"{percent:.1f}".removesuffix(".0")
