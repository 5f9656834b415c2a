"""What a learner's player says: which parts she has watched, and where she is."""

from uuid import UUID

from django.core.cache import cache
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from media.videos.actions import record_watching
from media.videos.forms import BadBatch, reports_from
from media.videos.queries import may_watch, recording_by
from organisations.people.middleware import PersonRequest

MOST_A_MINUTE = 60
"""Times that one person's devices may report; a player does so four times."""


@require_POST
def watched(request: PersonRequest, public_id: UUID) -> JsonResponse:
    """A batch from a device; answers with receipts, what she has watched in all, and where she left it."""
    if not request.user.is_authenticated or not request.person:
        return JsonResponse({"error": _("Please sign in again; what you did is kept here.")}, status=401)
    recording = recording_by(public_id)
    if recording is None or not may_watch(request.person, recording):
        return JsonResponse({"error": _("There is nothing here.")}, status=404)
    if _is_too_often(request.person.pk):
        return JsonResponse({"error": _("Too often; it is sent again by itself.")}, status=429)
    try:
        reports = reports_from(request.body)
    except BadBatch as reason:
        return JsonResponse({"error": str(reason)}, status=400)
    standing = None
    for report in reports:
        standing = record_watching(
            learner=request.person, recording=recording, watched=report, now=timezone.now()
        )
    return JsonResponse(
        {
            "receipts": {str(report.id): "saved" for report in reports},
            "percent": int(standing.share * 100 + 1e-6) if standing else 0,
            "place": standing.place if standing else 0,
        }
    )


def _is_too_often(person_id: int) -> bool:
    key = f"watched:{person_id}:{int(timezone.now().timestamp()) // 60}"
    cache.add(key, 0, 120)
    try:
        return cache.incr(key) > MOST_A_MINUTE
    except ValueError:  # it ran out in between
        return False
