"""People: who learns, chairs and oversees. A person may exist before an account and outlives it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import FullNameField, NameKeyField, PhoneField
from common.vietnamese import given_name


class Person(models.Model):
    """Somebody known to the platform, with or without a way to sign in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = FullNameField(_("full name"))
    name_key = NameKeyField(db_index=True)
    phone = PhoneField(_("telephone"), blank=True, db_index=True)
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

    def __str__(self) -> str:
        return self.full_name

    @property
    def given_name(self) -> str:
        return given_name(self.full_name)
