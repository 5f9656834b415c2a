"""What the address of a page asks for, checked: filters, the list's state, the note of a call."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.appointments.models import Appointment
from tracking.counting.queries import Question, State
from tracking.following.queries import Vocabulary, courses_of_programme, courses_that_train
from tracking.following.rules import Period, periods_around

RECOMMENDED, EITHER = "khuyen-khich", "tat-ca"

ADDRESSES = {
    "course": "khoa-hoc",
    "post": "chuc-vu",
    "cell_type": "loai-chi-bo",
    "weakness": "han-che",
    "binding": "yeu-cau",
    "period": "ky-han",
    "day": "den-ngay",
    "state": "trang-thai",
    "own": "rieng",
    "lately": "gan-day",
    "name": "ten",
}
"""What fields are called in addresses."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about, in a form for queries, in words, and as it stands in addresses."""

    question: Question
    words: tuple[str, ...]
    address: Mapping[str, str]

    @classmethod
    def of_today(cls, today: date) -> "Asked":
        """Nothing in particular: what an address without a question asks."""
        return cls(Question(courses=None, on=today, today=today), (), {})

    def query(self, **more: object) -> str:
        """What follows the path of an address that asks the same, and `more`."""
        said = {**self.address, **{ADDRESSES.get(name, name): value for name, value in more.items()}}
        return f"?{urlencode(said)}" if said else ""


class _InVietnamese(forms.Form):
    def add_prefix(self, field_name: str) -> str:
        return ADDRESSES.get(field_name, field_name)


