"""The pages a learner meets in a quiz, and what her device sends.

Every page works by forms alone. A form that comes without a session, or from a page that has grown old, is
held and shown again for one more tap; nothing is sent on its own.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.returning import way_back
from media.received import LARGEST, TooLarge, WrongFile, kind_of, tidy_name
from organisations.people.middleware import PersonRequest
from organisations.people.models import Person
from quizzes.attempts.actions import (
    CannotBegin,
    NothingToAsk,
    NotOpen,
    Save,
    TooManyFiles,
    attach_file,
    begin_attempt,
    check_answer,
    close_attempt,
    keep_answers,
    mark_reviewed,
    remove_file,
    submit_attempt,
)
from quizzes.attempts.forms import BadBatch, batch_from, device_of_forms, saves_from
from quizzes.attempts.models import Attempt
from quizzes.attempts.queries import (
    door_of,
    first_unanswered,
    own_attempts,
    own_file,
    questions_of,
    quizzes_known_to,
    rules_binding,
    seen_at_last,
)
from quizzes.attempts.rules import GRACE, Receipt, seconds_left
from quizzes.attempts.screens import (
    AttemptScreen,
    QuizScreen,
    asked_again,
    attempt_screen,
    earlier_attempts,
    fields_of,
    result_screen,
)
from quizzes.bank.queries import contents_of
from quizzes.grading.responses import BadResponse
from quizzes.papers.queries import open_quizzes

LONGEST_WAY_BACK = 300


# --- Before an attempt -----------------------------------------------------------------------------


@login_required
@require_safe
def quiz(request: PersonRequest, quiz: str) -> HttpResponse:
    """What the quiz is, what she has done in it, and the one thing to do now."""
    now = timezone.now()
    found = get_object_or_404(quizzes_known_to(request.person), slug=quiz)
    attempts = [
        _closed_if_over(one, now)
        for one in own_attempts(request.person).filter(quiz=found).order_by("-number")
    ]
    door = door_of(found, request.person, now, used=len(attempts)) if request.person else None
    standing = next((one for one in attempts if one.state == Attempt.State.OPEN), None)
    screen = QuizScreen(
        quiz=found,
        door=door,
        open_attempt=standing,
        go_on_at=first_unanswered(standing) if standing else 1,
        earlier=earlier_attempts(attempts, door, now) if door else [],
        came_from=_local_path(request, request.GET.get("tu")),
    )
    return render(request, "quizzes/attempts/quiz.html", {"place": "courses", "screen": screen})


@sign_in_and_hold
def begin(request: PersonRequest, quiz: str) -> HttpResponse:
    """Begin an attempt, or go on with the open one; why not is said on the quiz's page."""
    found = get_object_or_404(open_quizzes(), slug=quiz)
    if request.method != "POST" or not request.person:
        return redirect("quizzes:quiz", found.slug)
    came_from = _local_path(request, request.POST.get("came_from"))
    try:
        attempt = begin_attempt(quiz=found, learner=request.person, now=timezone.now(), came_from=came_from)
    except CannotBegin:
        return redirect("quizzes:quiz", found.slug)
    except NothingToAsk:
        messages.error(
            request, _("This quiz has too few questions just now. Please tell whoever sent you here.")
        )
        return redirect("quizzes:quiz", found.slug)
    let_go(request)
    return redirect("quizzes:question", attempt.pk, first_unanswered(attempt))


def _local_path(request: PersonRequest, address: str | None) -> str:
    """A way back within the site; nothing for any other, and for one that is too long to be ours."""
    found = way_back(request, address, otherwise="")
    is_path = found.startswith("/") and not found.startswith("//") and len(found) <= LONGEST_WAY_BACK
    return found if is_path else ""


# --- Within an attempt -----------------------------------------------------------------------------


