"""Sending a file in pieces, in the manner of tus: announce it, ask how far it is, send on, finish.

A dropped line or a reloaded page costs at most one piece. Without script the form on the same screen sends
the file whole.
"""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from media.videos.authoring.doors import account_of, for_senders
from media.videos.making import sentences
from media.videos.models import RecordingUpload
from media.videos.uploading.actions import (
    OutOfStep,
    Refused,
    begin_upload,
    finish_upload,
    give_up,
    take_piece,
)
from media.videos.uploading.queries import uploads_of
from media.videos.uploading.rules import PIECE
from media.videos.uploading.tasks import forget_later

MOST_ANNOUNCED = 4096


@for_senders
@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """`{"name", "size"}` (JSON): answers where the pieces go, and from where on."""
    now = timezone.now()
    try:
        told = json.loads(request.body[:MOST_ANNOUNCED])
        name, size = str(told["name"]).strip() or "-", int(told["size"])
    except (ValueError, TypeError, KeyError):
        return JsonResponse({"error": sentences.refusal("no_file")}, status=400)
    try:
        upload = begin_upload(name=name, size=size, by=account_of(request), now=now)
    except Refused as reason:
        return JsonResponse({"error": sentences.refusal(str(reason))}, status=422)
    forget_later(now)
    return JsonResponse(_told(upload), status=201)


@for_senders
@require_http_methods(["GET", "HEAD", "PATCH"])
def pieces(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far it is; or the next piece, which begins at the header `Upload-Offset`."""
    upload = _upload(request, public_id)
    if request.method != "PATCH":
        return _at(upload.received, JsonResponse(_told(upload)))
    offset = request.headers.get("Upload-Offset", "")
    length = request.headers.get("Content-Length", "")
    if not offset.isdecimal() or not length.isdecimal() or int(length) > PIECE:
        return HttpResponse(status=400)
    try:
        received = take_piece(
            upload=upload, offset=int(offset), content=request.read(PIECE + 1), now=timezone.now()
        )
    except OutOfStep:
        upload.refresh_from_db()
        return _at(upload.received, HttpResponse(status=409))
    return _at(received, HttpResponse(status=204))


@for_senders
@require_POST
def finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All of it is here: a recording, or what was found to be wrong."""
    upload = _upload(request, public_id)
    if not upload.is_whole:
        return _at(upload.received, HttpResponse(status=409))
    try:
        recording = finish_upload(upload=upload, by=account_of(request), now=timezone.now())
    except Refused as reason:
        return JsonResponse({"error": sentences.refusal(str(reason))}, status=422)
    return JsonResponse({"address": reverse("wagtailmedia:edit", args=[recording.pk])})


@for_senders
@require_POST
def forsake(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Her own wish: it is not sent on."""
    give_up(upload=_upload(request, public_id))
    return redirect("wagtailmedia:add", "video")


def _upload(request: HttpRequest, public_id: UUID) -> RecordingUpload:
    return get_object_or_404(uploads_of(account_of(request), timezone.now()), public_id=public_id)


def _told(upload: RecordingUpload) -> dict[str, Any]:
    return {
        "address": reverse("recordings:pieces", args=[upload.public_id]),
        "finish": reverse("recordings:finish", args=[upload.public_id]),
        "offset": upload.received,
        "size": upload.size,
        "piece": PIECE,
    }


def _at(offset: int, answer: HttpResponse) -> HttpResponse:
    answer["Upload-Offset"] = str(offset)
    answer["Cache-Control"] = "no-store"
    return answer
