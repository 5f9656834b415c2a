"""What she is told of the answer, in the language of the site."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from courses.recognition.models import Recognition
from notifications.actions import tell

LONGEST_TITLE = 255


def answer_in_words(one: Recognition) -> str:
    words = _("Recognised: “%(course)s”") if one.is_accepted else _("Not recognised: “%(course)s”")
    return (words % {"course": one.course.title})[:LONGEST_TITLE]


def key_of_answer(one: Recognition, now: datetime) -> str:
    return f"recognition:{one.pk}:{one.state}:{now:%Y%m%d%H%M%S}"


def tell_learner(one: Recognition, now: datetime) -> None:
    if one.person.account is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        tell(
            accounts=[one.person.account],
            key=key_of_answer(one, now),
            title=answer_in_words(one),
            text=one.reason,
            address=reverse("courses:recognition", args=[one.pk]),
            now=now,
        )
