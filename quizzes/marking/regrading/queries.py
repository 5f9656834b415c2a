"""What a corrected key would change, and what one has changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from common.digests import digest_of
from common.vietnamese import fold
from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.bank.models import Question, QuestionVersion
from quizzes.bank.queries import contents_of
from quizzes.grading.codec import load
from quizzes.grading.questions import AnyQuestion
from quizzes.marking.models import MarkChange, Regrading
from quizzes.marking.queries import Marker, called, overseen_among, questions_answered
from quizzes.marking.rules import Answered, Correction, Mark, corrected, is_same, percent_of
from quizzes.papers.rules import AttemptRules, reaches

BY_KEY = (Correction.RAISE, Correction.EXACT)
ASIDE = (Correction.FULL, Correction.LEAVE_OUT)
PIECE = 1000


@dataclass(frozen=True)
class Correcting:
    """What is to be done: to which versions of a question, by which key, how."""

    question: Question
    key: QuestionVersion
    versions: Sequence[QuestionVersion]
    correction: Correction

    @property
    def key_content(self) -> AnyQuestion:
        return contents_of([self.key.pk])[self.key.pk]


def answers_concerned(correcting: Correcting) -> QuerySet[AttemptQuestion]:
    """Answers handed in to these versions. A mark that a person changed by hand is above any key."""
    asked = _handed_in(correcting)
    if correcting.correction in BY_KEY:
        asked = asked.filter(~Exists(_by_hand()))
    return asked.order_by("pk")


def _handed_in(correcting: Correcting) -> QuerySet[AttemptQuestion]:
    """But for those whose words are gone because they asked for it: nothing is left to be marked anew."""
    asked = AttemptQuestion.objects.filter(
        question=correcting.question, version__in=list(correcting.versions)
    )
    return asked.exclude(attempt__state=Attempt.State.OPEN).filter(attempt__learner__erased_at__isnull=True)


def _by_hand() -> QuerySet[MarkChange]:
    return MarkChange.objects.filter(asked=OuterRef("pk"), kind=MarkChange.Kind.OVERRIDE).order_by()


def left_alone(correcting: Correcting) -> int:
    """How many marks stay because a person changed them by hand."""
    if correcting.correction not in BY_KEY:
        return 0
    return _handed_in(correcting).filter(Exists(_by_hand())).count()


def left_aside_in(attempt: Attempt) -> QuerySet[Regrading]:
    """The regradings that left a question of this attempt aside and still hold, the earliest first."""
    asked = AttemptQuestion.objects.filter(attempt=attempt).values("version")
    holding = Regrading.objects.filter(
        correction__in=ASIDE, state__in=(Regrading.State.APPLYING, Regrading.State.APPLIED)
    )
    return holding.filter(versions__in=asked).distinct().order_by("pk")


def yet_to_follow(regrading: Regrading, attempt: Attempt) -> QuerySet[AttemptQuestion]:
    """Answers of an attempt that a regrading has not changed and nobody has changed by hand."""
    asked = AttemptQuestion.objects.filter(attempt=attempt, version__in=regrading.versions.all())
    return asked.filter(~Exists(_by_hand())).exclude(changes__regrading=regrading).order_by("pk")


def under_way(correcting: Correcting) -> int:
    """How many are answering these versions now."""
    return AttemptQuestion.objects.filter(
        question=correcting.question,
        version__in=list(correcting.versions),
        attempt__state=Attempt.State.OPEN,
    ).count()


@dataclass(frozen=True, slots=True)
class Changed:
    """What would change for one attempt: the mark of the question, and what follows for the whole."""

    number: int
    attempt_id: UUID
    learner_id: int
    learner: str
    quiz: str
    version: int
    submitted_at: datetime | None
    before: Mark
    after: Mark
    percent_before: float | None
    percent_after: float | None
    passed_before: bool
    passed_after: bool

    @property
    def is_raised(self) -> bool:
        return (self.percent_after or 0) > (self.percent_before or 0)

    @property
    def flip(self) -> str:
        """Which way it turns what she has reached: passes, fails, or nothing."""
        if self.passed_before == self.passed_after:
            return ""
        return "passes" if self.passed_after else "fails"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a correction would change, in the order in which it was handed in."""

    looked_at: int
    changes: Sequence[Changed]
    left_alone: int
    under_way: int

    @property
    def raised(self) -> int:
        return sum(change.is_raised for change in self.changes)

    @property
    def lowered(self) -> int:
        return sum((one.percent_after or 0) < (one.percent_before or 0) for one in self.changes)

    @property
    def passes(self) -> int:
        return sum(change.flip == "passes" for change in self.changes)

    @property
    def fails(self) -> int:
        return sum(change.flip == "fails" for change in self.changes)

    @property
    def digest(self) -> str:
        """The same for the same changes: what was shown is what is done."""
        return digest_of([[one.number, one.after.fraction, one.after.points] for one in self.changes])


