"""Which deliveries are wished to be seen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.outbox.models import Delivery
from notifications.ways.rules import Channel
from notifications.ways.words import CHANNELS


class LookForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Delivery.State.choices]
    )
    channel = forms.ChoiceField(
        label=_("Way"),
        required=False,
        choices=[("", _("all")), *((one.value, CHANNELS[one]) for one in Channel)],
    )
