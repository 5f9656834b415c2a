"""The two steps of a merger: who takes part, and what comes of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.appointments.models import Appointment
from organisations.oversight.choosers import OrganisationField, ViewerForm
from organisations.reorganising.actions import merge_organisations
from organisations.reorganising.forms.changing import ReorganisingForm
from organisations.reorganising.forms.naming import CodedForm, check_code
from organisations.reorganising.outcome import Outcome
from organisations.reorganising.queries import reorganisable_by, secretaries_of
from organisations.tree.actions import Founding
from organisations.tree.models import Organisation

NEW = "new"


class PartnersForm(ViewerForm):
    """Which organisations become one with this one."""

    partners = OrganisationField(
        label=gettext_lazy("Merge with"),
        many=True,
        help_text=gettext_lazy("Type part of a name or a code, and tick one or several."),
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        super().__init__(*args, **kwargs)

    def clean_partners(self) -> list[Organisation]:
        partners: list[Organisation] = self.cleaned_data["partners"]
        allowed = set(reorganisable_by(self.viewer).filter(pk__in=[one.pk for one in partners]))
        beyond = next((one for one in partners if one not in allowed), None)
        if beyond is not None:
            raise ValidationError(
                _(
                    "%(organisation)s is the top of your part of the tree: who oversees what it stands under"
                    " merges it."
                ),
                code="top",
                params={"organisation": beyond},
            )
        return [one for one in partners if one != self.organisation] or self._alone()

    def _alone(self) -> list[Organisation]:
        raise ValidationError(_("Choose another organisation than this one."), code="alone")


class MergerForm(CodedForm, ReorganisingForm):
    """What becomes of those that merge: a new organisation, or one of them takes the others in."""

    into = forms.ChoiceField(label=gettext_lazy("After the merger"), widget=forms.RadioSelect, initial=NEW)
    parent = OrganisationField(
        label=gettext_lazy("It stands under"),
        above_cells=True,
        required=False,
        help_text=gettext_lazy("For a new organisation. Type part of a name or a code."),
    )
    secretary = forms.ChoiceField(
        label=gettext_lazy("Who serves as secretary"), widget=forms.RadioSelect, required=False
    )
    carry_posts = forms.BooleanField(
        label=gettext_lazy("Deputies and committee members go on in it"), required=False, initial=True
    )

    field_order = ("into", "name", "short_name", "kind", "cell_type", "code", "parent")

    def __init__(
        self, *args: Any, organisation: Organisation, partners: Sequence[Organisation], **kwargs: Any
    ) -> None:
        self.merging = [organisation, *partners]
        kind = {"kind": organisation.kind, "cell_type": organisation.cell_type}
        kwargs["initial"] = {**kind, "parent": organisation.parent, **kwargs.get("initial", {})}
        super().__init__(*args, organisation=organisation, **kwargs)
        self.secretaries = list(secretaries_of(self.merging, timezone.localdate()))
        self._offer()

    def _offer(self) -> None:
        self.fields["name"].required = False
        self.fields["name"].help_text = _("For a new organisation.")
        into: Any = self.fields["into"]
        into.choices = [
            (NEW, _("A new organisation is founded")),
            *((str(one.public_id), _("%s takes the others in") % one.name) for one in self.merging),
        ]
        secretary: Any = self.fields["secretary"]
        secretary.choices = [
            *((str(post.public_id), f"{post.person} ({post.organisation})") for post in self.secretaries),
            ("", _("Nobody yet; where one takes the others in, its own secretary stays")),
        ]

    @property
    def heir(self) -> Organisation | None:
        """Which of them takes the others in; None for a new one."""
        chosen = self.cleaned_data.get("into")
        return next((one for one in self.merging if str(one.public_id) == chosen), None)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        check_code(code, self.viewer)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("into") == NEW:
            if not cleaned.get("name") and "name" not in self.errors:
                self.add_error("name", _("Write what the new organisation is called."))
            if cleaned.get("parent") is None and "parent" not in self.errors:
                self.add_error("parent", _("Choose what the new organisation stands under."))
        return cleaned

    def people(self) -> set[int]:
        return {post.person_id for post in self.secretaries}

    def reorganise(self, now: datetime) -> Outcome:
        return merge_organisations(
            organisations=self.merging,
            into=self.heir or self._founding(),
            decision=self.decision(now),
            secretary=self._secretary(),
            carry_posts=self.cleaned_data["carry_posts"],
        )

    def _founding(self) -> Founding:
        cleaned = self.cleaned_data
        return Founding(**self.called(), parent=cleaned["parent"], on=cleaned["on"])

    def _secretary(self) -> Appointment | None:
        chosen = self.cleaned_data["secretary"]
        return next((post for post in self.secretaries if str(post.public_id) == chosen), None)
