"""On whose word and from which day: what every form about the tree asks."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from organisations.oversight.choosers import ViewerForm
from organisations.reorganising.actions import Decision

AS_TYPED = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A day, typed as offices write it (23/11/2026) in every language, or picked."""

    default_error_messages = {"invalid": _("Write the day as 23/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", AdminDateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric"}))
        kwargs.setdefault("help_text", _("Day, month, year: 23/11/2026."))
        super().__init__(input_formats=AS_TYPED, **kwargs)


class DecisionForm(ViewerForm):
    """The day from which it holds and the decision behind it."""

    on = DayField(label=_("In force from"))
    number = forms.CharField(
        label=_("Decision number"), max_length=80, required=False, help_text=_("For example 123-QĐ/ĐU.")
    )
    no_number = forms.BooleanField(label=_("There is no number, or it is not known yet"), required=False)
    note = forms.CharField(
        label=_("Remarks"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def decision_fields(self) -> list[BoundField]:
        return [self[name] for name in DecisionForm.base_fields]

    @property
    def own_fields(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name not in DecisionForm.base_fields]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(
                _("This day has not come yet. Enter the change once it is in force."), code="future"
            )
        return on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("number") and not cleaned.get("no_number") and "number" not in self.errors:
            self.add_error("number", _("Write the number, or tick that there is none."))
        return cleaned

    def decision(self, now: datetime) -> Decision:
        return Decision(
            on=self.cleaned_data["on"],
            number=self.cleaned_data["number"],
            note=self.cleaned_data["note"],
            by=self.viewer,
            now=now,
        )
