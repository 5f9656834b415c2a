"""The host's pages: her sessions, planning one, its way from the draft to the end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from practices.sessions.forms import CancelForm, PlanForm, typed_from
from practices.sessions.guards import HostRequest, for_hosts, of_a_hosted_session
from practices.sessions.guest_views import note_readings, overseen
from practices.sessions.holding import (
    MoveRefused,
    advance_session,
    announce_session,
    cancel_session,
    discard_draft,
)
from practices.sessions.models import DemonstrationSession
from practices.sessions.planning import NotChangeable, duplicate_session, edit_session, plan_session
from practices.sessions.queries import (
    answers_in_figures,
    audiences_of,
    changes_of,
    is_host,
    papers_of,
    session_to_host,
    sessions_by_time,
    sessions_hosted_by,
    sessions_with_people_of,
    sole_host_organisation,
)
from practices.sessions.rules import ANNOUNCED, CHANGEABLE, UNDER_WAY, may_begin, may_move, takes_invitations
from practices.sessions.template import opening_of_a_session
from practices.sessions.words import refusal_in_words

FOLDER = "practices/sessions/hosting"
MOST_LISTED = 100


@login_required
@require_safe
def hosting(request: HostRequest) -> HttpResponse:
    """Her sessions, and those of others to which people of hers are invited."""
    now, hosts = timezone.now(), is_host(request.user)
    others = list(sessions_with_people_of(request.user)[:MOST_LISTED])
    if not hosts and not others:
        raise Http404
    own = list(sessions_hosted_by(request.user).select_related("host")[:MOST_LISTED])
    listed = {one.pk for one in own}
    context = {
        "place": "practices",
        "is_host": hosts,
        **sessions_by_time(own, now),
        "others": [one for one in others if one.pk not in listed],
    }
    return render(request, f"{FOLDER}/list.html", context)


@sign_in_and_hold
@for_hosts
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HostRequest) -> HttpResponse:
    """A new session, from an empty form or from the template."""
    initial: dict[str, Any] = {"host": sole_host_organisation(request.user)}
    is_template = request.GET.get("mau") == "1"
    if is_template:
        initial |= opening_of_a_session()

    def keep(form: PlanForm) -> DemonstrationSession:
        return plan_session(
            fields=form.session_fields(), papers=form.papers_given([]), by=request.user, now=timezone.now()
        )

    context = {"is_template": is_template}
    return _write(request, keep, context, initial=initial, session=None)


@sign_in_and_hold
@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """What can still be changed; those who come are told."""
    if not CHANGEABLE[session.state]:
        messages.info(request, refusal_in_words(NotChangeable()))
        return redirect("practices:host_session", session.public_id)
    papers = papers_of(session)

    def keep(form: PlanForm) -> DemonstrationSession:
        given = form.papers_given(papers)
        change = edit_session(
            session=session, fields=form.session_fields(), papers=given, by=request.user, now=timezone.now()
        )
        said = _("Changed; those who come are told.") if change else _("What you changed is saved.")
        messages.success(request, said)
        return session

    return _write(request, keep, {}, initial=typed_from(session, papers), session=session)


def _write(
    request: HostRequest,
    keep: Callable[[PlanForm], DemonstrationSession],
    context: dict[str, Any],
    *,
    initial: dict[str, Any],
    session: DemonstrationSession | None,
) -> HttpResponse:
    """The form of a session. What was typed stays, whatever happens."""
    held = held_form(request) if request.method != "POST" else None
    typed = request.POST if request.method == "POST" else held
    form = PlanForm(typed, initial=initial, session=session, viewer=request.user)
    if held or form.only_searches:
        form.overlook_faults()
    elif form.is_bound and form.is_valid():
        try:
            kept = keep(form)
        except NotChangeable as refusal:
            messages.warning(request, refusal_in_words(refusal))
            return redirect("practices:host_session", session.public_id if session else "")
        let_go(request)
        return redirect("practices:host_session", kept.public_id)
    context |= {"place": "practices", "form": form, "session": session, "held": held}
    return render(request, f"{FOLDER}/plan.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def host_session(request: HostRequest, session: UUID) -> HttpResponse:
    """The session for its host; for who oversees some of those invited, those alone."""
    found = session_to_host(request.user, session)
    if found is None:
        return overseen(request, session)
    now = timezone.now()
    if found.chair:
        note_readings(request, [found.chair.pk])
    day = timezone.localdate(found.starts_at)
    context = {
        "place": "practices",
        "session": found,
        "figures": answers_in_figures(found),
        "audiences": list(audiences_of(found)),
        "papers": papers_of(found),
        "changes": list(changes_of(found)),
        "may_change": bool(CHANGEABLE[found.state]),
        "may_invite": takes_invitations(found.state),
        "may_begin": found.state == ANNOUNCED and may_begin(today=timezone.localdate(now), day=day),
        "is_going_on": found.state in {ANNOUNCED, UNDER_WAY},
    }
    return render(request, f"{FOLDER}/session.html", context)


@of_a_hosted_session
@require_POST
def duplicate(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    copy = duplicate_session(session=session, by=request.user, now=timezone.now())
    messages.success(request, _("A draft like the earlier session. Check its day and everything else."))
    return redirect("practices:edit_session", copy.public_id)


@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """What announcing will do, then the deed."""
    if request.method != "POST":
        if not may_move(session.state, ANNOUNCED):
            return redirect("practices:host_session", session.public_id)
        context = {"place": "practices", "session": session, "figures": answers_in_figures(session)}
        return render(request, f"{FOLDER}/announce.html", context)

    def deed() -> str:
        count = announce_session(session=session, now=timezone.now())
        said = ngettext(
            "Announced: %(count)d comrade is invited.", "Announced: %(count)d comrades are invited.", count
        )
        return said % {"count": count}

    return _move(request, session, deed)


@sign_in_and_hold
@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """Why, and everybody invited is told."""
    held = held_form(request)
    form = CancelForm(request.POST or None, initial=held.dict() if held else None)
    if not form.is_valid():
        context = {"place": "practices", "session": session, "form": form, "held": held}
        return render(request, f"{FOLDER}/cancel.html", context, status=422 if form.errors else 200)
    let_go(request)

    def deed() -> str:
        cancel_session(session=session, why=form.cleaned_data["why"], now=timezone.now())
        return _("The session is cancelled, and everybody invited is told.")

    return _move(request, session, deed)


@of_a_hosted_session
@require_POST
def advance(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """Begin, draw lessons, close."""
    to = request.POST.get("to", "")
    if to not in {"under_way", "reviewing", "closed"}:
        raise Http404

    def deed() -> str:
        advance_session(session=session, to=to, now=timezone.now())
        session.refresh_from_db(fields=["state"])
        return _("The session is now: %(state)s.") % {"state": session.get_state_display()}

    return _move(request, session, deed)


@of_a_hosted_session
@require_POST
def discard(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """Throw a draft away."""
    try:
        discard_draft(session=session)
    except MoveRefused as refusal:
        messages.warning(request, refusal_in_words(refusal))
        return redirect("practices:host_session", session.public_id)
    messages.success(request, _("The draft is deleted."))
    return redirect("practices:hosting")


def _move(request: HttpRequest, session: DemonstrationSession, deed: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, deed())
    except MoveRefused as refusal:
        messages.warning(request, refusal_in_words(refusal))
    return redirect("practices:host_session", session.public_id)
