"""Template tags of the shell."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.drawings import DRAWINGS

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon beside words; it says nothing by itself, so those who listen do not hear it.

    Usage: {% icon "book" %}
    """
    return _DRAWN[name]


_DRAWN = {
    name: format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>',
        mark_safe(paths),  # noqa: S308  (a constant of ours)
    )
    for name, paths in DRAWINGS.items()
}
