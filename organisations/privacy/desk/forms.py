"""What an administrator types at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from common.fields import PhoneFormField
from common.vietnamese import fold
from organisations.people.models import Person
from organisations.privacy.notices.models import PrivacyNotice
from organisations.privacy.requests.forms import MOST

CONFIRMATION = "XÓA"


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=MOST, widget=forms.Textarea(attrs={"rows": 5})
    )


class AnswerForm(forms.Form):
    """What will be done, and by when."""

    text = _text(_("Answer"), _("She reads it under “My data”. Say what will be done and by when."))


class RefusalForm(forms.Form):
    """Why it cannot be done."""

    text = _text(
        _("Why it cannot be done"),
        _("She reads it under “My data”. Name the ground, and whom she can turn to."),
    )


class CorrectionForm(forms.Form):
    """Her details as they shall stand, and what she is told."""

    full_name = forms.CharField(label=_("Full name"), max_length=120)
    phone = PhoneFormField(label=_("Telephone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    text = _text(
        _("What was done"),
        _("She reads it under “My data”. If something else was wrong, put it right there first and say so."),
    )

    @classmethod
    def for_person(cls, person: Person, data: Any = None) -> "CorrectionForm":
        return cls(
            data,
            initial={"full_name": person.full_name, "phone": person.phone, "email": person.email},
        )


class ErasureForm(forms.Form):
    """A word to type, so that nobody is erased by a slip of the hand."""

    word = forms.CharField(
        label=_("Type the word XÓA"),
        help_text=_("Erasing cannot be undone, and no backup brings her back here."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_word(self) -> str:
        typed: str = self.cleaned_data["word"]
        if fold(typed) != fold(CONFIRMATION):
            raise forms.ValidationError(_("Type XÓA, three letters, to erase."), code="word")
        return typed


class NoticeForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A version of the privacy notice that is being written."""

    class Meta:
        model = PrivacyNotice
        fields = ["in_force_from", "changes", "body", "is_sample"]
        widgets = {"changes": forms.Textarea(attrs={"rows": 3})}
