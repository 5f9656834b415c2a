"""What the page that plays a package asks for, and what it brings back from the frame."""

from functools import wraps
from http import HTTPStatus
from json import loads
from typing import Any, Protocol
from uuid import UUID

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.digests import digest_of
from media.delivery.links import link_to_folder
from media.delivery.views import handed_out
from media.packages.actions import StateTooLarge
from media.packages.files import HEADERS, KIND
from media.packages.players import NotUnderstood, Player, Playing, player_of, players
from media.packages.queries import may_play, playable_packages
from organisations.people.middleware import PersonRequest

MOST_SENT = 640 * 1024
"""Bytes of one message from a page: a state of 256 KiB, written in JSON, and what is around it."""
MOST_REPORTS = 60
"""Reports of one learner about one package in a minute."""
FOR_EVER = "private, max-age=31536000, immutable"
AUTHORS = ("media.view_package", "media.change_package")


class _View(Protocol):
    def __call__(self, request: PersonRequest, player: Player, playing: Playing) -> HttpResponse: ...


class _Address(Protocol):
    def __call__(self, request: PersonRequest, public_id: UUID) -> HttpResponse: ...


def _for_who_may_play(view: _View) -> _Address:
    """Unknown, not to be played, and not hers all answer 404."""

    @wraps(view)
    def address(request: PersonRequest, public_id: UUID) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"error": _("Please sign in again; what you did is kept here.")}, status=401)
        playing = playing_of(request, public_id)
        player = player_of(playing.package.kind) if playing else None
        if playing is None or player is None:
            raise Http404
        return view(request, player, playing)

    return address


def playing_of(request: PersonRequest, public_id: UUID) -> Playing | None:
    """The package as whoever asks may play it: as a learner, whose work is kept, or as an author."""
    package = playable_packages().filter(public_id=public_id).first()
    if package is None or package.current is None:
        return None
    learner = request.person if request.person and may_play(request.person, package) else None
    if learner is None and not any(request.user.has_perm(permission) for permission in AUTHORS):
        return None
    return Playing(package, package.current, learner, timezone.now())


@require_safe
@_for_who_may_play
def boot(request: PersonRequest, player: Player, playing: Playing) -> HttpResponse:
    """Everything a page needs to start the package; not sent again as long as nothing of it has changed."""
    media = link_to_folder(KIND, playing.revision.storage_key, now=playing.now)
    etag = f'W/"{_mark(player, playing, media)}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        answer = JsonResponse({**_about(playing, media), **player.boot(playing)})
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ("Cookie",))
    return answer


def _mark(player: Player, playing: Playing, media: str) -> str:
    learner = playing.learner.pk if playing.learner else None
    told = [playing.package.title, playing.revision.pk, media, learner, get_language()]
    return digest_of([*told, player.mark_of(playing)])[:32]


def _about(playing: Playing, media: str) -> dict[str, Any]:
    public_id = playing.package.public_id
    return {
        "kind": playing.package.kind,
        "title": playing.package.title,
        "revision": playing.revision.number,
        "weight": playing.revision.weight,
        "keeps": playing.learner is not None,
        "media": media,
        "state": reverse("packages:state", args=[public_id]),
        "report": reverse("packages:report", args=[public_id]),
    }


@require_POST
@_for_who_may_play
def state(request: PersonRequest, player: Player, playing: Playing) -> HttpResponse:
    """What the package wants to find again; an author's is not kept."""
    try:
        if playing.learner is not None:
            player.save(playing, _sent(request))
    except NotUnderstood as reason:
        return JsonResponse({"success": False, "error": str(reason)}, status=400)
    except StateTooLarge:
        return JsonResponse({"success": False, "error": _("This is too much to keep.")}, status=413)
    return JsonResponse({"success": True})


@require_POST
@_for_who_may_play
def report(request: PersonRequest, player: Player, playing: Playing) -> HttpResponse:
    """What the package says of its learner; an author's is not kept."""
    if playing.learner is None:
        return JsonResponse({"receipt": "refused"})
    if _is_too_often(playing):
        return JsonResponse({"error": _("Too much at once. It is sent again in a while.")}, status=429)
    try:
        return JsonResponse({"receipt": player.report(playing, _sent(request))})
    except NotUnderstood as reason:
        return JsonResponse({"receipt": "refused", "error": str(reason)}, status=400)
    except StateTooLarge:
        return JsonResponse({"receipt": "refused", "error": _("This is too much to keep.")}, status=413)


def _is_too_often(playing: Playing) -> bool:
    assert playing.learner is not None  # noqa: S101  (asked before)
    key = f"goi:{playing.package.pk}:{playing.learner.pk}:{int(playing.now.timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > MOST_REPORTS
    except ValueError:  # dropped between the two
        return False


def _sent(request: HttpRequest) -> dict[str, Any]:
    """The JSON object that was posted. Raises NotUnderstood and StateTooLarge."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
        raise StateTooLarge
    try:
        sent = loads(request.body)
    except (ValueError, RecursionError):
        sent = None
    if not isinstance(sent, dict):
        raise NotUnderstood(_("This is not in the form that is expected."))
    return sent


@require_safe
def bundle(request: PersonRequest, name: str) -> HttpResponseBase:
    """Code and styles that packages share: the name tells the bytes, so they are asked for once."""
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    accepted = request.headers.get("Accept-Encoding", "").replace(" ", "")
    encodings = frozenset(one.partition(";")[0] for one in accepted.split(",") if not one.endswith(";q=0"))
    found = next((code for one in players() if (code := one.code(name, encodings))), None)
    if found is None:
        raise Http404
    answer = handed_out(request, found)
    answer["Content-Security-Policy"] = HEADERS["Content-Security-Policy"]
    answer["Cache-Control"] = FOR_EVER
    patch_vary_headers(answer, ("Accept-Encoding",))
    return answer
