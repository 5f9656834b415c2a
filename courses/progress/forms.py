"""What devices send, checked before anything is done with it."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.progress.actions import Report
from courses.progress.rules import FROM_DEVICES

MOST_REPORTS = 200
"""Reports a batch may hold; a device with more sends them in several."""


class BadBatch(Exception):
    """A batch of evidence cannot be read; the message says why, for the learner's screen."""


class MarkForm(forms.Form):
    """The button at the end of a lesson; `key` makes a double tap count once."""

    key = forms.UUIDField()


class TicksForm(forms.Form):
    """One checklist, sent whole; `among` names its items, `ticked` those with a tick."""

    key = forms.UUIDField()

    def __init__(self, *args: Any, items: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(item, item) for item in items]
        self.fields["among"] = forms.MultipleChoiceField(choices=choices)
        self.fields["ticked"] = forms.MultipleChoiceField(choices=choices, required=False)


class PlaceForm(forms.Form):
    """Where she stopped reading, and when by her device."""

    lesson = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    anchor = forms.RegexField(r"^b-[0-9a-f]{8}$", required=False)
    at = forms.CharField(max_length=40)

    def clean_at(self) -> datetime:
        try:
            return moment(self.cleaned_data["at"])
        except ValueError:
            raise forms.ValidationError(_("This is no time."), code="time") from None


def reports_from(body: bytes) -> list[Report]:
    """Read a batch `[{"id", "kind", "lesson", "item", "at"}, …]` (JSON). Raises BadBatch."""
    try:
        rows = json.loads(body)
        if not isinstance(rows, list):
            raise TypeError("not a list")
        if len(rows) > MOST_REPORTS:
            raise BadBatch(_("Too much was sent at once. Please send at most %d things.") % MOST_REPORTS)
        return [_report(row) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise BadBatch(_("What the device sent cannot be read. Please reload the page.")) from None


def moment(text: str) -> datetime:
    """Read a time as devices write it (RFC 3339). Raises ValueError; one without a zone is UTC."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _report(row: dict[str, Any]) -> Report:
    kind, item, lesson = row["kind"], row.get("item", ""), row["lesson"]
    if kind not in FROM_DEVICES or not isinstance(item, str) or len(item) > 40:
        raise ValueError(kind)
    if not isinstance(lesson, int) or not 0 < lesson < 2**31:
        raise ValueError(lesson)
    return Report(id=UUID(row["id"]), kind=kind, lesson_id=lesson, happened_at=moment(row["at"]), item=item)
