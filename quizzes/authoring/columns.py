"""Columns of the lists: a question's state in words, what a quiz asks."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from quizzes.bank.models import Question
from quizzes.papers.models import Quiz


class QuestionStateColumn(Column):  # type: ignore[misc]
    """What a question has come to, and what about it wants somebody's eye."""

    cell_template_name = "quizzes/authoring/_question_state.html"

    def get_cell_context_data(self, instance: Question, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        version = instance.current
        listed: Any = instance
        is_alone = version is not None and version.checked_by_id in (None, version.written_by_id)
        return {
            **context,
            "state": instance.state,
            "said": instance.get_state_display(),
            "is_waiting": listed.is_waiting,
            "is_changed": bool(version) and instance.has_unpublished_changes,
            "is_alone": is_alone,
            "still_asked": listed.live_quizzes if instance.state == Question.State.RETIRED else 0,
        }


class QuizStateColumn(Column):  # type: ignore[misc]
    """Whether a quiz is open to learners, and what about it wants somebody's eye."""

    cell_template_name = "quizzes/authoring/_quiz_state.html"

    def get_cell_context_data(self, instance: Quiz, parent_context: Any) -> dict[str, Any]:
        listed: Any = instance
        return {
            **super().get_cell_context_data(instance, parent_context),
            "is_live": instance.live,
            "is_waiting": listed.is_waiting,
            "is_changed": instance.live and instance.has_unpublished_changes,
            "unfit": listed.unfit_questions if instance.live else 0,
        }


QUESTION_COLUMNS = [
    "__str__",
    Column("kind", label=_("Type"), accessor="get_kind_display", sort_key="kind"),
    Column("category", label=_("Category"), accessor="category"),
    Column("difficulty", label=_("Difficulty"), accessor="get_difficulty_display", sort_key="difficulty"),
    QuestionStateColumn("state", label=_("State"), accessor="state", sort_key="state"),
    Column("quizzes", label=_("In quizzes"), accessor="quizzes", sort_key="quizzes"),
    Column("author", label=_("Author"), accessor="author"),
]
QUIZ_COLUMNS = [
    "title",
    Column("purpose", label=_("Purpose"), accessor="get_purpose_display", sort_key="purpose"),
    Column("fixed_questions", label=_("Fixed questions"), accessor="fixed_questions"),
    Column("drawn_questions", label=_("Drawn"), accessor="drawn_questions"),
    QuizStateColumn("live", label=_("State"), accessor="live", sort_key="live"),
    Column("attempted", label=_("Attempts"), accessor="attempted", sort_key="attempted"),
    Column("author", label=_("Author"), accessor="author"),
]
