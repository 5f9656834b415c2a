"""What she types from her card, and the PIN or password she chooses."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.forms import PIN_OR_PASSWORD
from accounts.models import User
from accounts.pins.validators import may_use_pin


class CardForm(forms.Form):
    """The two things that stand on a card."""

    login = forms.CharField(
        label=_("User name on the card"),
        help_text=_("Or your telephone number"),
        max_length=150,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("Code on the card"),
        help_text=_("8 letters and digits. Large or small letters, with or without the dash: all the same."),
        max_length=30,
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "code"}
        ),
    )


class SecretForm(forms.Form):
    """One box, and she sees what she types: nobody has to type it twice."""

    secret = forms.CharField(
        strip=False,
        max_length=128,
        widget=forms.TextInput(
            {
                "autocomplete": "new-password",
                "autocapitalize": "none",
                "spellcheck": "false",
                "data-hideable": "",
            }
        ),
    )

    def __init__(self, *args: Any, account: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        box = self.fields["secret"]
        if may_use_pin(account):
            box.label = _("New PIN or password")
            box.help_text = PIN_OR_PASSWORD
        else:
            box.label = _("New password")
            box.help_text = _(
                "At least 8 characters. Three or four words of your own are easy to remember, hard to guess."
            )

    def clean_secret(self) -> str:
        """One reason at a time: what is a pattern is also common, and saying so twice helps nobody."""
        secret: str = self.cleaned_data["secret"]
        try:
            validate_password(secret, self.account)
        except forms.ValidationError as error:
            raise error.error_list[0] from None
        return secret
