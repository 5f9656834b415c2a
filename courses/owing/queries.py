"""What a learner owes, as her own pages tell it: the first thing to do first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from courses.assignments.models import (
    Completion,
    Exemption,
    Obligation,
    ProgrammeCourse,
)
from courses.catalogue.models import CourseEdition
from courses.catalogue.queries import current_editions
from courses.owing.rules import days_late
from courses.owing.words import Due, due_in_words
from courses.progress.models import CourseProgress
from organisations.appointments.models import Appointment
from organisations.people.models import Person
from organisations.tree.queries import in_force

FIRST = (
    "-is_mandatory",
    F("due").asc(nulls_last=True),
    "assignment",
    F("place").asc(nulls_last=True),
    "pk",
)
"""What is to be done first: mandatory before recommended, by due date, programmes in their order."""


@dataclass(frozen=True, slots=True)
class Task:
    """A course that is taught now, which she owes and has not finished, and how far she is with it.

    `programme` and `place`: where it stands among several courses that were assigned as one.
    """

    edition: CourseEdition
    due: Due
    progress: CourseProgress | None
    programme: str
    place: int | None
    order: tuple[bool, date, int, int]

    @property
    def course_id(self) -> int:
        number: int = self.edition.course_id
        return number

    @property
    def is_under_way(self) -> bool:
        return self.progress is not None and self.progress.finished_at is None

    @property
    def is_owed_anew(self) -> bool:
        """She has learnt it before; it has to be learnt anew."""
        return self.progress is not None and self.progress.finished_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """What a course's page says of the obligation to learn it: the one of today, and when the next begins."""

    by: str
    decision: str
    note: str
    post: str
    programme: str
    place: int | None
    is_mandatory: bool
    began: date
    due: date | None
    finished_on: date | None
    valid_months: int | None
    window_days: int
    next_began: date | None
    next_due: date | None
    in_words: Due

    @property
    def is_open(self) -> bool:
        return self.finished_on is None


def owed_by_learner(person: Person | None) -> QuerySet[Obligation]:
    """Everything she owes or owed, with who assigned it; `place` is the course's in a programme."""
    hers = Obligation.objects.filter(person=person) if person else Obligation.objects.none()
    return hers.annotate(place=_place_in_programme()).select_related(
        "assignment__organisation", "assignment__programme", "course"
    )


def editions_with_what_is_owed(person: Person | None, today: date) -> QuerySet[CourseEdition]:
    """Every course that is taught now; `owed` is what `person` owes of it and has not finished.

    A first page has few queries to spend: this is one.
    """
    open_today = Obligation.objects.filter(
        in_force(today), person=person or None, course=OuterRef("course"), finished_on__isnull=True
    )
    told = JSONObject(
        due="due",
        is_mandatory="is_mandatory",
        assignment="assignment_id",
        programme="assignment__programme__title",
        place=_place_in_programme(),
    )
    return current_editions().annotate(owed=Subquery(open_today.values(told=told)[:1]))


def tasks_of(
    editions: Iterable[CourseEdition], followed: Mapping[int, CourseProgress], today: date
) -> list[Task]:
    """Of `editions_with_what_is_owed`: what is owed, what is to be done first before the rest."""
    owed = [(edition, edition.owed) for edition in editions if edition.owed]  # type: ignore[attr-defined]
    tasks = [_task(edition, told, followed.get(edition.course_id), today) for edition, told in owed]
    return sorted(tasks, key=lambda task: task.order)


def _task(
    edition: CourseEdition, told: Mapping[str, Any], progress: CourseProgress | None, today: date
) -> Task:
    due, is_mandatory = _day(told["due"]), bool(told["is_mandatory"])
    return Task(
        edition=edition,
        due=due_in_words(due, is_mandatory=is_mandatory, today=today),
        progress=progress,
        programme=told["programme"] or "",
        place=told["place"],
        order=(not is_mandatory, due or date.max, told["assignment"], told["place"] or 0),
    )


