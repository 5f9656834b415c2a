"""What is typed to sign a frozen report, to throw it away or to supersede it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.vietnamese import fold
from tracking.freezing.actions import (
    FreezeRefusal,
    FrozenAlready,
    IsNotSigned,
    IsOver,
    IsSigned,
    NamesPeople,
    NotHerUnit,
    ReasonMissing,
)


class SignForm(forms.Form):
    """By typing her name, somebody says that she has looked at the figures."""

    signed_as = forms.CharField(
        label=gettext_lazy("Signed as"),
        max_length=120,
        help_text=gettext_lazy("As it is to stand above your name, for example: Secretary of the committee"),
    )
    name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=120,
        help_text=gettext_lazy("Type it to confirm that you have looked at the figures."),
    )

    def __init__(self, *args: Any, signer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if fold(name) != fold(self.signer.get_full_name()):
            raise forms.ValidationError(
                _("This is not the name of your account. Please type: %(name)s")
                % {"name": self.signer.get_full_name()}
            )
        return name


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


def said(refusal: FreezeRefusal) -> str:
    """Why it was refused, and what to do."""
    match refusal:
        case NamesPeople():
            return _(
                "Lists with names are not frozen: a name must be able to go when a person asks for it. "
                "Freeze the figures by unit or by class instead."
            )
        case NotHerUnit():
            return _("You may look at this unit; freezing is for whoever organises it.")
        case FrozenAlready():
            return _(
                "This report has been frozen as of this day. Sign, throw away or supersede that one first."
            )
        case IsSigned():
            return _("This frozen report is signed. It stays; you can supersede it by another.")
        case IsNotSigned():
            return _("This frozen report is not signed yet. Throw it away and freeze again.")
        case IsOver():
            return _("This frozen report has been thrown away or superseded meanwhile.")
        case ReasonMissing():
            return _("Please write why.")
    return _("This cannot be done.")
