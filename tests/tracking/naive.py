"""What everybody owes, worked out beside the code in the plainest way: person by person, day after day.

Parents are followed one by one, spans are walked through; nothing of the rules is asked. It is slow and easy
to believe, and that is what it is for.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from courses.assignments.models import Assignment, Completion, Exemption, ProgrammeCourse
from courses.certificates.models import Certificate
from courses.progress.models import CourseProgress
from organisations.appointments.models import Appointment
from organisations.tree.models import Standing, Succession

DAY = timedelta(days=1)
POSTS = ("secretary", "deputy", "committee")
NEVER = date.max


@dataclass(slots=True)
class Owed:
    """A stretch of days on which a course is owed by one post and one assignment."""

    person: int
    course: int
    assignment: Assignment
    post: Appointment
    number: int
    began: date
    due: date | None
    ended: date | None = None
    finished: date | None = None
    started: date | None = None
    certified: date | None = None

    def covers(self, day: date) -> bool:
        return self.began <= day and (self.ended is None or day < self.ended)

    def as_stored(self, today: date) -> tuple[object, ...]:
        """The columns of an obligation, in the order of `COLUMNS`."""
        organisation = self.post.organisation
        return (
            self.person,
            self.course,
            self.began,
            self.ended,
            self.assignment.pk,
            self.post.pk,
            organisation.pk,
            organisation.path,
            organisation.cell_type_id,
            self.post.post,
            self.number,
            self.assignment.is_mandatory,
            self.due,
            self.started,
            self.finished,
            self.certified,
            self.covers(today),
        )


COLUMNS = (
    "person",
    "course",
    "began",
    "ended",
    "assignment",
    "appointment",
    "organisation",
    "path",
    "cell_type",
    "post",
    "number",
    "is_mandatory",
    "due",
    "started_on",
    "finished_on",
    "certified_on",
    "is_current",
)


@dataclass(slots=True)
class Ledger:
    """Everything that is known, read once; then asked day by day from `first` until `last`, after which
    nothing changes any more."""

    first: date
    last: date
    parents: dict[date, dict[int, int | None]] = field(default_factory=dict)
    taken: dict[tuple[int, date], set[int]] = field(default_factory=dict)

    def owed(self, people: list[int]) -> list[Owed]:
        self._follow_the_tree()
        assignments = list(Assignment.objects.order_by("pk"))
        programmes: dict[int | None, list[int]] = defaultdict(list)
        for place in ProgrammeCourse.objects.all():
            programmes[place.programme_id].append(place.course_id)
        taught: dict[int, list[Assignment]] = defaultdict(list)
        for assignment in assignments:
            for course in (
                [assignment.course_id] if assignment.course_id else programmes[assignment.programme_id]
            ):
                assert course is not None
                taught[course].append(assignment)
        return [
            found
            for person in people
            for course, those in taught.items()
            for found in self._owed_by(person, course, those)
        ]

    def within(self, organisation: int, day: date) -> set[int]:
        """Itself, what stands above it on the day, and what it took along; nothing before it was founded."""
        if organisation not in self.parents[day]:
            return set()
        return {organisation, *self.above(organisation, day), *self.taken.get((organisation, day), ())}

    def above(self, organisation: int, day: date) -> Iterator[int]:
        parents = self.parents[day]
        above = parents.get(organisation)
        while above is not None:
            yield above
            above = parents.get(above)

    def _days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += DAY

    def _follow_the_tree(self) -> None:
        standings = list(Standing.objects.all())
        dissolving = list(Succession.objects.filter(kind__in=["merge", "split", "close"]))
        for day in self._days():
            self.parents[day] = {
                one.organisation_id: one.parent_id for one in standings if _lies_in(day, one.began, one.ended)
            }
        for day in self._days():
            if day == self.first:
                continue
            for organisation in self.parents[day - DAY]:
                had = set(self.above(organisation, day - DAY))
                has = set(self.above(organisation, day))
                along = set(self.taken.get((organisation, day - DAY), ()))
                for succession in dissolving:
                    if succession.on == day and organisation in succession.journal["touched"]:
                        gone = succession.parts.filter(side="before").values_list("organisation", flat=True)
                        along |= had & set(gone)
                if along - has:
                    self.taken[organisation, day] = along - has

    def _owed_by(self, person: int, course: int, assignments: list[Assignment]) -> list[Owed]:
        posts = list(Appointment.objects.filter(person=person).select_related("organisation").order_by("pk"))
        exemptions = list(Exemption.objects.filter(person=person))
        finishes = sorted(_finishes(person, course))
        started = _started(person, course)
        found: list[Owed] = []
        since: dict[tuple[int, int], date] = {}
        for day in self._days():
            binding = [
                (assignment, post)
                for assignment in assignments
                for post in posts
                if self._binds(assignment, post, exemptions, day)
            ]
            since = {
                (assignment.pk, post.pk): since.get((assignment.pk, post.pk), day)
                for assignment, post in binding
            }
            now = found[-1] if found and found[-1].ended is None else None
            if not binding:
                if now:
                    now.ended = day
                continue
            dues = {
                (assignment.pk, post.pk): _due(assignment, since[assignment.pk, post.pk])
                for assignment, post in binding
            }
            assignment, post = min(
                binding,
                key=lambda pair: (
                    0 if pair[0].is_mandatory else 1,
                    dues[pair[0].pk, pair[1].pk] or NEVER,
                    POSTS.index(pair[1].post),
                    pair[1].began,
                    pair[1].pk,
                    pair[0].pk,
                ),
            )
            if now is None or (now.assignment, now.post) != (assignment, post):
                if now:
                    now.ended = day
                now = Owed(
                    person, course, assignment, post, 1, day, dues[assignment.pk, post.pk], started=started
                )
                found.append(now)
                now.finished = _finish_at_the_beginning(now, finishes)
            if now.finished is None and assignment.valid_months:
                now.finished = day if day in finishes and day > now.began else None
            if (
                assignment.valid_months
                and now.finished
                and day >= _opens(assignment, now.finished) > now.began
            ):
                now.ended = day
                due = _months_on(now.finished, assignment.valid_months) + DAY * assignment.grace_days
                now = Owed(person, course, assignment, post, now.number + 1, day, due)
                found.append(now)
                now.finished = _finish_at_the_beginning(now, finishes)
        certified = _certified(person, course)
        for one in found:
            one.certified = certified
            if one.finished is None:
                one.finished = next((day for day in finishes if day > one.began), None)
        return found

    def _binds(
        self, assignment: Assignment, post: Appointment, exemptions: list[Exemption], day: date
    ) -> bool:
        return (
            post.post in assignment.posts
            and _lies_in(day, assignment.began, assignment.ended)
            and _lies_in(day, post.began, post.ended)
            and assignment.organisation_id in self.within(post.organisation_id, day)
            and not any(
                one.assignment_id == assignment.pk and _lies_in(day, one.began, one.ended)
                for one in exemptions
            )
        )


def _lies_in(day: date, began: date, ended: date | None) -> bool:
    return began <= day < (ended or NEVER)


def _due(assignment: Assignment, since: date) -> date | None:
    """One day for all, later for those who came to owe it after it; or so many days for each."""
    day = assignment.due
    if assignment.within_days is not None:
        own = since + DAY * assignment.within_days
        return own if day is None else max(day, own)
    return since + DAY * 30 if day is not None and since > day else day


def _finish_at_the_beginning(owed: Owed, finishes: list[date]) -> date | None:
    """What she brings along: without renewal every finish counts, else the latest that still holds."""
    if not owed.assignment.valid_months:
        return finishes[0] if finishes else None
    holding = [day for day in finishes if day <= owed.began and _opens(owed.assignment, day) > owed.began]
    return holding[-1] if holding else None


def _opens(assignment: Assignment, finished: date) -> date:
    opens = _months_on(finished, assignment.valid_months or 0) - DAY * assignment.window_days
    return opens if opens > finished else finished + DAY


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def _finishes(person: int, course: int) -> set[date]:
    here = CourseProgress.objects.filter(enrolment__learner=person, enrolment__course=course)
    elsewhere = Completion.objects.filter(person=person, course=course).exclude(source="learnt")
    return {timezone.localdate(one.finished_at) for one in here if one.finished_at} | {
        one.on for one in elsewhere
    }


def _started(person: int, course: int) -> date | None:
    progress = CourseProgress.objects.filter(enrolment__learner=person, enrolment__course=course)
    one = progress.select_related("enrolment").first()
    return timezone.localdate(one.enrolment.enrolled_at) if one else None


def _certified(person: int, course: int) -> date | None:
    """The day on the first certificate that was not revoked."""
    held = [one for one in Certificate.objects.all() if (one.learner_id, one.course_id) == (person, course)]
    return min((one.issued_on for one in held if one.revoked_at is None), default=None)


def parents_on(day: date) -> dict[int, int | None]:
    return {
        one.organisation_id: one.parent_id
        for one in Standing.objects.all()
        if _lies_in(day, one.began, one.ended)
    }


def stands_within(organisation: int, above: int, parents: dict[int, int | None]) -> bool:
    """By parents followed one by one."""
    step: int | None = organisation
    while step is not None and step != above:
        step = parents.get(step)
    return step is not None
