"""What a bearer chooses, and how settings take the picture of a signature."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class NameShownForm(forms.Form):
    """How her name stands on the public check."""

    name_shown = forms.ChoiceField(
        label=_("Your name on the public check"),
        choices=[("initials", _("Initials alone")), ("full", _("The full name"))],
        widget=forms.RadioSelect,
    )

    @property
    def shows_full_name(self) -> bool:
        return bool(self.cleaned_data["name_shown"] == "full")


class SignatureInput(forms.ClearableFileInput):
    """A file that is private: the form says that there is one, and leads nowhere."""

    template_name = "courses/certificates/desk/signature_input.html"

    def is_initial(self, value: Any) -> bool:
        return bool(value)
