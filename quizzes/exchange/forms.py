"""What a lecturer says when she sends a file of questions, brings it in, and takes one out."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.bank.models import Category
from quizzes.exchange.queries import paths_of_categories
from quizzes.exchange.registry import FORMATS, format_of

MOST_MEGABYTES = 30
GUESS = ""


def _formats() -> list[tuple[str, Any]]:
    return [(name, one.label) for name, one in FORMATS.items()]


def category_choices() -> list[tuple[int, str]]:
    return [(pk, " › ".join(path)) for pk, path in paths_of_categories().items()]


class SendQuestionsForm(forms.Form):
    """A file of questions; its format follows from its name unless it is said."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Word (.docx) or Excel (.xlsx), or a file of another system; at most 30 MB."),
    )
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        required=False,
        choices=lambda: [(GUESS, _("as the file's name says")), *_formats()],
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is None:
            return cleaned
        if (file.size or 0) > MOST_MEGABYTES * 1024 * 1024:
            self.add_error(
                "file", _("The file is larger than 30 MB. Make its pictures smaller, or send it in parts.")
            )
        if file.name.lower().endswith(".doc"):
            self.add_error(
                "file",
                _(
                    "This is a file of Word before 2007 (.doc). Open it in Word, save it as .docx, and "
                    "send that."
                ),
            )
        elif not cleaned.get("format") and format_of(file.name) is None:
            self.add_error("format", _("The name of the file does not tell its format. Please choose it."))
        else:
            cleaned["chosen"] = FORMATS.get(cleaned.get("format") or "") or format_of(file.name)
        return cleaned


class BringInForm(forms.Form):
    """Which questions, and onto which shelf."""

    numbers = forms.MultipleChoiceField(label=gettext_lazy("Questions"), required=False)
    category = forms.TypedChoiceField(
        label=gettext_lazy("Category"), required=False, coerce=int, empty_value=None
    )
    new_category = forms.CharField(label=gettext_lazy("or a new category"), required=False, max_length=160)
    by_section = forms.BooleanField(
        label=gettext_lazy("Make a category below it for each section of the file"), required=False
    )

    def __init__(self, *args: Any, numbers: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["numbers"]
        chosen.choices = [(number, number) for number in numbers]
        category: Any = self.fields["category"]
        category.choices = [("", _("Choose …")), *category_choices()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["new_category"] = " ".join((cleaned.get("new_category") or "").split())
        if not cleaned.get("category") and not cleaned["new_category"] and "category" not in self.errors:
            self.add_error("category", _("Choose where the questions are to stand, or name a new category."))
        if not cleaned.get("numbers") and "numbers" not in self.errors:
            self.add_error("numbers", _("Tick at least one question."))
        return cleaned

    def shelf(self) -> Category:
        """The chosen category; a new one is made."""
        title = self.cleaned_data["new_category"]
        if title:
            return Category.objects.get_or_create(parent=None, title=title)[0]
        return Category.objects.get(pk=self.cleaned_data["category"])


class TakeOutForm(forms.Form):
    """Which questions, in which format."""

    category = forms.TypedChoiceField(
        label=gettext_lazy("Category"), required=False, coerce=int, empty_value=None
    )
    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=_formats, widget=forms.RadioSelect)
    drafts = forms.BooleanField(
        label=gettext_lazy("Drafts as well, as they stand now"),
        required=False,
        help_text=gettext_lazy("Without it only questions that a second person has checked."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category: Any = self.fields["category"]
        category.choices = [("", _("the whole bank")), *category_choices()]

    def shelf(self) -> Category | None:
        pk = self.cleaned_data["category"]
        return Category.objects.get(pk=pk) if pk else None
