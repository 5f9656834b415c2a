"""What is asked around publishing: what becomes of those under way, and which update is to be opened."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm

from courses.catalogue.models import CoursePage, Onward
from courses.publishing.updating import OldCourse
from media.regulations.queries import Replaced


def _onward() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What becomes of those under way?"),
        choices=Onward.choices,
        initial=Onward.LEARN,
        widget=forms.RadioSelect,
        required=False,
    )


class OnwardForm(forms.Form):
    """Asked before publishing at once. Left open, they learn the new part."""

    onward = _onward()

    def clean_onward(self) -> Onward:
        return Onward(self.cleaned_data["onward"] or Onward.LEARN)


class ApprovalForm(TaskStateCommentForm):  # type: ignore[misc]
    """Asked with an approval, beside the comment."""

    onward = _onward()
    field_order: Any = ("onward", "comment")


class UpdateForm(forms.Form):
    """A course by an old text, and the text; both as they stand in the list."""

    course = forms.ModelChoiceField(CoursePage.objects.none())
    regulation = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, courses: Iterable[OldCourse], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {one.course.pk: {text.regulation_id: text for text in one.texts} for one in courses}
        self.fields["course"].queryset = CoursePage.objects.filter(pk__in=self.known)  # type: ignore[attr-defined]
        texts = {number for known in self.known.values() for number in known}
        self.fields["regulation"].choices = [(number, number) for number in texts]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        course, regulation = found.get("course"), found.get("regulation")
        if course and regulation not in self.known[course.pk]:
            raise forms.ValidationError(_("The course does not rest on this text."), code="text")
        return found

    @property
    def text(self) -> Replaced:
        return self.known[self.cleaned_data["course"].pk][self.cleaned_data["regulation"]]
