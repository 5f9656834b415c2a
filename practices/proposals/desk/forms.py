"""What the School fills in: a question, a reason, and what a page needs besides the cell's own words."""

from typing import Any, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from practices.exemplars.vocabulary import PracticeKind, Provenance
from practices.proposals.desk.drafting import Chosen, suggestion_for
from practices.proposals.models import Proposal

MOST = 2000


class ReadForm(forms.Form):
    """Every deed says which text it is about."""

    read = forms.UUIDField(widget=forms.HiddenInput)

    @classmethod
    def about(cls, proposal: Proposal, data: Any = None, **initial: Any) -> Self:
        return cls(data, initial={"read": proposal.saved_as, **initial})

    def save_read(self) -> UUID:
        save: UUID = self.cleaned_data["read"]
        return save


class AskForm(ReadForm):
    """What the cell should add or explain."""

    text = forms.CharField(
        label=_("What the cell should add or explain"),
        help_text=_(
            "The secretary reads this. One question a line; say what is missing, not that it is bad."
        ),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say what the cell should add, so that it can answer.")},
    )


class DeclineForm(ReadForm):
    """Why it is not taken up."""

    text = forms.CharField(
        label=_("Why it is not taken up"),
        help_text=_("The secretary reads this. Say what would make it fit, if anything would."),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Give the reason: the cell has taken the trouble to write.")},
    )


class AcceptForm(ReadForm):
    """What stands on the page besides the cell's words."""

    consent = forms.CharField(
        label=_("Consent of the committee"),
        help_text=_("Who of the committee agreed, and when. Without it the proposal cannot be taken up."),
        max_length=255,
        error_messages={"required": _("Record the committee’s consent first; if it is missing, ask back.")},
    )
    held_by = forms.CharField(
        label=_("Whose practice, as the page names it"),
        help_text=_("The organisation. No person’s name."),
        max_length=255,
    )
    kind = forms.ChoiceField(label=_("Kind of practice"), choices=PracticeKind.choices)
    summary = forms.CharField(
        label=_("Summary for the list"),
        help_text=_("Two sentences: what is done, and what it is good for."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    provenance = forms.ChoiceField(
        label=_("What it rests on"),
        choices=[
            (Provenance.AWAITED, _("Something is still to be added or checked by the School")),
            (Provenance.SOURCED, _("Source at hand: minutes, report or confirmation by the committee")),
        ],
        initial=Provenance.AWAITED,
        widget=forms.RadioSelect,
    )
    to_complete = forms.CharField(
        label=_("What is still to be added"),
        help_text=_("One line for each thing that is not known yet; the page says so openly."),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def suggested(cls, proposal: Proposal, data: Any = None) -> Self:
        return cls.about(proposal, data, **suggestion_for(proposal))

    def chosen(self) -> Chosen:
        return Chosen(**{name: value for name, value in self.cleaned_data.items() if name != "read"})
