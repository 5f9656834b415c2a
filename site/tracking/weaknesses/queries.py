"""How answers and courses that concern a weakness went, unit by unit; nobody is named."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Substr

from courses.assignments.models import Obligation
from media.topics.models import Topic
from organisations.appointments.models import Appointment
from organisations.tree.models import Place
from organisations.tree.queries import in_force, within
from organisations.tree.rules import STEP
from quizzes.attempts.models import Attempt, AttemptQuestion
from tracking.counting.models import Tally
from tracking.counting.queries import number_of
from tracking.following.queries import courses_that_train
from tracking.weaknesses.rules import Score

Scores = dict[int, dict[str, Score]]
"""By weakness, then by the path of a unit; a unit's own posts by its own."""

WHERE = "attempt__learner__appointments"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The weaknesses, how their questions were answered, and how far their courses are."""

    weaknesses: list[Topic]
    answers: Scores = field(default_factory=dict)
    courses: Scores = field(default_factory=dict)


def gather(place: Place, children: Collection[Place], today: date) -> Gathered:
    """Five queries, however many units there are."""
    weaknesses = list(Topic.objects.filter(kind=Topic.Kind.WEAKNESS).order_by("code"))
    return Gathered(weaknesses, _answers(place.path, today), _courses(place, children))


def _answers(path: str, today: date) -> Scores:
    """First attempts alone: a second one is made by somebody who has seen the questions.

    Whoever holds several posts here is counted by the one that was entered first.
    """
    here = in_force(today) & within([path], prefix="organisation__")
    before = Appointment.objects.filter(here, person=OuterRef(f"{WHERE}__person"), pk__lt=OuterRef(WHERE))
    rows = AttemptQuestion.objects.filter(
        in_force(today, prefix=f"{WHERE}__"),
        within([path], prefix=f"{WHERE}__organisation__"),
        ~Exists(before.order_by()),
        attempt__state=Attempt.State.GRADED,
        attempt__number=1,
        fraction__isnull=False,
        question__topics__kind=Topic.Kind.WEAKNESS,
    )
    grouped = rows.order_by().annotate(place=Substr(f"{WHERE}__organisation__path", 1, len(path) + STEP))
    counted = grouped.values("question__topics", "place").annotate(
        people=Count("attempt__learner", distinct=True), asked=Count("pk"), earned=Sum("fraction")
    )
    found: Scores = defaultdict(dict)
    for topic, unit, *numbers in counted.values_list(
        "question__topics", "place", "people", "asked", "earned"
    ):
        found[topic][unit] = Score(*numbers)
    return found


def _courses(place: Place, children: Collection[Place]) -> Scores:
    """Who owes two courses of one weakness owes twice; of the people it is only said how many at least."""
    courses = courses_that_train(Q())
    owed = _owed(place, children, {course for some in courses.values() for course in some})
    found: Scores = defaultdict(dict)
    for topic, some in courses.items():
        for (unit, course), score in owed.items():
            if course in some:
                so_far = found[topic].get(unit, Score())
                most = max(so_far.people, score.people)
                found[topic][unit] = Score(most, so_far.asked + score.asked, so_far.earned + score.earned)
    return found


def _owed(
    place: Place, children: Collection[Place], courses: Collection[int]
) -> dict[tuple[str, int], Score]:
    """What is owed and finished of each of these courses, by the path of a unit."""
    beneath = {number_of(child): child.path for child in children}
    paths = {**beneath, number_of(place): place.path}
    owed: dict[tuple[str, int], Score] = defaultdict(Score)
    own = Obligation.objects.filter(course__in=courses, organisation__in=paths, is_current=True)
    counts = (
        own.order_by()
        .values("organisation", "course")
        .annotate(owed=Count("pk"), finished=Count("pk", filter=Q(finished_on__isnull=False)))
    )
    tallies = Tally.objects.filter(course__in=courses, organisation__in=beneath).order_by()
    sums = tallies.values("organisation", "course").annotate(of_owed=Sum("owed"), of_finished=Sum("finished"))
    for organisation, course, number, finished in (
        *counts.values_list("organisation", "course", "owed", "finished"),
        *sums.values_list("organisation", "course", "of_owed", "of_finished"),
    ):
        owed[paths[organisation], course] += Score(number, number, finished)
    return owed
