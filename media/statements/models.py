"""xAPI statements, stored whole, with the parts by which they are found beside them.

Shaped for a learning record store (xAPI 1.0.3, part two, section 2): a statement never changes; voiding is a
statement of its own that points at another. Actor and `stored` are ours, never the sender's.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Statement(models.Model):
    """Who did what with which activity; `body` is the statement as it is exported."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    learner = models.ForeignKey("organisations.Person", models.PROTECT, related_name="statements")
    verb = models.CharField(max_length=200)
    activity = models.CharField(max_length=300)
    scaled = models.FloatField(null=True)
    success = models.BooleanField(null=True)
    completion = models.BooleanField(null=True)
    seconds = models.FloatField(null=True)
    timestamp = models.DateTimeField()
    stored = models.DateTimeField()
    body: "models.JSONField[dict[str, Any]]" = models.JSONField()
    voids = models.OneToOneField("self", models.PROTECT, null=True, related_name="voided_by")

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-stored"]
        permissions = [("void_statement", "Can void statements")]
        indexes = [
            models.Index(fields=["learner", "stored"], name="statements_of_a_person"),
            models.Index(fields=["activity", "verb", "stored"], name="statements_about_an_activity"),
            models.Index(fields=["stored"], name="statements_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(scaled__isnull=True) | Q(scaled__gte=-1, scaled__lte=1),
                name="a_scaled_score_is_from_minus_one_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner_id} · {self.short_verb} · {self.activity}"

    @property
    def short_verb(self) -> str:
        """The verb's own word: the end of its address."""
        return self.verb.rpartition("/")[2]
