"""What a lecturer says about interactive content: a file, words to look for, another title."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from media.desk.contents.queries import Wish
from media.packages.models import Package

MOST_MEGABYTES = 500


class SendPackageForm(forms.Form):
    """A file of interactive content."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("H5P (.h5p), or SCORM 1.2 or 2004 (.zip); at most 500 MB."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than 500 MB. Take large films out of it and put them into the lesson.")
            )
        return file


class LookForm(forms.Form):
    """What to show of the list."""

    q = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[("", gettext_lazy("Any")), *Package.Kind.choices],
    )

    def wish(self) -> Wish:
        return Wish(self.cleaned_data["q"], self.cleaned_data["kind"])


class RenameForm(forms.Form):
    """Another title."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
