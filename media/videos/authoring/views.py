"""The author's screens: send film or sound, go over what it says beside it, delete what nobody uses."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.search.backends import get_search_backends
from wagtailmedia.forms import get_media_form
from wagtailmedia.views import media as wagtails

from media.videos.authoring.doors import account_of, for_senders, recording_to
from media.videos.authoring.forms import SendRecordingForm
from media.videos.authoring.queries import desk_of, is_in_use
from media.videos.making import sentences
from media.videos.making.actions import wait_again
from media.videos.making.ffmpeg import program
from media.videos.making.tasks import make_later
from media.videos.models import Recording
from media.videos.uploading.actions import Refused, take_file
from media.videos.uploading.queries import uploads_of
from media.videos.uploading.rules import MOST_BYTES


@for_senders
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, media_type: str) -> HttpResponse:
    """The form to send a file, and the files that are still on their way."""
    form = SendRecordingForm(*_sent(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            recording = take_file(file=file, name=file.name, size=file.size, by=account_of(request))
        except Refused as reason:
            form.add_error("file", sentences.refusal(str(reason)))
        else:
            messages.success(request, _("“%(title)s” is here.") % {"title": recording.title})
            return redirect("wagtailmedia:edit", recording.pk)
    context = {
        "form": form,
        "unfinished": uploads_of(account_of(request), timezone.now()),
        "no_ffmpeg": "" if program() else sentences.refusal("no_ffmpeg"),
        "most": MOST_BYTES,
        **_frame(_("Send film or sound"), "upload"),
    }
    return render(request, "media/videos/authoring/send.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, media_id: int) -> HttpResponse:
    """Captions, chapters and transcript beside the film."""
    recording = recording_to("change", request, media_id)
    poster = recording.thumbnail.name
    form = get_media_form(Recording)(*_sent(request), instance=recording, user=request.user)
    if form.is_valid():
        if "fill" in request.POST:
            form.fill_transcript()
        form.save()
        if poster and recording.thumbnail.name != poster:
            recording.thumbnail.storage.delete(poster)
        for backend in get_search_backends():
            backend.add(recording)
        messages.success(request, _("“%(title)s” is saved.") % {"title": recording.title})
        return redirect("wagtailmedia:edit", recording.pk)
    stored = Recording.objects.get(pk=recording.pk)  # a form that is not valid has changed the other one
    context = {
        "form": form,
        "desk": desk_of(stored, now=timezone.now()),
        **_frame(stored.title, f"wagtailmedia-{stored.type}"),
    }
    return render(request, "media/videos/authoring/edit.html", context, status=422 if form.is_bound else 200)


@require_GET
def state(request: HttpRequest, media_id: int) -> HttpResponse:
    """How far its copies are, for the screen to show again and again."""
    recording = recording_to("change", request, media_id)
    context = {"desk": desk_of(recording, now=timezone.now())}
    return render(request, "media/videos/authoring/_state.html", context)


@require_POST
def make_again(request: HttpRequest, media_id: int) -> HttpResponse:
    """After a failure, her own wish."""
    recording = recording_to("change", request, media_id)
    wait_again(recording=recording)
    make_later(recording)
    return redirect("wagtailmedia:edit", recording.pk)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, media_id: int) -> HttpResponse:
    """Only what no lesson holds; Wagtail asks and does it."""
    recording = recording_to("delete", request, media_id)
    if is_in_use(recording):
        messages.error(
            request,
            _("“%(title)s” stands in a lesson, or somebody has watched it. So it is kept.")
            % {"title": recording.title},
        )
        return redirect("wagtailmedia:edit", recording.pk)
    answer: HttpResponse = wagtails.delete(request, media_id)
    return answer


def nothing_here(request: HttpRequest, **arguments: Any) -> HttpResponse:
    """In its chooser Wagtail would take a file without looking at it."""
    raise Http404


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to; an empty one that was sent is bound as well."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _frame(title: str, icon: str) -> dict[str, Any]:
    crumb = {"url": reverse("wagtailmedia:index"), "label": _("Film and sound")}
    return {
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [crumb, {"url": None, "label": title}],
    }
