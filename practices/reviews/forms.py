"""Checks of what people type after a session."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from practices.reviews.actions import Filled, Promise
from practices.reviews.models import COMMITMENTS, Commitment, Observation
from practices.reviews.rules import LONGEST, Criterion, Rubric, criteria_of, eve_of_next_meeting
from practices.reviews.words import PROMPTS

UNJUDGED = "none"
CANNOT_JUDGE = _("Cannot judge")
MOST_BUTTONS = 5
"""Up to so many points are chosen by a tap; more are typed."""
LONGEST_TEXT = 5000
LONGEST_DRAFT = 4 * LONGEST_TEXT


class BadDraft(Exception):
    """No page of ours sent this."""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion on the form: its points, and where they are typed, the box for "cannot judge"."""

    criterion: Criterion
    field: forms.BoundField
    unjudged: forms.BoundField | None = None


class _Day(forms.DateField):
    """A day as a telephone's own calendar gives it, or typed day first."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **kwargs)


def _text(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=LONGEST_TEXT, widget=widget
    )


class ObservationForm(forms.Form):
    """The form of one participant: points by criterion, what she saw and heard, what she will do by when.

    Its fields follow from `rubric`; `standing` are promises made before, whose day may have come since.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        rubric: Rubric,
        today: date,
        standing: Mapping[int, Promise] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.today, self.standing = today, standing or {}
        self.criteria = criteria_of(rubric)
        for criterion in self.criteria:
            self._ask_for_points(criterion)
        self.fields["saw"] = _text(_("What I saw"), _("What the chair and those present did."))
        self.fields["said"] = _text(_("Words that were said"), _("Words worth keeping. No names are needed."))
        for number in range(1, COMMITMENTS + 1):
            self._ask_for_promise(number)

    def _ask_for_points(self, criterion: Criterion) -> None:
        signs = format_html_join("", "<li>{}</li>", ((sign,) for sign in criterion.indicators))
        help_text = format_html('<ul class="bullets">{}</ul>', signs) if signs else ""
        if criterion.most <= MOST_BUTTONS:
            points = [(str(number), str(number)) for number in range(criterion.most + 1)]
            self.fields[_points(criterion)] = forms.ChoiceField(
                label=criterion.title,
                help_text=help_text,
                required=False,
                choices=[*points, (UNJUDGED, CANNOT_JUDGE)],
                widget=forms.RadioSelect,
            )
            return
        self.fields[_points(criterion)] = forms.IntegerField(
            label=criterion.title,
            help_text=help_text,
            required=False,
            min_value=0,
            max_value=criterion.most,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        )
        self.fields[_unjudged(criterion)] = forms.BooleanField(label=CANNOT_JUDGE, required=False)

    def _ask_for_promise(self, number: int) -> None:
        self.fields[f"do_{number}"] = forms.CharField(
            label=_("Thing %(number)s that I will do") % {"number": number},
            required=False,
            max_length=Commitment._meta.get_field("text").max_length,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"by_{number}"] = _Day(
            label=_("Thing %(number)s is done by") % {"number": number},
            required=False,
            initial=eve_of_next_meeting(self.today),
        )

    # --- For the template ---

    def criterion_rows(self) -> Iterator[CriterionRow]:
        for criterion in self.criteria:
            unjudged = _unjudged(criterion)
            box = self[unjudged] if unjudged in self.fields else None
            yield CriterionRow(criterion, self[_points(criterion)], box)

    def promise_rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        return ((self[f"do_{number}"], self[f"by_{number}"]) for number in range(1, COMMITMENTS + 1))

    # --- Checks ---

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for criterion in self.criteria:
            self._check_points(criterion, cleaned)
        if not self.criteria and not cleaned.get("saw") and "saw" not in self.errors:
            self.add_error("saw", _("Write what you saw."))
        texts = [cleaned.get(f"do_{number}") for number in range(1, COMMITMENTS + 1)]
        if not any(texts) and not any(f"do_{number}" in self.errors for number in range(1, COMMITMENTS + 1)):
            self.add_error("do_1", _("Write at least one thing that you will do at your own cell."))
        for number, text in enumerate(texts, start=1):
            if text:
                self._check_day(number, text, cleaned.get(f"by_{number}"))
            elif f"by_{number}" in self.errors:
                del self.errors[f"by_{number}"]  # a day without a thing to do is asked of nobody
        return cleaned

    def _check_points(self, criterion: Criterion, cleaned: dict[str, Any]) -> None:
        name = _points(criterion)
        if name in self.errors:
            return
        points, is_unjudged = cleaned.get(name), cleaned.get(_unjudged(criterion))
        if points in (None, "") and not is_unjudged:
            self.add_error(name, _("Give points, or say that you cannot judge it."))
        elif points not in (None, "") and is_unjudged:
            self.add_error(name, _("Give points or say that you cannot judge it, not both."))

    def _check_day(self, number: int, text: str, day: date | None) -> None:
        name = f"by_{number}"
        if name in self.errors:
            return
        if day is None:
            self.add_error(name, _("Choose the day by which you will have done it."))
        elif self.standing.get(number) == Promise(number, text, day):
            return
        elif day <= self.today:
            self.add_error(name, _("Choose a day after today."))
        elif day > self.today + LONGEST:
            self.add_error(name, _("Choose a day within a year."))

    def filled(self) -> Filled:
        """What a valid form says."""
        cleaned = self.cleaned_data
        return Filled(
            points={one.code: _as_points(cleaned[_points(one)]) for one in self.criteria},
            saw=cleaned["saw"],
            said=cleaned["said"],
            promises=[
                Promise(number, text, cleaned[f"by_{number}"])
                for number in range(1, COMMITMENTS + 1)
                if (text := cleaned[f"do_{number}"])
            ],
        )


