"""What hosts type to plan a session and to invite, and what those invited answer."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from media.documents.models import Paper
from media.rubrics.models import Rubric
from organisations.appointments.models import Appointment
from organisations.oversight.choosers import ViewerForm
from practices.sessions.fields import TIME_FAULTS, DayField, GuestField, HostField, HourField, PracticeField
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.queries import papers_to_give, rubrics
from practices.sessions.rules import CHANGEABLE, DRAFT, EVERYTHING, Times

Kind = DemonstrationSession.Kind
TYPED_AS = {"starts_at": ("day", "begins"), "ends_at": ("ends",)}
"""Two moments of a session are typed as a day and two hours."""


class SearchingForm(ViewerForm):
    """A form with choosers: one of its buttons only searches, and then nothing is complained about."""

    @property
    def only_searches(self) -> bool:
        return "find" in self.data

    def overlook_faults(self) -> None:
        """Show what was typed, and nothing that is still missing."""
        self._errors = ErrorDict()


class PlanForm(SearchingForm):
    """A session as its host draws it up; once it is announced, without what can no longer be changed."""

    host = HostField(
        label=_("Host organisation"), help_text=_("Type part of its name, then tap Find and choose it below.")
    )
    title = forms.CharField(label=_("Title"), max_length=255)
    kind = forms.ChoiceField(
        label=_("Kind of meeting"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.REGULAR
    )
    practice = PracticeField(
        label=_("Practice shown"), required=False, help_text=_("From the library; may stay empty.")
    )
    day = DayField(label=_("Day"))
    begins = HourField(label=_("Begins at"), help_text=_("In Vietnam's time, for example 14:00"))
    ends = HourField(label=_("Ends at"))
    place = forms.CharField(label=_("Place"), max_length=255, required=False)
    link = forms.URLField(
        label=_("Link to join"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("For an online meeting: the address that those invited open."),
    )
    programme = forms.CharField(
        label=_("Programme"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One line for each part."),
    )
    to_prepare = forms.CharField(
        label=_("To prepare"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What those who come read or bring."),
    )
    papers = forms.ModelMultipleChoiceField(
        label=_("Papers to read"),
        required=False,
        queryset=Paper.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    chair = GuestField(
        label=_("Chaired by"), required=False, help_text=_("Type part of the name, then tap Find.")
    )
    places = forms.IntegerField(
        label=_("Number of places"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=_("Empty: as many as are invited. Who answers later comes on a waiting list."),
    )
    reply_by = DayField(label=_("Answer by"), required=False)
    opens_minutes_before = forms.IntegerField(
        label=_("Check-in opens so many minutes before"), min_value=0, max_value=240, initial=30
    )
    rubric = forms.ModelChoiceField(
        label=_("Rubric of the observation form"),
        queryset=Rubric.objects.none(),
        required=False,
        empty_label=_("None"),
    )

    def __init__(self, *args: Any, session: DemonstrationSession | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        for name, rows in (("papers", papers_to_give()), ("rubric", rubrics())):
            field: Any = self.fields[name]
            field.queryset = rows
        if not session:
            self.initial.setdefault("rubric", rubrics().first())
        self._leave_out_what_stays()

    def _leave_out_what_stays(self) -> None:
        kept = CHANGEABLE[self.session.state if self.session else DRAFT]
        typed = {field for name in kept for field in TYPED_AS.get(name, (name,))}
        for name in set(self.fields) - typed:
            del self.fields[name]
        if "chair" in self.fields and self._chair_is_out_of_sight():
            del self.fields["chair"]
        if "papers" in self.fields and not papers_to_give().exists():
            del self.fields["papers"]

    def _chair_is_out_of_sight(self) -> bool:
        """Chosen by a host who sees further: it stays as it is."""
        chair: Any = self.fields["chair"]
        if not self.session or not self.session.chair:
            return False
        return not chair.choices.chosen([str(self.session.chair.public_id)])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_times(cleaned)
        self._check_place(cleaned)
        return cleaned

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        day, begins, ends = self._day(cleaned), self._hour(cleaned), cleaned.get("ends")
        if not (day and begins and ends):
            return
        faults = Times(day, begins, ends, cleaned.get("reply_by")).faults(today=timezone.localdate())
        for name, fault in faults.items():
            if name in self.fields and (fault != "past" or self._is_new(name)):
                self.add_error(name, TIME_FAULTS[name, fault])

    def _is_new(self, name: str) -> bool:
        """A day that has passed meanwhile is no mistake of hers, unless nobody has been told of it."""
        return self.session is None or self.session.state == DRAFT or name in self.changed_data

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned.get("kind") or (self.session.kind if self.session else None)
        if kind == Kind.ONLINE and not cleaned.get("link") and not self.has_error("link"):
            self.add_error("link", _("An online meeting needs the link by which people join."))
        if kind and kind != Kind.ONLINE and not cleaned.get("place"):
            self.add_error("place", _("Say where it is held. For a meeting online choose that kind."))

    def _day(self, cleaned: dict[str, Any]) -> date | None:
        if "day" in self.fields or not self.session:
            return cleaned.get("day")
        return timezone.localdate(self.session.starts_at)

    def _hour(self, cleaned: dict[str, Any]) -> time | None:
        if "begins" in self.fields or not self.session:
            return cleaned.get("begins")
        return timezone.localtime(self.session.starts_at).time()

    def session_fields(self) -> dict[str, Any]:
        """What was typed, as fields of a session."""
        typed = {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"day", "begins", "ends", "papers"}
        }
        for name in ("programme", "to_prepare"):
            if name in typed:
                typed[name] = typed[name].replace("\r\n", "\n").strip()
        day = self._day(self.cleaned_data)
        for hour, name in (("begins", "starts_at"), ("ends", "ends_at")):
            if day and hour in self.cleaned_data:
                typed[name] = _moment(day, self.cleaned_data[hour])
        return typed

    def papers_given(self, before: list[Paper]) -> list[Paper]:
        return list(self.cleaned_data["papers"]) if "papers" in self.fields else before


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def typed_from(session: DemonstrationSession, papers: list[Paper]) -> dict[str, Any]:
    """What stands in the form of a session."""
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    not_typed = {"starts_at", "ends_at", "papers"}
    kept = {name: getattr(session, name) for name in EVERYTHING - not_typed}
    return {**kept, "day": begins.date(), "begins": begins.time(), "ends": ends.time(), "papers": papers}


class PostsForm(SearchingForm):
    """Posts within a part of the tree."""

    organisation = HostField(
        label=_("Within"),
        help_text=_("All who hold these posts in it and in what stands under it are invited."),
    )
    posts = forms.MultipleChoiceField(
        label=_("Posts"),
        choices=Appointment.Post.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Appointment.Post.SECRETARY, Appointment.Post.DEPUTY],
        error_messages={"required": _("Choose at least one post.")},
    )


class PeopleForm(SearchingForm):
    """People by name."""

    people = GuestField(
        label=_("Name or telephone"),
        many=True,
        help_text=_("Type part of the name, then tap Find and tick who is meant."),
        error_messages={"required": _("Tick at least one person.")},
    )


class ReplyForm(forms.Form):
    """An answer to an invitation."""

    COMING, NOT_COMING = "coming", "not_coming"

    answer = forms.ChoiceField(
        choices=[(COMING, _("Coming")), (NOT_COMING, _("Not coming"))],
        widget=forms.RadioSelect,
        label=_("Answer"),
        error_messages={"required": _("Choose one of the two answers.")},
    )
    why_not = forms.CharField(label=_("Why you cannot come"), max_length=255, required=False)

    def __init__(self, *args: Any, needs_reason: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_reason = needs_reason

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        says_no = cleaned.get("answer") == self.NOT_COMING
        if self.needs_reason and says_no and not cleaned.get("why_not") and not self.has_error("why_not"):
            self.add_error("why_not", _("Please say in a few words why you cannot come."))
        return cleaned

    @property
    def is_coming(self) -> bool:
        return bool(self.cleaned_data["answer"] == self.COMING)


class HostsReplyForm(ReplyForm):
    """An answer as the host was told it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, needs_reason=False, **kwargs)
        self.fields["why_not"].label = _("Why not, if you were told")


class CancelForm(forms.Form):
    """Why a session is cancelled."""

    why = forms.CharField(
        label=_("Why it is cancelled"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody invited is told this."),
        error_messages={"required": _("Say why: everybody invited is told.")},
    )


class GuestListForm(forms.Form):
    """Whom of those invited to list."""

    NO_ACCOUNT = "no_account"

    q = forms.CharField(
        label=_("Name"), required=False, max_length=120, widget=forms.TextInput(attrs={"type": "search"})
    )
    reply = forms.ChoiceField(label=_("Answer"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reply: Any = self.fields["reply"]
        reply.choices = [
            ("", _("Everybody")),
            *Participant.Reply.choices,
            (self.NO_ACCOUNT, _("Without an account: call them")),
        ]
