"""The forms of the editors of questions and quizzes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from media.topics.models import Topic
from quizzes.authoring.filters import category_choices
from quizzes.bank.models import Category, Difficulty
from quizzes.papers.looking import sentence_of_lack
from quizzes.papers.models import FixedItem, Quiz, RandomDraw
from quizzes.papers.queries import Lack, pool_of, what_lacks


class CategorySelect(forms.Select):
    """Categories set in by how deep they stand, instead of a window to choose from."""


class WithShelves(WagtailAdminModelForm):  # type: ignore[misc]
    """A form with a category, each under the one it stands in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("category", "parent"):
            field: Any = self.fields.get(name)
            if field is not None and isinstance(field.widget, CategorySelect):
                field.choices = [("", _("Choose …")), *category_choices()]


class QuizForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A quiz is refused where the bank cannot fill it; a draft may be left unfinished."""

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.is_deferred_validation:
            return True
        quiz, rows = self._asked()
        lacks = what_lacks(quiz)
        for lack in lacks:
            self._say(quiz, lack, rows)
        return not lacks

    def _asked(self) -> tuple[Quiz, dict[int, Any]]:
        """The quiz as the form asks for it, and the form of each of its rows, by the row's identity."""
        quiz, rows = Quiz(), {}
        fixed, draws = [], []
        for form in self._forms("fixed_items"):
            item = FixedItem(question=form.cleaned_data["question"])
            fixed.append(item)
            rows[id(item)] = form
        for form in self._forms("random_draws"):
            asked = form.cleaned_data
            draw = RandomDraw(
                count=asked["count"],
                category=asked.get("category"),
                topic=asked.get("topic"),
                difficulty=asked.get("difficulty") or None,
            )
            draws.append(draw)
            rows[id(draw)] = form
        quiz.fixed_items, quiz.random_draws = fixed, draws
        return quiz, rows

    def _forms(self, name: str) -> list[Any]:
        formset = self.formsets[name]
        return [form for form in formset.forms if form.cleaned_data and not formset._should_delete_form(form)]

    def _say(self, quiz: Quiz, lack: Lack, rows: dict[int, Any]) -> None:
        sentence = sentence_of_lack(quiz, lack)
        if lack.item is not None:
            rows[id(lack.item)].add_error("question", sentence)
        elif lack.draw is not None:
            rows[id(lack.draw)].add_error("count", sentence)
        else:
            self.add_error(None, sentence)


class DrawForm(forms.Form):
    """A draw while it is being written."""

    count = forms.IntegerField(min_value=1, max_value=100)
    category = forms.ModelChoiceField(Category.objects.all(), required=False)
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False)
    difficulty = forms.ChoiceField(choices=[("", ""), *Difficulty.choices], required=False)
    fixed = forms.CharField(required=False, max_length=4000)

    def free(self) -> int:
        """How many questions it may bring that the quiz does not ask of everybody already."""
        asked = self.cleaned_data
        draw = RandomDraw(
            category=asked["category"],
            topic=asked["topic"],
            difficulty=int(asked["difficulty"]) if asked["difficulty"] else None,
        )
        fixed = [int(pk) for pk in asked["fixed"].split(",") if pk.isdecimal() and len(pk) < 18]
        return pool_of(draw).exclude(pk__in=fixed).distinct().count()


class CheckingForm(forms.Form):
    """What a checker says to the author."""

    comment = forms.CharField(
        label=_("What you say to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_refusing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = is_refusing
        self.fields["comment"].error_messages["required"] = _("Say what has to be mended.")
