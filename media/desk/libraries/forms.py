"""What an administrator looks for among the libraries."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LookForm(forms.Form):
    """What to show of the list."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    unused = forms.BooleanField(label=_("Only what nothing needs"), required=False)
