"""A split: the parts that come out, one after another, and what becomes of the rest."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.reorganising.actions import SplitPart, split_organisation
from organisations.reorganising.forms.changing import ReorganisingForm
from organisations.reorganising.forms.naming import CodedForm, check_code
from organisations.reorganising.outcome import Outcome
from organisations.reorganising.queries import posts_held_in
from organisations.tree.actions import Founding
from organisations.tree.models import Organisation
from organisations.tree.queries import children_of

MOST_PARTS = 20


def parts_in(data: Any) -> int:
    """How many parts a form that was sent asks for."""
    typed = str(data.get("count", "1"))
    return min(max(int(typed), 1), MOST_PARTS) if typed.isdecimal() else 1


class PartForm(CodedForm):
    """One organisation that comes out, with what and whom it takes along."""

    children = forms.MultipleChoiceField(
        label=gettext_lazy("Takes along"), widget=forms.CheckboxSelectMultiple, required=False
    )
    posts = forms.MultipleChoiceField(
        label=gettext_lazy("Who goes on in it"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        viewer: User,
        below: Sequence[Organisation],
        held: Sequence[Appointment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.below, self.held = viewer, below, held
        children: Any = self.fields["children"]
        children.choices = [(str(one.public_id), one.name) for one in below]
        posts: Any = self.fields["posts"]
        posts.choices = [(str(post.public_id), f"{post.get_post_display()} {post.person}") for post in held]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        check_code(code, self.viewer)
        return code

    @property
    def shown_fields(self) -> Iterable[Any]:
        """A choice among nothing is not shown."""
        return [field for field in self if getattr(field.field, "choices", True)]

    def part(self, parent: Organisation | None, on: date) -> SplitPart:
        return SplitPart(
            founding=Founding(**self.called(), parent=parent, on=on),
            children=[one for one in self.below if str(one.public_id) in self.cleaned_data["children"]],
            posts=[post for post in self.held if str(post.public_id) in self.cleaned_data["posts"]],
        )


class SplittingForm(ReorganisingForm):
    """Parts become organisations of their own; the rest goes on, or is dissolved."""

    dissolve = forms.ChoiceField(
        label=gettext_lazy("What is left"),
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("Goes on under its name")),
            ("1", gettext_lazy("Is dissolved: everything under it must belong to one of the parts")),
        ],
        required=False,
    )
    count = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_PARTS, initial=1)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, organisation=organisation, **kwargs)
        below = list(children_of(organisation).select_related("kind"))
        held = self.held = list(posts_held_in([organisation], timezone.localdate()))
        self.parts = [
            PartForm(
                self.data if self.is_bound else None,
                prefix=f"part{number}",
                viewer=self.viewer,
                below=below,
                held=held,
                initial={"kind": organisation.kind, "cell_type": organisation.cell_type},
                # Only the first part must be there; one left empty is no part.
                empty_permitted=number > 1,
                use_required_attribute=False,
            )
            for number in range(1, self._count() + 1)
        ]

    def _count(self) -> int:
        return parts_in(self.data) if self.is_bound else 1

    @property
    def filled(self) -> list[PartForm]:
        return [part for part in self.parts if part.has_changed()]

    @property
    def can_have_more(self) -> bool:
        return len(self.parts) < MOST_PARTS

    def is_valid(self) -> bool:
        wrong = [part for part in self.parts if not part.is_valid()]
        return super().is_valid() and not wrong and self._each_goes_once()

    def people(self) -> set[int]:
        return {post.person_id for post in self.held}

    def _each_goes_once(self) -> bool:
        """Nothing and nobody goes with two parts."""
        taken: set[str] = set()
        codes: set[str] = set()
        for part in self.filled:
            for name in ("children", "posts"):
                along = set(part.cleaned_data[name])
                if taken & along:
                    part.add_error(name, _("Some of these go with another part already."))
                taken |= along
            code = part.cleaned_data["code"]
            if code and code in codes:
                part.add_error("code", _("Another part has this code already."))
            codes.add(code)
        return not any(part.errors for part in self.parts)

    def reorganise(self, now: datetime) -> Outcome:
        parent, on = self.organisation.parent, self.cleaned_data["on"]
        return split_organisation(
            organisation=self.organisation,
            parts=[part.part(parent, on) for part in self.filled],
            decision=self.decision(now),
            dissolve=bool(self.cleaned_data["dissolve"]),
        )
