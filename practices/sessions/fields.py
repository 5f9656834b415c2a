"""What a host's forms are made of: a day, an hour, and choosers for pages that work without script."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from accounts.models import User
from common.vietnamese import fold
from organisations.oversight.choosers import (
    Choices,
    ChooserField,
    ChooserWidget,
    Option,
    OrganisationField,
    PersonField,
)
from practices.exemplars.models import Practice
from practices.sessions.queries import HOSTS

HOUR = re.compile(r"^(\d{1,2})\s*(?:[:.hg]|giờ)?\s*(\d{2})?$")


class DayField(forms.DateField):
    """A day as offices write it: 23/11/2026."""

    default_error_messages = {"invalid": gettext_lazy("Write the day as 23/11/2026.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Day/month/year, for example 01/03/2026"))
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(
            widget=widget, input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"], **kwargs
        )

    def to_python(self, value: Any) -> date | None:
        day: date | None = super().to_python(value)
        if day and not 2000 <= day.year <= 2100:
            raise forms.ValidationError(gettext_lazy("Please check the year of this day."), code="year")
        return day


class HourField(forms.TimeField):
    """An hour as people write it: 14:00, 14h, 14h30."""

    default_error_messages = {"invalid": gettext_lazy("Write the time as 14:00 or 14h30.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"})
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> time | None:
        if isinstance(value, str) and (found := HOUR.match(value.strip().lower())):
            value = f"{found[1]}:{found[2] or '00'}"
        hour: time | None = super().to_python(value)
        return hour


class PageChooser(ChooserWidget):
    """A search box with a button of its own, and what was found below it."""

    template_name = "practices/sessions/_chooser.html"


class HostField(OrganisationField):
    """An organisation in whose name the viewer may hold a session, or of which she may invite posts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(roles=HOSTS, widget=PageChooser(), **kwargs)


class GuestField(PersonField):
    """People within the viewer's sight as a host."""

    def __init__(self, *, many: bool = False, **kwargs: Any) -> None:
        super().__init__(roles=HOSTS, many=many, widget=PageChooser(many=many), **kwargs)


class PracticeChoices(Choices[Practice]):
    """Practices of the library."""

    what = "dien-hinh"

    def rows(self) -> QuerySet[Practice]:
        return Practice.objects.filter(is_current=True)

    def found(self, text: str) -> QuerySet[Practice]:
        rows = self.rows()
        for word in fold(text).split():
            rows = rows.filter(search_key__contains=word)
        return rows

    def options(self, rows: Sequence[Practice]) -> list[Option]:
        return [Option(str(row.public_id), row.title, row.held_by) for row in rows]


class PracticeField(ChooserField):
    """A practice of the library."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(roles=HOSTS, widget=PageChooser(), **kwargs)

    def choices_for(self, viewer: User) -> PracticeChoices:
        return PracticeChoices(viewer, self.roles)


TIME_FAULTS = {
    ("day", "past"): gettext_lazy("This day has passed. Choose a day from today on."),
    ("ends", "before_it_begins"): gettext_lazy("The session ends before it begins. Check both times."),
    ("reply_by", "after_the_day"): gettext_lazy("The last day to answer is the day of the session."),
    ("reply_by", "past"): gettext_lazy("This day has passed: nobody could answer any more."),
}
