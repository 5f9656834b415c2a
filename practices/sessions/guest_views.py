"""The host's list of those invited: whom to invite, who answered what, answering for somebody."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.oversight.actions import record_readings
from practices.sessions.forms import GuestListForm, HostsReplyForm, PeopleForm, PostsForm
from practices.sessions.guards import HostRequest, of_a_hosted_session
from practices.sessions.invitations import Meant, day_of, meant_by, not_yet_invited
from practices.sessions.inviting import (
    Attended,
    InvitationsClosed,
    invite_people,
    invite_posts,
    refresh_invitations,
    take_back,
    take_back_posts,
)
from practices.sessions.models import DemonstrationSession, Participant, SessionAudience
from practices.sessions.queries import (
    audiences_of,
    guests_asked_for,
    invitations_overseen_by,
    participant_in,
    sessions_with_people_of,
)
from practices.sessions.replying import NotInvited, RepliesClosed, reply_to_invitation
from practices.sessions.rules import takes_invitations, takes_replies_by_host
from practices.sessions.words import refusal_in_words

FOLDER = "practices/sessions/hosting"
SCREEN = "sessions"
"""What the log of readings calls these pages."""
ON_A_PAGE = 50
MOST_PREVIEWED = 100


@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """By posts within a part of the tree, first looked at, then done; or by name."""
    by_posts = PostsForm(
        request.POST if "by_posts" in request.POST else None,
        viewer=request.user,
        prefix="posts",
        initial={"organisation": session.host},
    )
    by_name = PeopleForm(
        request.POST if "by_name" in request.POST else None, viewer=request.user, prefix="name"
    )
    meant: list[Meant] | None = None
    for form in (by_posts, by_name):
        if form.is_bound and form.only_searches:
            form.overlook_faults()
    if by_posts.is_bound and not by_posts.only_searches and by_posts.is_valid():
        if "sure" in request.POST:
            return _invite_posts(request, session, by_posts)
        meant = _meant(session, by_posts)
    if by_name.is_bound and not by_name.only_searches and by_name.is_valid():
        return _invite_people(request, session, by_name)
    is_wrong = bool((by_posts.is_bound and by_posts.errors) or (by_name.is_bound and by_name.errors))
    context = {
        "place": "practices",
        "session": session,
        "by_posts": by_posts,
        "by_name": by_name,
        "audiences": list(audiences_of(session)),
        "may_invite": takes_invitations(session.state),
        **(_preview(request, session, meant) if meant is not None else {}),
    }
    return render(request, f"{FOLDER}/invite.html", context, status=422 if is_wrong else 200)


def _meant(session: DemonstrationSession, form: PostsForm) -> list[Meant]:
    asked = SessionAudience(
        session=session, organisation=form.cleaned_data["organisation"], posts=form.cleaned_data["posts"]
    )
    return meant_by([asked], day_of(session))


def _preview(request: HostRequest, session: DemonstrationSession, meant: list[Meant]) -> dict[str, Any]:
    new = not_yet_invited(session, meant)
    shown = new[:MOST_PREVIEWED]
    note_readings(request, [one.person.pk for one in shown])
    return {
        "is_previewed": True,
        "new_count": len(new),
        "known_count": len(meant) - len(new),
        "shown": shown,
        "more_count": len(new) - len(shown),
    }


def _invite_posts(request: HostRequest, session: DemonstrationSession, form: PostsForm) -> HttpResponse:
    chosen = form.cleaned_data
    return _invited(
        request,
        session,
        lambda: invite_posts(
            session=session, organisation=chosen["organisation"], posts=chosen["posts"], now=timezone.now()
        ),
    )


def _invite_people(request: HostRequest, session: DemonstrationSession, form: PeopleForm) -> HttpResponse:
    people = form.cleaned_data["people"]
    return _invited(
        request, session, lambda: invite_people(session=session, people=people, now=timezone.now())
    )


@of_a_hosted_session
@require_POST
def refresh(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """Whoever has come to a post since is invited too."""
    return _invited(request, session, lambda: refresh_invitations(session=session, now=timezone.now()))


def _invited(request: HttpRequest, session: DemonstrationSession, deed: Any) -> HttpResponse:
    try:
        count = deed()
    except InvitationsClosed as refusal:
        messages.warning(request, refusal_in_words(refusal))
    else:
        said = ngettext(
            "%(count)d comrade has been added to those invited.",
            "%(count)d comrades have been added to those invited.",
            count,
        )
        messages.success(
            request, said % {"count": count} if count else _("Everybody meant is invited already.")
        )
    return redirect("practices:host_session", session.public_id)


@of_a_hosted_session
@require_POST
def take_back_part(request: HostRequest, session: DemonstrationSession, number: int) -> HttpResponse:
    """A part of the tree is no longer invited."""
    audience = get_object_or_404(audiences_of(session), pk=number)
    try:
        count = take_back_posts(session=session, audience=audience, now=timezone.now())
    except (InvitationsClosed, Attended) as refusal:
        messages.warning(request, refusal_in_words(refusal))
    else:
        said = ngettext(
            "%(count)d comrade is no longer invited.", "%(count)d comrades are no longer invited.", count
        )
        messages.success(request, said % {"count": count})
    return redirect("practices:invite", session.public_id)


@of_a_hosted_session
@require_safe
def guests(request: HostRequest, session: DemonstrationSession) -> HttpResponse:
    """Those invited, by name and by answer."""
    form = GuestListForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "reply": ""}
    rows = guests_asked_for(session, asked["q"], asked["reply"])
    context = {"place": "practices", "session": session, "form": form, "page": _page(request, session, rows)}
    return render(request, f"{FOLDER}/guests.html", context)


@of_a_hosted_session
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HostRequest, session: DemonstrationSession, guest: UUID) -> HttpResponse:
    """One of them: her answer, as she gave it or as the host was told by telephone."""
    found = participant_in(session, guest)
    if found is None:
        raise Http404
    form = HostsReplyForm(request.POST or None, initial={"answer": found.reply, "why_not": found.why_not})
    if form.is_valid():
        try:
            reply_to_invitation(
                participant=found,
                is_coming=form.is_coming,
                why_not=form.cleaned_data["why_not"],
                now=timezone.now(),
                by_host=True,
            )
            messages.success(request, _("The answer is written down."))
        except (RepliesClosed, NotInvited) as refusal:
            messages.warning(request, refusal_in_words(refusal))
        return redirect("practices:guests", session.public_id)
    note_readings(request, [found.person_id])
    context = {
        "place": "practices",
        "session": session,
        "guest": found,
        "form": form,
        "may_answer": takes_replies_by_host(session.state),
        "may_take_back": takes_invitations(session.state) and not found.attended_at,
    }
    return render(request, f"{FOLDER}/guest.html", context, status=422 if form.errors else 200)


@of_a_hosted_session
@require_POST
def take_back_guest(request: HostRequest, session: DemonstrationSession, guest: UUID) -> HttpResponse:
    found = participant_in(session, guest)
    if found is None:
        raise Http404
    try:
        take_back(session=session, participant=found, now=timezone.now())
        messages.success(request, _("The invitation has been taken back."))
    except (InvitationsClosed, Attended) as refusal:
        messages.warning(request, refusal_in_words(refusal))
    return redirect("practices:guests", session.public_id)


def overseen(request: HostRequest, public_id: UUID) -> HttpResponse:
    """The session, and the answers of those invited whom the viewer oversees; nobody else's."""
    session = get_object_or_404(sessions_with_people_of(request.user), public_id=public_id)
    if session.chair:
        note_readings(request, [session.chair.pk])
    rows = invitations_overseen_by(request.user).filter(session=session)
    listed = rows.select_related("person__account").order_by("person__name_key", "pk")
    context = {"place": "practices", "session": session, "page": _page(request, session, listed)}
    return render(request, f"{FOLDER}/overseen.html", context)


def _page(request: HostRequest, session: DemonstrationSession, rows: QuerySet[Participant]) -> Any:
    """A page of names; whoever stands on it has been read."""
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    for one in page:
        one.session = session
    note_readings(request, [one.person_id for one in page])
    return page


def note_readings(request: HostRequest, people: list[int]) -> None:
    record_readings(reader=request.user, people=people, screen=SCREEN, now=timezone.now())
