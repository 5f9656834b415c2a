"""Sign-in, preferences, and the authoring site's forms for accounts."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.models import User
from accounts.pins.validators import may_use_pin
from common.fields import PhoneFormField
from common.phones import NotAPhoneNumber, normalise_phone

PIN_OR_PASSWORD = _("A PIN: 6 digits or more. A password: 8 letters and digits or more.")


class SignInForm(LoginForm):  # type: ignore[misc]
    """One box for a telephone number, a user name or an e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Telephone number or user name")
        self.fields["login"].help_text = _("For example 0912 345 678")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].help_text = _("Or the PIN you chose yourself")
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    def clean_login(self) -> str:
        typed: str = super().clean_login()
        try:
            return normalise_phone(typed)
        except NotAPhoneNumber:
            return typed


class _OurWords:
    """Labels and hints in our words; no placeholder, which vanishes just when it is needed."""

    fields: dict[str, forms.Field]
    words: dict[str, tuple[Any, Any]] = {
        "oldpassword": (_("Your password now"), ""),
        "password": (_("Your password"), ""),
        "password1": (
            _("New password"),
            _("At least 8 characters. Three or four words of your own are easy to remember, hard to guess."),
        ),
        "password2": (_("New password once more"), ""),
        "email": (_("E-mail address of your account"), ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = self.words[name]
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields and may_use_pin(getattr(self, "user", None)):
            self.fields["password1"].help_text = PIN_OR_PASSWORD


class OwnPasswordForm(_OurWords, ChangePasswordForm):  # type: ignore[misc]
    """Changes the password of somebody who knows it."""


class FirstPasswordForm(_OurWords, SetPasswordForm):  # type: ignore[misc]
    """Gives a password to an account that had none."""


class ForgottenPasswordForm(_OurWords, ResetPasswordForm):  # type: ignore[misc]
    """Asks for the address to send a link to."""


class PasswordByLinkForm(_OurWords, ResetPasswordKeyForm):  # type: ignore[misc]
    """Sets a new password by the link that was sent."""


class ConfirmItIsYouForm(_OurWords, ReauthenticateForm):  # type: ignore[misc]
    """Asks for the password once more before something that matters."""


class PreferencesForm(forms.ModelForm[User]):
    """Language and text size, hers on every device."""

    class Meta:
        model = User
        fields = ["language", "text_size"]
        widgets = {"language": forms.RadioSelect, "text_size": forms.RadioSelect}


class _OneName(forms.ModelForm[User]):
    """Turns Wagtail's two required names and e-mail into ours: one name, a phone, e-mail if any."""

    first_name = None
    last_name = None
    full_name = forms.CharField(label=_("Full name"), max_length=120)
    phone = PhoneFormField(label=_("Telephone"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def clean_phone(self) -> str | None:
        phone = self.cleaned_data["phone"] or None
        taken = User.objects.filter(phone=phone).exclude(pk=self.instance.pk) if phone else None
        if taken is not None and taken.exists():
            raise forms.ValidationError(_("Another account has this telephone number."), code="unique")
        return phone


class AuthoringUserEditForm(_OneName, UserEditForm):  # type: ignore[misc]
    class Meta(UserEditForm.Meta):  # type: ignore[misc]
        model = User
        fields = {"username", "email", "full_name", "phone", "is_superuser", "groups"}


class AuthoringUserCreationForm(_OneName, UserCreationForm):  # type: ignore[misc]
    class Meta(UserCreationForm.Meta):  # type: ignore[misc]
        model = User
        fields = {"username", "email", "full_name", "phone", "is_superuser", "groups"}
