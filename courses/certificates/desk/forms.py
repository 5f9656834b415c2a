"""What those who issue fill in: whom, by which decision; why one is revoked or issued anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CoursePage
from courses.certificates.queries import ISSUERS, courses_with_finishers
from courses.certificates.rules import State
from organisations.oversight.choosers import OrganisationField, ViewerForm


class CourseForm(ViewerForm):
    """Of which course, and whose people."""

    course = forms.ModelChoiceField(
        label=_("Course"),
        queryset=CoursePage.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("Please choose a course from the list.")},
    )
    organisation = OrganisationField(
        label=_("Organisation"),
        roles=ISSUERS,
        required=False,
        help_text=_("Empty: everybody whom you see. Who holds a post within it today is listed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        course: Any = self.fields["course"]
        course.queryset = courses_with_finishers()

    @property
    def leads_out_of_sight(self) -> bool:
        return self.has_error("organisation", "unknown")


class BatchForm(forms.Form):
    """Who is certified, by which decision. The form offers those alone who wait for it."""

    who = forms.TypedMultipleChoiceField(
        label=_("Who is certified"),
        coerce=int,
        error_messages={
            "required": _("Please tick whom the decision names."),
            "invalid_choice": _(
                "Somebody of your list has been given a certificate meanwhile. Please look once more."
            ),
        },
    )
    decision_number = forms.CharField(
        label=_("Number of the decision"),
        max_length=60,
        help_text=_("As it stands on the decision; it is printed on each certificate."),
        error_messages={"required": _("Please give the number of the decision by which they are issued.")},
    )
    decided_on = forms.DateField(
        label=_("Day of the decision"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Please give the day on which it was decided.")},
    )

    def __init__(self, *args: Any, among: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.choices = [(number, str(number)) for number in among]


class ReasonForm(forms.Form):
    """Why a certificate is revoked, or issued anew."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Its bearer reads it, and it stays in the log. The public check does not show it."),
        error_messages={"required": _("Please give the reason: its bearer is told, and it stays on record.")},
    )


class FindForm(forms.Form):
    """Looking for certificates that were issued."""

    q = forms.CharField(label=_("Name, number or course"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All")),
            (State.VALID, _("Valid")),
            (State.EXPIRED, _("Run out")),
            (State.REVOKED, _("Revoked")),
        ],
    )
