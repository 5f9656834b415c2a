"""What the templates around publishing ask for."""

from typing import Any

from django import template

from courses.publishing.queries import Effect, effect_of

register = template.Library()


@register.simple_tag
def effect_of_publishing(obj: Any) -> Effect | None:
    return effect_of(obj)
