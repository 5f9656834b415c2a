"""For random histories, what is stored equals what a plain reading of the records says, and every figure
equals the length of the list it opens."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar
from unittest.mock import patch

from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from common.days import day_began
from courses.assignments.actions import (
    AssignmentRefusal,
    Terms,
    change_assignment,
    end_exemption,
    exempt,
    make_assignment,
    make_programme,
    settle_assignment,
    withdraw_assignment,
)
from courses.assignments.models import Assignment, Completion, Exemption, Obligation, Programme
from courses.assignments.settling import settle
from courses.catalogue.models import CoursePage
from courses.certificates.actions import revoke_certificate
from courses.certificates.models import Certificate
from organisations.appointments.actions import (
    AppointmentRefusal,
    annul_appointment,
    appoint,
    end_appointment,
    succeed_secretary,
)
from organisations.appointments.models import Appointment
from organisations.people.actions import enter_person, merge_people
from organisations.people.models import Person
from organisations.reorganising.actions import (
    Decision,
    SplitPart,
    close_organisation,
    merge_organisations,
    move_organisation,
    rename_organisation,
    split_organisation,
)
from organisations.reorganising.undoing import CannotUndo, undo_succession
from organisations.tree.actions import Founding, TreeRefusal
from organisations.tree.models import CellType, Organisation, Standing, Succession
from tests.assigning import finish, start
from tests.makers import make_certificate_settings, make_course, make_kind, make_organisation
from tests.tracking.naive import COLUMNS, POSTS, Ledger, Owed, parents_on, stands_within
from tracking.counting.actions import fold
from tracking.counting.checking import check_counters
from tracking.counting.queries import Figures, Question, State, figures_of, obligations_within

FIRST = date(2026, 1, 1)
DAYS = 60
HORIZON = FIRST + timedelta(days=220)
"""Every span that is drawn, and every renewal of what was finished by the last day, has begun or ended."""

REFUSALS = (AppointmentRefusal, AssignmentRefusal, CannotUndo, TreeRefusal)

T = TypeVar("T")


class RandomHistories(TestCase):
    """A small province lives through sixty days, in which anything happens that the site lets happen."""

    courses: list[CoursePage]
    programme: Programme

    @classmethod
    def setUpTestData(cls) -> None:
        cls.courses = [make_course("Bài một", title=title) for title in ("Khóa một", "Khóa hai")]
        make_certificate_settings(cls.courses[0])
        cls.programme = make_programme(title="Hai khóa", courses=cls.courses)

    @settings(max_examples=20)
    @given(seed=st.integers(0, 2**32), steps=st.integers(0, 40))
    def test_what_is_stored_is_what_a_plain_reading_says(self, seed: int, steps: int) -> None:
        history = History(Random(seed), [*self.courses], self.programme)
        with history.frozen():
            history.begin()
            for _ in range(steps):
                history.step()
            history.check()


class History:
    """What happens, step by step, and the clock.

    A seed tells a whole history, so that unlikely turns come as often as likely ones; the shortest that fails
    is found by its number of steps.
    """

    def __init__(self, chance: Random, courses: list[CoursePage], programme: Programme) -> None:
        self.chance = chance
        self.courses = courses
        self.programme = programme
        self.today = FIRST + timedelta(days=10)
        self.deeds: list[Callable[[], object]] = [
            self.appoint,
            self.appoint,
            self.end_a_post,
            self.annul_a_post,
            self.succeed,
            self.move,
            self.move,
            self.merge,
            self.merge,
            self.split,
            self.close,
            self.retype,
            self.undo,
            self.assign,
            self.assign,
            self.change,
            self.withdraw,
            self.exempt,
            self.end_an_exemption,
            self.enrol,
            self.finish,
            self.finish,
            self.finish,
            self.recognise,
            self.revoke,
            self.merge_two_entries,
            self.pass_days,
            self.pass_days,
            self.fold,
        ]

    @contextmanager
    def frozen(self) -> Iterator[None]:
        with patch("django.utils.timezone.now", lambda: self.now):
            yield

    @property
    def now(self) -> datetime:
        return datetime(self.today.year, self.today.month, self.today.day, 9, tzinfo=UTC)

    def one(self, rows: Iterable[T]) -> T | None:
        """One of these rows, or none where there are none."""
        found = list(rows)
        return self.chance.choice(found) if found else None

    def day(self, *, since: date = FIRST) -> date:
        """Some day since then, also one that is still to come; as often as not an early one."""
        most = (FIRST + timedelta(days=DAYS + 10) - since).days
        return since + timedelta(days=self.chance.randint(0, self.chance.choice([5, most])))

    def past_day(self) -> date:
        return FIRST + timedelta(days=self.chance.randint(0, (self.today - FIRST).days))

    def end_after(self, began: date) -> date | None:
        return began + timedelta(days=self.chance.randint(1, 30)) if self.chance.random() < 0.4 else None

    def maybe(self, most: int, least: int = 0) -> int | None:
        return self.chance.randint(least, most) if self.chance.random() < 0.5 else None

    # --- How it begins ---------------------------------------------------------------------------

    def begin(self) -> None:
        root = make_organisation("Đảng bộ tỉnh", on=FIRST)
        grown = [root]
        for number in range(self.chance.randint(4, 7)):
            parent = self.chance.choice(grown[:4])
            grown.append(make_organisation(f"Tổ chức {number}", parent, on=FIRST))
        for number in range(4):
            enter_person(full_name=f"Người {number}")
        for _ in range(8):
            self.attempt(self.appoint)
        for _ in range(2):
            self.assign()

    def step(self) -> None:
        self.attempt(self.chance.choice(self.deeds))

    def attempt(self, deed: Callable[[], object]) -> None:
        with suppress(*REFUSALS), transaction.atomic():
            deed()

    # --- Posts and people ------------------------------------------------------------------------

    def person(self) -> Person:
        return self.chance.choice(Person.objects.filter(full_name__startswith="Người").order_by("pk"))

    def organisation(self) -> Organisation:
        return self.chance.choice(Organisation.objects.order_by("pk"))

    def post(self) -> Appointment | None:
        return self.one(Appointment.objects.filter(ended=None).order_by("pk"))

    def appoint(self) -> None:
        began = self.day()
        appoint(
            person=self.person(),
            organisation=self.organisation(),
            post=self.chance.choice(POSTS),
            began=began,
            ended=self.end_after(began),
        )

    def end_a_post(self) -> None:
        if post := self.post():
            end_appointment(appointment=post, on=self.day(since=post.began))

    def annul_a_post(self) -> None:
        if post := self.post():
            annul_appointment(appointment=post)

    def succeed(self) -> None:
        serving = self.one(Appointment.objects.filter(ended=None, post="secretary").order_by("pk"))
        if serving:
            succeed_secretary(serving=serving, successor=self.person(), on=self.day(since=serving.began))

    def merge_two_entries(self) -> None:
        kept, gone = self.person(), self.person()
        if kept != gone:
            merge_people(kept=kept, gone=gone, by=None, now=self.now)

    # --- The tree --------------------------------------------------------------------------------

    def decision(self) -> Decision:
        return Decision(on=self.past_day(), number="12-QĐ/TU", now=self.now)

    def move(self) -> None:
        move_organisation(
            organisation=self.organisation(), parent=self.organisation(), decision=self.decision()
        )

    def merge(self) -> None:
        """Into another of the same parent, mostly."""
        going = self.organisation()
        others = Organisation.objects.filter(parent=going.parent, is_open=True).exclude(pk=going.pk)
        heir = self.one(others.order_by("pk")) or self.organisation()
        merge_organisations(organisations=[going], into=heir, decision=self.decision())

    def split(self) -> None:
        whole, decision = self.organisation(), self.decision()
        children = Organisation.objects.filter(parent=whole, is_open=True).order_by("pk")
        posts = Appointment.objects.filter(organisation=whole, ended=None).order_by("pk")
        founding = Founding(name="Phần mới", kind=make_kind(), parent=whole.parent or whole, on=decision.on)
        part = SplitPart(founding=founding, children=list(children)[:2], posts=list(posts)[:1])
        split_organisation(
            organisation=whole, parts=[part], decision=decision, dissolve=self.chance.random() < 0.5
        )

    def close(self) -> None:
        close_organisation(organisation=self.organisation(), decision=self.decision())

    def retype(self) -> None:
        """A cell of a village comes to be called a cell of an office."""
        kind, _ = CellType.objects.get_or_create(code="co-quan", defaults={"name": "Cơ quan"})
        rename_organisation(
            organisation=self.organisation(),
            decision=self.decision(),
            cell_type=self.chance.choice([kind, None]),
        )

    def undo(self) -> None:
        if succession := Succession.objects.order_by("-pk").first():
            undo_succession(succession=succession, by=None, now=self.now)

    # --- What is assigned ------------------------------------------------------------------------

    def terms(self) -> dict[str, Any]:
        return {
            "due": self.chance.choice([None, self.day()]),
            "within_days": self.maybe(20),
            "is_mandatory": self.chance.random() < 0.6,
            "valid_months": self.maybe(2, least=1),
            "window_days": self.chance.randint(10, 40),
            "grace_days": self.chance.randint(0, 5),
        }

    def posts(self) -> list[str]:
        return self.chance.sample(POSTS, self.chance.randint(1, 3))

    def assign(self) -> None:
        whole: list[CoursePage | Programme] = [*self.courses, self.programme]
        assignment = make_assignment(
            what=self.chance.choice(whole),
            organisation=self.committee(),
            posts=self.posts(),
            terms=Terms(began=self.day(), **self.terms()),
            by=None,
            now=self.now,
        )
        settle_assignment(assignment=assignment, today=self.today)

    def committee(self) -> Organisation:
        """The province, or one right beneath it."""
        high = [one for one in Organisation.objects.order_by("pk") if one.depth < 2]
        return self.chance.choice(high)

    def assignment(self) -> Assignment | None:
        return self.one(Assignment.objects.order_by("pk"))

    def change(self) -> None:
        if assignment := self.assignment():
            change_assignment(assignment=assignment, by=None, posts=self.posts(), **self.terms())
            settle_assignment(assignment=assignment, today=self.today)

    def withdraw(self) -> None:
        if assignment := self.assignment():
            withdraw_assignment(assignment=assignment, on=self.day(since=assignment.began), by=None)
            settle_assignment(assignment=assignment, today=self.today)

    def exempt(self) -> None:
        if assignment := self.assignment():
            began = self.day()
            exempt(
                assignment=assignment,
                person=self.person(),
                began=began,
                ended=self.end_after(began),
                reason="Đi học dài hạn",
                by=None,
                now=self.now,
            )

    def end_an_exemption(self) -> None:
        if exemption := self.one(Exemption.objects.order_by("pk")):
            end_exemption(exemption=exemption, on=self.day(since=exemption.began), by=None, now=self.now)

    # --- What is learnt --------------------------------------------------------------------------

    def course(self) -> CoursePage:
        return self.chance.choice(self.courses)

    def enrol(self) -> None:
        start(self.person(), self.course(), self.today)

    def finish(self) -> None:
        """On some day until today; the phone tells of it today."""
        finish(self.person(), self.course(), self.past_day(), told=self.now)

    def recognise(self) -> None:
        person, course, on = self.person(), self.course(), self.past_day()
        source = self.chance.choice([Completion.Source.RENEWED, Completion.Source.RECOGNISED])
        Completion.objects.create(person=person, course=course, source=source, on=on)
        settle(people=[person.pk], courses=[course.pk], today=self.today)

    def revoke(self) -> None:
        if certificate := self.one(Certificate.objects.filter(revoked_at=None).order_by("pk")):
            by, _ = User.objects.get_or_create(username="hoa")
            revoke_certificate(certificate=certificate, reason="Cấp nhầm", by=by, now=self.now)

    def pass_days(self) -> None:
        self.today = min(self.today + timedelta(days=self.chance.randint(1, 15)), FIRST + timedelta(DAYS))
        day_began.send(sender=type(self), today=self.today)

    def fold(self) -> None:
        fold(today=self.today)

    # --- What must be true of it -----------------------------------------------------------------

    def check(self) -> None:
        assert not list(check_counters(mend=False, today=self.today))
        people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
        owed = Ledger(FIRST, HORIZON).owed(people)
        stored = list(Obligation.objects.order_by("person", "course", "began").values_list(*COLUMNS))
        assert stored == sorted((one.as_stored(self.today) for one in owed), key=lambda row: row[:3])
        for on in (self.today, self.past_day()):
            self.check_figures(owed, on)
        fold(today=timezone.localdate())
        assert not list(check_counters(mend=False, today=self.today))
        self.check_figures(owed, self.today)

    def check_figures(self, owed: list[Owed], on: date) -> None:
        question = Question(
            courses=self._courses(),
            on=on,
            today=self.today,
            post=self.chance.choice(["", *POSTS]),
            cell_type=self.chance.choice([None, *CellType.objects.values_list("pk", flat=True)]),
            is_mandatory=self.chance.choice([None, True, False]),
        )
        parents = parents_on(on)
        counted = [one for one in owed if one.covers(on) and is_asked_for(one, question)]
        places = self.places(on)
        for depth in {place.depth for place in places}:
            level = [place for place in places if place.depth == depth]
            figures = figures_of(level, question)
            for place in level:
                number = int(place.path[-7:])
                here = [one for one in counted if stands_within(one.post.organisation_id, number, parents)]
                assert figures[place.path] == naive_figures(here, on)
                for state in State:
                    listed = obligations_within([place.path], question, state)
                    assert listed.count() == figures[place.path].count(state), state

    def _courses(self) -> tuple[int, ...] | None:
        if self.chance.random() < 0.3:
            return None
        return tuple(self.chance.sample([one.pk for one in self.courses], self.chance.randint(1, 2)))

    def places(self, on: date) -> list[Any]:
        if on == self.today:
            return list(Organisation.objects.all())
        return [
            one for one in Standing.objects.all() if one.began <= on and (one.ended is None or on < one.ended)
        ]


def is_asked_for(one: Owed, question: Question) -> bool:
    return (
        (question.courses is None or one.course in question.courses)
        and question.post in ("", one.post.post)
        and question.cell_type in (None, one.post.organisation.cell_type_id)
        and question.is_mandatory in (None, one.assignment.is_mandatory)
    )


def naive_figures(owed: list[Owed], on: date) -> Figures:
    finished = [one for one in owed if one.finished and one.finished <= on]
    begun = [one for one in owed if one.started and one.started <= on]
    return Figures(
        owed=len(owed),
        started=len([one for one in owed if one in finished or one in begun]),
        finished=len(finished),
        finished_late=len([one for one in finished if one.due and one.finished and one.finished > one.due]),
        late=len([one for one in owed if one not in finished and one.due and one.due < on]),
        certified=len([one for one in owed if one.certified and one.certified <= on]),
    )
