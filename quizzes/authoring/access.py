"""Who comes to the screens of authors: lecturers, reviewers and administrators; others find nothing there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import User

MAY_WRITE = "quizzes.change_question"


class AuthorRequest(HttpRequest):
    """A request that `for_authors` has let in."""

    user: User


def for_authors(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in whoever may write questions."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_perm(MAY_WRITE):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
