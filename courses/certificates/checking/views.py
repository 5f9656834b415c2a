"""The public check: no sign-in, no script, no more than the bearer wants shown, nothing for who guesses."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.cards.rules import as_meant
from courses.certificates.checking.forms import CodeForm, FileForm
from courses.certificates.checking.throttling import may_ask, note_unknown
from courses.certificates.models import Certificate
from courses.certificates.queries import certificate_of_file, certificate_with_code

View = Callable[..., HttpResponseBase]


def for_everybody(view: View) -> View:
    """What stands here changes with a revocation and is nobody's to keep, search engines' least of all."""

    @wraps(view)
    @never_cache
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return shown


@for_everybody
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Where a code is typed from paper."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("certificates:check", form.cleaned_data["ma"])
    return _page(request, "ask.html", {"form": form}, status=422 if form.is_bound else 200)


@for_everybody
@require_safe
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether what is behind a code holds."""
    if not may_ask(request):
        return _page(request, "too_often.html", {}, status=429)
    found = certificate_with_code(as_meant(code))
    if found is None:
        note_unknown(request)
        return _page(request, "unknown.html", {"form": CodeForm()}, status=404)
    return _answer(request, found)


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Whether a file is one that was handed out here, by its fingerprint alone; nothing of it is kept."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, "file.html", {"form": FileForm()})
    if not may_ask(request):
        return _page(request, "too_often.html", {}, status=429)
    if not form.is_valid():
        return _page(request, "file.html", {"form": form}, status=422)
    found = certificate_of_file(form.sha256())
    if found is None:
        note_unknown(request)
        return _page(request, "file.html", {"form": FileForm(), "is_unknown": True}, status=404)
    return _answer(request, found, is_file=True)


def _answer(request: HttpRequest, found: Certificate, *, is_file: bool = False) -> HttpResponse:
    state = found.state_on(timezone.localdate())
    return _page(request, "answer.html", {"certificate": found, "state": state, "is_file": is_file})


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, f"courses/certificates/checking/{template}", context, status=status)
