"""The list of assignments, and one of them with the people whom it binds."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from courses.assignments.models import Assignment
from courses.catalogue.models import CoursePage
from organisations.oversight.actions import record_readings
from organisations.oversight.queries import MANAGERS, has_role
from tracking.assigning.forms import AssignmentsForm, PeopleForm
from tracking.assigning.history import history_of
from tracking.assigning.queries import (
    assignable_by,
    assignments_seen_by,
    courses_assigned,
    exemptions_seen_by,
    figures_by_course,
    obligations_of,
    rows_of,
    standing_so,
    with_person,
)
from tracking.assigning.rules import Stand
from tracking.assigning.words import rule_in_words
from tracking.counting.queries import NOTHING
from tracking.shell import for_overseers, organisers_page

PLACE = "assigning"
SCREEN = "assigning"
"""What the log of readings calls these pages."""
ON_A_PAGE = 50
MOST_EXEMPTIONS = 200


@for_overseers
@never_cache
@require_safe
def assignments(request: HttpRequest) -> HttpResponse:
    """What is assigned within the viewer's part of the tree and above it, with how far her people are."""
    viewer, today = cast(User, request.user), timezone.localdate()
    form = AssignmentsForm(request.GET)
    stand = form.cleaned_data["stand"] if form.is_valid() else ""
    found = assignments_seen_by(viewer).filter(standing_so(stand, today))
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(list(page), viewer, today),
        "may_assign": has_role(viewer, *MANAGERS),
        "is_narrowed": bool(stand),
    }
    return organisers_page(request, "tracking/assigning/list.html", context, place=PLACE)


@for_overseers
@never_cache
@require_safe
def assignment(request: HttpRequest, assignment: UUID) -> HttpResponse:
    """One of them: its rule in words, its figures, whom it binds, who is let off, what was done with it."""
    viewer, today = cast(User, request.user), timezone.localdate()
    found = get_object_or_404(assignments_seen_by(viewer), public_id=assignment)
    [row] = rows_of([found], viewer, today)
    courses = courses_assigned(found)
    form = PeopleForm(request.GET, courses=courses)
    people = with_person(obligations_of([found], viewer, today).filter(form.asked(today)))
    page = Paginator(people, ON_A_PAGE).get_page(request.GET.get("trang"))
    exemptions = list(exemptions_seen_by(viewer, found)[:MOST_EXEMPTIONS])
    events = [] if row.is_above else history_of(found, viewer)
    shown = {one.person_id for one in page} | {one.person_id for one in exemptions}
    shown |= {one.person.pk for one in events if one.person}
    record_readings(reader=viewer, people=sorted(shown), screen=SCREEN, now=timezone.now())
    context = {
        "assignment": found,
        "row": row,
        "rule": rule_in_words(found),
        "by_course": _by_course(found, courses, viewer),
        "form": form,
        "page": page,
        "exemptions": exemptions,
        "events": events,
        "today": today,
        "may_change": row.stand != Stand.WITHDRAWN and assignable_by(viewer).filter(pk=found.pk).exists(),
    }
    return organisers_page(request, "tracking/assigning/assignment.html", context, place=PLACE)


def _by_course(assignment: Assignment, courses: Sequence[CoursePage], viewer: User) -> list[dict[str, Any]]:
    figures = figures_by_course(assignment, viewer, timezone.localdate())
    return [{"course": course, "figures": figures.get(course.pk, NOTHING)} for course in courses]
