"""Files of reports: whether they are ready, fetching them, throwing them away. Each owner sees her own."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from common.downloads import download
from tracking.reports.actions import CannotBeginAgain, begin_again, throw_away
from tracking.reports.delivering import make_later
from tracking.reports.models import ReportFile
from tracking.reports.queries import can_begin_again, files_of, may_fetch
from tracking.reports.writing.formats import FORMATS

SECONDS_BETWEEN_LOOKS = 3
PIECE = 64 * 1024


def _own(request: HttpRequest, public_id: UUID) -> ReportFile:
    owner = cast(User, request.user)
    return get_object_or_404(files_of(owner, now=timezone.now()).select_related("owner"), public_id=public_id)


@login_required
@require_GET
def files(request: HttpRequest) -> HttpResponse:
    own = files_of(cast(User, request.user), now=timezone.now())
    return render(request, "tracking/reports/files.html", {"files": own})


@login_required
@require_GET
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """How far it is; the page looks again by itself, also without a script."""
    wanted = _own(request, public_id)
    now = timezone.now()
    context = {
        "file": wanted,
        "form": FORMATS[wanted.form],
        "may_fetch": may_fetch(wanted, today=timezone.localdate(now)),
        "can_begin_again": can_begin_again(wanted, now=now),
    }
    answer = render(request, "tracking/reports/file.html", context)
    if wanted.is_under_way and not context["can_begin_again"]:
        answer["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


@login_required
@require_GET
def fetch(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    wanted = _own(request, public_id)
    if not may_fetch(wanted, today=timezone.localdate()):
        return redirect("tracking:file", public_id)
    return download(wanted.file.chunks(PIECE), wanted.name, FORMATS[wanted.form].content_type)


@login_required
@require_POST
def again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    wanted = _own(request, public_id)
    try:
        begin_again(file=wanted, now=timezone.now())
        make_later(wanted)
    except CannotBeginAgain:
        messages.info(request, _("The file is being made, or is ready. Look at its state below."))
    return redirect("tracking:file", public_id)


@login_required
@require_POST
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    throw_away(file=_own(request, public_id))
    messages.success(request, _("The file has been thrown away. The report can be made again at any time."))
    return redirect("tracking:files")
