"""Who may come to the analysis: those who may view questions, that is lecturers and reviewers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

PERMISSION = "quizzes.view_question"


def for_readers_of_questions(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let those in; everybody else who is signed in finds nothing at the address."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perms(["wagtailadmin.access_admin", PERMISSION]):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