def edition_with_assignment(slug: str, person: Person | None, today: date) -> CourseEdition | None:
    """The edition taught at an address; `owed` is what `person` owes of it today, done or not.

    One query, as on the first page.
    """
    hers = Obligation.objects.filter(person=person or None, course=OuterRef("course"))
    told = JSONObject(
        by="assignment__organisation__name",
        decision="assignment__decision",
        note="assignment__note",
        post="post",
        programme="assignment__programme__title",
        place=_place_in_programme(),
        is_mandatory="is_mandatory",
        began="began",
        due="due",
        finished_on="finished_on",
        valid_months="assignment__valid_months",
        window_days="assignment__window_days",
    )
    ahead = hers.filter(began__gt=today).order_by("began").values(told=JSONObject(began="began", due="due"))
    editions = current_editions().filter(slug=slug)
    return editions.annotate(
        owed=Subquery(hers.filter(in_force(today)).values(told=told)[:1]),
        owed_next=Subquery(ahead[:1]),
    ).first()


def assigned_in(edition: CourseEdition, today: date) -> Assigned | None:
    """Of `edition_with_assignment`: what is said of the assignment; None where there is none."""
    told, following = edition.owed, edition.owed_next or {}  # type: ignore[attr-defined]
    if not told:
        return None
    due, is_mandatory = _day(told["due"]), bool(told["is_mandatory"])
    return Assigned(
        **{name: told[name] for name in ("by", "decision", "note", "place", "valid_months", "window_days")},
        post=str(Appointment.Post(told["post"]).label),
        programme=told["programme"] or "",
        is_mandatory=is_mandatory,
        began=date.fromisoformat(told["began"]),
        due=due,
        finished_on=_day(told["finished_on"]),
        next_began=_day(following.get("began")),
        next_due=_day(following.get("due")),
        in_words=due_in_words(due, is_mandatory=is_mandatory, today=today),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _place_in_programme() -> Subquery:
    """Of an obligation: which course of its programme it is of."""
    places = ProgrammeCourse.objects.filter(
        programme=OuterRef("assignment__programme"), course=OuterRef("course")
    )
    return Subquery(places.values("number")[:1])


@dataclass(frozen=True, slots=True)
class Owed:
    """A line of what she owes or owed; `slug` leads to the course where it is taught now."""

    obligation: Obligation
    due: Due
    slug: str | None
    is_over: bool

    @property
    def days_late(self) -> int:
        one = self.obligation
        return days_late(one.due, one.finished_on) if one.finished_on and one.is_mandatory else 0


@dataclass(frozen=True, slots=True)
class OwedWithHistory:
    """What she owes today, first what is left to do, and what she owed before."""

    now: list[Owed]
    before: list[Owed]


def owed_with_history(person: Person | None, today: date) -> OwedWithHistory:
    """One query; what is to come is not told before its day."""
    taught = CourseEdition.objects.filter(course=OuterRef("course"), is_current=True).values("slug")[:1]
    rows = owed_by_learner(person).filter(began__lte=today).annotate(slug=Subquery(taught))
    lines = [
        Owed(
            obligation=one,
            due=_due(one, today),
            slug=one.slug,
            is_over=one.ended is not None and one.ended <= today,
        )
        for one in rows.order_by(*FIRST)
    ]
    return OwedWithHistory(
        now=sorted(
            (line for line in lines if not line.is_over),
            key=lambda line: line.obligation.finished_on is not None,
        ),
        before=[line for line in lines if line.is_over],
    )


def _due(one: Obligation, today: date) -> Due:
    return due_in_words(one.due, is_mandatory=one.is_mandatory, today=today)


def obligations_over_time(person: Person, today: date) -> QuerySet[Obligation]:
    """What she owes and owed, the latest first."""
    return owed_by_learner(person).filter(began__lte=today).order_by("-began", "-pk")


def exemptions_of(person: Person) -> QuerySet[Exemption]:
    """From what she was let off, the latest first."""
    found = Exemption.objects.filter(person=person).exclude(ended=F("began"))
    return found.select_related("assignment__course", "assignment__programme").order_by("-began", "-pk")


def completions_of(person: Person) -> QuerySet[Completion]:
    """The days on which she finished courses, the latest first."""
    found = Completion.objects.filter(person=person)
    return found.select_related("course", "edition").order_by("-on", "-pk")
