"""Many questions at once: an import brings a hundred. What is refused says why; the others go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from accounts.models import User
from quizzes.authoring.access import MAY_WRITE
from quizzes.authoring.filters import questions_answering
from quizzes.authoring.keys import (
    Outcome,
    Refused,
    approve,
    for_each,
    retire_question,
    send_for_checking,
    why_not_approve,
    why_not_retire,
    why_not_send,
)
from quizzes.bank.models import Question

MOST_TOLD = 20
"""So many refusals are told one by one; of more, their number."""


class _OfQuestions(SnippetBulkAction):  # type: ignore[misc]
    """Asked about once more, with why some cannot be done; then done to the others."""

    models = [Question]
    template_name = "quizzes/authoring/bulk/confirm.html"
    asks: Any = ""
    button: Any = ""
    act: Callable[..., None]
    outcome = Outcome()

    def why_not(self, question: Question, by: User) -> Refused | None:
        raise NotImplementedError

    @staticmethod
    def said(done: int) -> str:
        raise NotImplementedError

    def check_perm(self, question: Question) -> bool:
        if not self.request.user.has_perm(MAY_WRITE):
            return False
        refusal = self.why_not(question, self.request.user)
        question.refusal = refusal.sentence if refusal else ""
        return refusal is None

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """All that the list showed under its filters, not the whole bank."""
        return questions_answering(self.request.GET, self.request).values_list("pk", flat=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "asks": self.asks, "button": self.button}

    @classmethod
    def execute_action(cls, objects: list[Question], **context: Any) -> tuple[int, int]:
        view = context["self"]
        act, by = cls.act, view.request.user
        view.outcome = for_each(objects, lambda question: act(by=by, **{cls.argument: question}))
        return view.outcome.done, 0

    argument = "obj"

    def prepare_action(self, objects: list[Question], objects_without_access: dict[str, Any]) -> None:
        self.left_out = objects_without_access["items_with_no_access"]

    def get_success_message(self, done: int, _children: int) -> str | None:
        refused = [(question, question.refusal) for question in self.left_out] + self.outcome.refused
        if refused:
            messages.warning(self.request, _refusals(refused))
        return self.said(done) if done else None


def _refusals(refused: list[tuple[Any, str]]) -> str:
    told = refused[:MOST_TOLD]
    lines = format_html_join("", "<li>{}: {}</li>", ((question, why) for question, why in told))
    number = ngettext("%(n)s question was left out:", "%(n)s questions were left out:", len(refused))
    more = len(refused) - len(told)
    rest = ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more else ""
    return format_html("{}<ul>{}</ul>{}", number % {"n": len(refused)}, lines, rest)


class SendForChecking(_OfQuestions):
    display_name = _("Send for checking")
    aria_label = _("Send the chosen questions for checking")
    action_type = "send"
    action_priority = 10
    asks = _("Send these questions for checking?")
    button = _("Send for checking")
    act = staticmethod(send_for_checking)

    def why_not(self, question: Question, by: User) -> Refused | None:
        return why_not_send(question)

    @staticmethod
    def said(done: int) -> str:
        return ngettext(
            "%(n)s question was sent for checking.", "%(n)s questions were sent for checking.", done
        ) % {"n": done}


class ApproveChosen(_OfQuestions):
    display_name = _("Approve")
    aria_label = _("Approve the chosen questions")
    action_type = "approve"
    action_priority = 20
    asks = _("Have you read these questions and found them right?")
    button = _("Approve them")
    act = staticmethod(approve)

    def why_not(self, question: Question, by: User) -> Refused | None:
        return why_not_approve(question, by)

    @staticmethod
    def said(done: int) -> str:
        return ngettext("%(n)s question was approved.", "%(n)s questions were approved.", done) % {"n": done}


class RetireChosen(_OfQuestions):
    display_name = _("Retire")
    aria_label = _("Retire the chosen questions")
    action_type = "retire"
    action_priority = 40
    asks = _("Ask these questions no more? What has been answered stays.")
    button = _("Retire them")
    act = staticmethod(retire_question)
    argument = "question"

    def why_not(self, question: Question, by: User) -> Refused | None:
        return why_not_retire(question, by)

    @staticmethod
    def said(done: int) -> str:
        return ngettext("%(n)s question was retired.", "%(n)s questions were retired.", done) % {"n": done}


ACTIONS = (SendForChecking, ApproveChosen, RetireChosen)