_COLUMNS = (
    "pk",
    "response",
    "tries",
    "fraction",
    "points",
    "version__number",
    "attempt_id",
    "attempt__rules",
    "attempt__points",
    "attempt__points_max",
    "attempt__percent",
    "attempt__is_passed",
    "attempt__submitted_at",
    "attempt__learner_id",
    "attempt__learner__full_name",
    "attempt__quiz__title",
)


def plan_of(correcting: Correcting) -> Plan:
    """The dry run: the rule by which it will be done, over what stands now."""
    key, looked_at, changes = correcting.key_content, 0, []
    rows = answers_concerned(correcting).values(*_COLUMNS).iterator(PIECE)
    for row in rows:
        looked_at += 1
        if change := _changed(row, key, correcting.correction):
            changes.append(change)
    changes.sort(key=lambda one: (one.submitted_at is None, one.submitted_at, one.number))
    return Plan(looked_at, changes, left_alone(correcting), under_way(correcting))


def mark_after(
    before: Mark, response: Any, tries: Any, rules: AttemptRules, key: AnyQuestion, correction: Correction
) -> Mark:
    """The mark of one answer after a correction: the dry run and the deed ask the same."""
    return corrected(before, Answered(response, tries, rules.penalty), correction, key)


def _changed(row: Mapping[str, Any], key: AnyQuestion, correction: Correction) -> Changed | None:
    rules = load(AttemptRules, row["attempt__rules"])
    before = Mark(row["fraction"], row["points"])
    after = mark_after(before, row["response"], row["tries"], rules, key, correction)
    if is_same(before, after):
        return None
    percent = row["attempt__percent"]
    points = row["attempt__points"] - before.earned + after.earned
    points_max = row["attempt__points_max"] - before.points + after.points
    now = None if percent is None else percent_of(points, points_max)
    return Changed(
        number=row["pk"],
        attempt_id=row["attempt_id"],
        learner_id=row["attempt__learner_id"],
        learner=row["attempt__learner__full_name"],
        quiz=row["attempt__quiz__title"],
        version=row["version__number"],
        submitted_at=row["attempt__submitted_at"],
        before=before,
        after=after,
        percent_before=percent,
        percent_after=now,
        passed_before=row["attempt__is_passed"],
        passed_after=now is not None and reaches(now, rules.pass_percent),
    )


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change as its viewer is told of it."""

    change: Changed
    called: str
    is_named: bool


def named_changes(marker: Marker, changes: Iterable[Changed]) -> Iterator[NamedChange]:
    held = list(changes)
    named = overseen_among(marker, [one.learner_id for one in held])
    for one in held:
        is_named = one.learner_id in named
        yield NamedChange(one, called(one.number, one.learner, is_named=is_named), is_named)


# --- What has been done ----------------------------------------------------------------------------


def regradings() -> QuerySet[Regrading]:
    return Regrading.objects.select_related("question", "key", "made_by", "undone_by")


def changes_of(regrading: Regrading) -> QuerySet[MarkChange]:
    """What a regrading changed, the latest last."""
    return MarkChange.objects.filter(regrading=regrading, kind=MarkChange.Kind.REGRADE).order_by("pk")


def changes_listed(regrading: Regrading) -> QuerySet[MarkChange]:
    return changes_of(regrading).select_related("asked__attempt__quiz", "asked__attempt__learner")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A mark that a regrading changed, as its viewer is told of it."""

    change: MarkChange
    called: str
    learner_id: int
    is_named: bool


def change_rows(marker: Marker, changes: Sequence[MarkChange]) -> list[ChangeRow]:
    named = overseen_among(marker, [one.asked.attempt.learner_id for one in changes])
    return [_change_row(one, is_named=one.asked.attempt.learner_id in named) for one in changes]


def _change_row(change: MarkChange, *, is_named: bool) -> ChangeRow:
    learner = change.asked.attempt.learner
    name = called(change.asked_id, learner.full_name, is_named=is_named)
    return ChangeRow(change, name, learner.pk, is_named)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a regrading has done so far."""

    raised: int
    lowered: int
    passed: int
    taken_back: int


def summary_of(regrading: Regrading) -> Summary:
    done = changes_of(regrading)
    return Summary(
        raised=done.filter(percent_after__gt=F("percent_before")).count(),
        lowered=done.filter(percent_after__lt=F("percent_before")).count(),
        passed=done.filter(passed_before__isnull=True, passed_after__isnull=False).count(),
        taken_back=done.filter(passed_before__isnull=False, passed_after__isnull=True).count(),
    )


# --- Which question --------------------------------------------------------------------------------


def questions_to_correct(text: str) -> QuerySet[Question]:
    """Questions that somebody has answered, by words of them, those whose key changed last first."""
    found = questions_answered().select_related("current")
    for word in fold(text).split():
        found = found.filter(search_key__contains=word)
    return found.order_by("-current__number", "-current__frozen_at", "-pk")
