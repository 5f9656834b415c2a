"""What was asked about a practice and answered, on its page."""

from typing import Any

from django import template

from practices.exemplars.models import Practice

register = template.Library()


@register.simple_tag(takes_context=True)
def inquiries_shown(context: dict[str, Any], practice: Practice) -> str:
    """Nothing yet."""
    return ""
