"""One question for each kind of thing: by which ways."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms

from notifications.ways.rules import Channel, Kind, is_on_by_itself, offered
from notifications.ways.words import CHANNELS, KINDS


class WaysForm(forms.Form):
    """Asks only for the ways that this installation has; what it has not keeps what was chosen before."""

    def __init__(
        self,
        *args: Any,
        kinds: Collection[Kind],
        channels: Collection[Channel],
        wishes: Mapping[Kind, Mapping[Channel, bool]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = kinds
        for kind in kinds:
            asked = [channel for channel in Channel if channel in channels and channel in offered(kind)]
            self.fields[kind] = forms.MultipleChoiceField(
                label=KINDS[kind],
                required=False,
                choices=[(channel.value, CHANNELS[channel]) for channel in asked],
                initial=[way for way in asked if wishes[kind].get(way, is_on_by_itself(kind, way))],
                widget=forms.CheckboxSelectMultiple,
            )

    def wishes(self) -> dict[tuple[Kind, Channel], bool]:
        return dict(self._wished())

    def _wished(self) -> Iterator[tuple[tuple[Kind, Channel], bool]]:
        for kind in self.kinds:
            field: Any = self.fields[kind]
            for value, _label in field.choices:
                yield (kind, Channel(value)), value in self.cleaned_data[kind]


class DeviceForm(forms.Form):
    """What a browser sends when it has subscribed."""

    endpoint = forms.CharField(max_length=1000)
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)
