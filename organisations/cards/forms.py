"""Where to print for, and for whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from organisations.appointments.models import Appointment
from organisations.cards.rules import MOST
from organisations.oversight.choosers import OrganisationField, ViewerForm
from organisations.oversight.queries import MANAGERS

POSTS = Appointment.Post


class PlaceForm(ViewerForm):
    """A cell, or a commune with all its cells, and the posts there."""

    organisation = OrganisationField(
        label=_("Cell or committee"),
        roles=MANAGERS,
        help_text=_("Cards are printed for it and for all that stand under it."),
    )
    posts = forms.MultipleChoiceField(
        label=_("Posts"), choices=POSTS.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_posts(self) -> list[str]:
        """Another screen's link names an organisation alone: then everybody there is meant."""
        return self.cleaned_data["posts"] or POSTS.values

    @property
    def leads_out_of_sight(self) -> bool:
        """Whether the address named an organisation that the viewer does not oversee."""
        return self.has_error("organisation", "unknown")


class PeopleField(forms.Field):
    """Public ids of people, each once."""

    widget = forms.MultipleHiddenInput
    default_error_messages = {
        "required": _("Nobody is ticked yet. Tick at least one person."),
        "invalid": _("What was sent cannot be read. Please choose again."),
        "too_many": ngettext_lazy(
            "At most %(most)d card is printed at a time. Choose a smaller place, or fewer people.",
            "At most %(most)d cards are printed at a time. Choose a smaller place, or fewer people.",
            "most",
        ),
    }

    def clean(self, value: Any) -> list[Any]:
        values = list(dict.fromkeys(super().clean(value) or []))
        if len(values) > MOST:
            raise forms.ValidationError(
                self.error_messages["too_many"], code="too_many", params={"most": MOST}
            )
        one = forms.UUIDField(error_messages={"invalid": self.error_messages["invalid"]})
        return [one.clean(each) for each in values]


class PeopleForm(forms.Form):
    """Those who were ticked, and when the viewer was shown what would be done."""

    people = PeopleField()
    looked_at = forms.DateTimeField(required=False)
