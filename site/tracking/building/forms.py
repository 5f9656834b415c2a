"""A layout as an organiser draws it up: a number at a column says that it is wanted, and where it stands."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracking.building.actions import (
    CannotBeCopied,
    ChangedMeanwhile,
    Design,
    LayoutRefusal,
    NotHerLayout,
    NothingManaged,
)
from tracking.building.rules import Fault, fault_of, in_order
from tracking.layouts.forms import FiltersForm, as_typed
from tracking.layouts.given import Layout
from tracking.layouts.models import ReportLayout
from tracking.layouts.rules import RowsOf
from tracking.layouts.vocabulary import VOCABULARY
from tracking.layouts.words import WHICH

_COLUMN = "column_"
_MOST = 20


class LayoutForm(FiltersForm):
    """Title, columns in their order, and what is asked for where nothing else is."""

    title = forms.CharField(label=gettext_lazy("Title of the report"), max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("Which people"), choices=list(WHICH.items()), required=False)
    is_shared = forms.BooleanField(
        label=gettext_lazy("Shared with the units beneath"),
        required=False,
        help_text=gettext_lazy("Each sees her own part of the tree in it, never more."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, rows: RowsOf, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        if rows is not RowsOf.PEOPLE:
            del self.fields["state"]
        for key, term in VOCABULARY[rows].items():
            self.fields[_COLUMN + key] = forms.IntegerField(
                label=str(term.title), help_text=str(term.rule), required=False, min_value=1, max_value=_MOST
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        return [self[_COLUMN + key] for key in VOCABULARY[self.rows]]

    @property
    def filter_fields(self) -> list[forms.BoundField]:
        names = ("state", "period", "post", "cell_type", "mandatory", "programme", "courses")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        kept = super().clean()
        fault = fault_of(self.rows, self._columns(kept), kept.get("state", ""))
        if fault:
            kind, column = fault
            self.add_error(_COLUMN + column if column else None, self._said(kind, column))
        return kept

    def _columns(self, kept: dict[str, Any]) -> list[str]:
        return in_order({key: kept.get(_COLUMN + key) for key in VOCABULARY[self.rows]})

    def _said(self, kind: Fault, column: str) -> str:
        title = VOCABULARY[self.rows][column].title if column else ""
        match kind:
            case Fault.NO_NAME:
                return _(
                    "Please give “%(column)s” a number: without it nobody knows what a row is about."
                ) % {"column": title}
            case Fault.EMPTY:
                return _("“%(column)s” would always be empty for these people. Leave it out.") % {
                    "column": title
                }
        return _("Please choose one more column: a report of names alone tells nothing.")

    def design(self) -> Design:
        kept = self.cleaned_data
        return Design(
            title=kept["title"],
            rows=self.rows,
            columns=self._columns(kept),
            state=kept.get("state", ""),
            asked=self.asked(),
            is_shared=kept["is_shared"],
        )


def drawn(layout: Layout, saved: ReportLayout) -> dict[str, Any]:
    """A saved layout as the form shows it."""
    numbers = {_COLUMN + key: number for number, key in enumerate(layout.columns, start=1)}
    own = {
        "title": saved.title,
        "state": layout.which,
        "is_shared": saved.is_shared,
        "version": saved.version,
    }
    return {**as_typed(layout.asked), **numbers, **own}


def said(refusal: LayoutRefusal) -> str:
    """Why it was refused, and what to do."""
    match refusal:
        case NothingManaged():
            return _("Layouts are kept in the name of a unit that you organise, and you organise none.")
        case NotHerLayout():
            return _("This layout belongs to somebody else. Copy it: the copy is yours to change.")
        case CannotBeCopied():
            return _("The rows of this report follow rules of their own; it cannot be copied.")
        case ChangedMeanwhile():
            return _(
                "Somebody has saved this layout since you opened it. What you typed still stands below: look "
                "at the saved one, then save once more if yours is to stand."
            )
    return _("This cannot be done.")
