"""How many cells applied a practice, on its page."""

from typing import Any

from django import template

from practices.adoptions.figures import figures_of
from practices.exemplars.models import Practice

register = template.Library()


@register.inclusion_tag("practices/adoptions/_on_a_page.html")
def adoption_figures(practice: Practice) -> dict[str, Any]:
    """The sentence, why some stopped, and the way to record one's own cell; one query at most."""
    return {"practice": practice, "figures": figures_of(practice)}


@register.inclusion_tag("practices/adoptions/_figures.html")
def figures_in_words(practice: Practice) -> dict[str, Any]:
    """The sentence and the reasons alone."""
    return {"figures": figures_of(practice)}
