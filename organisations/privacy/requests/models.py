"""Requests of people about their own data, each with its two clocks."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.people.models import Person
from organisations.privacy.requests import rules


class DataRequest(models.Model):
    """A person asks for a copy of her data, for a correction, or to be erased.

    `answer_due` and `finish_due` are the last days that are still in time; they are set when she asks,
    so that a changed setting moves no clock that runs. `changes` keeps what a correction found and left.
    """

    class Kind(models.TextChoices):
        ACCESS = "access", _("A copy of the data")
        CORRECT = "correct", _("Correct the data")
        ERASE = "erase", _("Erase the data")

    class State(models.TextChoices):
        RECEIVED = rules.RECEIVED, _("Received")
        ANSWERED = rules.ANSWERED, _("Answered, under way")
        DONE = rules.DONE, _("Done")
        REFUSED = rules.REFUSED, _("Refused")
        WITHDRAWN = rules.WITHDRAWN, _("Withdrawn")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests")
    kind = models.CharField(_("what is asked"), max_length=10, choices=Kind)
    text = models.TextField(_("what she wrote"), blank=True)
    wanted = models.TextField(_("what would be right"), blank=True)
    asked_at = models.DateTimeField()
    answer_due = models.DateField()
    finish_due = models.DateField()
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    outcome = models.TextField(_("what was done, or why not"), blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changes: "models.JSONField[dict[str, list[str]]]" = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "answer_due"], name="data_requests_by_clock"),
            models.Index(fields=["person", "-asked_at"], name="data_requests_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(kind="erase", state__in=["received", "answered"]),
                name="person_asks_to_be_erased_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, state__in=["received", "answered"])
                | Q(finished_at__isnull=False, state__in=["done", "refused", "withdrawn"]),
                name="request_is_closed_when_it_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("asked_at")),
                name="request_ends_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {timezone.localtime(self.asked_at):%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        return self.state in rules.OPEN

    def clock_on(self, today: date) -> rules.Clock | None:
        return rules.running_clock(self.state, self.answer_due, self.finish_due, today)
