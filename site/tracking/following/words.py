"""Figures and days in words, and where pages of following up lead."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format, number_format

from organisations.people.models import Person
from organisations.tree.models import Organisation
from organisations.tree.rules import lies_within
from tracking.counting.queries import State
from tracking.following.forms import Asked
from tracking.following.queries import Unit


def record_address(person: Person) -> str:
    """Where somebody's record is read."""
    return reverse("tracking:record", args=[person.public_id])


def unit_address(organisation: Organisation, asked: Asked) -> str:
    return reverse("tracking:unit", args=[organisation.public_id]) + asked.query()


def people_address(organisation: Organisation, asked: Asked, state: State, **more: object) -> str:
    path = reverse("tracking:people", args=[organisation.public_id])
    return path + asked.query(state=state.value, **more)


def count(number: int) -> str:
    return number_format(number, 0, force_grouping=True)


def percent(share: float | None) -> str:
    """A share; rounded so that less than all is never told as all, nor a little as nothing."""
    if share is None:
        return "–"
    whole = round(100 * share)
    if share < 1 and whole == 100:
        whole = 99
    if share > 0 and whole == 0:
        whole = 1
    return f"{whole}%"


def mark(value: float | None) -> str:
    return "–" if value is None else number_format(value, 1)


def said_day(day: date | datetime) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def where_of(organisation: Organisation, place: str) -> str:
    """Where a post is held, and, where that is not clear from the page, within what; nothing where the page
    is about it."""
    if organisation.path == place:
        return ""
    parent = organisation.parent
    if parent and parent.path != place and lies_within(parent.path, place):
        return f"{organisation}, {parent}"
    return str(organisation)


def crumbs(unit: Unit, asked: Asked, *, onward: bool = False) -> list[tuple[str, str]]:
    """The way down to a unit; the unit itself leads somewhere where the page is about more than it."""
    above = [(str(one), unit_address(one, asked)) for one in unit.way]
    return [*above, (str(unit.place), unit_address(unit.organisation, asked) if onward else "")]
