"""The tree of Party organisations, as it stands today and as it stood on any day before."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.fields import PhoneField, SearchKeyField, TitleField, TitleKeyField
from organisations.tree import rules


class OrganisationKind(models.Model):
    """A kind of organisation: levels are data, because they are changed by decree."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TitleField(_("name"), max_length=120)
    rank = models.PositiveSmallIntegerField(
        _("rank"), default=0, help_text=_("From the top down: a smaller number stands higher.")
    )
    is_cell = models.BooleanField(_("is a cell"), default=False, help_text=_("Nothing stands under a cell."))

    class Meta:
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisations")
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name


class CellType(models.Model):
    """Where a cell lives: a village, an office, a school."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TitleField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("type of cell")
        verbose_name_plural = _("types of cells")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """What an organisation is called and where it stands; the same columns today and in history."""

    name = TitleField(_("name"), max_length=200)
    short_name = TitleField(_("short name"), max_length=120, blank=True)
    kind = models.ForeignKey(OrganisationKind, models.PROTECT, verbose_name=_("kind"), related_name="+")
    cell_type = models.ForeignKey(
        CellType, models.PROTECT, null=True, blank=True, verbose_name=_("type of cell"), related_name="+"
    )
    parent = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("higher organisation"),
        related_name="+",
    )
    path = models.CharField(max_length=255, db_index=True, editable=False)
    is_open = models.BooleanField(default=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def depth(self) -> int:
        return rules.depth_of(self.path)


class Organisation(Place):
    """An organisation as it stands today. What changed of it and when stands in its standings.

    A closed one keeps a place under what it went into, so that its past stays in somebody's sight.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("higher organisation"),
        related_name="children",
    )
    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        help_text=_("As in the national database of Party members."),
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    contact = models.CharField(_("contact"), max_length=120, blank=True, help_text=_("Who answers there."))
    contact_phone = PhoneField(_("contact's telephone"), blank=True)
    founded_on = models.DateField(_("founded on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    name_key = TitleKeyField(source="name")
    search_key = SearchKeyField(sources=["name", "short_name", "code"])
    is_sample = models.BooleanField(_("sample"), default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_key", "pk"]
        indexes = [
            models.Index(fields=["parent", "is_open", "name_key"], name="organisation_children"),
            models.Index(fields=["name_key", "id", "search_key"], name="organisations_by_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["path"], name="no_two_organisations_at_one_place"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("founded_on")),
                name="organisation_closes_after_it_is_founded",
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_on__isnull=True) | Q(is_open=False, closed_on__isnull=False),
                name="organisation_is_open_until_it_is_closed",
            ),
        ]


class Standing(Place):
    """How an organisation stood from one day to the day before another; the last one has no end."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="standings")
    began = models.DateField()
    ended = models.DateField(null=True)

    class Meta:
        ordering = ["organisation", "began", "pk"]
        indexes = [
            models.Index(fields=["path", "began", "ended"], name="standing_within"),
            models.Index(fields=["organisation", "began"], name="standing_of"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended__isnull=True),
                name="organisation_has_one_standing_today",
            ),
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gt=F("began")),
                name="standing_ends_after_it_begins",
            ),
        ]


class Succession(models.Model):
    """One decision that changed the tree: who became what, and on whose word.

    `journal` says which rows it ended and began, by which it can be taken back as a whole.
    """

    class Kind(models.TextChoices):
        FOUND = "found", _("Founded")
        RENAME = "rename", _("Renamed")
        MOVE = "move", _("Moved")
        MERGE = "merge", _("Merged")
        SPLIT = "split", _("Split")
        CLOSE = "close", _("Closed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    on = models.DateField(_("in force from"))
    decision = models.CharField(_("decision number"), max_length=80, blank=True)
    note = models.TextField(_("note"), blank=True)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    journal = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class SuccessionPart(models.Model):
    """An organisation's part in a succession: it went in, or it came out."""

    class Side(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    succession = models.ForeignKey(Succession, models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="succession_parts")
    side = models.CharField(max_length=6, choices=Side)
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["succession", "-side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["succession", "organisation", "side"],
                name="organisation_is_on_a_side_of_a_succession_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side}: {self.name}"
