"""Sign-in sheets and badges: printed, photographed, typed in."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from practices.checkin.actions import type_sheet
from practices.checkin.codes import ensure_codes
from practices.checkin.forms import PhotoForm, SheetForm
from practices.checkin.models import SignInSheet
from practices.checkin.photographs import private_storage
from practices.checkin.printing import badges_pdf, sheet_pdf
from practices.checkin.queries import Line, roll_of, sheet_of, sheets_of, window_of
from practices.checkin.sheets import attach_photo, print_sheet
from practices.checkin.views import FOLDER, PLACE, note_readings
from practices.sessions.guards import HostRequest, of_a_hosted_session
from practices.sessions.models import DemonstrationSession


@never_cache
@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """The sheets that were printed, and a button that prints one more."""
    if request.method == "POST":
        sheet = print_sheet(session=session, by=request.user, now=timezone.now())
        return redirect("practices:sheet", session.public_id, sheet.public_id)
    context = {**PLACE, "session": session, "sheets": sheets_of(session)}
    return render(request, f"{FOLDER}/sheets.html", context)


@never_cache
@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HostRequest, session: DemonstrationSession, sheet: UUID) -> HttpResponse:
    """One sheet: its file to print, its photograph, and the names of those who signed."""
    found = _sheet(session, sheet)
    now = timezone.now()
    absent = [line for line in roll_of(session) if not line.is_there]
    note_readings(request, [line.person_id for line in absent])
    sends_photo = request.method == "POST" and "attach" in request.POST
    sends_names = request.method == "POST" and not sends_photo
    photo = (
        PhotoForm(request.POST, request.FILES, prefix="photo") if sends_photo else PhotoForm(prefix="photo")
    )
    names = SheetForm(
        request.POST if sends_names else None,
        lines=absent,
        window=window_of(session),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        now=now,
    )
    if sends_photo and photo.is_valid():
        attach_photo(sheet=found, picture=photo.cleaned_data["photo"], by=request.user, now=now)
        messages.success(request, _("The photograph is kept with the sheet; hosts alone see it."))
        return redirect("practices:sheet", session.public_id, found.public_id)
    if sends_names and names.is_valid():
        return _type(request, session, found, names)
    context = {
        **PLACE,
        "session": session,
        "sheet": found,
        "photo": photo,
        "names": names,
        "absent": absent,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, f"{FOLDER}/sheet.html", context, status=status)


def _type(
    request: HostRequest, session: DemonstrationSession, sheet: SignInSheet, form: SheetForm
) -> HttpResponse:
    chosen: list[Line] = form.chosen
    type_sheet(
        session=session,
        sheet=sheet,
        participants=[line.participant for line in chosen],
        at=form.cleaned_data["at"],
        by=request.user,
        now=timezone.now(),
    )
    said = ngettext("%(count)d person typed in.", "%(count)d people typed in.", len(chosen))
    messages.success(request, said % {"count": len(chosen)})
    return redirect("practices:sheet", session.public_id, sheet.public_id)


@never_cache
@of_a_hosted_session
@require_safe
def sheet_file(request: HostRequest, session: DemonstrationSession, sheet: UUID) -> HttpResponse:
    """The sheet as PDF, with whoever is on the list now."""
    found = _sheet(session, sheet)
    lines = roll_of(session)
    note_readings(request, [line.person_id for line in lines])
    with translation.override(settings.LANGUAGE_CODE):
        pdf = sheet_pdf(found, session, lines)
    return _pdf(pdf, f"phieu-diem-danh-{found.code.lower()}.pdf")


@never_cache
@of_a_hosted_session
@require_safe
def sheet_photo(request: HostRequest, session: DemonstrationSession, sheet: UUID) -> FileResponse:
    """The photograph, for hosts alone."""
    found = _sheet(session, sheet)
    if not found.photo or not private_storage().exists(found.photo):
        raise Http404
    return FileResponse(private_storage().open(found.photo), content_type=found.photo_type)


@never_cache
@of_a_hosted_session
@require_safe
def badges(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """Everybody's code on a badge, eight a page."""
    now = timezone.now()
    lines = roll_of(session)
    codes = ensure_codes(people=[line.person_id for line in lines], now=now)
    note_readings(request, [line.person_id for line in lines])
    with translation.override(settings.LANGUAGE_CODE):
        pdf = badges_pdf(session, lines, codes)
    return _pdf(pdf, f"the-diem-danh-{timezone.localdate(session.starts_at):%Y-%m-%d}.pdf")


def _sheet(session: DemonstrationSession, public_id: UUID) -> SignInSheet:
    found = sheet_of(session, public_id)
    if found is None:
        raise Http404
    return found


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
