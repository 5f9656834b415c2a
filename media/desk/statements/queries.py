"""Whose name somebody is told who reads statements, and what the activities are called."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from media.packages.models import ACTIVITIES, Package
from media.statements.models import Statement
from media.statements.queries import Wish, statements_wished
from organisations.oversight.queries import people_overseen_by


def overseen_among(viewer: User, people: Iterable[int]) -> frozenset[int]:
    """Those of these people whom the viewer oversees: their names she is told, and what they wrote."""
    found = people_overseen_by(viewer).filter(pk__in=set(people)).order_by()
    return frozenset(found.values_list("pk", flat=True))


def overseen_in(viewer: User, wish: Wish) -> frozenset[int]:
    """Those about whom there are such statements, and whom the viewer oversees."""
    about: QuerySet[Statement, Any] = statements_wished(wish).order_by().values("learner")
    found = people_overseen_by(viewer).filter(pk__in=about).order_by()
    return frozenset(found.values_list("pk", flat=True))


def package_choices() -> list[tuple[str, str]]:
    rows = Package.objects.order_by("title").values_list("public_id", "title")
    return [(str(public_id), title) for public_id, title in rows]


def titles_of(activities: Iterable[str]) -> Mapping[str, str]:
    """What the packages among these activities, or whose parts they are, are called. One query."""
    ids = {activity: found for activity in activities if (found := package_id_in(activity))}
    rows = Package.objects.filter(public_id__in=set(ids.values())).values_list("public_id", "title")
    titles = dict(rows)
    return {activity: titles[found] for activity, found in ids.items() if found in titles}


def package_id_in(activity: str) -> UUID | None:
    if not activity.startswith(ACTIVITIES):
        return None
    try:
        return UUID(activity.removeprefix(ACTIVITIES).partition("#")[0])
    except ValueError:
        return None
