"""Who may mark whom, and whose name a marker is told.

A marker sees what the people of her part of the tree hand in, with their names; a lecturer what is written
in her own quizzes or to her own questions, without names; a reviewer all of it, without names. Nobody marks
herself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.oversight.models import Grant
from organisations.oversight.queries import grants_of, people_overseen_by
from organisations.people.models import Person
from quizzes.attempts.models import AnswerFile, Attempt, AttemptQuestion
from quizzes.bank.models import Question, QuestionVersion
from quizzes.bank.queries import contents_of
from quizzes.grading.questions import Criterion, Kind
from quizzes.marking.models import EssayMark, EssayMarking
from quizzes.marking.rules import Stage, lines_of

Role = Grant.Role
MARKERS = (Role.MARKER, Role.LECTURER, Role.REVIEWER)
"""Who comes to the queue of essays."""
DECIDERS = (Role.REVIEWER,)
"""Who decides where two markers differ, which key is the right one, and who marks by two."""
CHANGERS = (Role.MARKER, Role.REVIEWER)
"""Who may change a mark that has been given."""
NAMED_BY = (Role.MARKER,)
"""The role by which somebody is told whose answer she reads."""
_CODE = 8


@dataclass(frozen=True, slots=True)
class Marker:
    """Somebody who marks, and by which of her roles; superusers hold every role."""

    user: User
    roles: frozenset[str]

    @classmethod
    def of(cls, user: User) -> "Marker":
        if not user.is_active:
            return cls(user, frozenset())
        if user.is_superuser:
            return cls(user, frozenset(MARKERS))
        return cls(user, frozenset(grants_of(user, *MARKERS).values_list("role", flat=True)))

    @property
    def decides(self) -> bool:
        return Role.REVIEWER in self.roles

    def sees(self) -> Q:
        """Which answers (rows of AttemptQuestion) she may see as a marker."""
        not_her_own = ~Q(attempt__learner__account=self.user)
        if self.decides:
            return not_her_own
        seen = Q(pk__in=[])
        if Role.MARKER in self.roles:
            seen |= Q(attempt__learner__in=_overseen(self.user))
        if Role.LECTURER in self.roles:
            seen |= Q(attempt__quiz__author=self.user) | Q(question__author=self.user)
        return seen & not_her_own

    def changes(self) -> Q:
        """Which attempts she may change the marks of."""
        not_her_own = ~Q(learner__account=self.user)
        if self.decides:
            return not_her_own
        seen = Q(learner__in=_overseen(self.user)) if Role.MARKER in self.roles else Q(pk__in=[])
        return seen & not_her_own


def _overseen(user: User) -> QuerySet[Person, Any]:
    return people_overseen_by(user, roles=NAMED_BY).order_by().values("pk")


def answers_seen_by(marker: Marker) -> QuerySet[AttemptQuestion]:
    """Answers handed in that a marker may see."""
    handed_in = AttemptQuestion.objects.exclude(attempt__state=Attempt.State.OPEN)
    return handed_in.filter(marker.sees())


def essays_seen_by(marker: Marker) -> QuerySet[AttemptQuestion]:
    return answers_seen_by(marker).filter(version__kind=Kind.ESSAY)


def files_seen_by(marker: Marker) -> QuerySet[AnswerFile]:
    """Files handed in with essays that a marker may see."""
    return AnswerFile.objects.filter(asked__in=essays_seen_by(marker).order_by().values("pk"))


def attempts_changed_by(marker: Marker) -> QuerySet[Attempt]:
    """Attempts that have a mark, and that this marker may change."""
    return Attempt.objects.filter(marker.changes(), state=Attempt.State.GRADED)


def overseen_among(marker: Marker, people: Iterable[int]) -> frozenset[int]:
    """Those of these people whose names a marker is told."""
    found = people_overseen_by(marker.user, roles=NAMED_BY).filter(pk__in=set(people)).order_by()
    return frozenset(found.values_list("pk", flat=True))


def code_of(attempt: Attempt) -> str:
    """By which a learner can name an attempt of hers without naming herself."""
    return str(attempt.pk)[:_CODE].upper()


def called(number: int, learner: str, *, is_named: bool) -> str:
    """Whose answer it is, for a marker: a name, or a number that says nothing of her."""
    return learner if is_named else _("Answer no. %(number)s") % {"number": number}


def questions_answered() -> QuerySet[Question]:
    """Questions that somebody has handed in an answer to."""
    asked = AttemptQuestion.objects.exclude(attempt__state=Attempt.State.OPEN)
    found: QuerySet[Question] = Question.objects.filter(
        pk__in=asked.order_by().values("question"), current__isnull=False
    )
    return found


def versions_answered(question: Question) -> QuerySet[QuestionVersion]:
    """The versions of a question that somebody has handed in an answer to, the first one first."""
    asked = AttemptQuestion.objects.filter(question=question).exclude(attempt__state=Attempt.State.OPEN)
    return QuestionVersion.objects.filter(pk__in=asked.order_by().values("version")).order_by("number")


@dataclass(frozen=True, slots=True)
class LineTold:
    """A line of the rubric as the learner is told of it: the points that count, and what markers said."""

    title: str
    points: float
    most: float
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the learner is told about one essay of hers; without a mark where she is to write it again."""

    slot: int
    question: str
    is_to_rewrite: bool
    request: str
    points: float | None
    points_max: float
    lines: tuple[LineTold, ...]
    comments: tuple[str, ...]

    @property
    def alone(self) -> "list[Feedback]":
        """As a list of one, for the template that shows several."""
        return [self]


