"""Where to send the code, and the code that came."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.sign_in_codes.ways import ways_to_send
from common.phones import NotAPhoneNumber, normalise_phone


class RequestCodeForm(RequestLoginCodeForm):  # type: ignore[misc]
    """One box for a telephone number or an e-mail address, whichever can be sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways = ways_to_send()
        self._user = None
        attrs = {"autocomplete": "username", "autocapitalize": "none"}
        box = forms.CharField(label=self.ways.label, max_length=254, widget=forms.TextInput(attrs))
        box.help_text = _("For example 0912 345 678") if self.ways.phone else ""
        self.fields = {"login": box}

    def clean_login(self) -> str:
        """Turned into the one of allauth's two fields that it is, which also counts the requests."""
        typed: str = self.cleaned_data["login"].strip()
        field, value = self._read(typed)
        self.cleaned_data[field] = value
        self.cleaned_data[field] = getattr(self, f"clean_{field}")()
        return typed

    def _read(self, typed: str) -> tuple[str, str]:
        if self.ways.phone:
            try:
                return "phone", normalise_phone(typed)
            except NotAPhoneNumber:
                pass
        if not self.ways.email:
            raise forms.ValidationError(_("This is not a telephone number. Write it as 0912 345 678."))
        try:
            validate_email(typed)
        except forms.ValidationError:
            raise forms.ValidationError(
                _("A code cannot be sent there. Please look at it once more.")
            ) from None
        return "email", typed


class ConfirmCodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The six digits that came."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["code"]
        box.label = gettext_lazy("Code that was sent")
        box.help_text = gettext_lazy("6 digits")
        box.widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}
