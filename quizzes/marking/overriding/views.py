"""Marks given: attempts, one of them question by question, and a mark that is changed for a reason."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from organisations.oversight.actions import record_readings
from organisations.oversight.guards import for_roles
from quizzes.attempts.models import Attempt
from quizzes.marking.frame import FOLDER, PAGE, OfficeRequest, frame_of, queue_crumb
from quizzes.marking.overriding.actions import CannotOverride, NotMarkedYet, override_mark
from quizzes.marking.overriding.forms import AttemptsForm, OverrideForm
from quizzes.marking.overriding.queries import (
    AttemptRow,
    Wish,
    attempt_row,
    attempt_rows,
    attempts_wished,
    passed_since,
    sheets_of,
)
from quizzes.marking.queries import CHANGERS, Marker, attempts_changed_by, overseen_among

SCREEN = "marks"


@for_roles(*CHANGERS)
@require_safe
def attempts(request: OfficeRequest) -> HttpResponse:
    """Attempts that have a mark, what was marked last first."""
    marker = Marker.of(request.user)
    form = AttemptsForm(request.GET, marker=marker)
    wish = form.wish() if form.is_valid() else Wish()
    page = Paginator(attempts_wished(marker, wish), PAGE).get_page(request.GET.get("p"))
    rows = attempt_rows(marker, list(page))
    _note_readings(request, rows)
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "query": query.urlencode(),
        **frame_of(_("Marks given"), marker, queue_crumb()),
    }
    return render(request, f"{FOLDER}/attempts.html", context, status=200 if form.is_valid() else 422)


@for_roles(*CHANGERS)
@require_safe
def attempt(request: OfficeRequest, attempt_id: UUID) -> HttpResponse:
    """One attempt, question by question, with every change of its marks."""
    marker = Marker.of(request.user)
    row = _row(request, marker, attempt_id)
    context = {
        "row": row,
        "sheets": sheets_of(row.attempt),
        **frame_of(_title(row), marker, queue_crumb(), _list_crumb()),
    }
    return render(request, f"{FOLDER}/attempt.html", context)


@for_roles(*CHANGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: OfficeRequest, attempt_id: UUID, slot: int) -> HttpResponse:
    """Change the mark of one question by hand."""
    marker = Marker.of(request.user)
    row = _row(request, marker, attempt_id)
    asked = get_object_or_404(row.attempt.questions.select_related("version"), slot=slot)
    form = OverrideForm(request.POST or None, asked=asked, has_passed=passed_since(row.attempt) is not None)
    if form.is_valid():
        try:
            override_mark(asked=asked, by=request.user, now=timezone.now(), **form.cleaned_data)
        except CannotOverride as refusal:
            form.add_error("points", _sentence_for(refusal))
        else:
            messages.success(request, _("The mark was changed, and the learner has been told."))
            return redirect("marking:attempt", attempt_id)
    [sheet] = [sheet for sheet in sheets_of(row.attempt) if sheet.asked.slot == slot]
    here = (reverse("marking:attempt", args=[attempt_id]), _title(row))
    title = _("Change the mark of question %(slot)s") % {"slot": slot}
    context = {
        "row": row,
        "sheet": sheet,
        "form": form,
        **frame_of(title, marker, queue_crumb(), _list_crumb(), here),
    }
    return render(request, f"{FOLDER}/override.html", context, status=422 if form.is_bound else 200)


def _sentence_for(refusal: CannotOverride) -> str:
    if isinstance(refusal, NotMarkedYet):
        return _("An essay of this attempt still waits for its marker. Mark that one first.")
    return _("These are the points it has already. Give others, or leave it as it is.")


def _row(request: OfficeRequest, marker: Marker, attempt_id: UUID) -> AttemptRow:
    """The attempt, and a line in the log: answers are her own words, named or not."""
    found: Attempt = get_object_or_404(
        attempts_changed_by(marker).select_related("quiz", "learner"), pk=attempt_id
    )
    record_readings(reader=request.user, people=[found.learner_id], screen=SCREEN, now=timezone.now())
    return attempt_row(found, is_named=found.learner_id in overseen_among(marker, [found.learner_id]))


def _title(row: AttemptRow) -> str:
    return f"{row.called} · {row.attempt.quiz.title}"


def _list_crumb() -> tuple[str, str]:
    return reverse("marking:attempts"), _("Marks given")


def _note_readings(request: OfficeRequest, rows: list[AttemptRow]) -> None:
    named = {row.attempt.learner_id for row in rows if row.is_named}
    record_readings(reader=request.user, people=named, screen=SCREEN, now=timezone.now())
