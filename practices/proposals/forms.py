"""What a cell writes about its practice, and what it answers."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.tree.models import Organisation
from practices.proposals.models import Proposal
from practices.proposals.queries import TEXTS, texts_of

MOST = 5000
"""Characters of one box: two pages."""


class PlainText(forms.CharField):
    """Text with one kind of line end, whichever way it came."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


def _line(label: Any, hint: Any, most: int) -> PlainText:
    return PlainText(label=label, help_text=hint, max_length=most, required=False)


def _box(label: Any, hint: Any, rows: int = 4) -> PlainText:
    widget = forms.Textarea(attrs={"rows": rows})
    return PlainText(label=label, help_text=hint, max_length=MOST, required=False, widget=widget)


class DraftForm(forms.Form):
    """A proposal as it is being written: nothing is required, so that everything can be kept."""

    title = _line(
        gettext_lazy("Name of the practice"),
        gettext_lazy("Short, and it says what is done. For example: Papers are sent three days before."),
        255,
    )
    problem = _box(
        gettext_lazy("What was wrong before"),
        gettext_lazy("What your cell was stuck with, in two or three sentences."),
    )
    steps = _box(
        gettext_lazy("What your cell does"),
        gettext_lazy("One line a step: who does what, when, in how much time."),
        rows=7,
    )
    conditions = _box(
        gettext_lazy("What it needs"), gettext_lazy("People, papers, devices, time, consent of those above.")
    )
    results = _box(
        gettext_lazy("What came of it, with figures"),
        gettext_lazy(
            "For example: in March 9 of 21 members spoke, in September 17 of 21. One line a result."
        ),
    )
    limits = _box(
        gettext_lazy("What does not work yet"),
        gettext_lazy("Say it openly: other cells will avoid the same mistake. One line each."),
    )
    contact_name = _line(
        gettext_lazy("Who can be asked"),
        gettext_lazy("Name and post. Leave it empty as long as he or she has not agreed."),
        120,
    )
    consent = _line(
        gettext_lazy("Consent of the committee"),
        gettext_lazy(
            "Who of the committee agreed, and when. If you do not have it yet, send without: the School"
            " publishes nothing before it is there."
        ),
        255,
    )
    known = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, PlainText):
                field.error_messages["max_length"] = _(
                    "This is too long: at most %(limit_value)d characters, and there are %(show_value)d."
                    " Please shorten it, or attach the rest as a file."
                )

    @classmethod
    def of(cls, proposal: Proposal) -> Self:
        return cls(initial={**texts_of(proposal), "known": str(proposal.saved_as)})

    def typed(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}

    def saves_known(self) -> set[UUID]:
        return set(_ids(self.cleaned_data["known"].split(",")))

    def say_missing(self, names: Iterable[str]) -> None:
        """At each field, what the School cannot do without."""
        asked = {
            "title": _("Please give the practice a name, so that others can find it."),
            "problem": _("Please say what was wrong before: it tells others whether it is for them."),
            "steps": _("Please write at least one step: what your cell does."),
            "results": _("Please say what came of it; if there are no figures yet, say what you noticed."),
        }
        for name in names:
            self.add_error(name, asked[name])


class AnswerForm(forms.Form):
    """What the cell answers the School."""

    text = PlainText(
        label=gettext_lazy("Your answer"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Please write your answer, then send it.")},
    )


class CellForm(forms.Form):
    """For which of the cells that she leads."""

    organisation = forms.UUIDField(label=gettext_lazy("For which cell"))

    def __init__(self, *args: Any, cells: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = {cell.public_id: cell for cell in cells}
        if len(cells) == 1:
            self.fields["organisation"].required = False
        choices = [(cell.public_id, str(cell)) for cell in cells]
        self.fields["organisation"].widget = forms.RadioSelect(choices=choices)
        self.fields["organisation"].error_messages["required"] = _("Please choose a cell.")

    def clean_organisation(self) -> Organisation:
        chosen = self.cleaned_data["organisation"] or next(iter(self.cells))
        if chosen not in self.cells:
            raise forms.ValidationError(_("Please choose a cell that you lead."))
        return self.cells[chosen]


class UnreadableSave(Exception):
    """No page of ours sent this."""


@dataclass(frozen=True, slots=True)
class SentSave:
    """What a device sent: the form, and the save's own name."""

    form: DraftForm
    save: UUID


def save_from(body: bytes) -> SentSave:
    """Read what a page sent by itself. Raises UnreadableSave."""
    try:
        sent = json.loads(body)
        save = UUID(sent["save"])
        typed = {name: str(sent["typed"].get(name, "")) for name in TEXTS}
        known = ",".join(str(one) for one in sent["known"])
    except (ValueError, KeyError, TypeError, AttributeError) as reason:
        raise UnreadableSave from reason
    return SentSave(DraftForm({**typed, "known": known}), save)


def _ids(texts: Iterable[str]) -> Iterable[UUID]:
    for text in texts:
        try:
            yield UUID(text.strip())
        except ValueError:
            continue
