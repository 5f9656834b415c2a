"""Reads about SCORM packages."""

from django.db.models import QuerySet

from media.packages.models import Package, PackageState
from media.packages.queries import states_of
from media.scorm.rules import DATA_TYPE, PartState
from organisations.people.models import Person


def part_states(learner: Person, package: Package) -> dict[str, PartState]:
    """What is kept of each part that she has opened, by its identifier."""
    return {row.part: PartState.read(row.data) for row in _rows(learner, package)}


def mark_of_states(learner: Person, package: Package) -> list[str]:
    return [f"{row.part} {row.saved_at.isoformat()}" for row in _rows(learner, package).order_by("part")]


def _rows(learner: Person, package: Package) -> QuerySet[PackageState]:
    return states_of(learner, package).filter(data_type=DATA_TYPE)
