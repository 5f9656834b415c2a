"""What is typed of training elsewhere, and why a paper is sent back."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from courses.catalogue.models import CourseEdition
from courses.recognition.actions import Paper
from courses.recognition.models import Recognition
from courses.recognition.queries import courses_to_choose
from courses.recognition.rules import fault_of
from courses.recognition.scans import LARGEST_MB, Scan, looked_at
from media import received

FAULTS = {
    "future": _("This day is still to come. Give the day on which the course was finished."),
    "year": _("Please check the year of this day."),
}
LONGEST_NOTE = 2000


class ScanField(forms.FileField):
    """A paper, looked at for what it is; gives a `Scan`."""

    def clean(self, data: Any, initial: Any = None) -> Scan:
        sent: UploadedFile[bytes] = super().clean(data, initial)
        try:
            return looked_at(sent, sent.size or 0)
        except received.TooLarge:
            raise forms.ValidationError(
                _("The file is larger than %d MB. Photograph the paper with a smaller size, or send a PDF.")
                % LARGEST_MB
            ) from None
        except received.WrongFile:
            raise forms.ValidationError(
                _(
                    "This file cannot be read as a PDF, JPG or PNG. Photograph the paper, or save it as a"
                    " PDF. An iPhone sends JPG once its camera is set to “Most Compatible”."
                )
            ) from None


class CourseField(forms.ModelChoiceField[CourseEdition]):
    """A course by its title; which edition of it is taught says nothing here."""

    def label_from_instance(self, obj: CourseEdition) -> str:
        return obj.title


class HandInForm(forms.Form):
    """A course, where and when it was learnt, by which paper, and its scan."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    course = CourseField(
        courses_to_choose(),
        label=_("Which course does it stand for?"),
        to_field_name="slug",
        empty_label=_("Choose a course"),
        error_messages={
            "required": _("Please choose a course."),
            "invalid_choice": _("This course is not taught any more. Please choose another."),
        },
    )
    place = forms.CharField(
        label=_("Where was it learnt?"),
        help_text=_("For example: Provincial Political School, class K12"),
        max_length=200,
        error_messages={"required": _("Please say where it was learnt.")},
    )
    learnt_on = forms.DateField(
        label=_("On which day was it finished?"),
        help_text=_("Day/month/year, as it stands on the paper."),
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        localize=True,
        error_messages={
            "required": _("Please give the day on which it was finished."),
            "invalid": _("This is not a day. Type day/month/year, for example 15/03/2025."),
        },
    )
    paper = forms.CharField(
        label=_("Number of the decision or paper"),
        help_text=_("As it stands on the paper; “no number” where it has none."),
        max_length=120,
        error_messages={"required": _("Please give the number of the decision or paper.")},
    )
    scan = ScanField(
        label=_("The paper, photographed or scanned"),
        help_text=_("JPG, PNG or PDF, up to 10 MB. You and the unit above alone can open it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": _("Please add a photograph or scan of the paper."),
            "empty": _("The file is empty. Please choose it once more."),
        },
    )
    note = forms.CharField(
        label=_("Anything else?"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, today: date, initial: Any = None) -> None:
        super().__init__(data, files, initial={"key": uuid4(), **(initial or {})})
        self.today = today

    def clean_learnt_on(self) -> date:
        day: date = self.cleaned_data["learnt_on"]
        if fault := fault_of(day, self.today):
            raise forms.ValidationError(FAULTS[fault])
        return day

    @property
    def sent_key(self) -> UUID:
        key: UUID = self.cleaned_data["key"]
        return key

    def handed_in(self) -> Paper:
        said = self.cleaned_data
        return Paper(
            course=said["course"].course,
            learnt_on=said["learnt_on"],
            place=said["place"],
            paper=said["paper"],
            scan=said["scan"],
            note=said["note"],
        )

    def say_it_waits(self) -> None:
        """The same course waits for an answer already."""
        self.add_error(
            "course",
            _("A paper on this course waits for its answer already. Withdraw it first, or wait."),
        )


class ReasonForm(forms.Form):
    """Why a paper is sent back, or counts no longer."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("She reads it. Say what is missing, so that she can hand it in again."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why in a few words.")},
    )


def initial_of(one: Recognition, slug: str | None) -> dict[str, Any]:
    """What stood in a paper that was sent back, to be corrected and handed in again."""
    return {
        "course": slug,
        "place": one.place,
        "learnt_on": one.learnt_on,
        "paper": one.paper,
        "note": one.note,
    }
