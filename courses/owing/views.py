"""What was assigned to a learner, with its history; by itself, so that her own page stays quick."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.owing.queries import owed_with_history
from organisations.people.middleware import PersonRequest


@login_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    owed = owed_with_history(request.person, timezone.localdate())
    return render(request, "courses/owing/mine.html", {"place": "me", "owed": owed})
