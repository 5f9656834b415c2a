"""Template tags of check-in."""

from typing import Any

from django import template

from accounts.cards.rules import LENGTH, as_printed
from common.vietnamese import fold
from practices.checkin.queries import Line

register = template.Library()


@register.filter
def as_printed_code(code: str) -> str:
    """A code with the dash in its middle; other texts as they are."""
    return as_printed(code) if len(code) == LENGTH else code


@register.inclusion_tag("practices/checkin/_row.html")
def roll_row(line: Line | None, *, can_tick: Any, is_over: bool) -> dict[str, Any]:
    """One person on the roll; without a person the row that a script fills."""
    key = fold(f"{line.person.full_name} {line.participant.organisation_name}") if line else ""
    return {"line": line, "key": key, "can_tick": bool(can_tick) and not is_over}
