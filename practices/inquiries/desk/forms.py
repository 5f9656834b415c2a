"""What the School writes: an answer, the texts for the page, why a question is not answered."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.inquiries.actions import stamp_of
from practices.inquiries.forms import MOST_ANSWERED, MOST_ASKED
from practices.inquiries.models import Inquiry
from practices.inquiries.rules import Move


class ReadForm(forms.Form):
    """Every deed says how the question stood when it was read."""

    read = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def about(cls, inquiry: Inquiry, data: Any = None) -> Self:
        initial = {"read": stamp_of(inquiry), "asked": inquiry.asked, "answered": inquiry.answered}
        return cls(data, initial=initial)


class AnswerForm(ReadForm):
    """The School answers where the cell cannot."""

    answered = forms.CharField(
        label=_("The answer"),
        help_text=_("A second person reviews it before anybody else reads it. Name no persons."),
        max_length=MOST_ANSWERED,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Write the answer, then send it for review.")},
    )


class ReviewForm(ReadForm):
    """Both texts as others will read them, and who those others are."""

    asked = forms.CharField(
        label=_("The question, as the page shows it"),
        help_text=_("Short, and without names of persons or of the asker’s cell."),
        max_length=MOST_ASKED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answered = forms.CharField(
        label=_("The answer, as the page shows it"),
        max_length=MOST_ANSWERED,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    move = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[
            (Move.SHOW, _("Everybody: it becomes part of the practice’s page")),
            (Move.KEEP_PRIVATE, _("The asker alone")),
        ],
        initial=Move.SHOW,
        widget=forms.RadioSelect,
    )


class DeclineForm(ReadForm):
    """Why it is not answered."""

    note = forms.CharField(
        label=_("Why it is not answered"),
        help_text=_("The asker reads this. Say where she can turn instead."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Give the reason, so that the asker is not left waiting.")},
    )
