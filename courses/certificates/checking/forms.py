"""What is typed from a paper, and the file that is checked."""

import hashlib

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.cards.rules import as_meant
from courses.certificates import rules

LARGEST_FILE = 2 * 1024 * 1024
TOO_LARGE = _("This file is larger than any certificate of ours. Please choose the PDF as it was downloaded.")


class CodeForm(forms.Form):
    """The code as it stands on the paper; capitals, dashes and spaces make no difference."""

    ma = forms.CharField(
        label=_("Code on the certificate"),
        max_length=60,
        error_messages={"required": _("Please type the code that stands beside the square.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_ma(self) -> str:
        code = as_meant(self.cleaned_data["ma"])
        if len(code) != rules.CODE_LENGTH:
            raise forms.ValidationError(
                _("The code has 12 letters and digits, such as K7MP-3XQ9-CFGH. Please look once more.")
            )
        return code


class FileForm(forms.Form):
    """The PDF as it was downloaded. Its fingerprint is all that is taken of it."""

    file = forms.FileField(
        label=_("PDF file of the certificate"),
        allow_empty_file=True,
        error_messages={"required": _("Please choose the PDF file first.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def sha256(self) -> str:
        found = hashlib.sha256()
        for piece in self.cleaned_data["file"].chunks():
            found.update(piece)
        return found.hexdigest()
