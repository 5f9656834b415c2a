"""How often a report is made, as which kind of file, and about which period."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracking.layouts.words import RELATIVE
from tracking.reports.writing.formats import FORMATS
from tracking.scheduling.rules import LAST_DAY, Every


class ScheduleForm(forms.Form):
    """On which day: one list, so that no day can be chosen that never comes."""

    when = forms.ChoiceField(label=gettext_lazy("When"))
    period = forms.ChoiceField(
        label=gettext_lazy("About which period"),
        required=False,
        help_text=gettext_lazy("Counted from the day on which it is made."),
    )
    form = forms.ChoiceField(label=gettext_lazy("Kind of file"), initial="xlsx")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("when", _days())
        self._offer("period", [("", _("until the day on which it is made")), *_periods()])
        self._offer("form", [(form.key, form.label) for form in FORMATS.values()])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def day(self) -> tuple[str, int]:
        every, day = self.cleaned_data["when"].split("-")
        return every, int(day)


def _periods() -> list[tuple[str, str]]:
    return [(str(key), str(label)) for key, label in RELATIVE.items()]


def _days() -> list[Any]:
    week = [(f"{Every.WEEK}-{number + 1}", name) for number, name in WEEKDAYS.items()]
    days = range(1, LAST_DAY + 1)
    month = [(f"{Every.MONTH}-{day}", _("day %(day)d of the month") % {"day": day}) for day in days]
    quarter = [
        (f"{Every.QUARTER}-{day}", _("day %(day)d of the first month of the quarter") % {"day": day})
        for day in days
    ]
    return [(_("Every week"), week), (_("Every month"), month), (_("Every quarter"), quarter)]


def when_said(every: str, day: int) -> str:
    groups = dict(choice for _group, choices in _days() for choice in choices)
    return str(groups[f"{every}-{day}"])
