"""The weaknesses of a unit and of what stands beneath it, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.urls import reverse
from django.utils.translation import gettext as _

from media.topics.models import Topic
from tracking.following.queries import Unit
from tracking.following.words import percent
from tracking.weaknesses.queries import Gathered
from tracking.weaknesses.rules import FEWEST, Hidden, Score, hidden_of

WEAK, MIDDLING = 0.5, 0.7
"""Below these shares of right answers a cell is marked."""
NOTHING_HIDDEN = Hidden(frozenset(), total=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A share in words, with what it rests on; `tone` marks what is low."""

    text: str
    note: str = ""
    bar: int | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class WeaknessRow:
    number: int
    title: str
    answers: Figure
    courses: Figure


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, its share of right answers by weakness, and the weakness that is its lowest."""

    name: str
    address: str
    figures: list[tuple[str, Figure]]
    lowest: str


@dataclass(frozen=True, slots=True)
class Screen:
    weaknesses: list[WeaknessRow]
    units: list[UnitRow]
    is_suppressed: bool
    fewest: int = FEWEST

    @property
    def is_empty(self) -> bool:
        return all(row.answers.text == row.courses.text == "–" for row in self.weaknesses)


@dataclass(frozen=True, slots=True)
class _Groups:
    """One weakness by one measure: the units' scores in order, and what of them is kept back."""

    scores: list[Score]
    hidden: Hidden

    @property
    def total(self) -> Score:
        return reduce(add, self.scores, Score())


def screen_of(unit: Unit, gathered: Gathered, *, sees_names: bool) -> Screen:
    """To whoever does not see names small groups are not told, and nothing leads further down."""
    paths = [unit.path, *(child.path for child in unit.children)]
    answers = _groups(gathered.weaknesses, gathered.answers, paths, sees_names=sees_names)
    courses = _groups(gathered.weaknesses, gathered.courses, paths, sees_names=sees_names)
    weaknesses = [
        WeaknessRow(number, topic.title, _total(answers[topic.pk]), _total(courses[topic.pk]))
        for number, topic in enumerate(gathered.weaknesses, start=1)
    ]
    names = [_("Posts of %(unit)s itself") % {"unit": unit.place}, *map(str, unit.children)]
    addresses = [
        "",
        *(reverse("tracking:weaknesses", args=[one.organisation.public_id]) for one in unit.children),
    ]
    units = [
        _unit_row(place, names[place], addresses[place] if sees_names else "", gathered.weaknesses, answers)
        for place in range(len(paths))
        if any(answers[topic.pk].scores[place].asked for topic in gathered.weaknesses)
    ]
    return Screen(weaknesses, units, is_suppressed=not sees_names)


def _groups(
    weaknesses: Sequence[Topic],
    scores: Mapping[int, Mapping[str, Score]],
    paths: Sequence[str],
    *,
    sees_names: bool,
) -> dict[int, _Groups]:
    found = {}
    for topic in weaknesses:
        told = scores.get(topic.pk, {})
        own = [told.get(path, Score()) for path in paths]
        hidden = NOTHING_HIDDEN if sees_names else hidden_of([score.people for score in own])
        found[topic.pk] = _Groups(own, hidden)
    return found


def _total(groups: _Groups) -> Figure:
    return _figure(groups.total, is_hidden=groups.hidden.total)


def _unit_row(
    place: int, name: str, address: str, weaknesses: Sequence[Topic], answers: Mapping[int, _Groups]
) -> UnitRow:
    shown = [
        (
            topic.title,
            _figure(answers[topic.pk].scores[place], is_hidden=place in answers[topic.pk].hidden.groups),
        )
        for topic in weaknesses
    ]
    shares = {
        str(number): share
        for number, topic in enumerate(weaknesses, start=1)
        if place not in answers[topic.pk].hidden.groups
        and (share := answers[topic.pk].scores[place].share) is not None
    }
    lowest = min(shares, key=lambda number: (shares[number], int(number)), default="–")
    return UnitRow(name, address, shown, lowest)


def _figure(score: Score, *, is_hidden: bool) -> Figure:
    if is_hidden:
        return Figure(_("fewer than %(fewest)s") % {"fewest": FEWEST})
    share = score.share
    if share is None:
        return Figure("–")
    tone = "late" if share < WEAK else "warn" if share < MIDDLING else ""
    note = _("%(people)s comrades") % {"people": score.people}
    return Figure(percent(share), note, round(100 * share), tone)
