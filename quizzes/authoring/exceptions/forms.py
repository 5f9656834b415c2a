"""What is asked for to give an exception."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from organisations.oversight.choosers import OrganisationField, PersonField, ViewerForm
from organisations.oversight.queries import MANAGERS
from quizzes.authoring.exceptions.actions import give_exception
from quizzes.papers.models import Quiz, QuizException

MOST_MINUTES, MOST_ATTEMPTS = 24 * 60, 20


class ExceptionForm(ViewerForm):
    """For whom, what, and why."""

    person = PersonField(
        label=_("For whom"),
        required=False,
        roles=MANAGERS,
        help_text=_("Type part of a name or of a telephone number; marks do not matter."),
    )
    organisation = OrganisationField(
        label=_("Or for an organisation"),
        required=False,
        roles=MANAGERS,
        help_text=_("It holds for everybody who serves there or in what stands under it."),
    )
    extra_minutes = forms.IntegerField(
        label=_("More minutes"), required=False, min_value=0, max_value=MOST_MINUTES, initial=0
    )
    extra_attempts = forms.IntegerField(
        label=_("More attempts"), required=False, min_value=0, max_value=MOST_ATTEMPTS, initial=0
    )
    closes_at = forms.DateTimeField(
        label=_("Closes later"), required=False, widget=AdminDateTimeInput(),
        help_text=_("Empty: with the quiz."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        help_text=_("Kept with the exception: “mất điện ngày 5/3”."),
        error_messages={"required": _("Say why. The reason is kept with the exception.")},
    )

    def __init__(self, *args: Any, quiz: Quiz, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.quiz, self.now = quiz, now
        if quiz.time_limit_minutes is None:
            del self.fields["extra_minutes"]
        if quiz.max_attempts is None:
            del self.fields["extra_attempts"]
        if quiz.closes_at is None:
            del self.fields["closes_at"]

    @property
    def gives_anything(self) -> bool:
        """Whether the quiz has a limit that an exception could move."""
        return bool({"extra_minutes", "extra_attempts", "closes_at"} & set(self.fields))

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = super().clean() or {}
        if bool(asked.get("person")) == bool(asked.get("organisation")) and not self.errors:
            self.add_error("person", _("Choose a person or an organisation, one of the two."))
        if (person := asked.get("person")) and person.account_id == self.viewer.pk:
            self.add_error("person", _("Nobody gives herself an exception. Ask somebody else who may."))
        if not any(asked.get(name) for name in ("extra_minutes", "extra_attempts", "closes_at")):
            self.add_error(None, _("Give more minutes, more attempts or a later end."))
        closes_at = asked.get("closes_at")
        if closes_at and self.quiz.closes_at and closes_at <= self.quiz.closes_at:
            self.add_error("closes_at", _("It would close no later than for everybody."))
        elif closes_at and closes_at <= self.now:
            self.add_error("closes_at", _("This moment has passed."))
        return asked

    def give(self) -> tuple[QuizException, int]:
        asked = self.cleaned_data
        return give_exception(
            quiz=self.quiz,
            person=asked["person"],
            organisation=asked["organisation"],
            extra_minutes=asked.get("extra_minutes") or 0,
            extra_attempts=asked.get("extra_attempts") or 0,
            closes_at=asked.get("closes_at"),
            reason=asked["reason"],
            by=self.viewer,
            now=self.now,
        )
