"""The host's check-in page, by forms alone or with script, and what a phone asks and sends behind it."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.digests import digest_of
from common.vietnamese import fold
from organisations.oversight.actions import record_readings
from practices.checkin.actions import Outcome, Sent, identify, record_checkins
from practices.checkin.codes import code_in, ensure_codes
from practices.checkin.forms import BadBatch, batch_from
from practices.checkin.models import CheckIn
from practices.checkin.queries import (
    Line,
    lines_of,
    on_the_roll,
    roll_of,
    those_present,
    to_look_at,
    waiting_checkin,
    window_of,
)
from practices.checkin.rules import Receipt
from practices.checkin.words import clock_of, refusal_in_words, words_for_phones
from practices.sessions.guards import HostRequest, of_a_hosted_session
from practices.sessions.models import DemonstrationSession
from practices.sessions.queries import session_to_host

FOLDER = "practices/checkin"
SCREEN = "checkin"
PLACE = {"place": "practices"}
How = CheckIn.How


def note_readings(request: HostRequest, people: Iterable[int]) -> None:
    record_readings(reader=request.user, people=people, screen=SCREEN, now=timezone.now())


# --- The page ----------------------------------------------------------------------------------------


@never_cache
@ensure_csrf_cookie
@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def checkin(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """The roll with a button for each; a code to type; what waits for the host."""
    if request.method == "POST":
        return _take_form(request, session)
    now = timezone.now()
    ensure_codes(people=on_the_roll(session).values_list("person_id", flat=True), now=now)
    lines = roll_of(session)
    waiting = to_look_at(session)
    window = window_of(session)
    asked, only_absent = request.GET.get("q", ""), "vang" in request.GET
    shown = [line for line in lines if _is_asked_for(line, asked, only_absent)]
    note_readings(
        request,
        {line.person_id for line in shown} | {row.person_id for row in waiting if row.person_id},
    )
    context = {
        **PLACE,
        "session": session,
        "window": window,
        "is_open": window.is_open(now),
        "lines": shown,
        "total": len(lines),
        "waiting": waiting,
        "asked": asked,
        "only_absent": only_absent,
        "phone": _for_the_phone(request, session, now),
        "words": words_for_phones(),
    }
    return render(request, f"{FOLDER}/checkin.html", context)


def _is_asked_for(line: Line, asked: str, only_absent: bool) -> bool:
    key = fold(f"{line.person.full_name} {line.participant.organisation_name}")
    return all(word in key for word in fold(asked).split()) and not (only_absent and line.is_there)


def _for_the_phone(request: HostRequest, session: DemonstrationSession, now: Any) -> dict[str, Any]:
    """What the page's script has to know."""
    window = window_of(session)
    return {
        "owner": request.user.pk,
        "session": str(session.public_id),
        "now": _milliseconds(now),
        "opens": _milliseconds(window.opens_at) if window.opens_at else None,
        "closed": window.is_over,
        "how": {value: str(label) for value, label in How.choices},
    }


def _milliseconds(moment: Any) -> int:
    return int(moment.timestamp() * 1000)


