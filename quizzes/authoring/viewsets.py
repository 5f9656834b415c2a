"""Questions, categories and quizzes in the authoring site."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from quizzes.authoring import editing, panels
from quizzes.authoring.choosing import QuestionChooserViewSet
from quizzes.authoring.columns import QUESTION_COLUMNS, QUIZ_COLUMNS
from quizzes.authoring.filters import QuestionFilters, QuizFilters
from quizzes.authoring.queries import (
    categories_listed,
    questions_listed,
    quizzes_listed,
    search_questions,
    search_quizzes,
)
from quizzes.bank.models import Category, Question
from quizzes.papers.models import Quiz


class _WithoutMarks(IndexView):  # type: ignore[misc]
    """A list that is searched with or without Vietnamese marks."""

    is_searchable = True


class QuestionIndex(_WithoutMarks):
    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return search_questions(queryset, self.search_query)


class QuizIndex(_WithoutMarks):
    def search_queryset(self, queryset: QuerySet[Quiz]) -> QuerySet[Quiz]:
        if not self.is_searching:
            return queryset
        return queryset.filter(pk__in=search_quizzes(Quiz.objects.all(), self.search_query))


class QuestionViewSet(SnippetViewSet):  # type: ignore[misc]
    """The bank: found by category, type, difficulty, state, topic, author, regulation, or by words."""

    model = Question
    icon = "help"
    menu_label = _("Questions")
    list_display = QUESTION_COLUMNS
    list_per_page = 50
    filterset_class = QuestionFilters
    index_view_class = QuestionIndex
    add_view_class = editing.AddQuestion
    copy_view_class = editing.CopyQuestion
    edit_view_class = editing.EditQuestion
    workflow_action_view_class = editing.CheckedWorkflowAction
    chooser_viewset_class = QuestionChooserViewSet
    search_backend_name = None

    edit_handler = panels.question_editor()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return questions_listed().select_related("latest_revision").defer("latest_revision__content")


class CategoryViewSet(SnippetViewSet):  # type: ignore[misc]
    """The shelves of the bank."""

    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    list_display = [
        "title",
        Column("parent", label=_("Stands in"), accessor="parent"),
        Column("held", label=_("Questions"), accessor="held"),
    ]
    list_per_page = 100

    edit_handler = panels.category_editor()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return categories_listed()


class QuizViewSet(SnippetViewSet):  # type: ignore[misc]
    """Quizzes, by purpose and state."""

    model = Quiz
    icon = "form"
    menu_label = _("Quizzes")
    list_display = QUIZ_COLUMNS
    list_per_page = 50
    filterset_class = QuizFilters
    index_view_class = QuizIndex
    add_view_class = editing.AddQuiz
    copy_view_class = editing.CopyQuiz
    edit_view_class = editing.EditQuiz
    workflow_action_view_class = editing.CheckedWorkflowAction
    preview_on_add_view_class = editing.PreviewNewQuiz
    preview_on_edit_view_class = editing.PreviewQuiz
    search_backend_name = None

    edit_handler = panels.quiz_editor()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return quizzes_listed().select_related("latest_revision").defer("latest_revision__content")


MENU_HOOK = "register_quizzes_menu_item"
"""Slices of this package that have screens put their items into the menu by this hook."""


class QuizzesGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """All that is asked stands together in the menu."""

    items: tuple[Any, ...] = (QuestionViewSet, CategoryViewSet, QuizViewSet)
    menu_label = _("Questions and quizzes")
    menu_icon = "help"
    menu_order = 160

    def get_menu_item(self, order: int | None = None) -> SubmenuMenuItem:
        menu = Menu(register_hook_name=MENU_HOOK, items=self.get_submenu_items())
        return SubmenuMenuItem(
            self.menu_label, menu, name=self.menu_name, icon_name=self.menu_icon, order=self.menu_order
        )
