"""The question that a reviewer is asked: what becomes of those under way?"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm

from courses.catalogue.models import Onward


def _onward() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What becomes of those under way?"),
        choices=Onward.choices,
        initial=Onward.LEARN,
        widget=forms.RadioSelect,
        required=False,
    )


class OnwardForm(forms.Form):
    """Asked before publishing at once. Left open, they learn the new part."""

    onward = _onward()

    def clean_onward(self) -> Onward:
        return Onward(self.cleaned_data["onward"] or Onward.LEARN)


class ApprovalForm(TaskStateCommentForm):  # type: ignore[misc]
    """Asked with an approval, beside the comment."""

    onward = _onward()
    field_order: Any = ("onward", "comment")
