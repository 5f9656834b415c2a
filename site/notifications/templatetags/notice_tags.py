"""What has not been read yet, at the top of a page."""

from typing import Any

from django import template

from notifications.queries import unread_notices

register = template.Library()
MOST_SHOWN = 3


@register.inclusion_tag("notifications/_unread.html", takes_context=True)
def unread_told(context: dict[str, Any]) -> dict[str, Any]:
    """The latest of them, and whether there are more; one query."""
    found = list(unread_notices(context["request"].user)[: MOST_SHOWN + 1])
    shown, has_more = found[:MOST_SHOWN], len(found) > MOST_SHOWN
    return {"notices": shown, "has_more": has_more, "csrf_token": context["csrf_token"]}