class FilterForm(_InVietnamese):
    """The filters above the table. What is wrong is told, and asked for as if it had been left empty."""

    course = forms.ChoiceField(label=gettext_lazy("Course or programme"), required=False)
    post = forms.ChoiceField(label=gettext_lazy("Post"), required=False)
    cell_type = forms.ChoiceField(label=gettext_lazy("Type of cell"), required=False)
    weakness = forms.ChoiceField(label=gettext_lazy("Weakness that it trains"), required=False)
    binding = forms.ChoiceField(label=gettext_lazy("Mandatory or recommended"), required=False)
    period = forms.ChoiceField(label=gettext_lazy("To be finished in"), required=False)
    day = forms.DateField(
        label=gettext_lazy("Figures as of"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: Mapping[str, Any], *, words: Vocabulary, today: date) -> None:
        asked = {name: data.get(name, "") for name in (self.add_prefix(field) for field in self.base_fields)}
        super().__init__({**asked, "den-ngay": asked["den-ngay"] or today.isoformat()}, label_suffix="")
        self.words, self.today = words, today
        self.periods: dict[str, Period] = {period.key: period for period in periods_around(today)}
        self._offer("course", _("All courses"), self._courses())
        self._offer("post", _("All posts"), Appointment.Post.choices)
        self._offer("cell_type", _("All types"), words.cell_types)
        self._offer("weakness", _("All of them"), words.weaknesses)
        self._offer("binding", _("Mandatory"), [(RECOMMENDED, _("Recommended")), (EITHER, _("Both of them"))])
        self._offer("period", _("Any time"), [(key, said(one)) for key, one in self.periods.items()])

    def _offer(self, name: str, nothing: str, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = [("", nothing), *choices]

    def _courses(self) -> list[Any]:
        courses: list[Any] = list(self.words.courses)
        if self.words.programmes:
            courses.append((_("Programmes"), self.words.programmes))
        return courses

    @property
    def asks_more(self) -> bool:
        """Whether one of the filters that seldom change is used, or wrong: then they are shown."""
        return any(
            self.data.get(self.add_prefix(name)) for name in ("cell_type", "weakness", "binding", "period")
        )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"] or self.today
        if day > self.today:
            raise forms.ValidationError(
                _("That day is still to come. Please choose today or an earlier day.")
            )
        return day

    def asked(self) -> Asked:
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        day = found.get("day", self.today)
        period = self.periods.get(found.get("period", ""))
        binding = found.get("binding")
        question = Question(
            courses=self._asked_courses(found),
            on=day,
            today=self.today,
            post=found.get("post", ""),
            cell_type=int(found["cell_type"]) if "cell_type" in found else None,
            is_mandatory=None if binding == EITHER else binding != RECOMMENDED,
            due_from=period.began if period else None,
            due_until=period.until if period else None,
        )
        address = {ADDRESSES[name]: str(value) for name, value in found.items()}
        if day == self.today:
            address.pop(ADDRESSES["day"], None)
        return Asked(question, tuple(self._in_words(found, day)), address)

    def _asked_courses(self, found: Mapping[str, Any]) -> tuple[int, ...] | None:
        if not {"course", "weakness"} & found.keys():
            return None
        courses = set(self.words.course_numbers)
        if chosen := found.get("course"):
            courses &= {int(chosen)} if chosen.isdecimal() else courses_of_programme(chosen)
        if weakness := found.get("weakness"):
            courses &= set().union(*courses_that_train(Q(topic__code=weakness)).values())
        return tuple(sorted(courses))

    def _in_words(self, found: Mapping[str, Any], day: date) -> Any:
        """For paper, where the form is not seen."""
        for name in ("course", "post", "cell_type", "weakness", "binding", "period"):
            if name in found:
                yield f"{self.fields[name].label}: {_name_in(self.fields[name], found[name])}"
        yield _("Figures as of %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")}


def _name_in(field: Any, key: str) -> str:
    """The name of a choice, which may stand within a group."""
    for value, name in field.choices:
        for one, told in name if isinstance(name, list | tuple) else [(value, name)]:
            if str(one) == key:
                return str(told)
    return key


def said(period: Period) -> str:
    if period.quarter is None:
        return _("Year %(year)s") % {"year": period.year}
    return _("Quarter %(number)s of %(year)s") % {
        "number": ("I", "II", "III", "IV")[period.quarter - 1],
        "year": period.year,
    }


STATES: dict[State, Any] = {
    State.OWED: gettext_lazy("Have to learn"),
    State.NOT_STARTED: gettext_lazy("Not begun"),
    State.UNDER_WAY: gettext_lazy("Still learning"),
    State.FINISHED: gettext_lazy("Have finished"),
    State.FINISHED_LATE: gettext_lazy("Finished late"),
    State.LATE: gettext_lazy("Overdue"),
    State.NOT_PASSED: gettext_lazy("Not passed"),
    State.CERTIFIED: gettext_lazy("With certificate"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people of a unit are listed."""

    state: State
    own: bool
    lately: bool
    name: str

    @property
    def is_a_figure(self) -> bool:
        """Whether all those are meant whom a figure of the table counts."""
        return not (self.lately or self.name)


class ListForm(_InVietnamese):
    """What the list of people adds to the filters: the state, and a name to search for."""

    state = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=80)
    own = forms.BooleanField(required=False, widget=forms.HiddenInput)
    lately = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, label_suffix="")
        states: Any = self.fields["state"]
        states.choices = [(state.value, name) for state, name in STATES.items()]

    def wanted(self) -> Wanted:
        self.is_valid()
        found = self.cleaned_data
        state = State(found.get("state") or State.OWED)
        return Wanted(state, bool(found.get("own")), bool(found.get("lately")), found.get("name", ""))


class CallForm(forms.Form):
    """What was said on the telephone, for whoever calls next."""

    note = forms.CharField(label=gettext_lazy("Note for whoever calls next"), required=False, max_length=300)


def asked_today(asked: Asked) -> Asked:
    """The same of today: whom to call follows from today alone."""
    address = {name: value for name, value in asked.address.items() if name != ADDRESSES["day"]}
    return Asked(replace(asked.question, on=asked.question.today), asked.words, address)
