"""A new assignment: the form, a look at whom it means, then the deed."""

from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from courses.assignments.forecasting import NOT_YET
from courses.assignments.models import Assignment
from courses.catalogue.models import CoursePage
from organisations.oversight.actions import record_readings
from tracking.assigning import actions
from tracking.assigning.forms import AssignForm, TermsForm
from tracking.assigning.guards import for_managers
from tracking.assigning.previewing import Preview, preview_of
from tracking.assigning.queries import courses_assigned, sole_organisation
from tracking.assigning.views.showing import PLACE, SCREEN
from tracking.assigning.words import rule_in_words
from tracking.shell import organisers_page

NOT_KEPT = {"csrfmiddlewaretoken", "buoc", "trang", "find"}
"""What a form sends beside what was typed."""


@sign_in_and_hold
@for_managers
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """What was typed stays, whatever happens."""
    viewer = cast(User, request.user)
    held = held_form(request) if request.method != "POST" else None
    typed = request.POST if request.method == "POST" else held
    form = AssignForm(typed, viewer=viewer, initial=None if typed else _initial(request, viewer))
    if held or form.only_searches or form.is_sent_back:
        form.overlook_faults()
    elif form.is_bound and form.is_valid():
        return _assign(request, form) if form.is_confirmed else _preview(request, form)
    context = {"form": form, "held": held}
    status = 422 if form.errors else 200
    return organisers_page(request, "tracking/assigning/assign.html", context, place=PLACE, status=status)


def _initial(request: HttpRequest, viewer: User) -> dict[str, Any]:
    return {
        "key": uuid4(),
        "what": request.GET.get("what", ""),
        "organisation": sole_organisation(viewer),
        "began": timezone.localdate(),
    }


def _assign(request: HttpRequest, form: AssignForm) -> HttpResponse:
    made = actions.assign(
        key=form.cleaned_data["key"],
        what=form.chosen,
        organisation=form.cleaned_data["organisation"],
        posts=form.cleaned_data["posts"],
        terms=form.terms(),
        decision=form.cleaned_data["decision"],
        note=form.said()["note"],
        by=cast(User, request.user),
        now=timezone.now(),
    )
    let_go(request)
    tell_of(request, made, _("Assigned. Whoever takes up one of these posts later owes it as well."))
    return redirect("tracking:assignment", made.public_id)


def tell_of(request: HttpRequest, assignment: Assignment, done: str) -> None:
    """What was done; where it concerns many, that it goes on behind the page."""
    if assignment.unsettled_since:
        messages.info(request, _("It concerns many people and is being settled. This takes some minutes."))
    else:
        messages.success(request, done)


def _preview(request: HttpRequest, form: AssignForm) -> HttpResponse:
    what, terms = form.chosen, form.terms()
    thought_of = Assignment(
        pk=NOT_YET,
        course=what if isinstance(what, CoursePage) else None,
        programme=None if isinstance(what, CoursePage) else what,
        organisation=form.cleaned_data["organisation"],
        began=terms.began,
        **form.said(),
    )
    return show_preview(request, form, look_at(request, thought_of), thought_of, {})


def look_at(request: HttpRequest, assignment: Assignment, before: Assignment | None = None) -> Preview:
    """A preview; whoever is named on it has been read."""
    viewer = cast(User, request.user)
    preview = preview_of(
        assignment,
        courses_assigned(assignment),
        viewer=viewer,
        today=timezone.localdate(),
        number=request.POST.get("trang"),
        before=before,
    )
    named = [line.person.pk for line in preview.lines]
    record_readings(reader=viewer, people=named, screen=SCREEN, now=timezone.now())
    return preview


def show_preview(
    request: HttpRequest, form: TermsForm, preview: Preview, assignment: Assignment, context: dict[str, Any]
) -> HttpResponse:
    """What was typed goes along, to be confirmed, to be changed, to be looked at page by page."""
    kept = [
        (name, value) for name, values in request.POST.lists() for value in values if name not in NOT_KEPT
    ]
    context |= {"form": form, "preview": preview, "rule": rule_in_words(assignment), "kept": kept}
    return organisers_page(request, "tracking/assigning/preview.html", context, place=PLACE)
