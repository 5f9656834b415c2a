"""Which statements to show, and why one does not hold."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.desk.statements.presenting import VERBS
from media.desk.statements.queries import package_choices
from media.packages.models import ACTIVITIES
from media.statements.queries import Wish


class _Day(forms.DateField):
    """A day chosen from the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d"]


class LookForm(forms.Form):
    """About which content, which verb, stored on which days."""

    package = forms.ChoiceField(label=gettext_lazy("Interactive content"), required=False)
    verb = forms.ChoiceField(label=gettext_lazy("Verb"), required=False)
    since = _Day(label=gettext_lazy("From day"), required=False)
    until = _Day(label=gettext_lazy("To day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = [("", _("Any"))]
        package: Any = self.fields["package"]
        package.choices = [*anything, *package_choices()]
        verb: Any = self.fields["verb"]
        verb.choices = [*anything, *((address, str(word)) for address, word in VERBS.items())]

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if asked.get("since") and asked.get("until") and asked["until"] < asked["since"]:
            self.add_error("until", _("This day lies before the first one."))
        return asked

    def wish(self) -> Wish:
        asked = self.cleaned_data
        activity = f"{ACTIVITIES}{asked['package']}" if asked["package"] else ""
        return Wish(activity, asked["verb"], asked["since"], asked["until"])


class VoidForm(forms.Form):
    """Why it does not hold."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is kept with the statement and in the log of changes."),
    )