def typed_in(observation: Observation | None) -> dict[str, Any]:
    """What stands in the fields when she comes back: her draft, else what she has sent."""
    if observation is None:
        return {}
    if observation.draft:
        return dict(observation.draft)
    if observation.sent_at is None:
        return {}
    values: dict[str, Any] = {"saw": observation.saw, "said": observation.said}
    for criterion in criteria_of(observation.rubric):
        points = observation.points.get(criterion.code)
        if criterion.most <= MOST_BUTTONS:
            values[_points(criterion)] = UNJUDGED if points is None else str(points)
        else:
            values |= {_points(criterion): points, _unjudged(criterion): points is None}
    for promise in observation.commitments.all():
        values |= {f"do_{promise.number}": promise.text, f"by_{promise.number}": promise.by}
    return values


def promises_in(observation: Observation | None) -> dict[int, Promise]:
    made = observation.commitments.all() if observation else []
    return {one.number: Promise(one.number, one.text, one.by) for one in made}


def draft_from(form: ObservationForm, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed into the fields of the form, as it was typed."""
    found = {name: typed.get(name, "") for name in form.fields}
    return {name: storable(text)[:LONGEST_TEXT] for name, text in found.items() if text}


def storable(text: str) -> str:
    """Without what no keyboard types and a database refuses."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


@dataclass(frozen=True, slots=True)
class Sending:
    """What a device sends: the fields of the form, when they were typed, and whether she is done."""

    typed: dict[str, str]
    typed_at: datetime
    is_final: bool


def sending_from(body: bytes, now: datetime) -> Sending:
    """Raises BadDraft. A device says how long ago it was: its clock may be wrong."""
    try:
        said = json.loads(body)
        typed, age = said["fields"], timedelta(milliseconds=max(0, int(said["age"])))
        typed_at = now - age
    except (ValueError, KeyError, TypeError, OverflowError):
        raise BadDraft from None
    if not isinstance(typed, dict) or not all(isinstance(text, str) for text in typed.values()):
        raise BadDraft
    if sum(map(len, typed.values())) > LONGEST_DRAFT:
        raise BadDraft
    fields = {name: storable(text) for name, text in typed.items()}
    return Sending(fields, typed_at, said.get("send") is True)


class CommitmentForm(forms.Form):
    """What came of a promise."""

    state = forms.ChoiceField(
        label=_("How far it has come"),
        choices=[
            (Commitment.State.DONE, _("I have done it")),
            (Commitment.State.DROPPED, _("I will not do it")),
            (Commitment.State.OPEN, _("Still to do")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it stands.")},
    )
    note = forms.CharField(
        label=_("What came of it"),
        help_text=_("One or two sentences: what you did and what changed, or why not."),
        required=False,
        max_length=Commitment._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_told = cleaned.get("note") or "note" in self.errors
        if cleaned.get("state") == Commitment.State.DROPPED and not is_told:
            self.add_error("note", _("Say why in a sentence: others learn from that, too."))
        return cleaned


class DiscussionForm(forms.Form):
    """The chair's notes by question, and the summary."""

    summary = _text(_("Lessons drawn"), _("What everybody who was there is to read. Write no names."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notes: dict[str, forms.Field] = {f"note_{code}": _text(asked) for code, asked in PROMPTS.items()}
        self.fields = {**notes, **self.fields}
        self.fields["summary"].widget.attrs["rows"] = 9

    def note_fields(self) -> list[forms.BoundField]:
        return [self[f"note_{code}"] for code in PROMPTS]

    def ask_for_summary(self) -> bool:
        """Whether there is one; else the field says so."""
        if self.is_valid() and not self.cleaned_data["summary"]:
            self.add_error("summary", _("Write the lessons drawn before you publish them."))
        return not self.errors

    def notes(self) -> dict[str, str]:
        return {code: text for code in PROMPTS if (text := self.cleaned_data[f"note_{code}"])}

    def summary_of_notes(self) -> str:
        """The summary so far, and below it what was noted under each question."""
        noted = [f"{PROMPTS[code]}\n{text}" for code, text in self.notes().items()]
        return "\n\n".join([text for text in (self.cleaned_data["summary"], *noted) if text])


def _points(criterion: Criterion) -> str:
    return f"points_{criterion.code}"


def _unjudged(criterion: Criterion) -> str:
    return f"unjudged_{criterion.code}"


def _as_points(value: Any) -> int | None:
    return None if value in (None, "", UNJUDGED) else int(value)
