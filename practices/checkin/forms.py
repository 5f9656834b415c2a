"""What phones and forms send for check-in, checked before anything is done with it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

from practices.checkin.actions import Sent
from practices.checkin.codes import code_in
from practices.checkin.models import CheckIn
from practices.checkin.photographs import LARGEST_MB, NotAPhotograph, TooLarge, without_traces
from practices.checkin.queries import Line, Window
from practices.checkin.rules import MOST_IN_A_BATCH

FROM_PHONES = frozenset({CheckIn.How.SCANNED, CheckIn.How.TICKED, CheckIn.How.TAKEN_BACK})
_LATEST = 10**14


class BadBatch(Exception):
    """A batch of check-ins cannot be read; the message says why, for the host's screen."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Check-ins of one phone."""

    device: str
    sent: list[Sent]


def batch_from(body: bytes) -> Batch:
    """Read `{"device", "checkins": [{"id", "how", "at", "who" or "code"}, …]}`; `at` in ms since 1970.

    Raises BadBatch.
    """
    try:
        content = json.loads(body)
        rows = content["checkins"]
        if not isinstance(rows, list):
            raise TypeError("no list")
        if len(rows) > MOST_IN_A_BATCH:
            raise BadBatch(_("Too much was sent at once. Please send at most %d things.") % MOST_IN_A_BATCH)
        return Batch(str(UUID(content["device"])), [_sent(row) for row in rows])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError, OSError):
        raise BadBatch(_("What the device sent cannot be read. Please reload the page.")) from None


def _sent(row: dict[str, Any]) -> Sent:
    how, at = CheckIn.How(row["how"]), row["at"]
    if how not in FROM_PHONES or not isinstance(at, int) or not 0 <= at <= _LATEST:
        raise ValueError(row)
    code = code_in(row.get("code", ""))
    who = row.get("who")
    if not code and who is None:
        raise ValueError(row)
    return Sent(
        id=UUID(row["id"]),
        how=how,
        at=datetime.fromtimestamp(at / 1000, UTC),
        participant=UUID(who) if who is not None else None,
        code=code,
    )


class SheetForm(forms.Form):
    """Who signed, and at what time, as the host says."""

    at = forms.TimeField(
        label=_("They signed at"),
        help_text=_("The time that counts for everybody ticked below, within the session."),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    people = forms.MultipleChoiceField(
        label=_("Who signed"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Nobody is ticked yet. Tick whoever signed on this sheet.")},
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Line],
        window: Window,
        starts_at: datetime,
        ends_at: datetime,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        self.starts_at, self.until = starts_at, min(window.closed_at or ends_at, now)
        self.opens_at = window.opens_at
        kwargs.setdefault("initial", {"at": timezone.localtime(starts_at).time()})
        super().__init__(*args, **kwargs)
        self.lines = {str(line.participant.public_id): line for line in lines}
        people: Any = self.fields["people"]
        people.choices = [(key, _with_place(line)) for key, line in self.lines.items()]

    def clean_at(self) -> datetime:
        """On the day of the session."""
        day = timezone.localdate(self.starts_at)
        at = timezone.make_aware(datetime.combine(day, self.cleaned_data["at"]))
        if self.opens_at is None or not self.opens_at <= at <= self.until:
            opens = timezone.localtime(self.opens_at or self.starts_at)
            until = timezone.localtime(max(self.until, opens))
            raise forms.ValidationError(
                _("State a time from %(first)s to %(last)s.")
                % {"first": f"{opens:%H:%M}", "last": f"{until:%H:%M}"}
            )
        return at

    @property
    def chosen(self) -> list[Line]:
        return [self.lines[key] for key in self.cleaned_data["people"]]


def _with_place(line: Line) -> str:
    place = line.participant.organisation_name
    return f"{line.person.full_name} · {place}" if place else line.person.full_name


class PhotoForm(forms.Form):
    """The photograph of a signed sheet; what comes out is a picture without traces of who took it where."""

    photo = forms.FileField(
        label=_("Photograph of the signed sheet"),
        help_text=_("JPG, PNG or WebP, at most 15 MB. Place and device are taken out of it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
        error_messages={
            "required": _("Choose or take a photograph first."),
            "empty": _("The file is empty. Please take the photograph once more."),
        },
    )

    def clean_photo(self) -> bytes:
        sent: Any = self.cleaned_data["photo"]
        try:
            return without_traces(sent)
        except TooLarge:
            raise forms.ValidationError(
                _("The photograph is larger than %d MB. Take it with a smaller size, or send a copy of it.")
                % LARGEST_MB
            ) from None
        except (NotAPhotograph, Image.DecompressionBombError):
            raise forms.ValidationError(
                _("This file is not a photograph that can be read. Send a JPG, PNG or WebP picture.")
            ) from None
