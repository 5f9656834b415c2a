"""What a learner asks, and what the cell that knows answers."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.inquiries.actions import stamp_of
from practices.inquiries.models import Inquiry

MOST_ASKED = 2000
MOST_ANSWERED = 4000


class QuestionForm(forms.Form):
    """One question, in plain words."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_(
            "Ask about one thing. For example: how did you get members to read the papers beforehand?"
            " Name no persons."
        ),
        max_length=MOST_ASKED,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please write your question, then send it.")},
    )


class AnswerForm(forms.Form):
    """The answer, and how the question stood when it was read."""

    text = forms.CharField(
        label=_("The answer"),
        help_text=_(
            "Say what you really do, and what did not work. Name no persons. The School reads it before"
            " anybody else does."
        ),
        max_length=MOST_ANSWERED,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Please write the answer, then send it.")},
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    @classmethod
    def to(cls, inquiry: Inquiry, data: Any = None) -> Self:
        return cls(data, initial={"text": inquiry.answered, "read": stamp_of(inquiry)})
