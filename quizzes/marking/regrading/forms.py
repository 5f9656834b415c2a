"""Which question, what is to be corrected of it, and why."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.bank.models import Question, QuestionVersion
from quizzes.marking.models import CORRECTION_LABELS
from quizzes.marking.queries import versions_answered
from quizzes.marking.regrading.queries import Correcting
from quizzes.marking.rules import Correction


class VersionsField(forms.ModelMultipleChoiceField[QuestionVersion]):
    def label_from_instance(self, version: Any) -> str:
        return _version_label(version)


class KeyField(forms.ModelChoiceField[QuestionVersion]):
    def label_from_instance(self, version: Any) -> str:
        return _version_label(version)


def _version_label(version: QuestionVersion) -> str:
    return _("Version %(number)s (%(day)s)") % {
        "number": version.number,
        "day": date_format(timezone.localtime(version.frozen_at), "SHORT_DATE_FORMAT"),
    }


class CorrectingForm(forms.Form):
    """Who was asked what, by which key it is marked anew, and how."""

    correction = forms.ChoiceField(
        label=gettext_lazy("What is done"),
        choices=CORRECTION_LABELS,
        initial=Correction.RAISE,
        widget=forms.RadioSelect,
    )
    versions = VersionsField(
        QuestionVersion.objects.none(),
        label=gettext_lazy("Whose answers: those who were asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one version that was answered.")},
    )
    key = KeyField(
        QuestionVersion.objects.none(),
        label=gettext_lazy("By the key of"),
        empty_label=None,
        help_text=gettext_lazy("The version that has the right key; only versions of the same type."),
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        fields: dict[str, Any] = self.fields
        current = question.current
        kind = current.kind if current else ""
        answered = versions_answered(question).filter(kind=kind)
        fields["versions"].queryset = answered
        fields["key"].queryset = question.versions.filter(kind=kind).order_by("-number")
        fields["key"].initial = current
        older = [version for version in answered if version != current]
        fields["versions"].initial = older or list(answered)

    @classmethod
    def asked(cls, data: Any, *, question: Question) -> "CorrectingForm":
        """As the address says, or as it is proposed where it says nothing."""
        proposed = cls(question=question)
        if "correction" in data:
            return cls(data, question=question)
        initial = {name: field.initial for name, field in proposed.fields.items()}
        return cls(
            {
                "correction": initial["correction"],
                "versions": [version.pk for version in initial["versions"]],
                "key": initial["key"].pk if initial["key"] else None,
            },
            question=question,
        )

    def correcting(self) -> Correcting:
        said = self.cleaned_data
        return Correcting(self.question, said["key"], list(said["versions"]), Correction(said["correction"]))


class ApplyForm(forms.Form):
    """Why it is done; what was shown comes along, so that nothing else is done."""

    shown = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with every old mark; the learners read it."),
        error_messages={"required": gettext_lazy("Say why marks are changed; the learners read it.")},
    )
    takes_back = forms.BooleanField(
        label=gettext_lazy("Take passes back, where the new mark does not bear them any more"),
        required=False,
        help_text=gettext_lazy("Left empty, what was passed stays passed, and so does what follows from it."),
    )

    def __init__(self, *args: Any, loses: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not loses:
            del self.fields["takes_back"]


class UndoForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The learners read it."),
        error_messages={"required": gettext_lazy("Say why it is taken back; the learners read it.")},
    )
