"""People: who learns, chairs and oversees. A person may exist before an account and outlives it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import FullNameField, NameKeyField, PhoneField, SearchKeyField
from common.vietnamese import given_name


class Person(models.Model):
    """Somebody known to the platform, with or without a way to sign in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = FullNameField(_("full name"))
    name_key = NameKeyField()
    phone = PhoneField(_("telephone"), blank=True, db_index=True)
    email = models.EmailField(_("e-mail"), blank=True)
    search_key = SearchKeyField(sources=["full_name", "phone"])
    is_sample = models.BooleanField(_("sample"), default=False)
    erased_at = models.DateTimeField(null=True, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_key", "pk"]
        # A search reads the list in its order and this index alone, until a page is full.
        indexes = [models.Index(fields=["name_key", "id", "search_key"], name="people_by_name")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def given_name(self) -> str:
        return given_name(self.full_name)


class PersonMerge(models.Model):
    """Two entries were one person: what the one that went away said, and which one stayed."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    gone_id = models.UUIDField(unique=True)
    gone = models.JSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("merging of two entries")
        verbose_name_plural = _("mergings of entries")
        ordering = ["-merged_at"]

    def __str__(self) -> str:
        return f"{self.gone_id} → {self.kept_id}"
