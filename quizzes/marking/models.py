"""Marks that people give: essays and their markers, changes of marks, corrected keys, who is told.

No mark is ever lost: whatever changed one is kept with what stood before, why, by whom and when.
"""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.attempts.models import Attempt, AttemptQuestion
from quizzes.bank.models import Question, QuestionVersion
from quizzes.marking import rules
from quizzes.papers.models import Quiz

STAGE_LABELS = [
    (rules.Stage.FIRST, _("waits for its first marker")),
    (rules.Stage.SECOND, _("waits for a second marker")),
    (rules.Stage.THIRD, _("two markers differ: a reviewer decides")),
    (rules.Stage.RETURNED, _("marked and returned")),
    (rules.Stage.REWRITE, _("returned to be written again")),
]
CORRECTION_LABELS = [
    (rules.Correction.RAISE, _("Only raise marks")),
    (rules.Correction.EXACT, _("Exactly by the corrected key, up or down")),
    (rules.Correction.FULL, _("Leave the question aside: everybody gets its full points")),
    (rules.Correction.LEAVE_OUT, _("Leave the question out of the total")),
]


def _account() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")


class SecondMarking(models.Model):
    """The essays of a quiz, or of one question, are marked by two people who do not know of each other."""

    quiz = models.OneToOneField(
        Quiz, models.CASCADE, null=True, blank=True, related_name="second_marking", verbose_name=_("quiz")
    )
    question = models.OneToOneField(
        Question,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="second_marking",
        verbose_name=_("question"),
    )
    allowed_percent = models.PositiveSmallIntegerField(
        _("they may differ by, in per cent of the points"), default=15, validators=[MaxValueValidator(100)]
    )
    set_by = _account()
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = _("marking by two")
        verbose_name_plural = _("marking by two")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quiz__isnull=True) ^ Q(question__isnull=True),
                name="two_mark_a_quiz_or_a_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id or ''}/{self.question_id or ''}: {self.allowed_percent}"


class EssayMarking(models.Model):
    """How far the marking of one essay is, and who has it on her desk until when."""

    asked = models.OneToOneField(AttemptQuestion, models.CASCADE, related_name="marking")
    stage = models.CharField(max_length=10, choices=STAGE_LABELS, default=rules.Stage.FIRST)
    claimed_by = _account()
    claimed_until = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    request = models.TextField(blank=True)

    class Meta:
        verbose_name = _("marking of an essay")
        verbose_name_plural = _("markings of essays")

    def __str__(self) -> str:
        return f"{self.asked_id} {self.stage}"


class EssayMark(models.Model):
    """What one marker gives an essay: points and words for each line of the rubric, and words on the whole.

    `place` says whether it was the first, second or third mark given; None while it is a draft. `lines` are
    {criterion's id: {"points": …, "comment": …}}.
    """

    marking = models.ForeignKey(EssayMarking, models.CASCADE, related_name="marks")
    marker = _account()
    place = models.PositiveSmallIntegerField(null=True)
    lines: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    fraction = models.FloatField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mark of an essay")
        verbose_name_plural = _("marks of essays")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["marking", "marker"], name="marker_marks_an_essay_once"),
            models.UniqueConstraint(fields=["marking", "place"], name="essay_has_one_mark_at_a_place"),
            models.CheckConstraint(
                condition=Q(place__isnull=True) | Q(fraction__gte=0, fraction__lte=1),
                name="mark_given_is_a_part_of_the_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.marking_id} {self.place or ''}"


class Regrading(models.Model):
    """A question's key was corrected, or the question is left aside: whose marks change by it, all of them.

    Done in pieces by the background worker: `cursor` is the last answer that was looked at. `key` is the
    version by which it is marked anew.
    """

    class State(models.TextChoices):
        APPLYING = "applying", _("being carried out")
        APPLIED = "applied", _("carried out")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="regradings")
    key = models.ForeignKey(QuestionVersion, models.PROTECT, related_name="+")
    versions = models.ManyToManyField(QuestionVersion, related_name="+")
    correction = models.CharField(
        _("what is done"), max_length=10, choices=CORRECTION_LABELS, default=rules.Correction.RAISE
    )
    takes_back = models.BooleanField(_("take back passes"), default=False)
    reason = models.CharField(_("reason"), max_length=400)
    made_by = _account()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.APPLYING)
    state_since = models.DateTimeField()
    cursor = models.BigIntegerField(default=0)
    steps_done = models.PositiveIntegerField(default=0)
    steps_total = models.PositiveIntegerField(default=0)
    undone_by = _account()
    undo_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        verbose_name = _("regrading")
        verbose_name_plural = _("regradings")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.question_id} {self.correction}"

    @property
    def is_under_way(self) -> bool:
        return self.state in {self.State.APPLYING, self.State.UNDOING}


class MarkChange(models.Model):
    """A mark that a person gave or changed: what stood before, what stands now, why, by whom. Only grows.

    `passed_before` and `passed_after` say since when the learner had passed the quiz on either side of it.
    """

    class Kind(models.TextChoices):
        ESSAY = "essay", _("essay marked")
        OVERRIDE = "override", _("changed by hand")
        REGRADE = "regrade", _("marked anew by a corrected key")
        UNDO = "undo", _("regrading taken back")

    asked = models.ForeignKey(AttemptQuestion, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    before = models.FloatField(null=True)
    after = models.FloatField(null=True)
    points_before = models.FloatField()
    points_after = models.FloatField()
    percent_before = models.FloatField(null=True)
    percent_after = models.FloatField(null=True)
    passed_before = models.DateTimeField(null=True)
    passed_after = models.DateTimeField(null=True)
    was_settled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    by = _account()
    at = models.DateTimeField()
    regrading = models.ForeignKey(Regrading, models.PROTECT, null=True, related_name="changes")

    class Meta:
        verbose_name = _("change of a mark")
        verbose_name_plural = _("changes of marks")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["regrading", "asked", "kind"], name="regrading_changes_a_mark_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.kind}"


class MarkNotice(models.Model):
    """Somebody is told that a mark of hers was given or changed; shown until she has read it.

    The room of notifications will carry these words later.
    """

    class Kind(models.TextChoices):
        RETURNED = "returned", _("Your essay has been marked")
        REWRITE = "rewrite", _("You are asked to write your essay again")
        OVERRIDE = "override", _("A mark of yours was changed")
        REGRADE = "regrade", _("A question was marked anew, and your mark changed")
        UNDO = "undo", _("A new marking was taken back, and your mark changed")

    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="mark_notices")
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="mark_notices")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField(blank=True)
    percent_before = models.FloatField(null=True)
    percent_after = models.FloatField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("note about a mark")
        verbose_name_plural = _("notes about marks")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["learner", "-created_at"],
                condition=Q(read_at__isnull=True),
                name="notes_about_marks_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} {self.kind}"
