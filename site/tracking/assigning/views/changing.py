"""An assignment is changed, after a look at whom that concerns, or withdrawn."""

from copy import copy
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from courses.assignments.actions import AssignmentRefusal
from courses.assignments.models import Assignment
from tracking.assigning import actions
from tracking.assigning.forms import ChangeForm, WithdrawForm
from tracking.assigning.guards import of_her_assignment
from tracking.assigning.queries import rows_of
from tracking.assigning.views.making import look_at, show_preview, tell_of
from tracking.assigning.views.showing import PLACE
from tracking.assigning.words import REFUSALS, name_of
from tracking.shell import organisers_page


@sign_in_and_hold
@of_her_assignment
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Due date, posts, validity; what was typed stays, whatever happens."""
    if assignment.ended is not None:
        messages.info(request, _("It has been withdrawn: it is not changed any more."))
        return redirect("tracking:assignment", assignment.public_id)
    held = held_form(request) if request.method != "POST" else None
    typed = request.POST if request.method == "POST" else held
    form = ChangeForm(typed, viewer=cast(User, request.user), assignment=assignment)
    if held or form.is_sent_back:
        form.overlook_faults()
    elif form.is_bound and form.is_valid():
        return _change(request, form) if form.is_confirmed else _preview(request, form)
    context = {"form": form, "held": held, "assignment": assignment, "what": name_of(assignment)}
    status = 422 if form.errors else 200
    return organisers_page(request, "tracking/assigning/change.html", context, place=PLACE, status=status)


def _change(request: HttpRequest, form: ChangeForm) -> HttpResponse:
    by = cast(User, request.user)
    actions.change(assignment=form.assignment, changed=form.said(), by=by, now=timezone.now())
    let_go(request)
    tell_of(request, form.assignment, _("Changed."))
    return redirect("tracking:assignment", form.assignment.public_id)


def _preview(request: HttpRequest, form: ChangeForm) -> HttpResponse:
    thought_of = copy(form.assignment)
    for name, value in form.said().items():
        setattr(thought_of, name, value)
    preview = look_at(request, thought_of, before=form.assignment)
    return show_preview(request, form, preview, thought_of, {"assignment": form.assignment})


@sign_in_and_hold
@of_her_assignment
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """From a day on; how many that concerns is said before."""
    by, today = cast(User, request.user), timezone.localdate()
    held = held_form(request) if request.method != "POST" else None
    first = held.dict() if held else {"on": max(today, assignment.began)}
    form = WithdrawForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            actions.withdraw(assignment=assignment, on=form.cleaned_data["on"], by=by, now=timezone.now())
        except AssignmentRefusal as refusal:
            form.add_error("on", str(REFUSALS[type(refusal)]))
        else:
            let_go(request)
            tell_of(request, assignment, _("Withdrawn. What was learnt stays."))
            return redirect("tracking:assignment", assignment.public_id)
    [row] = rows_of([assignment], by, today)
    context = {"form": form, "held": held, "assignment": assignment, "row": row}
    status = 422 if form.errors else 200
    return organisers_page(request, "tracking/assigning/withdraw.html", context, place=PLACE, status=status)
