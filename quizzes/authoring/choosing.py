"""Choosing questions for a quiz: only those that may be asked, by words, category, type, difficulty."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from quizzes.authoring.filters import ChoosingForm
from quizzes.bank.models import Question
from quizzes.bank.queries import usable_questions


class _Questions(BaseSnippetChooseView):  # type: ignore[misc]
    filter_form_class = ChoosingForm
    per_page = 25

    def get_object_list(self) -> QuerySet[Question]:
        return usable_questions().select_related("category", "current")

    @property
    def columns(self) -> list[Any]:
        return [
            self.title_column,
            Column("kind", label=_("Type"), accessor="get_kind_display"),
            Column("category", label=_("Category"), accessor="category"),
            Column("difficulty", label=_("Difficulty"), accessor="get_difficulty_display"),
        ]


class ChooseQuestion(_Questions, ChooseView):  # type: ignore[misc]
    """The window."""


class ChooseQuestionResults(_Questions, ChooseResultsView):  # type: ignore[misc]
    """Its results while she types."""


class QuestionChooser(AdminSnippetChooser):  # type: ignore[misc]
    """The field; Wagtail's would say its words in the language in which the site started."""

    choose_one_text = _("Choose a question")
    choose_another_text = _("Choose another question")
    link_to_chosen_text = _("Edit this question")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(model=Question, icon="help", **kwargs)
        for name in ("choose_one_text", "choose_another_text", "link_to_chosen_text"):
            setattr(self, name, getattr(type(self), name))


class QuestionChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    choose_view_class = ChooseQuestion
    choose_results_view_class = ChooseQuestionResults
    per_page = 25

    @property
    def widget_class(self) -> type[QuestionChooser]:
        return QuestionChooser
