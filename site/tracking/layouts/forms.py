"""What is asked of a report, as it comes with an address."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.granting.forms import DayField
from organisations.tree.models import Standing
from organisations.tree.queries import cell_types
from tracking.layouts.asking import Asked
from tracking.layouts.given import Layout
from tracking.layouts.queries import courses_to_choose, programmes_to_choose
from tracking.layouts.rules import NoSuchPeriod, RowsOf, period_of, recent_periods
from tracking.layouts.words import RELATIVE, period_said

MANDATORY = {"": None, "co": True, "khong": False}


class FiltersForm(forms.Form):
    """Of whom and about what; of everybody and everything where nothing is chosen."""

    courses = forms.MultipleChoiceField(
        label=gettext_lazy("Courses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None ticked: all courses."),
    )
    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    post = forms.ChoiceField(label=gettext_lazy("Post"), required=False)
    cell_type = forms.ChoiceField(label=gettext_lazy("Type of cell"), required=False)
    mandatory = forms.ChoiceField(label=gettext_lazy("Mandatory"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("Period"), required=False)

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self._offer("courses", [(str(course.pk), course.title) for course in courses_to_choose()], all_=None)
        self._offer("programme", [(str(one.pk), one.title) for one in programmes_to_choose(viewer)])
        self._offer("post", Appointment.Post.choices)
        self._offer("cell_type", [(str(one.pk), one.name) for one in cell_types()])
        self._offer("mandatory", [("co", _("mandatory courses")), ("khong", _("recommended courses"))])
        self._offer("period", self.periods(), all_=_("until today"))

    def _offer(self, name: str, choices: list[Any], *, all_: str | None = "") -> None:
        field = self.fields[name]
        every = [] if all_ is None else [("", all_ or _("all"))]
        field.choices = [*every, *choices]  # type: ignore[attr-defined]

    def periods(self) -> list[tuple[str, str]]:
        """Those that have begun; one that an address names beside them is not refused."""
        found = {period.key: period_said(period) for period in recent_periods(self.today)}
        relative = {str(key): str(label) for key, label in RELATIVE.items()}
        named = self.data.get("period", "")
        if named not in found | relative:
            try:
                period = period_of(named, self.today)
            except NoSuchPeriod:
                period = None
            if period and period.first <= self.today:
                found[named] = period_said(period)
        return [*found.items(), *relative.items()]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("courses") and kept.get("programme"):
            self.add_error(
                "programme",
                _("Choose courses or a programme, not both: a programme stands for its own courses."),
            )
        return kept

    def asked(self) -> Asked:
        kept = self.cleaned_data
        return Asked(
            courses=tuple(sorted(int(pk) for pk in kept.get("courses", ()))),
            programme=int(kept["programme"]) if kept.get("programme") else None,
            post=kept["post"],
            cell_type=int(kept["cell_type"]) if kept["cell_type"] else None,
            is_mandatory=MANDATORY[kept.get("mandatory", "")],
            period=kept["period"],
        )


class AskForm(FiltersForm):
    """What is asked of a layout; `unit` is looked up where the report is made."""

    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, widget=forms.Select)
    on = DayField(label=gettext_lazy("As of the day"), required=False)

    field_order = ["unit", "period", "on", "post", "cell_type", "mandatory", "programme", "courses"]

    def __init__(self, *args: Any, layout: Layout, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if layout.rows is RowsOf.WEAKNESSES:
            for name in ("courses", "programme", "mandatory"):
                del self.fields[name]

    def offer_units(self, units: list[Standing], chosen: Standing) -> None:
        choices = [(str(unit.organisation.public_id), unit.name) for unit in units]
        self.fields["unit"].widget.choices = choices
        typed = cast(QueryDict, self.data).copy()
        typed["unit"] = str(chosen.organisation.public_id)
        self.data = typed

    def clean_on(self) -> date | None:
        on: date | None = self.cleaned_data["on"]
        if on and on > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose today or an earlier day."))
        return on

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        if kept.get("on") and kept.get("period"):
            self.add_error(
                "on", _("Choose a period or a day, not both: a period is told as of its last day.")
            )
        return kept

    def asked(self) -> Asked:
        return replace(super().asked(), unit=self.cleaned_data["unit"], on=self.cleaned_data["on"])


def as_typed(asked: Asked) -> dict[str, Any]:
    """What was asked, as the form would send it."""
    typed: dict[str, Any] = {
        "unit": asked.unit,
        "courses": [str(pk) for pk in asked.courses],
        "programme": asked.programme,
        "post": asked.post,
        "cell_type": asked.cell_type,
        "mandatory": next(key for key, value in MANDATORY.items() if value is asked.is_mandatory),
        "period": asked.period,
        "on": f"{asked.on:%d/%m/%Y}" if asked.on else None,
    }
    return {name: value for name, value in typed.items() if value not in (None, "", [])}