def _take_form(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """One button of the page without script."""
    if (waiting := _waiting_at(session, request.POST.get("confirm"))) and waiting.person:
        identify(session=session, checkin=waiting, person=waiting.person, now=timezone.now())
        messages.success(request, _("%(name)s is on the list now.") % {"name": waiting.person.full_name})
    elif (typed := request.POST.get("code")) is not None:
        _take_code(request, session, typed)
    else:
        for button, how in (("tick", How.TICKED), ("undo", How.TAKEN_BACK)):
            if line := _line_at(session, request.POST.get(button)):
                _take_tick(request, session, line, how)
    response = redirect("practices:checkin", session.public_id)
    if asked := request.GET.urlencode():
        response["Location"] += f"?{asked}"
    return response


def _take_code(request: HostRequest, session: DemonstrationSession, typed: str) -> None:
    code = code_in(typed)
    if not code:
        messages.error(
            request,
            _("“%(typed)s” is no attendance code. A code has eight letters and digits, such as K7MP-3XQ9.")
            % {"typed": typed[:40]},
        )
        return
    now = timezone.now()
    before = those_present(session)
    outcome = _record(request, session, Sent(id=uuid4(), how=How.SCANNED, at=now, code=code))
    if outcome.receipt != Receipt.SAVED or outcome.participant is None:
        messages.warning(request, refusal_in_words(outcome.receipt, window_of(session)))
        return
    [line] = lines_of(session, [outcome.participant])
    note_readings(request, [line.person_id])
    _say_present(request, line, before.get(str(outcome.participant)))


def _take_tick(request: HostRequest, session: DemonstrationSession, line: Line, how: str) -> None:
    if how == How.TICKED and line.is_there:
        _say_present(request, line, (line.participant.attended_at, ""))
        return
    sent = Sent(id=uuid4(), how=how, at=timezone.now(), participant=line.participant.public_id)
    outcome = _record(request, session, sent)
    if refusal := refusal_in_words(outcome.receipt, window_of(session)):
        messages.error(request, refusal)
    elif how == How.TICKED:
        _say_present(request, line, None)
    else:
        messages.success(request, _("Taken back: %(name)s.") % {"name": line.person.full_name})


def _say_present(request: HostRequest, line: Line, before: tuple[Any, str] | None) -> None:
    name = line.person.full_name
    if before and before[0]:
        said = _("%(name)s was checked in already, at %(time)s.")
        messages.info(request, said % {"name": name, "time": clock_of(before[0])})
    else:
        messages.success(request, _("Present: %(name)s.") % {"name": name})


def _record(request: HostRequest, session: DemonstrationSession, one: Sent) -> Outcome:
    done = record_checkins(session=session, sent=[one], by=request.user, now=timezone.now())
    return done[one.id]


def _line_at(session: DemonstrationSession, public_id: str | None) -> Line | None:
    found = _uuid(public_id)
    return next(iter(lines_of(session, [found])), None) if found else None


def _waiting_at(session: DemonstrationSession, pk: str | None) -> CheckIn | None:
    found = _uuid(pk)
    return waiting_checkin(session, found) if found else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


# --- What a phone asks and sends ---------------------------------------------------------------------

PhoneView = Callable[[HostRequest, DemonstrationSession], HttpResponse]


def for_phones(view: PhoneView) -> Callable[..., HttpResponse]:
    """Like `of_a_hosted_session`, for scripts: without a session 401, so that a phone keeps what it holds."""

    @wraps(view)
    def guarded(request: HttpRequest, session: UUID) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse(
                {"error": _("Please sign in again; what you noted is kept here.")}, status=401
            )
        found = session_to_host(request.user, session)
        if found is None:
            raise Http404
        return view(cast(HostRequest, request), found)

    return guarded


@never_cache
@for_phones
@require_safe
def checkin_list(request: HostRequest, session: DemonstrationSession) -> JsonResponse:
    """Who is there now, by ids alone, unless it is as the phone knows it; `new` asks for names of some."""
    there = {key: [_milliseconds(at), how] for key, (at, how) in those_present(session).items()}
    waiting = len(to_look_at(session))
    known = digest_of([there, waiting, session.state])
    answer: dict[str, Any] = {"now": _milliseconds(timezone.now()), "digest": known}
    if request.GET.get("seen") != known:
        closed = window_of(session).is_over
        answer |= {"there": there, "waiting": waiting, "closed": closed}
    if asked := [found for text in request.GET.getlist("new")[:100] if (found := _uuid(text))]:
        lines = lines_of(session, asked)
        note_readings(request, [line.person_id for line in lines])
        answer["people"] = [_told(line) for line in lines]
    return JsonResponse(answer)


def _told(line: Line) -> dict[str, str]:
    return {
        "who": str(line.participant.public_id),
        "name": line.person.full_name,
        "place": line.participant.organisation_name,
        "key": fold(f"{line.person.full_name} {line.participant.organisation_name}"),
        "digest": line.digest,
    }


@never_cache
@for_phones
@require_POST
def send_checkins(request: HostRequest, session: DemonstrationSession) -> JsonResponse:
    """A batch from a phone; a receipt for each by its id, and where those it is about stand now."""
    try:
        batch = batch_from(request.body)
    except BadBatch as reason:
        return JsonResponse({"error": str(reason)}, status=400)
    now = timezone.now()
    outcomes = record_checkins(
        session=session, sent=batch.sent, by=request.user, now=now, device=batch.device
    )
    about = [outcome.participant for outcome in outcomes.values() if outcome.participant]
    stand = {str(line.participant.public_id): _standing(line) for line in lines_of(session, about)}
    receipts = {
        str(pk): [outcome.receipt, str(outcome.participant) if outcome.participant else None]
        for pk, outcome in outcomes.items()
    }
    closed = window_of(session).is_over
    return JsonResponse({"now": _milliseconds(now), "receipts": receipts, "stand": stand, "closed": closed})


def _standing(line: Line) -> list[Any] | None:
    at = line.participant.attended_at
    return [_milliseconds(at), line.participant.attended_how] if at else None
