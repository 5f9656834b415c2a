"""What an organisation is called and what it is: asked where one is founded or renamed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from organisations.oversight.queries import organisations_overseen_by
from organisations.tree.models import Organisation
from organisations.tree.queries import cell_types, kinds, with_code


class NamingForm(forms.Form):
    """Name, short name, kind, and for cells where they live."""

    name = forms.CharField(label=gettext_lazy("Name of the organisation"), max_length=200)
    short_name = forms.CharField(
        label=gettext_lazy("Short name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For lists and small screens, if the name is long."),
    )
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind"), queryset=kinds(), empty_label=gettext_lazy("Choose a kind")
    )
    cell_type = forms.ModelChoiceField(
        label=gettext_lazy("Type of cell"),
        queryset=cell_types(),
        required=False,
        empty_label=gettext_lazy("No cell, or not known"),
        help_text=gettext_lazy("For cells alone."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind and not kind.is_cell and cleaned.get("cell_type"):
            self.add_error(
                "cell_type", _("Only a cell has a type. Leave this empty, or choose another kind.")
            )
        return cleaned


class CodedForm(NamingForm):
    """The same of a new one, with its code."""

    code = forms.CharField(
        label=gettext_lazy("Organisation code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("As in the national database of Party members."),
    )

    def called(self) -> dict[str, Any]:
        """Arguments of a Founding."""
        names = CodedForm.base_fields
        return {name: self.cleaned_data[name] for name in names}


def check_code(code: str, viewer: User, *, of: Organisation | None = None) -> None:
    """Raises ValidationError where another organisation has the code; names it to who oversees it."""
    other = with_code(code) if code else None
    if other is None or other == of:
        return
    if organisations_overseen_by(viewer).filter(pk=other.pk).exists():
        raise ValidationError(
            _("%(organisation)s has this code already."), code="taken", params={"organisation": other.name}
        )
    raise ValidationError(_("Another organisation has this code already."), code="taken")
