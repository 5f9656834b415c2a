"""What organisers type to assign, to change and to withdraw, to let somebody off, to draw up a programme."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from courses.assignments.actions import Terms
from courses.assignments.models import Assignment, Programme
from courses.catalogue.models import CoursePage
from organisations.appointments.models import Appointment
from organisations.oversight.choosers import OrganisationField
from organisations.oversight.queries import MANAGERS
from practices.sessions.fields import DayField, PageChooser
from practices.sessions.forms import SearchingForm
from tracking.assigning.queries import (
    assignable_by,
    courses_taught,
    is_assignment,
    is_programme,
    programmes_changed_by,
    programmes_seen_by,
)
from tracking.assigning.rules import Stand
from tracking.assigning.words import STANDS
from tracking.counting.queries import State, in_state

ONCE, ANEW = "mot-lan", "dinh-ky"
COURSE, PROGRAMME = "khoa-", "chuong-trinh-"
"""What a chosen value begins with."""
DAYS_IN_A_MONTH = 28

FORM_IS_USED = _("This form has been used. Please open the page anew.")


class PartField(OrganisationField):
    """An organisation of the part of the tree that the viewer manages; found without script too."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(roles=MANAGERS, widget=PageChooser(), **kwargs)


class TermsForm(SearchingForm):
    """Who is to learn by when, once or again and again: what can be changed later, too."""

    posts = forms.MultipleChoiceField(
        label=_("Posts"),
        choices=Appointment.Post.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Appointment.Post.SECRETARY, Appointment.Post.DEPUTY],
        error_messages={"required": _("Choose at least one post.")},
    )
    is_mandatory = forms.TypedChoiceField(
        label=_("Mandatory or recommended"),
        choices=[("1", _("Mandatory")), ("0", _("Recommended"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="1",
    )
    due = DayField(
        label=_("Due on"),
        required=False,
        help_text=_("Day/month/year, for example 30/11/2026. May stay empty."),
    )
    within_days = forms.IntegerField(
        label=_("Days from taking up the post"),
        required=False,
        min_value=1,
        max_value=730,
        help_text=_("So many days has whoever takes up the post later. With a due date the later day holds."),
    )
    renews = forms.ChoiceField(
        label=_("Once or again and again"),
        choices=[(ONCE, _("Learnt once")), (ANEW, _("Learnt anew from time to time"))],
        widget=forms.RadioSelect,
        initial=ONCE,
    )
    valid_months = forms.IntegerField(
        label=_("Months for which it holds"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=_("Only for what is learnt anew: 12 means every year."),
    )
    window_days = forms.IntegerField(
        label=_("Days before its end in which it is learnt anew"), min_value=0, max_value=365, initial=60
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace"),
        min_value=0,
        max_value=365,
        initial=0,
        help_text=_("So many days after its end it is late."),
    )
    decision = forms.CharField(label=_("Decision number"), required=False, max_length=80)
    note = forms.CharField(
        label=_("Annotation"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def is_sent_back(self) -> bool:
        """From the preview, to type something else."""
        return self.data.get("buoc") == "sua"

    @property
    def is_confirmed(self) -> bool:
        return self.data.get("buoc") == "giao"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("renews") == ANEW:
            self._check_renewal(cleaned)
        elif not {"window_days", "grace_days"} & self.errors.keys():
            cleaned["valid_months"] = None
        self._check_due(cleaned)
        return cleaned

    def _check_renewal(self, cleaned: dict[str, Any]) -> None:
        months, window = cleaned.get("valid_months"), cleaned.get("window_days")
        if not months and not self.has_error("valid_months"):
            self.add_error("valid_months", _("Say for how many months it holds, for example 12."))
        if months and window and window >= months * DAYS_IN_A_MONTH:
            self.add_error("window_days", _("This is longer than it holds. Choose fewer days."))

    def _check_due(self, cleaned: dict[str, Any]) -> None:
        due, began = cleaned.get("due"), self.first_day(cleaned)
        if due and began and due < began:
            self.add_error("due", _("This is before the day from which it is in force. Choose a later day."))
        elif due and due < timezone.localdate() and "due" in self.changed_data:
            self.add_error("due", _("This day has passed: everybody would be late at once."))

    def first_day(self, cleaned: dict[str, Any]) -> date | None:
        raise NotImplementedError

    def said(self) -> dict[str, Any]:
        """What was typed, as columns of an assignment."""
        names = ("due", "within_days", "is_mandatory", "valid_months", "window_days", "grace_days")
        cleaned = self.cleaned_data
        typed = {name: cleaned[name] for name in (*names, "decision")}
        note = cleaned["note"].replace("\r\n", "\n").strip()
        return {**typed, "posts": sorted(cleaned["posts"]), "note": note}


class AssignForm(TermsForm):
    """A new assignment."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.ChoiceField(
        label=_("What is to be learnt"), error_messages={"required": _("Choose a course or a programme.")}
    )
    organisation = PartField(
        label=_("Within"),
        help_text=_("All who hold these posts in it and in what stands under it. Type part of its name."),
    )
    began = DayField(
        label=_("In force from"),
        error_messages={"required": _("Give the day from which it is in force: day/month/year.")},
    )

    field_order = ["key", "what", "organisation", "posts", "is_mandatory", "began"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {f"{COURSE}{course.pk}": course for course in courses_taught()}
        programmes = programmes_seen_by(self.viewer).filter(places__isnull=False).distinct()
        self.programmes = {f"{PROGRAMME}{one.public_id}": one for one in programmes}
        what: Any = self.fields["what"]
        what.choices = [
            ("", _("Choose …")),
            (_("Courses"), [(value, course.title) for value, course in self.courses.items()]),
            *([(_("Programmes"), [*self.programmes.items()])] if self.programmes else []),
        ]

    def clean_key(self) -> UUID:
        key: UUID = self.cleaned_data["key"]
        if is_assignment(key) and not assignable_by(self.viewer).filter(public_id=key).exists():
            raise forms.ValidationError(FORM_IS_USED)
        return key

    def first_day(self, cleaned: dict[str, Any]) -> date | None:
        return cleaned.get("began")

    @property
    def chosen(self) -> CoursePage | Programme:
        value = self.cleaned_data["what"]
        return self.courses.get(value) or self.programmes[value]

    def terms(self) -> Terms:
        said = {name: value for name, value in self.said().items() if name in Terms.__slots__}
        return Terms(began=self.cleaned_data["began"], **said)


class ChangeForm(TermsForm):
    """What an assignment says, to be said otherwise."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        self.assignment = assignment
        super().__init__(*args, initial=typed_from(assignment), **kwargs)

    def first_day(self, cleaned: dict[str, Any]) -> date | None:
        return self.assignment.began


def typed_from(assignment: Assignment) -> dict[str, Any]:
    """What stands in the form of an assignment."""
    names = ("posts", "due", "within_days", "valid_months", "window_days", "grace_days", "decision", "note")
    return {
        **{name: getattr(assignment, name) for name in names},
        "is_mandatory": "1" if assignment.is_mandatory else "0",
        "renews": ANEW if assignment.valid_months else ONCE,
    }


class WithdrawForm(forms.Form):
    """From which day nobody owes it any more."""

    on = DayField(
        label=_("From which day"),
        help_text=_("From this day on nobody owes it. What was learnt stays. Day/month/year."),
        error_messages={"required": _("Give the day: day/month/year.")},
    )


class ExemptForm(forms.Form):
    """Why somebody is let off, from when to when."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a few words why.")},
    )
    began = DayField(label=_("From"), error_messages={"required": _("Give the day: day/month/year.")})
    ended = DayField(
        label=_("No longer from"),
        required=False,
        help_text=_("Empty: until somebody ends it. Day/month/year."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        began, ended = cleaned.get("began"), cleaned.get("ended")
        if began and ended and ended <= began:
            self.add_error("ended", _("It would end before it begins. Choose a later day."))
        return cleaned


class ProgrammeForm(SearchingForm):
    """A title, and the courses by their numbers; a course without a number is not part of it."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Give the programme a title.")}
    )
    organisation = PartField(
        label=_("Drawn up by"),
        help_text=_("It and all that stand under it may assign the programme. Type part of its name."),
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme | None = None,
        held: Sequence[CoursePage] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.courses = list(dict.fromkeys([*held, *courses_taught()]))
        if programme:
            del self.fields["organisation"]
            self.initial["title"] = programme.title
        for course in self.courses:
            number = held.index(course) + 1 if course in held else None
            self.fields[f"so_{course.pk}"] = forms.IntegerField(
                label=course.title, required=False, min_value=1, max_value=99, initial=number
            )

    @property
    def numbered(self) -> list[Any]:
        """The fields of courses, for the page."""
        return [self[f"so_{course.pk}"] for course in self.courses]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in ("title", "organisation") if name in self.fields]

    def clean_key(self) -> UUID | None:
        key: UUID | None = self.cleaned_data["key"]
        if key and is_programme(key) and not _is_hers(self.viewer, key):
            raise forms.ValidationError(FORM_IS_USED)
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        numbers = [cleaned.get(f"so_{course.pk}") for course in self.courses]
        given = [number for number in numbers if number]
        if not given and not any(name.startswith("so_") for name in self.errors):
            self.add_error(None, _("Number at least one course."))
        for course, number in zip(self.courses, numbers, strict=True):
            if number and given.count(number) > 1:
                self.add_error(f"so_{course.pk}", _("Two courses have this number. Choose another."))
        return cleaned

    def in_order(self) -> list[CoursePage]:
        numbers = {course: self.cleaned_data[f"so_{course.pk}"] for course in self.courses}
        return sorted((course for course in self.courses if numbers[course]), key=lambda one: numbers[one])


def _is_hers(viewer: User, key: UUID) -> bool:
    return programmes_changed_by(viewer).filter(public_id=key).exists()


class AssignmentsForm(forms.Form):
    """Which assignments to list."""

    stand = forms.ChoiceField(
        label=_("Which ones"),
        required=False,
        choices=[("", _("all")), *((one.value, STANDS[one]) for one in Stand)],
    )


class PeopleForm(forms.Form):
    """Whom of those whom an assignment binds to list; of a programme also by course."""

    course = forms.ChoiceField(label=_("Course"), required=False)

    state = forms.ChoiceField(
        label=_("How far they are"),
        required=False,
        choices=[
            ("", _("everybody")),
            (State.NOT_STARTED.value, _("not started")),
            (State.UNDER_WAY.value, _("learning now")),
            (State.FINISHED.value, _("finished")),
            (State.LATE.value, _("late")),
        ],
    )

    def __init__(self, *args: Any, courses: Sequence[CoursePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        course: Any = self.fields["course"]
        course.choices = [("", _("all")), *((str(one.pk), one.title) for one in courses)]
        if len(courses) < 2:
            del self.fields["course"]

    def asked(self, on: date) -> Q:
        """The obligations asked for; everybody's where the question makes no sense."""
        if not self.is_valid():
            return Q()
        state = in_state(State(self.cleaned_data["state"] or State.OWED), on)
        course = self.cleaned_data.get("course")
        return state & Q(course=course) if course else state
