"""What a person types when she asks something about her data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST = 4000
"""Characters of one box: a page and a half, and little enough to be held while she signs in again."""


def _box(**attributes: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4, **attributes})


class CorrectionForm(forms.Form):
    """What is wrong, and what would be right."""

    text = forms.CharField(
        label=_("What is wrong"),
        help_text=_("For example: my telephone number is an old one."),
        max_length=MOST,
        widget=_box(),
    )
    wanted = forms.CharField(
        label=_("What would be right"),
        help_text=_("For example: 0912 345 678."),
        max_length=MOST,
        widget=_box(),
    )


class ErasureForm(forms.Form):
    """Why she wants to be erased, if she cares to say, and that she knows what it means."""

    text = forms.CharField(
        label=_("Why (you need not say)"),
        max_length=MOST,
        required=False,
        widget=_box(),
    )
    understood = forms.BooleanField(
        label=_("Confirmation"),
        error_messages={"required": _("Please tick this box, so that nobody is erased by mistake.")},
    )
