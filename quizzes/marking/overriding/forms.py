"""Looking for an attempt, and changing one of its marks."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.oversight.choosers import OrganisationField, ViewerForm
from quizzes.attempts.models import AttemptQuestion
from quizzes.marking.numbers import tidy
from quizzes.marking.overriding.queries import Wish
from quizzes.marking.queries import NAMED_BY, Marker, Role
from quizzes.papers.models import Quiz
from quizzes.papers.queries import open_quizzes

_CODE = RegexValidator(
    "^[0-9A-Fa-f]{1,8}$",
    gettext_lazy("A code is up to eight figures and letters from A to F, such as 3F2A91BC."),
)


class AttemptsForm(ViewerForm):
    """Of which quiz, from which part of the tree, or by the code that its learner sees."""

    quiz = forms.ModelChoiceField(
        Quiz.objects.none(),
        label=gettext_lazy("Quiz"),
        required=False,
        empty_label=gettext_lazy("All quizzes"),
    )
    code = forms.CharField(
        label=gettext_lazy("Code of the attempt"),
        required=False,
        validators=[_CODE],
        help_text=gettext_lazy("The learner finds it on her page about the mark."),
    )
    organisation = OrganisationField(label=gettext_lazy("Organisation"), required=False, roles=NAMED_BY)

    def __init__(self, *args: Any, marker: Marker, **kwargs: Any) -> None:
        super().__init__(*args, viewer=marker.user, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["quiz"].queryset = open_quizzes()
        if Role.MARKER not in marker.roles:
            del self.fields["organisation"]

    def wish(self) -> Wish:
        return Wish(**{name: self.cleaned_data[name] for name in self.fields})


class OverrideForm(forms.Form):
    """The points it is to have, and why."""

    points = forms.FloatField(
        label=gettext_lazy("Points it is to have"),
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the old mark; the learner reads it."),
        error_messages={"required": gettext_lazy("Say why the mark is changed; the learner reads it.")},
    )
    takes_back = forms.BooleanField(
        label=gettext_lazy("Take back her pass, where the new mark does not bear it any more"),
        required=False,
        help_text=gettext_lazy(
            "Left empty, what she has passed stays passed, and so does what follows from it."
        ),
    )

    def __init__(self, *args: Any, asked: AttemptQuestion, has_passed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = tidy(asked.points)
        points = self.fields["points"]
        points.label = _("Points it is to have, of %(most)s") % {"most": most}
        points.widget.attrs["aria-describedby"] = "standing-mark"
        sentence = _("Give points from 0 to %(most)s.") % {"most": most}
        points.error_messages |= {"required": sentence, "invalid": _("Give a number, such as 7 or 7,5.")}
        self.most, self.sentence = asked.points, sentence
        if not has_passed:
            del self.fields["takes_back"]

    def clean_points(self) -> float:
        points: float = self.cleaned_data["points"]
        if not 0 <= points <= self.most:
            raise forms.ValidationError(self.sentence)
        return points
