"""The pages of those invited: their sessions, one of them, the answer, the file for a calendar."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.held import held_form, let_go, sign_in_and_hold
from accounts.models import User
from notifications.actions import read_about
from organisations.people.middleware import PersonRequest
from practices.sessions.calendar import calendar_file
from practices.sessions.forms import ReplyForm
from practices.sessions.guards import of_an_invitation
from practices.sessions.models import Participant
from practices.sessions.queries import changes_of, invitations_by_time, may_reply, papers_of, waiting_before
from practices.sessions.replying import NotInvited, RepliesClosed, reply_to_invitation
from practices.sessions.rules import ANNOUNCED, CANCELLED, CLOSED, REVIEWING, UNDER_WAY
from practices.sessions.words import refusal_in_words

FOLDER = "practices/sessions"
Reply = Participant.Reply


@login_required
@require_safe
def my_sessions(request: PersonRequest) -> HttpResponse:
    """What she is invited to: to come, and past."""
    context = {"place": "practices", **invitations_by_time(request.person, timezone.now())}
    return render(request, f"{FOLDER}/mine.html", context)


@of_an_invitation
@require_safe
def session(request: PersonRequest, invitation: Participant) -> HttpResponse:
    """What, when, where, what to read, and her answer."""
    return _show(request, invitation, ReplyForm(initial={"why_not": invitation.why_not}))


@sign_in_and_hold
@of_an_invitation
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: PersonRequest, invitation: Participant) -> HttpResponse:
    """Her answer; what was typed stays, whatever happens."""
    if request.method != "POST":
        held = held_form(request)
        if not held:
            return redirect("practices:session", invitation.session.public_id)
        return _show(request, invitation, ReplyForm(initial=held.dict()), is_held=True)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _show(request, invitation, form)
    let_go(request)
    try:
        answered = reply_to_invitation(
            participant=invitation,
            is_coming=form.is_coming,
            why_not=form.cleaned_data["why_not"],
            now=timezone.now(),
        )
        messages.success(request, _thanks(answered))
        _read_what_led_here(request, invitation)
    except (RepliesClosed, NotInvited) as refusal:
        messages.warning(request, refusal_in_words(refusal))
        if isinstance(refusal, NotInvited):
            return redirect("practices:my_sessions")
    return redirect("practices:session", invitation.session.public_id)


def _read_what_led_here(request: PersonRequest, invitation: Participant) -> None:
    address = reverse("practices:session", args=[invitation.session.public_id])
    read_about(account=cast(User, request.user), address=address, now=timezone.now())


@of_an_invitation
@require_safe
def calendar(request: HttpRequest, invitation: Participant) -> HttpResponse:
    """The session as a file that a telephone's calendar takes in."""
    session = invitation.session
    address = request.build_absolute_uri(request.path.removesuffix("lich.ics"))
    text = calendar_file(session, address=address, now=timezone.now())
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="buoi-sinh-hoat-diem.ics"'},
    )


def _show(
    request: PersonRequest, invitation: Participant, form: ReplyForm, *, is_held: bool = False
) -> HttpResponse:
    session, now = invitation.session, timezone.now()
    is_today = timezone.localdate(session.starts_at) == timezone.localdate(now)
    context: dict[str, Any] = {
        "place": "practices",
        "invitation": invitation,
        "session": session,
        "papers": papers_of(session),
        "changes": list(changes_of(session)),
        "form": form,
        "held": is_held,
        "may_reply": may_reply(session, now),
        "is_over": session.state in {REVIEWING, CLOSED},
        "is_cancelled": session.state == CANCELLED,
        "checks_in_today": is_today and session.state in {ANNOUNCED, UNDER_WAY},
        "waiting_before": waiting_before(invitation) if invitation.reply == Reply.WAITING else 0,
    }
    return render(request, f"{FOLDER}/session.html", context, status=422 if form.errors else 200)


def _thanks(answered: Participant) -> str:
    return {
        Reply.COMING: _("Thank you. The host knows that you are coming."),
        Reply.WAITING: _(
            "All places are taken. You are on the waiting list and will be told once there is one."
        ),
    }.get(Reply(answered.reply), _("Thank you for telling the host in time."))
