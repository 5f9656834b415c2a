"""Somebody is let off what was assigned, for a reason; and owes it again."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from courses.assignments.actions import EndsBeforeItBegins
from courses.assignments.actions import end_exemption as end
from courses.assignments.models import Assignment
from organisations.oversight.actions import record_readings
from tracking.assigning.actions import ExemptAlready, exempt_from
from tracking.assigning.forms import ExemptForm, WithdrawForm
from tracking.assigning.guards import of_her_assignment
from tracking.assigning.queries import exemptions_seen_by, people_bound_by
from tracking.assigning.views.showing import PLACE, SCREEN
from tracking.assigning.words import REFUSALS, name_of
from tracking.shell import organisers_page


@sign_in_and_hold
@of_her_assignment
@require_http_methods(["GET", "HEAD", "POST"])
def exempt(request: HttpRequest, assignment: Assignment, person: UUID) -> HttpResponse:
    """Somebody whom the assignment binds."""
    by, now = cast(User, request.user), timezone.now()
    found = get_object_or_404(people_bound_by(by, assignment), public_id=person)
    held = held_form(request) if request.method != "POST" else None
    first = held.dict() if held else {"began": max(timezone.localdate(), assignment.began)}
    form = ExemptForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            exempt_from(assignment=assignment, person=found, by=by, now=now, **form.cleaned_data)
            messages.success(request, _("%(person)s is let off.") % {"person": found.full_name})
        except ExemptAlready:
            messages.info(request, _("%(person)s is let off already.") % {"person": found.full_name})
        let_go(request)
        return redirect("tracking:assignment", assignment.public_id)
    record_readings(reader=by, people=[found.pk], screen=SCREEN, now=now)
    context = {
        "form": form,
        "held": held,
        "assignment": assignment,
        "what": name_of(assignment),
        "person": found,
    }
    status = 422 if form.errors else 200
    return organisers_page(request, "tracking/assigning/exempt.html", context, place=PLACE, status=status)


@sign_in_and_hold
@of_her_assignment
@require_http_methods(["GET", "HEAD", "POST"])
def end_exemption(request: HttpRequest, assignment: Assignment, exemption: UUID) -> HttpResponse:
    """From a day on she owes it again."""
    by, now = cast(User, request.user), timezone.now()
    found = get_object_or_404(exemptions_seen_by(by, assignment), public_id=exemption)
    held = held_form(request) if request.method != "POST" else None
    first = held.dict() if held else {"on": max(timezone.localdate(), found.began)}
    form = WithdrawForm(request.POST or None, initial=first)
    form.fields["on"].help_text = _("From this day on it is owed again. Day/month/year.")
    if form.is_valid():
        try:
            end(exemption=found, on=form.cleaned_data["on"], by=by, now=now)
        except EndsBeforeItBegins:
            form.add_error("on", str(REFUSALS[EndsBeforeItBegins]))
        else:
            let_go(request)
            said = _("%(person)s owes it again from %(day)s.")
            day = f"{form.cleaned_data['on']:%d/%m/%Y}"
            messages.success(request, said % {"person": found.person.full_name, "day": day})
            return redirect("tracking:assignment", assignment.public_id)
    record_readings(reader=by, people=[found.person_id], screen=SCREEN, now=now)
    context = {
        "form": form,
        "held": held,
        "assignment": assignment,
        "what": name_of(assignment),
        "exemption": found,
    }
    status = 422 if form.errors else 200
    template = "tracking/assigning/end_exemption.html"
    return organisers_page(request, template, context, place=PLACE, status=status)
