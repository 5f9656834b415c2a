"""What a cell says of a practice, and what the list of cells is narrowed by."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from media import received
from organisations.tree.models import CellType, Organisation
from practices.adoptions import files, rules
from practices.adoptions.actions import Evidence, Words
from practices.adoptions.models import Adoption

MOST = 4000
"""Characters of one box: a page and a half."""

FAULTS = {
    "year": _("Please check the year of this day."),
    "future": _("This day is still to come. Give the day on which it began, or choose “Planned”."),
    "begun": _("Your cell has begun already. Choose how it stands now."),
    "why": _("Please say in a few words why you stopped; it helps the next cell."),
    "changed": _("Please say in a few words what you changed."),
}


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Photographs and papers, each looked at for what it is; gives `Evidence`."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Evidence]:
        sent = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if len(sent) > files.MOST:
            raise forms.ValidationError(_("Please choose at most %d files at a time.") % files.MOST)
        return [self._looked_at(super(EvidenceField, self).clean(one, initial)) for one in sent]

    def _looked_at(self, sent: "UploadedFile[bytes]") -> Evidence:
        name = str(sent.name)
        try:
            kind = received.kind_of(sent, sent.size or 0)
        except received.TooLarge:
            raise forms.ValidationError(
                _("“%(name)s” is larger than %(most)d MB. Make it smaller, for example as a photograph.")
                % {"name": name, "most": received.LARGEST // 1024**2}
            ) from None
        except received.WrongFile:
            raise forms.ValidationError(
                _("“%s” cannot be taken. Choose a photograph (.jpg, .png), a PDF or a Word file (.docx).")
                % name
            ) from None
        sent.seek(0)
        return Evidence(name, kind, sent.read())


def _box(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReportForm(forms.Form):
    """Where it stands, since when, and what came of it. `has_begun` says what was told before."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    cell = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For which cell"), empty_label=None, widget=forms.RadioSelect
    )
    state = forms.ChoiceField(
        label=_("Where does your cell stand?"),
        choices=[
            (rules.PLANNED, _("We plan to do it")),
            (rules.TRIED, _("We have tried it")),
            (rules.KEPT, _("We keep doing it")),
            (rules.CHANGED, _("We keep doing it, in our own way")),
            (rules.STOPPED, _("We have stopped")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose where your cell stands.")},
    )
    on = forms.DateField(
        label=_("Since which day"),
        help_text=_("Day/month/year. For a plan: the day on which you mean to begin."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        localize=True,
    )
    why = forms.CharField(
        label=_("Why did you stop?"),
        help_text=_(
            "Required if you stopped. It stands on the practice's page without your cell's name;"
            " please name no person."
        ),
        max_length=MOST,
        required=False,
        widget=_box(),
    )
    changed = forms.CharField(
        label=_("What did you do differently?"), max_length=MOST, required=False, widget=_box()
    )
    happened = forms.CharField(label=_("What came of it?"), max_length=MOST, required=False, widget=_box())
    figures = forms.CharField(
        label=_("Figures, if you have any"),
        help_text=_("A line for each: what; before; after. For example: Members who spoke; 3; 11"),
        max_length=MOST,
        required=False,
        widget=_box(2),
    )
    evidence = EvidenceField(
        label=_("Photographs or papers"),
        help_text=_("Only your cell and the committees above see them. .jpg, .png, .pdf, .docx, 10 MB each."),
        required=False,
        widget=SeveralFilesInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf,.docx"}),
    )
    may_be_named = forms.BooleanField(
        label=_("Your cell's name"),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        sent: Any = None,
        *,
        today: date,
        cells: Sequence[Organisation] = (),
        has_begun: bool = False,
        may_be_named: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        begin = {
            "key": uuid4(),
            "on": today,
            "may_be_named": may_be_named,
            "cell": cells[0].pk if cells else None,
            **(initial or {}),
        }
        super().__init__(data, sent, initial=begin)
        self.today, self.has_begun = today, has_begun
        if len(cells) > 1:
            choice: Any = self.fields["cell"]
            choice.queryset = Organisation.objects.filter(pk__in=[one.pk for one in cells])
        else:
            del self.fields["cell"]
        if has_begun:
            state: Any = self.fields["state"]
            state.choices = [one for one in state.choices if one[0] != rules.PLANNED]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if {"state", "on"} <= data.keys():
            faults = rules.faults_of(
                state=data["state"],
                on=data["on"],
                changed=data.get("changed", ""),
                why=data.get("why", ""),
                today=self.today,
                has_begun=self.has_begun,
            )
            for field, fault in faults.items():
                if field not in self.errors:
                    self.add_error(field, FAULTS[fault])
        return data

    @property
    def sent_key(self) -> UUID:
        key: UUID = self.cleaned_data["key"]
        return key

    def words(self) -> Words:
        said = dict(self.cleaned_data)
        said.pop("key")
        said.pop("cell", None)
        return Words(**said)


class AdoptersForm(forms.Form):
    """What the list of a practice's cells is narrowed by; what cannot be read narrows nothing."""

    type = forms.ModelChoiceField(
        CellType.objects.all(),
        label=_("Type of cell"),
        to_field_name="code",
        required=False,
        empty_label=_("All"),
    )
    state = forms.ChoiceField(
        label=_("Where they stand"), required=False, choices=[("", _("All")), *Adoption.State.choices]
    )
    within = forms.ModelChoiceField(
        Organisation.objects.filter(is_open=True, kind__is_cell=False).select_related("parent__parent"),
        to_field_name="public_id",
        required=False,
        widget=forms.HiddenInput,
    )

    def chosen(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or None
