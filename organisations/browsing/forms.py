"""Looking for organisations, entering one, and putting right what has no history."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.fields import PhoneFormField
from organisations.oversight.choosers import ViewerForm
from organisations.reorganising.actions import found_by_decision
from organisations.reorganising.forms.decision import DayField, DecisionForm
from organisations.reorganising.forms.naming import CodedForm, check_code
from organisations.reorganising.outcome import Outcome
from organisations.tree.actions import Founding
from organisations.tree.models import CellType, Organisation, OrganisationKind
from organisations.tree.queries import cell_types, kinds, namesake_under


@dataclass(frozen=True, slots=True)
class Look:
    """At which day's tree somebody looks, and for what."""

    day: date
    is_today: bool
    closed: bool = False
    text: str = ""
    kind: OrganisationKind | None = None
    cell_type: CellType | None = None

    @property
    def is_search(self) -> bool:
        return bool(self.text or self.kind or self.cell_type)

    @property
    def is_narrowed(self) -> bool:
        return self.is_search or self.closed or not self.is_today

    @property
    def carried(self) -> str:
        """What links on the page take along: the day and the switch."""
        kept = {} if self.is_today else {"day": f"{self.day:%d/%m/%Y}"}
        if self.closed:
            kept["closed"] = "on"
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def carried_on(self) -> str:
        """The same, for a link that has more to say."""
        return f"{self.carried}&" if self.carried else "?"


class LookForm(forms.Form):
    """The bar above the tree; what is wrong in it is said, and today is shown."""

    q = forms.CharField(label=gettext_lazy("Name, short name or code"), required=False, max_length=200)
    kind = forms.ModelChoiceField(
        label=gettext_lazy("Kind"), queryset=kinds(), required=False, empty_label=gettext_lazy("All kinds")
    )
    cell_type = forms.ModelChoiceField(
        label=gettext_lazy("Type of cell"),
        queryset=cell_types(),
        required=False,
        empty_label=gettext_lazy("All types"),
    )
    day = DayField(
        label=gettext_lazy("As of"), required=False, help_text=gettext_lazy("Empty for today. 23/11/2026.")
    )
    closed = forms.BooleanField(label=gettext_lazy("Closed ones too"), required=False)

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day and day > timezone.localdate():
            raise ValidationError(
                _("This day has not come yet. Choose today or an earlier day."), code="future"
            )
        return day

    @property
    def look(self) -> Look:
        today = timezone.localdate()
        self.is_valid()
        told = self.cleaned_data if self.is_bound else {}
        day = told.get("day") or today
        return Look(
            day=day,
            is_today=day == today,
            closed=told.get("closed", False),
            text=told.get("q", ""),
            kind=told.get("kind"),
            cell_type=told.get("cell_type"),
        )


class DetailsForm(forms.Form):
    """Where an organisation is and who answers there."""

    address = forms.CharField(label=gettext_lazy("Address"), max_length=255, required=False)
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Who answers there."),
    )
    contact_phone = PhoneFormField(label=gettext_lazy("Contact's telephone"), required=False)

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DetailsForm.base_fields}


class FoundingForm(CodedForm, DetailsForm, DecisionForm):
    """A new organisation under `parent`; at the top of the tree where there is none."""

    same_name = forms.BooleanField(
        label=gettext_lazy("These are two organisations of the same name"), required=False
    )

    field_order = (*CodedForm.base_fields, "same_name")

    def __init__(self, *args: Any, parent: Organisation | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent = parent
        self.namesake = self._namesake()
        if self.namesake is None:
            del self.fields["same_name"]

    def _namesake(self) -> Organisation | None:
        name = self.data.get("name", "") if self.is_bound else ""
        return namesake_under(self.parent, name) if name else None

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        check_code(code, self.viewer)
        return code

    def clean_on(self) -> date:
        on = super().clean_on()
        if self.parent and on < self.parent.founded_on:
            raise ValidationError(
                _("%(parent)s stands since %(day)s only. Write that day or a later one."),
                code="early",
                params={"parent": self.parent, "day": f"{self.parent.founded_on:%d/%m/%Y}"},
            )
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.namesake and not cleaned.get("same_name"):
            self.add_error(
                "same_name",
                _("%s stands here already. If this is another one, tick this box.") % self.namesake.name,
            )
        return cleaned

    def found(self, now: datetime) -> Outcome:
        founding = Founding(**self.called(), **self.details(), parent=self.parent, on=self.cleaned_data["on"])
        return found_by_decision(founding=founding, decision=self.decision(now))


class EditingForm(DetailsForm, ViewerForm):
    """Code, address and contact: what has no history but is kept in the log."""

    code = CodedForm.base_fields["code"]
    field_order = ("code",)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        names = ("code", *DetailsForm.base_fields)
        kwargs.setdefault("initial", {name: getattr(organisation, name) for name in names})
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str | None:
        code: str = self.cleaned_data["code"]
        check_code(code, self.viewer, of=self.organisation)
        return code or None

    def changes(self) -> dict[str, Any]:
        return {"code": self.cleaned_data["code"], **self.details()}
