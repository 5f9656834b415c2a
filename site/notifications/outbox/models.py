"""One notice on its way by one channel."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from notifications.notices.models import Notice
from notifications.ways.rules import Channel
from notifications.ways.words import CHANNELS


class Delivery(models.Model):
    """Once for each notice and channel. Whoever sends it claims it first (`outbox.actions`)."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Has been sent")
        FAILED = "failed", _("Failed, tried again later")
        GIVEN_UP = "given-up", _("Given up")
        NOT_NEEDED = "not-needed", _("No longer needed")

    OPEN = (State.WAITING, State.FAILED)

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=6, choices=[(one.value, CHANNELS[one]) for one in Channel])
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state__in=["waiting", "failed"]),
                name="deliveries_to_be_tried",
            ),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="deliveries_being_sent"),
            models.Index(fields=["state", "-id"], name="deliveries_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notice_takes_a_channel_once"),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="what_was_sent_says_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice} ({self.channel})"

    @property
    def can_be_tried_again(self) -> bool:
        return self.state in {self.State.FAILED, self.State.GIVEN_UP}
