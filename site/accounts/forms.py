"""Sign-in, preferences, and the authoring site's forms for accounts."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from accounts.models import User
from common.fields import PhoneFormField
from common.phones import NotAPhoneNumber, normalise_phone


class SignInForm(LoginForm):  # type: ignore[misc]
    """One box for a telephone number, a user name or an e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Telephone number or user name")
        self.fields["login"].help_text = _("For example 0912 345 678")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}

    def clean_login(self) -> str:
        typed: str = super().clean_login()
        try:
            return normalise_phone(typed)
        except NotAPhoneNumber:
            return typed


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
    class Meta(UserEditForm.Meta):
        model = User
        fields = {"username", "email", "full_name", "phone", "is_superuser", "groups"}


class AuthoringUserCreationForm(_OneName, UserCreationForm):  # type: ignore[misc]
    class Meta(UserCreationForm.Meta):
        model = User
        fields = {"username", "email", "full_name", "phone", "is_superuser", "groups"}
