"""What a marker fills in: which essays to show, the mark, the request to write again, marking by two."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from organisations.granting.forms import DayField
from organisations.oversight.choosers import OrganisationField, ViewerForm
from quizzes.bank.models import Question
from quizzes.bank.queries import usable_questions
from quizzes.grading.questions import Criterion, Kind
from quizzes.marking.essays.actions import Given, mark_by_two
from quizzes.marking.essays.queries import Wish, essays_asked_about, quizzes_waiting
from quizzes.marking.models import STAGE_LABELS, EssayMark, SecondMarking
from quizzes.marking.numbers import tidy
from quizzes.marking.queries import NAMED_BY, Marker, Role
from quizzes.marking.rules import Stage
from quizzes.papers.models import Quiz
from quizzes.papers.queries import open_quizzes

MOST_CHARACTERS = 4000
DAYS_TO_REWRITE = 14


class QueueForm(ViewerForm):
    """Of which quiz, to which question, from which part of the tree, waiting for what."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.none(),
        label=gettext_lazy("Quiz"),
        required=False,
        empty_label=gettext_lazy("All quizzes"),
    )
    question = forms.ModelChoiceField(
        Question.objects.none(),
        label=gettext_lazy("Question"),
        required=False,
        empty_label=gettext_lazy("All questions"),
    )
    stage = forms.ChoiceField(label=gettext_lazy("Waits for"), required=False)
    by_two = forms.BooleanField(label=gettext_lazy("Only what two people mark"), required=False)
    organisation = OrganisationField(label=gettext_lazy("Organisation"), required=False, roles=NAMED_BY)

    def __init__(self, *args: Any, marker: Marker, **kwargs: Any) -> None:
        super().__init__(*args, viewer=marker.user, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["quiz"].queryset = quizzes_waiting(marker)
        fields["question"].queryset = essays_asked_about(marker)
        stages = [Stage.FIRST, Stage.SECOND, *([Stage.THIRD] if marker.decides else [])]
        named = [(value, label) for value, label in STAGE_LABELS if value in stages]
        fields["stage"].choices = [("", _("Anything")), *named]
        if Role.MARKER not in marker.roles:
            del self.fields["organisation"]

    def wish(self) -> Wish:
        return Wish(**{name: self.cleaned_data[name] for name in self.fields})


class MarkForm(forms.Form):
    """Points and words for each line of the rubric, and words on the whole.

    A draft may leave points out; a mark that is given may not.
    """

    comment = forms.CharField(
        label=gettext_lazy("What the learner is told on the whole"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("What is good, what is missing, what to do better next time."),
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        lines: Sequence[Criterion],
        mark: EssayMark | None,
        read: datetime | None,
        is_draft: bool = False,
    ) -> None:
        written = mark.lines if mark else {}
        initial: dict[str, Any] = {
            "comment": mark.comment if mark else "",
            "read": read.isoformat() if read else "",
        }
        for line in lines:
            kept = written.get(line.id, {})
            initial[_points(line)] = kept.get("points")
            initial[_comment(line)] = kept.get("comment", "")
        super().__init__(data, initial=initial)
        self.lines = lines
        for line in lines:
            self._add(line, is_required=not is_draft)
        self.order_fields([*(name(line) for line in lines for name in (_points, _comment)), "comment"])

    def _add(self, line: Criterion, *, is_required: bool) -> None:
        most = tidy(line.points)
        self.fields[_points(line)] = forms.FloatField(
            label=_("Points for “%(title)s”, of %(most)s") % {"title": line.title, "most": most},
            min_value=0,
            max_value=line.points,
            required=is_required,
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6}),
            error_messages={
                "required": _("Give points from 0 to %(most)s.") % {"most": most},
                "invalid": _("Give a number, such as 7 or 7,5."),
                "min_value": _("Give points from 0 to %(most)s.") % {"most": most},
                "max_value": _("Give points from 0 to %(most)s.") % {"most": most},
            },
        )
        self.fields[_comment(line)] = forms.CharField(
            label=_("Words on “%(title)s”") % {"title": line.title},
            required=False,
            max_length=MOST_CHARACTERS,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def rubric(self) -> list[dict[str, Any]]:
        """Each line with its two fields."""
        return [
            {"line": line, "points": self[_points(line)], "comment": self[_comment(line)]}
            for line in self.lines
        ]

    def given(self) -> Given:
        said = self.cleaned_data
        points = {line.id: said[_points(line)] for line in self.lines if said[_points(line)] is not None}
        comments = {line.id: said[_comment(line)] for line in self.lines if said[_comment(line)]}
        return Given(points, comments, said["comment"])

    def read_at(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.cleaned_data["read"])
        except ValueError:
            return None


def _points(line: Criterion) -> str:
    return f"points-{line.id}"


def _comment(line: Criterion) -> str:
    return f"comment-{line.id}"


class RewriteForm(forms.Form):
    """What has to be written anew, and until when."""

    request = forms.CharField(
        label=gettext_lazy("What has to be written again, and how"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The learner reads this. She gets one more attempt."),
        error_messages={"required": gettext_lazy("Say what is to be written again, so that it can be done.")},
    )
    until = DayField(
        label=gettext_lazy("Last day to hand it in"),
        help_text=gettext_lazy("Where the quiz closes before that day, it stays open for her until then."),
    )

    def clean_until(self) -> date:
        day: date = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over. Choose a later one."))
        return day

    def last_moment(self) -> datetime:
        day: date = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def day_to_rewrite() -> date:
    return timezone.localdate() + timedelta(days=DAYS_TO_REWRITE)


class MarkByTwoForm(forms.Form):
    """A quiz or a question, and by how much two markers may differ."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.none(),
        label=gettext_lazy("All essays of the quiz"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    question = forms.ModelChoiceField(
        Question.objects.none(),
        label=gettext_lazy("Or one question, wherever it is asked"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    allowed_percent = forms.IntegerField(
        label=gettext_lazy("They may differ by, in per cent of the points"),
        initial=SecondMarking._meta.get_field("allowed_percent").default,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("Within it their mean counts; beyond it a reviewer decides."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["quiz"].queryset = open_quizzes()
        fields["question"].queryset = usable_questions().filter(kind=Kind.ESSAY).order_by("label", "pk")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("quiz")) == bool(said.get("question")):
            self.add_error("quiz", _("Choose a quiz or a question, one of the two."))
        return said

    def set(self, *, by: User) -> SecondMarking:
        return mark_by_two(by=by, now=timezone.now(), **self.cleaned_data)
