"""The page that shows one package alone: to its author, and to a learner where a lesson cannot hold it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from media.packages.frame import let_frames_in
from media.packages.queries import package_glances
from media.packages.views import playing_of
from organisations.people.middleware import PersonRequest


@require_safe
@login_required
def play(request: PersonRequest, public_id: UUID) -> HttpResponse:
    playing = playing_of(request, public_id)
    if playing is None:
        raise Http404
    glance = package_glances([playing.package.pk], playing.learner)[playing.package.pk]
    # The page's own script asks for the standing alone, once something has been said of it.
    alone = request.headers.get("X-Part") == "standing"
    template = "media/packages/_standing.html" if alone else "media/packages/play.html"
    context = {"place": "courses", "glance": glance, "keeps": playing.learner is not None, "may_play": True}
    return let_frames_in(request, render(request, template, context))
