"""When a practice is shown next, on its page."""

from typing import Any

from django import template

from practices.exemplars.models import Practice

register = template.Library()


@register.simple_tag(takes_context=True)
def sessions_to_come(context: dict[str, Any], practice: Practice) -> str:
    """Nothing yet."""
    return ""