def own_attempt(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` an attempt of hers, ended first if its time is over; 404 for everybody else's."""

    @wraps(view)
    def found(request: PersonRequest, attempt: UUID, **rest: Any) -> HttpResponse:
        own = get_object_or_404(own_attempts(request.person), pk=attempt)
        return view(request, _closed_if_over(own, timezone.now()), **rest)

    return found


def _closed_if_over(attempt: Attempt, now: datetime) -> Attempt:
    is_open = attempt.state == Attempt.State.OPEN
    if is_open and attempt.deadline_at and attempt.deadline_at + GRACE <= now:
        return close_attempt(attempt=attempt, now=now)
    return attempt


@never_cache
@sign_in_and_hold
@own_attempt
def question(request: PersonRequest, attempt: Attempt, slot: int) -> HttpResponse:
    """A page of questions; with script all pages of the attempt, between which it turns by itself."""
    if attempt.state != Attempt.State.OPEN:
        let_go(request)
        return redirect("quizzes:result", attempt.pk)
    screen = attempt_screen(attempt, timezone.now(), held_form(request) if request.method == "GET" else None)
    sheet = screen.sheet_of(slot)
    if sheet is None:
        raise Http404
    if request.method == "POST":
        return _take_form(request, screen, slot)
    context = {"place": "courses", "screen": screen, "current": sheet}
    return render(request, "quizzes/attempts/attempt.html", context)


@never_cache
@login_required
@require_safe
@own_attempt
def overview(request: PersonRequest, attempt: Attempt) -> HttpResponse:
    """All questions with what is answered and what is left, and the button that hands in."""
    if attempt.state != Attempt.State.OPEN:
        return redirect("quizzes:result", attempt.pk)
    context = {"place": "courses", "screen": attempt_screen(attempt, timezone.now()), "current": None}
    return render(request, "quizzes/attempts/attempt.html", context)


def _take_form(request: PersonRequest, screen: AttemptScreen, slot: int) -> HttpResponse:
    """Save what a form without script sends, do what its button says, and lead on."""
    attempt, now = screen.attempt, screen.now
    deed, _sep, about = request.POST.get("go", "").partition("-")
    is_slot = about.isdecimal() and len(about) < 6
    contents = contents_of(one.row.version_id for one in screen.asked)
    try:
        saves = saves_from(request.POST, fields_of(screen, contents), now)
    except BadResponse:
        messages.error(request, _("What was sent cannot be read. Please look at the question once more."))
        return _to(attempt, slot)
    if deed == "flag" and is_slot:
        saves.append(_flag(screen, int(about), now))
    device = device_of_forms(attempt.pk)
    if saves:
        keep_answers(attempt_id=attempt.pk, learner=attempt.learner, device=device, saves=saves, now=now)
    let_go(request)
    sheet = screen.sheet_of(slot)
    if deed == "check" and is_slot:
        _check_by_form(request, attempt, int(about), now)
        return _to(attempt, slot, part=f"cau-{int(about)}")
    if deed == "file" and is_slot:
        _attach(request, attempt, int(about), now)
    if deed == "drop":
        _drop(request, attempt, about, now)
    if deed == "map" or (deed == "next" and sheet and sheet.after is None):
        return redirect("quizzes:overview", attempt.pk)
    if deed == "next" and sheet and sheet.after:
        return _to(attempt, sheet.after)
    if deed == "previous" and sheet and sheet.before:
        return _to(attempt, sheet.before)
    return _to(attempt, slot)


def _to(attempt: Attempt, slot: int, *, part: str = "") -> HttpResponse:
    response = redirect("quizzes:question", attempt.pk, slot)
    if part:
        response["Location"] += f"#{part}"
    return response


def _flag(screen: AttemptScreen, slot: int, now: datetime) -> Save:
    flagged = any(one.slot == slot and one.row.is_flagged for one in screen.asked)
    return Save(sequence=0, slot=slot, raw=None, answered_at=now, flagged=not flagged, is_answer=False)


def _check_by_form(request: PersonRequest, attempt: Attempt, slot: int, now: datetime) -> None:
    """The answer was saved a moment ago; now it is marked."""
    row = next((row for row in questions_of(attempt) if row.slot == slot), None)
    if row is None or row.response is None:
        messages.warning(request, _("Please answer the question first; then it can be checked."))
        return
    standing = Save(row.sequence, slot, row.response, row.answered_at or now, row.seconds)
    device = device_of_forms(attempt.pk)
    check_answer(attempt_id=attempt.pk, learner=attempt.learner, device=device, save=standing, now=now)


# --- What a device sends ---------------------------------------------------------------------------


@never_cache
def answers(request: PersonRequest, attempt: UUID) -> HttpResponse:
    """A batch of answers from a device, a receipt for each by its number; asked plainly, what stands now."""
    if not request.user.is_authenticated or not request.person:
        return JsonResponse({"error": _("Please sign in again; your answers are kept here.")}, status=401)
    now = timezone.now()
    if request.method != "POST":
        own = get_object_or_404(own_attempts(request.person), pk=attempt)
        return JsonResponse({**_clock(_closed_if_over(own, now), now), "answers": _standing_answers(own)})
    try:
        batch = batch_from(request.body)
    except BadBatch as reason:
        return JsonResponse({"error": str(reason)}, status=400)
    kept = keep_answers(
        attempt_id=attempt, learner=request.person, device=batch.device, saves=batch.saves, now=now
    )
    if kept is None:
        raise Http404
    standing = _closed_if_over(kept.attempt, now)
    if batch.hands_in:
        standing = submit_attempt(attempt=standing, now=now)
    receipts = {str(save.sequence): receipt for save, receipt in zip(batch.saves, kept.receipts, strict=True)}
    return JsonResponse({**_clock(standing, now), "receipts": receipts})


@never_cache
@require_POST
def check(request: PersonRequest, attempt: UUID) -> HttpResponse:
    """One answer, to be marked at once where the quiz says so; comes back as the question now stands."""
    if not request.user.is_authenticated or not request.person:
        return JsonResponse({"error": _("Please sign in again; your answers are kept here.")}, status=401)
    now = timezone.now()
    own = _closed_if_over(get_object_or_404(own_attempts(request.person), pk=attempt), now)
    try:
        batch = batch_from(request.body)
        if not batch.saves:
            raise BadBatch(_("Please answer the question first; then it can be checked."))
        receipt, row = _checked(request.person, own, batch.device, batch.saves[0], now)
    except BadBatch as reason:
        return JsonResponse({"error": str(reason)}, status=400)
    except NotOpen:
        return JsonResponse({**_clock(own, now), "receipt": Receipt.TOO_LATE})
    if row is None:
        raise Http404
    context = {"one": asked_again(own, row), "alone": rules_binding(own).per_page}
    html = render_to_string("quizzes/attempts/_asked.html", context, request)
    return JsonResponse({**_clock(own, now), "receipt": receipt, "html": html})


def _checked(learner: Person, attempt: Attempt, device: UUID, save: Save, now: datetime) -> Any:
    return check_answer(attempt_id=attempt.pk, learner=learner, device=device, save=save, now=now)


def _clock(attempt: Attempt, now: datetime) -> dict[str, Any]:
    """What a device sets its clock by, and whether the attempt is still open."""
    return {
        "now": int(now.timestamp() * 1000),
        "left": seconds_left(attempt.deadline_at, now),
        "open": attempt.state == Attempt.State.OPEN,
    }


def _standing_answers(attempt: Attempt) -> dict[int, Any]:
    return {
        row.slot: {
            "raw": row.response,
            "at": int(row.answered_at.timestamp() * 1000) if row.answered_at else 0,
            "flagged": row.is_flagged,
            "settled": row.settled_at is not None,
        }
        for row in questions_of(attempt)
    }


# --- Files of an essay -----------------------------------------------------------------------------


def _attach(request: PersonRequest, attempt: Attempt, slot: int, now: datetime) -> None:
    sent = request.FILES.get(f"q{slot}-file")
    if not isinstance(sent, UploadedFile) or sent.file is None:
        messages.error(request, _("No file was chosen. Choose one, then tap “Attach” again."))
        return
    size = sent.size or 0
    try:
        kind = kind_of(sent.file, size)
        name = tidy_name(sent.name or "", kind)
        attach_file(
            attempt_id=attempt.pk, learner=attempt.learner, slot=slot, content=sent, name=name, now=now
        )
    except WrongFile:
        messages.error(
            request,
            _(
                "This file cannot be taken. Send a PDF, a Word document (.docx), an .odt,"
                " or a photo (.jpg, .png)."
            ),
        )
    except TooLarge:
        text = _("The file is larger than %d MB. Make it smaller, for example with fewer photos.")
        messages.error(request, text % (LARGEST // 1024 // 1024))
    except TooManyFiles:
        messages.error(request, _("No more files fit here. Remove one first."))
    except NotOpen:
        messages.error(request, _("The attempt has been handed in; the file was not taken."))


def _drop(request: PersonRequest, attempt: Attempt, file_id: str, now: datetime) -> None:
    try:
        remove_file(attempt_id=attempt.pk, learner=attempt.learner, file_id=UUID(file_id), now=now)
    except (ValueError, NotOpen):
        messages.error(request, _("The file could not be removed."))


@login_required
@require_safe
def file(request: PersonRequest, attempt: UUID, file: UUID) -> FileResponse:
    """A file she handed in herself, always as a download."""
    found = own_file(request.person, attempt, file)
    if found is None:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)


# --- The end ---------------------------------------------------------------------------------------


@never_cache
@sign_in_and_hold
@own_attempt
def submit(request: PersonRequest, attempt: Attempt) -> HttpResponse:
    """Hand in; a second tap changes nothing. Reached without a form, the map asks for the tap."""
    if request.method != "POST" and attempt.state == Attempt.State.OPEN:
        let_go(request)
        return redirect("quizzes:overview", attempt.pk)
    if request.method == "POST":
        submit_attempt(attempt=attempt, now=timezone.now())
    return redirect("quizzes:result", attempt.pk)


@never_cache
@sign_in_and_hold
@own_attempt
def result(request: PersonRequest, attempt: Attempt) -> HttpResponse:
    """The mark and the review; a POST is her word that no other device of hers holds answers any more."""
    if attempt.state == Attempt.State.OPEN:
        return redirect("quizzes:overview", attempt.pk)
    now = timezone.now()
    if request.method == "POST":
        mark_reviewed(attempt=attempt, now=now)
        return redirect("quizzes:result", attempt.pk)
    if "prefetch" in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=503)  # a browser that fetches ahead has not looked at anything yet
    is_by_itself = attempt.ended_by == Attempt.Ended.BY_DEADLINE
    if not is_by_itself and seen_at_last(attempt, rules_binding(attempt), now).anything:
        mark_reviewed(attempt=attempt, now=now)
    screen = result_screen(attempt, now)
    if screen.seen.anything:
        mark_reviewed(attempt=attempt, now=now)
    context = {"place": "courses", "screen": screen, "attempt": attempt}
    return render(request, "quizzes/attempts/result.html", context)
