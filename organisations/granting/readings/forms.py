"""What to show of the log."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.granting.forms import DayField, SearchBox
from organisations.granting.readings.queries import READERS_OF_THE_LOG, Wish
from organisations.granting.readings.screen_names import SCREEN_NAMES
from organisations.oversight.choosers import PersonField, ViewerForm


class ReadingsForm(ViewerForm):
    """Whose data, read by whom, on which days, where."""

    person = PersonField(label=_("Whose data"), required=False, roles=READERS_OF_THE_LOG)
    reader = forms.CharField(
        label=_("Read by"),
        required=False,
        max_length=120,
        widget=SearchBox(),
        help_text=_("Part of a name or a user name"),
    )
    since = DayField(label=_("From day"), required=False)
    until = DayField(label=_("To day"), required=False)
    screen = forms.ChoiceField(
        label=_("Screen"), required=False, choices=[("", _("Any")), *SCREEN_NAMES.items()]
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if asked.get("since") and asked.get("until") and asked["until"] < asked["since"]:
            self.add_error("until", _("This day lies before the first one."))
        return asked

    def wish(self) -> Wish:
        return Wish(**{name: self.cleaned_data[name] for name in self.base_fields})
