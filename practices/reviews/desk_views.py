"""What whoever holds a session meets after it: the discussion, and what everybody wrote."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from organisations.oversight.actions import record_readings
from practices.reviews.actions import keep_discussion, publish_discussion
from practices.reviews.files import sheets_as_csv, sheets_as_xlsx
from practices.reviews.forms import DiscussionForm
from practices.reviews.guards import of_reviews
from practices.reviews.models import Discussion
from practices.reviews.presenting import Sheet, is_late, sheet_of
from practices.reviews.queries import Reviews, discussion_of, has_begun
from practices.reviews.rules import results_of
from practices.reviews.screens import results_on_screen
from practices.sessions.guards import HostRequest
from practices.sessions.models import DemonstrationSession
from practices.sessions.queries import session_to_host

FOLDER = "practices/reviews"
PLACE = "practices"
SCREEN = "session_reviews"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# --- The discussion --------------------------------------------------------------------------------


@sign_in_and_hold
def discussion(request: HostRequest, session: UUID) -> HttpResponse:
    """Notes by question and the summary: kept, filled from the notes, published, corrected later."""
    found = session_to_host(request.user, session)
    if found is None:
        raise Http404
    standing = discussion_of(found)
    if not has_begun(found, timezone.now()):
        return _show(request, found, standing, None)
    if request.method == "POST":
        return _take(request, found)
    held = held_form(request)
    form = DiscussionForm(initial=held.dict() if held else _typed(standing))
    return _show(request, found, standing, form)


def _take(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    form, now = DiscussionForm(request.POST), timezone.now()
    standing = discussion_of(session)
    is_public = "publish" in request.POST or bool(standing and standing.published_at)
    if not (form.ask_for_summary() if is_public and "fill" not in request.POST else form.is_valid()):
        return _show(request, session, standing, form, status=422)
    if "fill" in request.POST:
        filled = {**request.POST.dict(), "summary": form.summary_of_notes()}
        return _show(request, session, standing, DiscussionForm(initial=filled), is_filled=True)
    kept = keep_discussion(
        session=session, notes=form.notes(), summary=form.cleaned_data["summary"], by=request.user, now=now
    )
    let_go(request)
    if "publish" in request.POST:
        told = publish_discussion(discussion=kept, now=now)
        messages.success(request, _("Published. Told: %(count)s.") % {"count": told})
    else:
        messages.success(
            request, _("The correction is published.") if is_public else _("Your notes are kept.")
        )
    return redirect("practices:discussion", session.public_id)


def _typed(standing: Discussion | None) -> dict[str, str]:
    if standing is None:
        return {}
    notes = {f"note_{code}": text for code, text in standing.notes.items()}
    return {**notes, "summary": standing.summary}


def _show(
    request: HostRequest,
    session: DemonstrationSession,
    standing: Discussion | None,
    form: DiscussionForm | None,
    *,
    is_filled: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "place": PLACE,
        "session": session,
        "discussion": standing,
        "form": form,
        "is_filled": is_filled,
    }
    return render(request, f"{FOLDER}/discussion.html", context, status=status)


# --- What everybody wrote --------------------------------------------------------------------------


@of_reviews
@require_safe
def session_reviews(request: HostRequest, reviews: Reviews) -> HttpResponse:
    """Results by criterion, and by name what was seen, said and promised."""
    sheets = _sheets(request, reviews)
    today = timezone.localdate()
    results = results_of((sheet.observation.rubric, sheet.observation.points) for sheet in sheets)
    context = {
        "place": PLACE,
        "session": reviews.session,
        "holds_it": reviews.holds_it,
        "there": reviews.participants.filter(attended_at__isnull=False).count(),
        "sheets": sheets,
        "late": {one.pk for sheet in sheets for one in sheet.commitments if is_late(one, today)},
        "results": results_on_screen(results, names_spread=True),
    }
    return render(request, f"{FOLDER}/session_reviews.html", context)


@of_reviews
@require_safe
@never_cache
def reviews_csv(request: HostRequest, reviews: Reviews) -> StreamingHttpResponse:
    lines = sheets_as_csv(_sheets_of_file(request, reviews))
    return StreamingHttpResponse(
        lines, content_type="text/csv; charset=utf-8", headers=_attached(reviews, "csv")
    )


@of_reviews
@require_safe
@never_cache
def reviews_xlsx(request: HostRequest, reviews: Reviews) -> HttpResponse:
    book = sheets_as_xlsx(_sheets_of_file(request, reviews))
    return HttpResponse(book, content_type=XLSX, headers=_attached(reviews, "xlsx"))


def _sheets_of_file(request: HostRequest, reviews: Reviews) -> list[Sheet]:
    if not reviews.holds_it:
        raise Http404
    return _sheets(request, reviews)


def _sheets(request: HostRequest, reviews: Reviews) -> list[Sheet]:
    """Whoever is shown by name is written down as read."""
    sheets = [sheet_of(observation) for observation in reviews.observations]
    people = [sheet.observation.participant.person_id for sheet in sheets]
    record_readings(reader=request.user, people=people, screen=SCREEN, now=timezone.now())
    return sheets


def _attached(reviews: Reviews, ending: str) -> dict[str, str]:
    day = timezone.localtime(reviews.session.starts_at)
    name = f"phieu-quan-sat-{day:%Y-%m-%d}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}
