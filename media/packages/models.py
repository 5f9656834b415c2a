"""Interactive content that was made elsewhere: H5P and SCORM packages, what people did with them, how far
they got. How each kind is read and played stands in `media.h5p` and `media.scorm`."""

import uuid
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

ACTIVITIES = "urn:lop-chi-bo:package:"


def private_storage() -> Storage:
    return storages["private"]


def original_name(revision: "PackageRevision", filename: str) -> str:
    ending = "h5p" if revision.package.kind == Package.Kind.H5P else "zip"
    return f"packages/{revision.package.public_id}/{revision.number}.{ending}"


class Package(models.Model):
    """A piece of interactive content; lessons hold it, and play its current revision."""

    class Kind(models.TextChoices):
        H5P = "h5p", "H5P"
        SCORM_12 = "scorm12", "SCORM 1.2"
        SCORM_2004 = "scorm2004", "SCORM 2004"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, editable=False)
    title = models.CharField(_("title"), max_length=255)
    current = models.ForeignKey(
        "PackageRevision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(_("added"), editable=False)
    is_sample = models.BooleanField(_("sample content"), default=False)

    class Meta:
        verbose_name = _("interactive content")
        verbose_name_plural = _("interactive content")
        ordering = ["title"]
        permissions = [("install_library_code", "Can install new library code")]

    def __str__(self) -> str:
        return self.title

    @property
    def activity(self) -> str:
        """What statements call it; its parts have an id of their own behind a #."""
        return f"{ACTIVITIES}{self.public_id}"


class PackageRevision(models.Model):
    """A package as it was uploaded once; an upload never changes one, and an older one can be made current.

    `facts` is what the player of its kind needs to know of it. `played_by` is what plays it, in words:
    "H5P.MultiChoice 1.16". `weight` is what a first visit loads, in bytes, at most.
    """

    package = models.ForeignKey(Package, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    played_by = models.CharField(max_length=300)
    facts: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    original = models.FileField(storage=private_storage, upload_to=original_name, max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    weight = models.PositiveBigIntegerField(default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["package", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["package", "number"], name="package_numbers_its_revisions"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def storage_key(self) -> str:
        """The folder of its files, in addresses and in the storage."""
        return f"{self.package.public_id}.{self.number}"


class PackageAttempt(models.Model):
    """One way of one person through a package: from the first opening until it said that it was finished.

    What a browser says of it is a claim: clamped, and never above what the package can give.
    """

    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="package_attempts")
    package = models.ForeignKey(Package, models.PROTECT, related_name="attempts")
    revision = models.ForeignKey(PackageRevision, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    raw = models.FloatField(null=True)
    most = models.FloatField(null=True)
    share = models.FloatField(null=True)
    success = models.BooleanField(null=True)
    is_complete = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "package", "number"], name="learner_numbers_her_ways_through_a_package"
            ),
            models.UniqueConstraint(
                fields=["learner", "package"],
                condition=Q(ended_at__isnull=True),
                name="one_way_through_a_package_is_open_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=1),
                name="a_share_is_from_nothing_to_all",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
                name="a_way_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id}/{self.learner_id}/{self.number}"


class PackageState(models.Model):
    """What a package wants to find again: one text, of 256 KiB or less, for each part and kind of data."""

    learner = models.ForeignKey("organisations.Person", models.CASCADE, related_name="package_states")
    package = models.ForeignKey(Package, models.CASCADE, related_name="states")
    revision = models.ForeignKey(PackageRevision, models.CASCADE, related_name="+")
    part = models.CharField(max_length=100, blank=True)
    data_type = models.CharField(max_length=100, default="state")
    data = models.TextField()
    is_preloaded = models.BooleanField(default=True)
    drops_on_change = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "package", "part", "data_type"],
                name="learner_has_one_state_of_a_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id}/{self.learner_id}/{self.part}"


class PackageStanding(models.Model):
    """How far a person has got with a package, over all her ways through it: the best counts."""

    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="package_standings")
    package = models.ForeignKey(Package, models.PROTECT, related_name="standings")
    share = models.FloatField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    completed_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "package"], name="learner_stands_once_in_a_package"),
        ]

    def __str__(self) -> str:
        return f"{self.package_id}/{self.learner_id}"


class PackageUpload(models.Model):
    """A file that somebody sent, with what was found in it; nothing of it is installed before she says so.

    `found` are findings as [severity, code, place, sentence]; `told` is what it would bring. Of a file that
    `brings_libraries_only` the program code of H5P is installed, and no content.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("waits for a yes")
        REFUSED = "refused", _("cannot be used")
        INSTALLED = "installed", _("installed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Package.Kind)
    name = models.CharField(max_length=255)
    file = models.FileField(storage=private_storage, upload_to="packages/uploads", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State)
    found: "models.JSONField[list[Any]]" = models.JSONField(default=list)
    told: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    brings_libraries_only = models.BooleanField(default=False)
    replaces = models.ForeignKey(Package, models.CASCADE, null=True, related_name="+")
    made = models.ForeignKey(PackageRevision, models.SET_NULL, null=True, related_name="+")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at"]

    def __str__(self) -> str:
        return self.name
