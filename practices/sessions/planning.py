"""Planning: a session is drawn up, changed, begun anew from an earlier one or from the template."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from media.documents.models import Paper
from practices.sessions.counting import locked
from practices.sessions.models import DemonstrationSession, SessionChange, SessionPaper
from practices.sessions.queries import papers_of
from practices.sessions.replying import fill_places
from practices.sessions.rules import ANNOUNCED, CHANGEABLE, DRAFT, QUIET, UNDER_WAY
from practices.sessions.tasks import plan_reminders
from practices.sessions.telling import Line, tell_change, when_in_words

A_WEEK = timedelta(days=7)
COPIED = (
    "title",
    "kind",
    "host",
    "practice",
    "rubric",
    "chair",
    "place",
    "link",
    "programme",
    "to_prepare",
    "places",
    "opens_minutes_before",
)


class NotChangeable(Exception):
    """A session in this state keeps what was to be changed."""


@transaction.atomic
def plan_session(
    *, fields: dict[str, Any], papers: Sequence[Paper], by: User, now: datetime
) -> DemonstrationSession:
    """A draft; nobody but its hosts knows of it."""
    session = DemonstrationSession.objects.create(**fields, state=DRAFT, made_by=by, made_at=now)
    _give_papers(session, papers)
    return session


@transaction.atomic
def duplicate_session(*, session: DemonstrationSession, by: User, now: datetime) -> DemonstrationSession:
    """A draft like an earlier session, a week from now at its hour, inviting nobody yet."""
    length = session.ends_at - session.starts_at
    hour = timezone.localtime(session.starts_at).time()
    day = timezone.localdate(now) + A_WEEK
    starts_at = timezone.make_aware(datetime.combine(day, hour))
    fields = {name: getattr(session, name) for name in COPIED}
    fields |= {"starts_at": starts_at, "ends_at": starts_at + length}
    return plan_session(fields=fields, papers=papers_of(session), by=by, now=now)


@transaction.atomic
def edit_session(
    *, session: DemonstrationSession, fields: dict[str, Any], papers: Sequence[Paper], by: User, now: datetime
) -> SessionChange | None:
    """Bring a session to what was typed; of an announced one, write down and tell what is different now.

    Raises NotChangeable.
    """
    held = locked(session)
    differing = {name for name, value in fields.items() if getattr(held, name) != value}
    papers_before = papers_of(held)
    if {one.pk for one in papers_before} != {one.pk for one in papers}:
        differing.add("papers")
    if not differing <= CHANGEABLE[held.state]:
        raise NotChangeable
    before = _in_words(held, papers_before)
    for name in differing - {"papers"}:
        setattr(held, name, fields[name])
    told = held.state in {ANNOUNCED, UNDER_WAY} and bool(differing - QUIET)
    held.sequence += told
    held.save()
    if "papers" in differing:
        _give_papers(held, papers)
    fill_places(held, now)
    if held.state == ANNOUNCED and differing & {"starts_at", "reply_by"}:
        plan_reminders(session=held, now=now)
    return _write_down(held, before, _in_words(held, papers), by, now) if told else None


def _give_papers(session: DemonstrationSession, papers: Sequence[Paper]) -> None:
    session.papers.all().delete()
    SessionPaper.objects.bulk_create(
        SessionPaper(session=session, paper=paper, position=number) for number, paper in enumerate(papers)
    )


def _write_down(
    session: DemonstrationSession, before: dict[str, str], after: dict[str, str], by: User, now: datetime
) -> SessionChange:
    lines: list[Line] = [
        [label, before[label], text] for label, text in after.items() if before[label] != text
    ]
    change = SessionChange.objects.create(session=session, at=now, by=by, lines=lines)
    tell_change(session, change, now)
    return change


def _in_words(session: DemonstrationSession, papers: Sequence[Paper]) -> dict[str, str]:
    """What those who come are shown, in the language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        return {
            _("Title"): session.title,
            _("Kind of meeting"): session.get_kind_display(),
            _("Practice shown"): session.practice.title if session.practice else "",
            _("Time"): when_in_words(session.starts_at, session.ends_at),
            _("Place"): session.place,
            _("Link to join"): session.link,
            _("Programme"): session.programme,
            _("To prepare"): session.to_prepare,
            _("Papers to read"): ", ".join(sorted(paper.title for paper in papers)),
            _("Answer by"): date_format(session.reply_by, "d/m/Y") if session.reply_by else "",
        }
