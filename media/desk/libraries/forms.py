"""What an administrator looks for among the libraries."""

from django import forms
from django.utils.translation import gettext_lazy as _

from media.desk.contents.forms import SendPackageForm


class SendLibrariesForm(SendPackageForm):
    """A file of libraries."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "H5P (.h5p): a collection of libraries, or content whose libraries are wanted; at most 500 MB."
        ),
    )


class LookForm(forms.Form):
    """What to show of the list."""

    q = forms.CharField(label=_("Name of the library"), required=False, max_length=200)
    unused = forms.BooleanField(label=_("Only what nothing needs"), required=False)