def feedback_of(attempt: Attempt, slot: int | None = None) -> list[Feedback]:
    """What markers returned of an attempt, or of one question of it, for her whose attempt it is.

    Nobody's name is in it.
    """
    returned = EssayMarking.objects.filter(
        asked__attempt=attempt, stage__in=[Stage.RETURNED, Stage.REWRITE]
    ).select_related("asked__version")
    found = returned if slot is None else returned.filter(asked__slot=slot)
    return [_feedback(marking) for marking in found.order_by("asked__slot")]


def is_sent_back(attempt: Attempt) -> bool:
    """Whether an essay of it was returned to be written again: it waits for no marker any more."""
    return EssayMarking.objects.filter(asked__attempt=attempt, stage=Stage.REWRITE).exists()


def _feedback(marking: EssayMarking) -> Feedback:
    asked = marking.asked
    is_to_rewrite = marking.stage == Stage.REWRITE
    marks = [] if is_to_rewrite else _marks_that_count(marking)
    fraction = asked.fraction
    return Feedback(
        slot=asked.slot,
        question=asked.version.label,
        is_to_rewrite=is_to_rewrite,
        request=marking.request,
        points=None if is_to_rewrite or fraction is None else fraction * asked.points,
        points_max=asked.points,
        lines=tuple(_line_told(line, marks) for line in rubric_of(asked)) if marks else (),
        comments=tuple(mark.comment for mark in marks if mark.comment),
    )


def _marks_that_count(marking: EssayMarking) -> list[EssayMark]:
    """Two that agree count together; the third, where there is one, alone."""
    given = list(EssayMark.objects.filter(marking=marking, place__isnull=False).order_by("place"))
    return given[2:] or given


def _line_told(line: Criterion, marks: list[EssayMark]) -> LineTold:
    said = [mark.lines.get(line.id, {}) for mark in marks]
    points = [float(one.get("points") or 0) for one in said]
    comments = tuple(str(one["comment"]) for one in said if one.get("comment"))
    return LineTold(line.title, sum(points) / len(points), line.points, comments)


def rubric_of(asked: AttemptQuestion) -> tuple[Criterion, ...]:
    """What a marker of this essay gives points for."""
    return lines_of(contents_of([asked.version_id])[asked.version_id], _("The whole essay"))
