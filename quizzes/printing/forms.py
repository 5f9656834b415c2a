"""What is asked before papers are printed, and before a result is typed in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from organisations.oversight.choosers import OrganisationField, PersonChoices, PersonField, ViewerForm
from organisations.people.models import Person
from quizzes.papers.models import Quiz
from quizzes.printing.models import PaperPrint
from quizzes.printing.queries import PRINTERS, TYPISTS
from quizzes.printing.rules import MOST_VARIANTS, code_of

ALIKE, APART = "alike", "apart"


class PrintForm(ViewerForm):
    """Where and when the test is held, and how many variants there are to be."""

    organisation = OrganisationField(
        label=_("For which organisation"),
        roles=PRINTERS,
        help_text=_("Whoever works for it, or above it, sees this print and its results."),
    )
    title = forms.CharField(label=_("Title on the paper"), max_length=200)
    issuer = forms.CharField(label=_("Who holds the test"), max_length=160, required=False)
    hall = forms.CharField(label=_("Hall"), max_length=160, required=False)
    held_on = forms.DateField(
        label=_("Day of the test"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = forms.IntegerField(
        label=_("Time in minutes"), min_value=1, max_value=600, required=False,
        help_text=_("Empty: no time is printed."),
    )  # fmt: skip
    variants = forms.TypedChoiceField(
        label=_("Variants"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MOST_VARIANTS + 1)],
        initial=2,
    )
    questions = forms.ChoiceField(
        label=_("Questions drawn at random"),
        choices=[
            (ALIKE, _("Drawn once: every variant asks the same questions, in another order")),
            (APART, _("Drawn anew for each variant")),
        ],
        widget=forms.RadioSelect,
        initial=ALIKE,
    )

    @classmethod
    def for_quiz(cls, quiz: Quiz, data: Any, *, viewer: User, today: Any) -> "PrintForm":
        initial = {"title": quiz.title, "minutes": quiz.time_limit_minutes, "held_on": today}
        return cls(data, viewer=viewer, initial=initial)

    def fields_of_print(self) -> Mapping[str, Any]:
        data = dict(self.cleaned_data)
        data["is_same"] = data.pop("questions") == ALIKE
        return data


class VariantField(forms.TypedChoiceField):
    """One of a print's variants, by its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Variant"), coerce=int, **kwargs)

    def of(self, paper: PaperPrint) -> None:
        self.choices = [(number, code_of(number)) for number in range(1, paper.variant_count + 1)]


class OtherPeople(PersonChoices):
    """Everybody whom the viewer oversees but herself."""

    def rows(self) -> QuerySet[Person]:
        return super().rows().filter(~Q(account=self.viewer))


class OtherPersonField(PersonField):
    def choices_for(self, viewer: User) -> OtherPeople:
        return OtherPeople(viewer, self.roles)


class WhoForm(ViewerForm):
    """Whose paper is typed in, and which variant she had."""

    person = OtherPersonField(label=_("Whose paper"), roles=TYPISTS)
    variant = VariantField()

    def __init__(self, *args: Any, paper: PaperPrint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        variant: Any = self.fields["variant"]
        variant.of(paper)

    @property
    def leads_out_of_sight(self) -> bool:
        """Whether the address named herself, or somebody whom the viewer does not oversee."""
        return self.has_error("person", "unknown")


class CorrectionForm(forms.Form):
    """Which variant it was after all, and why a typed result is put right."""

    variant = VariantField()
    reason = forms.CharField(
        label=_("Why it is put right"),
        max_length=400,
        help_text=_("Kept in the audit with what stood before."),
    )

    def __init__(self, *args: Any, paper: PaperPrint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        variant: Any = self.fields["variant"]
        variant.of(paper)


class HallForm(ViewerForm):
    """Whose people sat in the hall."""

    organisation = OrganisationField(label=_("Whose people"), roles=TYPISTS)

    @property
    def leads_out_of_sight(self) -> bool:
        return self.has_error("organisation", "unknown")
