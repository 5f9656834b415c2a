"""Enrolling, by a button."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from courses.catalogue.queries import current_editions
from courses.enrolment.actions import enrol
from organisations.people.middleware import PersonRequest


@login_required
def enrol_view(request: PersonRequest, course: str) -> HttpResponse:
    """POST enrols and goes on to the course, or to the lesson she came from; GET changes nothing."""
    edition = current_editions().filter(slug=course).first()
    if edition is None:
        raise Http404
    if request.method != "POST" or not request.person:
        return redirect("courses:course", course)
    enrol(learner=request.person, edition=edition, now=timezone.now())
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(onward)
    return redirect("courses:resume", course)
