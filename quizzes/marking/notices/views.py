"""The learner's page about a mark: what was returned or changed, and why."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from organisations.people.middleware import PersonRequest
from quizzes.marking.notices.actions import read_notices
from quizzes.marking.notices.queries import told_about
from quizzes.marking.queries import code_of


@login_required
@require_safe
def told(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    found = told_about(request.person, attempt_id, timezone.now())
    if found is None:
        raise Http404
    context = {"place": "me", "told": found, "attempt": found.attempt, "code": code_of(found.attempt)}
    return render(request, "quizzes/marking/told.html", context)


@login_required
@require_POST
def read(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    if not request.person or told_about(request.person, attempt_id, timezone.now()) is None:
        raise Http404
    read_notices(learner=request.person, attempt_id=attempt_id, now=timezone.now())
    return redirect("courses:mine")
