"""A paper was handed in or answered: the unit above, and whoever handed it in for another, are told."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.recognition.models import Recognition
from courses.recognition.signals import recognition_answered, recognition_handed_in
from courses.recognition.telling import LONGEST_TITLE, answer_in_words, key_of_answer
from notifications.actions import tell
from tracking.recognising.queries import accounts_above


def connect() -> None:
    recognition_handed_in.connect(_handed_in)
    recognition_answered.connect(_answered)


def _handed_in(sender: type, recognition: Recognition, now: datetime, **__: Any) -> None:
    """No name stands in a notice: it outlives the erasing of whom it is about."""
    with translation.override(settings.LANGUAGE_CODE):
        title = _("To be judged: a paper on “%(course)s”") % {"course": recognition.course.title}
    tell(
        accounts=accounts_above(recognition.person, timezone.localdate(now), but=recognition.handed_in_by_id),
        key=f"recognition:{recognition.pk}:handed-in",
        title=title[:LONGEST_TITLE],
        address=reverse("tracking:recognition", args=[recognition.pk]),
        now=now,
    )


def _answered(sender: type, recognition: Recognition, now: datetime, **__: Any) -> None:
    """Whoever handed it in for another; she herself is told by her own room."""
    by = recognition.handed_in_by
    if by is None or by.pk == recognition.person.account_id:
        return
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            accounts=[by],
            key=key_of_answer(recognition, now),
            title=answer_in_words(recognition),
            text=recognition.reason,
            address=reverse("tracking:recognition", args=[recognition.pk]),
            now=now,
        )
