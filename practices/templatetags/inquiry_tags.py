"""What was asked about a practice and answered, on its page."""

from typing import Any

from django import template

from practices.exemplars.models import Practice
from practices.inquiries.queries import shown_about

register = template.Library()


@register.inclusion_tag("practices/inquiries/_shown.html")
def inquiries_shown(practice: Practice) -> dict[str, Any]:
    """Questions that became part of the page, without names, and the way to ask one."""
    return {"practice": practice, "inquiries": shown_about(practice)}
