"""allauth's forms for the second step, in our words."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

_DIGITS = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code"}


class _AsksForCode:
    """One box for the digits, with the keys for them."""

    fields: dict[str, forms.Field]
    label: Any = _("Code")
    hint: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["code"]
        box.label, box.help_text = self.label, self.hint
        box.widget.attrs = dict(_DIGITS)


class SecondStepForm(_AsksForCode, AuthenticateForm):  # type: ignore[misc]
    """After the password: the application's code, or one of the recovery codes."""

    hint = _("6 digits from the application, or one of your recovery codes")


class SecondStepAgainForm(_AsksForCode, ReauthenticateForm):  # type: ignore[misc]
    """Before something that matters: the same once more."""

    hint = SecondStepForm.hint


class AddAppForm(_AsksForCode, ActivateTOTPForm):  # type: ignore[misc]
    """Shows that the application has understood: the first code it gives."""

    label = _("Code that the application shows now")
    hint = _("6 digits; they change every 30 seconds")


_NONSENSE = (AttributeError, LookupError, TypeError, ValueError)
"""What the library raises where an answer is no answer of a device at all."""


class _TakesNoNonsense:
    """Refuses what no device would send, where the library would break."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyAloneForm(_TakesNoNonsense, LoginWebAuthnForm):  # type: ignore[misc]
    """Signs in by a passkey and nothing else."""


class PasskeyForm(_TakesNoNonsense, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step."""


class PasskeyAgainForm(_TakesNoNonsense, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something that matters."""


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name to know it by, and whether it will do alone."""

    passwordless = forms.BooleanField(
        label=_(
            "With this passkey I sign in without a password (the device asks for finger, face or its lock)"
        ),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_name(self.fields["name"])

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except _NONSENSE:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_name(self.fields["name"])


def _ask_for_name(box: forms.CharField) -> None:
    box.label = _("Name of the passkey")
    box.help_text = _("So that you know it again, for example: My telephone")
    box.max_length = 60
    box.widget.attrs = {"autocomplete": "off", "maxlength": 60}
