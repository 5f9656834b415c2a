"""The privacy notice in its versions, and who has read which."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from organisations.people.models import Person

FEATURES = ["h2", "bold", "italic", "ul", "ol", "link"]


class PrivacyNotice(models.Model):
    """What is kept about people, why and how long, as told from a day on. Published, it never changes."""

    number = models.PositiveIntegerField(_("version"), unique=True, editable=False)
    in_force_from = models.DateField(_("in force from"))
    changes = models.TextField(
        _("what has changed"),
        blank=True,
        help_text=_("A few sentences for those who have read the version before."),
    )
    body = RichTextField(_("text"), features=FEATURES)
    is_sample = models.BooleanField(
        _("sample"), default=False, help_text=_("Marked so until the office has checked the text.")
    )
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(body=""), name="published_notice_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class NoticeSeen(models.Model):
    """A person has read a version of the notice, and said so."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices_seen")
    notice = models.ForeignKey(PrivacyNotice, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["person", "notice"], name="person_reads_a_notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} ← {self.notice_id}"
