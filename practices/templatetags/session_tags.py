"""Sessions on pages of other rooms: what shows a practice next, what waits for an answer, what is today."""

from typing import Any

from django import template
from django.utils import timezone

from organisations.appointments.models import Appointment
from practices.exemplars.models import Practice
from practices.sessions.first_page import News, news_for
from practices.sessions.models import DemonstrationSession, SessionAudience
from practices.sessions.queries import invitations_to_come, is_host
from practices.sessions.telling import when_in_words

register = template.Library()


@register.inclusion_tag("practices/sessions/_of_a_practice.html", takes_context=True)
def sessions_to_come(context: dict[str, Any], practice: Practice) -> dict[str, Any]:
    """When it is shown next, of the sessions that the reader is invited to."""
    person = getattr(context["request"], "person", None)
    found = invitations_to_come(person, timezone.now()).filter(session__practice=practice)
    return {"invitations": list(found)}


@register.simple_tag(takes_context=True)
def first_page_news(context: dict[str, Any]) -> News:
    """Invitations that wait for the reader's answer, sessions that she attends today, unread notices."""
    request = context["request"]
    return news_for(request.user, request.person, timezone.now())


@register.inclusion_tag("practices/sessions/_way_to_hosting.html", takes_context=True)
def way_to_hosting(context: dict[str, Any]) -> dict[str, Any]:
    """A line that leads a host to her sessions; nothing for others."""
    return {"is_host": is_host(context["request"].user)}


@register.filter
def posts_in_words(audience: SessionAudience) -> str:
    """The posts that are invited within a part of the tree."""
    return ", ".join(str(label) for post, label in Appointment.Post.choices if post in audience.posts)


@register.filter
def when(session: DemonstrationSession) -> str:
    """14:00–16:00, Thứ Ba 02/03/2027"""
    return when_in_words(session.starts_at, session.ends_at)
