"""The editor's views where Wagtail's do not do: a type or a purpose first, plain words, a second person."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    EditView,
    PreviewOnCreateView,
    PreviewOnEditView,
    WorkflowActionView,
)

from quizzes.authoring.missing import missing_in
from quizzes.bank.models import Question
from quizzes.grading.questions import Kind
from quizzes.papers.defaults import new_quiz
from quizzes.papers.models import Quiz


class AuthoredMixin:
    """Whoever creates it is its author, whatever the form says."""

    request: Any
    form: Any

    def save_instance(self) -> Any:
        self.form.instance.author = self.request.user
        return super().save_instance()  # type: ignore[misc]


ROWS = {"choices": 4, "pairs": 3, "items": 3}
"""So many empty rows a new question begins with."""


def _empty(block: Any) -> Any:
    """A question of a type, with as many empty options as most have."""
    value = block.get_default()
    for name, number in ROWS.items():
        if name in value:
            rows = block.child_blocks[name]
            value[name] = rows.normalize([rows.child_block.get_default() for _row in range(number)])
    return value


class CopiedMixin:
    """Opens the form filled in; the form itself is sent to where new ones are added."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # What the form is filled from is the stored original: saved here, it would be overwritten.
        return HttpResponseNotAllowed(["GET"])


class AddQuestion(AuthoredMixin, CreateView):  # type: ignore[misc]
    """First one choice among the types, then the form for it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("type") in list(Kind):
            response: HttpResponse = super().get(request, *args, **kwargs)
            return response
        blocks = Question.body.field.stream_block.child_blocks
        choices = [
            {
                "url": f"?type={kind.value}",
                "icon": blocks[kind.value].meta.icon,
                "title": blocks[kind.value].label,
                "about": blocks[kind.value].get_description(),
            }
            for kind in Kind
        ]
        return _choose(request, _("What type of question?"), choices, Question)

    def get_initial_form_instance(self) -> Question | None:
        kind = self.request.GET.get("type")
        if self.request.method != "GET" or kind not in list(Kind):
            return None
        block = Question.body.field.stream_block
        return Question(body=block.normalize([(kind, _empty(block.child_blocks[kind]))]))


class CopyQuestion(CopiedMixin, AuthoredMixin, CopyView):  # type: ignore[misc]
    """Another question like it."""


class AddQuiz(AuthoredMixin, CreateView):  # type: ignore[misc]
    """First what it is for, then the form with what suits that."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("purpose") in Quiz.Purpose.values:
            response: HttpResponse = super().get(request, *args, **kwargs)
            return response
        choices = [
            {"url": f"?purpose={purpose}", "icon": icon, "title": purpose.label, "about": about}
            for purpose, icon, about in (
                (
                    Quiz.Purpose.CHECK,
                    "help",
                    _("A few questions within a lesson, marked at once. No limits."),
                ),
                (
                    Quiz.Purpose.LESSON,
                    "form",
                    _("A lesson that consists of questions. Passed from 70 per cent."),
                ),
                (
                    Quiz.Purpose.FINAL,
                    "success",
                    _("20 minutes, 3 attempts, passed from 70 per cent, told once it is handed in."),
                ),
            )
        ]
        return _choose(request, _("What is the quiz for?"), choices, Quiz)

    def get_initial_form_instance(self) -> Quiz | None:
        purpose = self.request.GET.get("purpose", "")
        return new_quiz(purpose) if self.request.method == "GET" else None


class CopyQuiz(CopiedMixin, AuthoredMixin, CopyView):  # type: ignore[misc]
    """Another quiz like it."""


def _choose(
    request: HttpRequest, title: str, choices: list[dict[str, Any]], model: type[Question] | type[Quiz]
) -> HttpResponse:
    first = {
        "url": reverse(model.snippet_viewset.get_url_name("list")),
        "label": str(model._meta.verbose_name_plural).capitalize(),
    }
    context = {
        "page_title": title,
        "choices": choices,
        "breadcrumbs_items": [first, {"url": None, "label": title}],
        "header_icon": "plus",
    }
    return render(request, "quizzes/authoring/choose.html", context)


class CheckedEditView(EditView):  # type: ignore[misc]
    """Edits what a second person checks."""

    def workflow_action_action(self) -> Any:
        """From the editor nothing unfinished is approved either; what was typed has been saved."""
        if self.workflow_action == "approve" and (missing := missing_in(self.object)):
            messages.error(
                self.request, _("Not approved. Still to be done: %(m)s") % {"m": " ".join(missing)}
            )
            return redirect(self.get_edit_url())
        return super().workflow_action_action()


class EditQuestion(CheckedEditView):
    """With ways to its versions and to its checking."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        versions = reverse("authoring:versions", args=[self.object.pk])
        return [*buttons, HeaderButton(_("Versions and use"), url=versions, icon_name="history")]


class EditQuiz(CheckedEditView):
    """With the way to its exceptions for those who may give some."""


class CheckedWorkflowAction(WorkflowActionView):  # type: ignore[misc]
    """Approval from the lists of what waits: of nothing unfinished."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        latest = self.object.get_latest_revision_as_object()
        if self.action_name == "approve" and (missing := missing_in(latest)):
            messages.error(request, _("Not approved. Still to be done: %(m)s") % {"m": " ".join(missing)})
            return redirect(self.redirect_url)
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response


class _DrawnAnew:
    """A preview whose own button asks for another draw."""

    request: Any

    def get_extra_request_attrs(self) -> dict[str, Any]:
        seed = self.request.GET.get("seed", "")
        attrs: dict[str, Any] = super().get_extra_request_attrs()  # type: ignore[misc]
        return {**attrs, "draw_seed": int(seed) if seed.isdecimal() and len(seed) < 10 else 1}


class PreviewNewQuiz(_DrawnAnew, PreviewOnCreateView):  # type: ignore[misc]
    """Of a quiz that has not been saved."""


class PreviewQuiz(_DrawnAnew, PreviewOnEditView):  # type: ignore[misc]
    """Of a quiz that is being edited."""
