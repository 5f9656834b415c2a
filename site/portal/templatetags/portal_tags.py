"""Template tags of the shell."""

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from common.unchanging import KEPT_FOR, unchanging
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


@register.simple_tag
def said_alike(template_name: str) -> SafeString:
    """Include a template that says the same on every page, rendered once a language by each process.

    Usage: {% said_alike "quizzes/attempts/_words.html" %}
    """
    key = f"said-alike:{template_name}:{get_language()}"
    said: SafeString | None = None if settings.DEBUG else unchanging.get(key)
    if said is None:
        said = render_to_string(template_name)
        unchanging.set(key, said, KEPT_FOR)
    return said
