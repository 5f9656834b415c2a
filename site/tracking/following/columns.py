"""The columns of the table of a unit, each with its rule in words, and the rows that they are asked of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from organisations.tree.models import Organisation
from tracking.counting.queries import Figures, State
from tracking.following.forms import STATES
from tracking.following.rules import Trend


@dataclass(frozen=True, slots=True)
class Row:
    """A unit of the table, or the unit's own posts."""

    name: str
    organisation: Organisation
    figures: Figures
    trend: Trend
    is_own: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its value to sort by, its rule in words, the state whose list it opens."""

    key: str
    heading: Promise
    rule: Promise
    value: Callable[[Row], float | None]
    state: State | None = None


COLUMNS = (
    Column(
        "phai-hoc",
        gettext_lazy("Must learn"),
        gettext_lazy(
            "Who holds a post that the course is assigned to and is not exempt. Whoever has to learn two"
            " courses is counted in each of them."
        ),
        lambda row: row.figures.owed,
        State.OWED,
    ),
    Column(
        "chua-hoc",
        STATES[State.NOT_STARTED],
        gettext_lazy("Who has to learn and has not opened the course."),
        lambda row: row.figures.not_started,
        State.NOT_STARTED,
    ),
    Column(
        "dang-hoc",
        STATES[State.UNDER_WAY],
        gettext_lazy("Who has begun and has not finished."),
        lambda row: row.figures.under_way,
        State.UNDER_WAY,
    ),
    Column(
        "hoan-thanh",
        gettext_lazy("Finished (count)"),
        gettext_lazy(
            "Who has met all that the course asks for, here or elsewhere and recognised; late ones too."
        ),
        lambda row: row.figures.finished,
        State.FINISHED,
    ),
    Column(
        "ty-le",
        gettext_lazy("Share finished"),
        gettext_lazy("Finished, of those who have to learn."),
        lambda row: row.figures.share_finished,
    ),
    Column(
        "qua-han",
        STATES[State.LATE],
        gettext_lazy("Whose due date has passed and who has not finished."),
        lambda row: row.figures.late,
        State.LATE,
    ),
    Column(
        "dung-han",
        gettext_lazy("On time"),
        gettext_lazy(
            "Of those who have finished, who did so by the due date. Told apart from the share finished:"
            " a unit can be complete and late."
        ),
        lambda row: row.figures.share_on_time,
    ),
    Column(
        "chua-dat",
        STATES[State.NOT_PASSED],
        gettext_lazy("Who did the final test and has not passed it yet."),
        lambda row: row.figures.not_passed,
        State.NOT_PASSED,
    ),
    Column(
        "diem",
        gettext_lazy("Mean mark"),
        gettext_lazy("Of those who have finished and were marked, from 0 to 10."),
        lambda row: row.figures.mean_mark,
    ),
    Column(
        "giay",
        gettext_lazy("Certificates"),
        gettext_lazy("Who was given a certificate of completion of the course that was not revoked."),
        lambda row: row.figures.certified,
        State.CERTIFIED,
    ),
    Column(
        "xu-huong",
        gettext_lazy("Trend"),
        gettext_lazy(
            "How many finished in the last 30 days, and how many more or fewer than in the 30 before."
        ),
        lambda row: row.trend.lately,
        State.FINISHED,
    ),
)
