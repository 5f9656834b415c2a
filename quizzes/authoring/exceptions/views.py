"""Exceptions on the screen: for which quiz, those that were given, a new one, the end of one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from organisations.oversight.queries import MANAGERS
from quizzes.authoring.exceptions.actions import EndedAlready, end_exception
from quizzes.authoring.exceptions.forms import ExceptionForm
from quizzes.authoring.exceptions.queries import (
    exceptions_of,
    exceptions_seen_by,
    quizzes_with_exceptions,
)
from quizzes.papers.queries import open_quizzes

FOLDER = "quizzes/authoring/exceptions"
PAGE = 50


class ManagerRequest(HttpRequest):
    """A request that `for_roles` has let in."""

    user: User


@for_roles(*MANAGERS)
@require_safe
def quizzes(request: ManagerRequest) -> HttpResponse:
    """The quizzes that an exception can be given for."""
    page = Paginator(quizzes_with_exceptions(request.user), PAGE).get_page(request.GET.get("p"))
    return render(request, f"{FOLDER}/quizzes.html", {"page": page, **_heading(_("Exceptions"))})


@for_roles(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def exceptions(request: ManagerRequest, pk: int) -> HttpResponse:
    """Those of a quiz within the viewer's sight, and a form for another."""
    now = timezone.now()
    quiz = get_object_or_404(open_quizzes(), pk=pk)
    form = ExceptionForm(request.POST or None, viewer=request.user, quiz=quiz, now=now)
    if form.is_valid():
        _exception, extended = form.give()
        messages.success(request, _("The exception was given."))
        if extended:
            said = ngettext(
                "%(n)s attempt that is under way ends later for it.",
                "%(n)s attempts that are under way end later for it.",
                extended,
            )
            messages.info(request, said % {"n": extended})
        return redirect("exceptions:of_quiz", quiz.pk)
    page = Paginator(exceptions_of(quiz, request.user), PAGE).get_page(request.GET.get("p"))
    people = {one.person_id for one in page if one.person_id}
    record_readings(reader=request.user, people=people, screen="quiz_exceptions", now=now)
    context = {"quiz": quiz, "page": page, "form": form, **_heading(quiz.title, within=True)}
    return render(request, f"{FOLDER}/of_quiz.html", context, status=422 if form.is_bound else 200)


@for_roles(*MANAGERS)
@require_POST
def end(request: ManagerRequest, pk: int) -> HttpResponse:
    """It holds no longer; what was begun under it stays."""
    exception = get_object_or_404(exceptions_seen_by(request.user), pk=pk)
    try:
        end_exception(exception=exception, by=request.user, now=timezone.now())
    except EndedAlready:
        messages.info(request, _("It had been ended before."))
    else:
        messages.success(request, _("The exception holds no longer."))
    return redirect("exceptions:of_quiz", exception.quiz_id)


def _heading(title: str, *, within: bool = False) -> dict[str, Any]:
    first = {"url": reverse("exceptions:quizzes"), "label": _("Exceptions")}
    here = {"url": None, "label": title}
    return {
        "page_title": title,
        "breadcrumbs_items": [first, here] if within else [here],
        "header_icon": "time",
    }
