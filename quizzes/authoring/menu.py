"""What can be done at the foot of an editor: checking leads to a screen that shows all there is to see."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import ActionMenuItem, WorkflowMenuItem

from quizzes.bank.models import Question
from quizzes.papers.models import Quiz

SCREENS: dict[type[Any], str] = {Question: "authoring:check_question", Quiz: "authoring:check_quiz"}


class CheckMenuItem(ActionMenuItem):  # type: ignore[misc]
    """The way to the screen on which what waits is checked."""

    name = "action-check"
    label = _("Check it …")
    icon_name = "view"
    order = 5

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse(SCREENS[parent_context["model"]], args=[parent_context["instance"].pk])


def checked_actions(items: list[Any], context: dict[str, Any]) -> None:
    """Put one item in the place of those that approve and refuse from within the editor.

    Approving there saves the form first, so that who approves would have written it.
    """
    if context["model"] not in SCREENS:
        return
    places = [place for place, item in enumerate(items) if isinstance(item, WorkflowMenuItem)]
    if places:
        items[:] = [item for item in items if not isinstance(item, WorkflowMenuItem)]
        items.insert(1, CheckMenuItem())
