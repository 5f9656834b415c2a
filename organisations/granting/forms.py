"""What is asked for on the screens of roles."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from organisations.granting.actions import end_role, give_role
from organisations.granting.queries import ADMINISTRATORS, Wish, roles_given_by
from organisations.granting.refusals import field_and_sentence
from organisations.granting.rules import IN_FORCE
from organisations.granting.words import ALLOWS, STATES
from organisations.oversight.actions import GrantRefusal
from organisations.oversight.choosers import OrganisationField, PersonField, ViewerForm
from organisations.oversight.models import Grant

FIRST_DAY = date(1930, 2, 3)
"""The Party was founded on it; nobody was given anything before."""
YEARS_AHEAD = 20


class DayField(forms.DateField):
    """A day as offices write it: 23/11/2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Day/month/year, for example 01/03/2026"))
        widget = forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(widget=widget, localize=True, **kwargs)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day and not (day >= FIRST_DAY and day.year <= timezone.localdate().year + YEARS_AHEAD):
            raise forms.ValidationError(_("Please check the year of this day."), code="year")
        return day


class SearchBox(forms.TextInput):
    input_type = "search"

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})


class RolesForm(ViewerForm):
    """Which roles to list."""

    q = forms.CharField(label=_("Name or telephone"), required=False, max_length=120, widget=SearchBox())
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any")), *Grant.Role.choices])
    state = forms.ChoiceField(
        label=_("Which ones"), required=False, choices=[*STATES.items(), ("all", _("all"))]
    )
    organisation = OrganisationField(label=_("Within the organisation"), required=False, roles=ADMINISTRATORS)

    def wish(self) -> Wish:
        asked = self.cleaned_data
        return Wish(
            text=asked["q"],
            role=asked["role"],
            organisation=asked["organisation"],
            state=asked["state"] or IN_FORCE,
        )


class GiveRoleForm(ViewerForm):
    """Who is given which role, over what, from when."""

    person = PersonField(
        label=_("Whom"),
        roles=ADMINISTRATORS,
        help_text=_("Type part of her name or of her telephone number; marks do not matter."),
    )
    role = forms.ChoiceField(label=_("Which role"), widget=forms.RadioSelect)
    organisation = OrganisationField(
        label=_("Over which organisation"),
        roles=ADMINISTRATORS,
        help_text=_("The role holds there and for all that stands under it. Type part of a name or a code."),
    )
    began = DayField(label=_("From"))
    ended = DayField(
        label=_("No longer from"),
        required=False,
        help_text=_("The first day on which it is no longer held. Empty: until somebody ends it."),
    )
    decision = forms.CharField(label=_("Decision number"), required=False, max_length=80)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [(one.value, _with_sentence(one)) for one in roles_given_by(self.viewer)]

    def give(self, *, today: date) -> Grant | None:
        """The role given; none where it was refused, which then stands at its field."""
        try:
            return give_role(by=self.viewer, today=today, **self.cleaned_data)
        except GrantRefusal as refusal:
            self.add_error(*field_and_sentence(refusal))
            return None


class EndRoleForm(forms.Form):
    """From which day a role is no longer held."""

    ended = DayField(
        label=_("No longer from"), help_text=_("The first day on which it is no longer held: day/month/year.")
    )

    def end(self, grant: Grant, *, by: Any, today: date) -> bool:
        try:
            end_role(by=by, grant=grant, on=self.cleaned_data["ended"], today=today)
        except GrantRefusal as refusal:
            self.add_error(*field_and_sentence(refusal))
            return False
        return True


def _with_sentence(role: Grant.Role) -> str:
    return format_html(
        '<span><strong>{}</strong><small class="roles__allows">{}</small></span>', role.label, ALLOWS[role]
    )
