"""Film and sound: one recording, its smaller copies, and what people have watched of it."""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtailmedia.models import AbstractMedia


def private_storage() -> Storage:
    return storages["private"]


class Recording(AbstractMedia):  # type: ignore[misc]
    """A film or a sound recording, as its author uploaded it. What learners get are its renditions.

    `captions` is WebVTT; `chapters` one line each: time, then title. `transcript` is the lesson for who
    cannot load the film.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its smaller copies")
        MAKING = "making", _("smaller copies are being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("could not be made smaller")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to="recordings", max_length=200)
    thumbnail = models.FileField(
        _("poster"), storage=private_storage, upload_to="recordings/posters", blank=True, max_length=200
    )
    description = models.TextField(_("what it shows"), blank=True)
    captions = models.TextField(_("captions"), blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    chapters = models.TextField(_("chapters"), blank=True)
    language = models.CharField(_("language spoken"), max_length=10, default="vi")
    is_sample = models.BooleanField(_("sample content"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    state_since = models.DateTimeField(null=True, editable=False)
    percent_made = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.TextField(blank=True, editable=False)

    admin_form_fields = (
        "title",
        "description",
        "captions",
        "transcript",
        "chapters",
        "language",
        "thumbnail",
        "collection",
        "is_sample",
    )
    search_fields = [*AbstractMedia.search_fields, index.SearchField("transcript")]

    class Meta(AbstractMedia.Meta):  # type: ignore[misc]
        verbose_name = _("film or sound")
        verbose_name_plural = _("film and sound")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="making"), name="one_recording_is_made_smaller_at_a_time"
            ),
        ]

    @property
    def is_film(self) -> bool:
        return bool(self.type == "video")

    @property
    def lacks(self) -> list[str]:
        """What stands between it and learners, by code: captions for a film, some text for sound."""
        told = self.captions or (self.transcript and not self.is_film)
        missing = [] if self.state == self.State.READY else [f"copies_{self.state}"]
        return missing if told else [*missing, "captions" if self.is_film else "transcript"]

    @property
    def may_be_shown(self) -> bool:
        """A film is shown to learners once it has captions; sound once it has a transcript or captions."""
        return not self.lacks

    @property
    def url(self) -> str:
        """The file has no address: what learners and authors get are copies, under links that run out."""
        return ""

    @property
    def sources(self) -> list[dict[str, Any]]:
        return []


class RecordingCopy(models.Model):
    """A smaller copy of a recording for learners: low and middle picture, or sound alone; never edited."""

    class Kind(models.TextChoices):
        LOW = "240p", _("small picture (240p)")
        MIDDLE = "480p", _("larger picture (480p)")
        OPUS = "opus", _("sound only (Opus)")
        AAC = "aac", _("sound only (AAC)")

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="copies")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.FileField(storage=private_storage, upload_to="recordings/copies", max_length=200)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    content_type = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["recording", "size"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "kind"], name="recording_has_one_copy_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} · {self.kind}"


class WatchReport(models.Model):
    """Stretches of a recording that a device says it has played; only grows. The id is the device's."""

    id = models.UUIDField(primary_key=True, editable=False)
    learner = models.ForeignKey("organisations.Person", models.CASCADE, related_name="watch_reports")
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="watch_reports")
    spans: "models.JSONField[list[list[float]]]" = models.JSONField()
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["learner", "recording"], name="what_a_person_watched")]

    def __str__(self) -> str:
        return f"{self.recording_id}/{self.learner_id}"


class WatchStanding(models.Model):
    """What a person has watched of a recording in all: the union of her stretches, in seconds from its start.

    `share` is from 0 to 1; `place` is where she left it.
    """

    learner = models.ForeignKey("organisations.Person", models.CASCADE, related_name="watch_standings")
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="watch_standings")
    spans: "models.JSONField[list[list[float]]]" = models.JSONField(default=list)
    share = models.FloatField(default=0)
    place = models.FloatField(default=0)
    placed_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "recording"], name="learner_stands_once_in_a_recording"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=0, share__lte=1), name="nobody_watches_more_than_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recording_id}/{self.learner_id}"


class RecordingUpload(models.Model):
    """A file on its way here, piece by piece; each piece lies in the storage under where it begins.

    It becomes a recording once all of it is here and was found to be one, and is gone then; one that nobody
    goes on with is gone after a day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["began_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received__lte=models.F("size")), name="no_more_arrives_than_was_announced"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> str:
        return f"recordings/uploads/{self.public_id}"

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

    @property
    def percent(self) -> int:
        return int(100 * self.received / self.size) if self.size else 0
