"""One row a weakness: how questions about it were answered, where worst, and what lesson is about it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.catalogue.models import LessonPage
from media.topics.models import Topic
from organisations.oversight.queries import posts_within
from organisations.tree.queries import standings_on
from organisations.tree.rules import STEP
from quizzes.attempts.models import Attempt, AttemptQuestion
from tracking.layouts.ground import Columns, Ground, Line, Lines
from tracking.layouts.terms import Term, Terms
from tracking.reports.writing.sheets import Kind

FEWEST = 5
"""Of fewer people no unit is named: so few could be known by what they answered."""


@dataclass(slots=True)
class Tried:
    """How many answers were given, by whom, and what they earned of what they could."""

    answers: int = 0
    earned: float = 0
    people: set[int] = field(default_factory=set)

    def add(self, answers: int, earned: float, person: int) -> None:
        self.answers += answers
        self.earned += earned
        self.people.add(person)

    @property
    def share(self) -> float | None:
        return self.earned / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Weakness:
    """A weakness as the questions about it tell it."""

    title: str
    answers: int
    share: float | None
    lowest: str
    lesson: str


TERMS: Terms[Weakness] = {
    "weakness": Term(gettext_lazy("Weakness"), lambda one: one.title, width=32),
    "answers": Term(
        gettext_lazy("Number of answers"),
        lambda one: one.answers,
        gettext_lazy(
            "first attempts handed in within the period; a question about two weaknesses counts in both."
        ),
        Kind.NUMBER,
        10,
    ),
    "share": Term(
        gettext_lazy("Share right"),
        lambda one: one.share,
        gettext_lazy("points earned, divided by points that could be."),
        Kind.SHARE,
        10,
    ),
    "lowest": Term(
        gettext_lazy("Lowest unit"),
        lambda one: one.lowest,
        gettext_lazy("with the smallest share right, among units in which five people or more answered."),
        width=26,
    ),
    "lesson": Term(
        gettext_lazy("Suggested lesson"),
        lambda one: one.lesson,
        gettext_lazy("the first lesson that is about this weakness."),
        width=28,
    ),
}


def lines(ground: Ground, columns: Columns) -> Lines:
    topics = list(Topic.objects.filter(kind=Topic.Kind.WEAKNESS).order_by("code"))
    found = _weaknesses(ground, topics)

    def rows(start: int, stop: int | None) -> Iterator[Line]:
        for topic, one in islice(zip(topics, found, strict=True), start, stop):
            yield Line(topic.code, [term.value(one) for term in columns])

    return Lines(len(topics), rows)


def _weaknesses(ground: Ground, topics: list[Topic]) -> list[Weakness]:
    units = _units(ground)
    homes = _homes(ground, units)
    whole: dict[int, Tried] = defaultdict(Tried)
    by_unit: dict[int, dict[str, Tried]] = defaultdict(lambda: defaultdict(Tried))
    for topic, person, answers, earned in _answers(ground, topics):
        whole[topic].add(answers, earned, person)
        by_unit[topic][homes[person]].add(answers, earned, person)
    lessons = _lessons(topics)
    return [
        Weakness(
            topic.title,
            whole[topic.pk].answers,
            whole[topic.pk].share,
            _lowest(by_unit[topic.pk], units),
            lessons.get(topic.pk, ""),
        )
        for topic in topics
    ]


def _about(ground: Ground) -> Q:
    about = Q()
    if ground.question.post:
        about &= Q(post=ground.question.post)
    if ground.question.cell_type is not None:
        about &= Q(organisation__standings__cell_type=ground.question.cell_type)
    return about


def _units(ground: Ground) -> dict[str, str]:
    """The names of the units directly beneath, by their paths."""
    beneath = standings_on(ground.on).filter(parent=ground.unit.organisation_id)
    return dict(beneath.values_list("path", "name"))


def _homes(ground: Ground, units: dict[str, str]) -> dict[int, str]:
    """Beneath which unit each person held her post, by its path."""
    held = posts_within([ground.unit.path], on=ground.on, also=_about(ground))
    length = len(ground.unit.path) + STEP
    rows = held.order_by("pk").values_list("person", "organisation__standings__path")
    return {person: path[:length] if path[:length] in units else "" for person, path in rows}


def _answers(ground: Ground, topics: list[Topic]) -> Iterator[tuple[int, int, int, float]]:
    held = posts_within([ground.unit.path], on=ground.on, also=_about(ground))
    rows = AttemptQuestion.objects.filter(
        attempt__learner__in=held.values("person"),
        attempt__state=Attempt.State.GRADED,
        attempt__number=1,
        attempt__submitted_at__date__range=(ground.since, ground.on),
        fraction__isnull=False,
        question__topics__in=topics,
    )
    grouped = rows.order_by().values("question__topics", "attempt__learner")
    told = grouped.annotate(answers=Count("pk"), earned=Sum("fraction"))
    return told.values_list("question__topics", "attempt__learner", "answers", "earned").iterator()


def _lowest(by_unit: dict[str, Tried], units: dict[str, str]) -> str:
    shares = [
        (tried.share, units[path])
        for path, tried in by_unit.items()
        if path and tried.share is not None and len(tried.people) >= FEWEST
    ]
    if not shares:
        return ""
    share, name = min(shares)
    return _("%(unit)s (%(percent)s%%)") % {"unit": name, "percent": round(share * 100)}


def _lessons(topics: list[Topic]) -> dict[int, str]:
    rows = LessonPage.objects.live().filter(topics__in=topics).order_by("-path")
    return dict(rows.values_list("topics", "title"))
