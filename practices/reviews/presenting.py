"""Observations and results in words, as pages and files show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from practices.reviews.models import Commitment, Observation
from practices.reviews.rules import Criterion, band_of, criteria_of, percent_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """One observation: by whom, her points in words, and what she wrote."""

    observation: Observation
    points: Sequence[tuple[Criterion, str]]
    percent: int | None
    band: str
    commitments: Sequence[Commitment]


def sheet_of(observation: Observation) -> Sheet:
    rubric, points = observation.rubric, observation.points
    percent = percent_of(points, rubric)
    return Sheet(
        observation=observation,
        points=[(one, _points(points.get(one.code), one.most)) for one in criteria_of(rubric)],
        percent=percent,
        band=band_of(percent, rubric),
        commitments=list(observation.commitments.all()),
    )


def _points(points: int | None, most: int) -> str:
    if points is None:
        return _("Cannot judge")
    return _("%(points)s of %(most)s points") % {"points": points, "most": most}


def is_late(commitment: Commitment, today: date) -> bool:
    return commitment.state == Commitment.State.OPEN and commitment.by < today
