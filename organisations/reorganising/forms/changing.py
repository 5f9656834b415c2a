"""Forms that change one organisation where it is: another name, another place, an end."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisations.oversight.choosers import OrganisationField
from organisations.reorganising.actions import close_organisation, move_organisation, rename_organisation
from organisations.reorganising.forms.decision import DecisionForm
from organisations.reorganising.forms.naming import NamingForm
from organisations.reorganising.outcome import Outcome
from organisations.tree.models import Organisation


class ReorganisingForm(DecisionForm):
    """A decision about one organisation, which `reorganise` carries out."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(*args, **kwargs)

    def people(self) -> set[int]:
        """Whose names the form shows, by primary keys."""
        return set()

    def reorganise(self, now: datetime) -> Outcome:
        raise NotImplementedError


class RenamingForm(NamingForm, ReorganisingForm):
    """Another name, or another kind."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        called = {name: getattr(organisation, name) for name in NamingForm.base_fields}
        kwargs["initial"] = {**called, **kwargs.get("initial", {})}
        super().__init__(*args, organisation=organisation, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and all(
            cleaned[name] == getattr(self.organisation, name) for name in NamingForm.base_fields
        ):
            raise ValidationError(_("Nothing is changed yet. Write the new name, or choose the new kind."))
        return cleaned

    def reorganise(self, now: datetime) -> Outcome:
        called = {name: self.cleaned_data[name] for name in NamingForm.base_fields}
        return rename_organisation(organisation=self.organisation, decision=self.decision(now), **called)


class MovingForm(ReorganisingForm):
    """Another place in the tree."""

    parent = OrganisationField(
        label=_("New higher organisation"),
        above_cells=True,
        help_text=_("Type part of its name or its code. All that stands within moves along."),
    )

    def clean_parent(self) -> Organisation:
        parent: Organisation = self.cleaned_data["parent"]
        if parent.pk == self.organisation.parent_id:
            raise ValidationError(_("It stands there already. Choose another one."), code="same")
        return parent

    def reorganise(self, now: datetime) -> Outcome:
        return move_organisation(
            organisation=self.organisation, parent=self.cleaned_data["parent"], decision=self.decision(now)
        )


class ClosingForm(ReorganisingForm):
    """The end of an organisation under which nothing stands."""

    def reorganise(self, now: datetime) -> Outcome:
        return close_organisation(organisation=self.organisation, decision=self.decision(now))
