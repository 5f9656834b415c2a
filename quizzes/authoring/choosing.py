"""Choosing questions for a quiz: only those that may be asked, by words, category, type, difficulty, topic."""

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


class QuestionChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    choose_view_class = ChooseQuestion
    choose_results_view_class = ChooseQuestionResults
    per_page = 25
