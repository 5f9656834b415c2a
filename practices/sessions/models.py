"""Demonstration sessions: meetings held as models, from which those invited learn how to chair."""

import secrets
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.exemplars.models import Practice


def new_secret() -> str:
    """What a session's changing codes are made from."""
    return secrets.token_hex(20)


class DemonstrationSession(models.Model):
    """A demonstration session, from the first draft to the day on which its lessons are published."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular meeting")
        THEMATIC = "thematic", _("thematic meeting")
        ONLINE = "online", _("online meeting")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ANNOUNCED = "announced", _("Announced")
        UNDER_WAY = "under_way", _("Being held")
        REVIEWING = "reviewing", _("Drawing lessons")
        CLOSED = "closed", _("Finished and closed")
        CANCELLED = "cancelled", _("Cancelled")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    title = models.CharField(_("title"), max_length=255)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REGULAR)
    host = models.ForeignKey(
        Organisation, models.PROTECT, related_name="sessions_hosted", verbose_name=_("host organisation")
    )
    practice = models.ForeignKey(
        Practice,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions",
        verbose_name=_("practice shown"),
    )
    rubric = models.ForeignKey(
        "media.Rubric", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rubric")
    )
    chair = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="sessions_chaired",
        verbose_name=_("chair"),
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=255, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    programme = models.TextField(_("programme"), blank=True, help_text=_("One line for each part."))
    to_prepare = models.TextField(
        _("to prepare"), blank=True, help_text=_("What those who come read or bring.")
    )
    places = models.PositiveIntegerField(
        _("number of places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(5000)],
    )
    reply_by = models.DateField(_("reply by"), null=True, blank=True)
    opens_minutes_before = models.PositiveSmallIntegerField(
        _("check-in opens, minutes before"), default=30, validators=[MaxValueValidator(240)]
    )
    cancelled_why = models.CharField(_("why it is cancelled"), max_length=500, blank=True)
    checkin_secret = models.CharField(max_length=64, default=new_secret, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    is_sample = models.BooleanField(default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    invited_count = models.PositiveIntegerField(default=0)
    coming_count = models.PositiveIntegerField(default=0)
    waiting_count = models.PositiveIntegerField(default=0)
    attended_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("demonstration session")
        verbose_name_plural = _("demonstration sessions")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["host", "-starts_at"], name="sessions_of_a_host")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SessionPaper(models.Model):
    """A paper to read before the session."""

    session = models.ForeignKey(DemonstrationSession, models.CASCADE, related_name="papers")
    paper = models.ForeignKey("media.Paper", models.PROTECT, related_name="+", verbose_name=_("paper"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "paper"], name="paper_is_given_to_a_session_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.paper_id}"


class SessionAudience(models.Model):
    """Who is invited: whoever holds one of these posts in a part of the tree on the day of the session."""

    session = models.ForeignKey(DemonstrationSession, models.CASCADE, related_name="audiences")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("within"))
    posts: "models.JSONField[list[str]]" = models.JSONField(_("posts"), default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "organisation"], name="session_invites_a_part_of_the_tree_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.organisation_id}"


class Participant(models.Model):
    """Somebody invited to a session, or who came without: her answer, and whether she was there.

    `organisation` is where she held her post when she was invited, and `organisation_name` what it was
    called, so that a list told later says what was true. `attended_at` follows from the check-ins
    (`practices.checkin`); `waiting_since` is her place in the waiting list.
    """

    class Reply(models.TextChoices):
        NONE = "none", _("No answer yet")
        COMING = "coming", _("Coming")
        WAITING = "waiting", _("On the waiting list")
        NOT_COMING = "not_coming", _("Not coming")

    class Origin(models.TextChoices):
        AUDIENCE = "audience", _("invited by post")
        NAME = "name", _("invited by name")
        WALK_IN = "walk_in", _("came without an invitation")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(DemonstrationSession, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="sessions_invited")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    organisation_name = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=10, choices=Origin)
    reply = models.CharField(max_length=10, choices=Reply, default=Reply.NONE)
    replied_at = models.DateTimeField(null=True)
    why_not = models.CharField(_("why not"), max_length=255, blank=True)
    waiting_since = models.DateTimeField(null=True)
    invited_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    attended_how = models.CharField(max_length=10, blank=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["session", "pk"]
        indexes = [
            models.Index(fields=["person", "session"], name="sessions_of_a_person"),
            models.Index(fields=["session", "attended_at"], name="attendance_of_a_session"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="person_is_invited_to_a_session_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.person_id}"


class SessionChange(models.Model):
    """What was changed of an announced session, in words, for everybody who was told of it; only grows."""

    session = models.ForeignKey(DemonstrationSession, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    lines: "models.JSONField[list[list[str]]]" = models.JSONField(default=list)

    class Meta:
        verbose_name = _("change of a session")
        verbose_name_plural = _("changes of sessions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.session_id} {self.at:%d/%m/%Y %H:%M}"
