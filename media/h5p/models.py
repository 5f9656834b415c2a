"""What is installed of H5P: each release of a library once, which packages need which library, and what was
made of both for the player."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 220


class H5PLibrary(models.Model):
    """One release of a library. Its bytes never change; content asks for `name` and gets the newest patch.

    `manifest` and `semantics` are JSON as texts: what a stranger wrote may hold what JSON in a database
    cannot. `files` says of each path its size, its SHA-256 and its likeness (see `media.h5p.core`).
    """

    name = models.CharField(_("library"), max_length=NAME_LENGTH)
    machine = models.CharField(max_length=200)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=255)
    is_runnable = models.BooleanField(_("plays content"), default=False)
    is_addon = models.BooleanField(default=False)
    manifest = models.TextField()
    semantics = models.TextField(blank=True)
    files: "models.JSONField[dict[str, Any]]" = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    installed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("installed by")
    )
    installed_at = models.DateTimeField(_("installed"))

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        ordering = ["machine", "-major", "-minor", "-patch"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "major", "minor", "patch"], name="a_release_of_a_library_is_kept_once"
            ),
        ]
        indexes = [models.Index(fields=["name", "patch"], name="h5p_patches_of_a_library")]

    def __str__(self) -> str:
        return f"{self.name}.{self.patch}"

    @property
    def version(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


class H5PLibraryUse(models.Model):
    """A revision of a package needs some patch of a library, to be played or to be exported."""

    revision = models.ForeignKey("PackageRevision", models.CASCADE, related_name="h5p_libraries")
    name = models.CharField(max_length=NAME_LENGTH)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "name"], name="revision_needs_a_library_once"),
        ]
        indexes = [models.Index(fields=["name"], name="h5p_who_needs_a_library")]

    def __str__(self) -> str:
        return f"{self.revision_id} · {self.name}"


class H5PContent(models.Model):
    """Where the files of a revision lie, and the small pictures that were made of its large ones.

    `pictures` leads from the path of a picture to its small rendition's.
    """

    revision = models.OneToOneField(
        "PackageRevision", models.CASCADE, primary_key=True, related_name="h5p_content"
    )
    folder = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    pictures: "models.JSONField[dict[str, str]]" = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.folder}/{self.number}"


class H5PBundle(models.Model):
    """All code, or all styles, that a content needs, as one file; its name tells its bytes.

    Sizes are in bytes: as it is, and compressed in two ways. `used_at` is right to some days. `fonts` are
    files of their own that belong to styles: each with its `family`, `name`, `size`, and `how` it is added.
    """

    name = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField()
    gzip = models.PositiveIntegerField()
    brotli = models.PositiveIntegerField()
    used_at = models.DateTimeField()
    fonts: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name
