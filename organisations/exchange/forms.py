"""What somebody says when she sends a list, and when she takes one out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.exchange.columns import LAYOUTS
from organisations.exchange.files.refusals import MAX_BYTES, UnreadableFile
from organisations.exchange.files.tables import open_table
from organisations.exchange.models import ImportFile
from organisations.exchange.sentences import sentence

KINDS = ImportFile.Kind.choices


class SendListForm(forms.Form):
    """A list to be brought in; a file that is none is told at once, before anything is kept."""

    kind = forms.ChoiceField(label=_("Kind of list"), choices=KINDS, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel workbook (.xlsx) or CSV in UTF-8, at most 10 MB and 50,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
    )
    effective_on = forms.DateField(
        label=_("Renamed and moved from"),
        required=False,
        help_text=_("For organisations alone: the day from which new names and places hold, as 01/07/2025."),
    )
    decision = forms.CharField(
        label=_("Decision number"),
        required=False,
        max_length=80,
        help_text=_("Of the change of organisations; a number in a row goes before it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, kind = cleaned.get("file"), cleaned.get("kind")
        if file and kind:
            self._check(file, kind)
        return cleaned

    def _check(self, file: Any, kind: str) -> None:
        if (file.size or 0) > MAX_BYTES:
            self.add_error("file", sentence("file_too_large", {"megabytes": MAX_BYTES // 1024 // 1024}))
            return
        try:
            open_table(file, LAYOUTS[kind])
        except UnreadableFile as refusal:
            self.add_error("file", sentence(refusal.code, refusal.values))


class TakeOutForm(forms.Form):
    """Which list, as it stood on which day, as which kind of file."""

    kind = forms.ChoiceField(label=_("Kind of list"), choices=KINDS, widget=forms.RadioSelect)
    on = forms.DateField(
        label=_("As it stood on"), required=False, help_text=_("As 01/07/2025; empty for today.")
    )
    form = forms.ChoiceField(
        label=_("Kind of file"),
        choices=[("xlsx", "Excel (.xlsx)"), ("csv", "CSV (UTF-8)")],
        initial="xlsx",
        widget=forms.RadioSelect,
    )
