"""What stands in the tallies is what a list of people says."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.assignments.actions import settle_assignment, withdraw_assignment
from courses.assignments.models import Obligation
from courses.assignments.settling import turn_the_day
from organisations.appointments.actions import appoint, end_appointment
from organisations.reorganising.actions import merge_organisations
from organisations.tree.models import Organisation
from tests.assigning import assign, finish, start
from tests.makers import make_decision, make_secretary, post_of
from tests.tracking.conftest import Ground
from tracking.counting.actions import fold
from tracking.counting.models import Tally
from tracking.counting.queries import Figures, Question, State, figures_of, obligations_within

DUE = date(2026, 6, 30)


def figures(ground: Ground, place: Organisation, on: date | None = None) -> Figures:
    place.refresh_from_db()
    today = timezone.localdate()
    question = Question(courses=(ground.course.pk,), on=on or today, today=today)
    found = figures_of([place], question)[place.path]
    for state in State:
        assert obligations_within([place.path], question, state).count() == found.count(state), state
    return found


def test_whoever_holds_the_post_owes_the_course_and_is_counted_once(ground: Ground) -> None:
    assign(ground.course, ground.province, due=DUE)
    for place in (ground.province, ground.commune):
        assert figures(ground, place).owed == 2
    assert figures(ground, ground.cell).owed == 1
    assert figures(ground, ground.other_commune).owed == 0


def test_finishing_late_is_finished_and_said_to_be_late(ground: Ground) -> None:
    assign(ground.course, ground.commune, due=DUE)
    assert figures(ground, ground.province).late == 2
    start(ground.tam, ground.course, date(2026, 3, 1))
    finish(ground.lan, ground.course, date(2026, 7, 2))
    found = figures(ground, ground.province)
    assert (found.finished, found.finished_late, found.under_way, found.late) == (1, 1, 1, 1)
    before = figures(ground, ground.province, on=date(2026, 6, 30))
    assert (before.finished, before.under_way, before.not_started, before.late) == (0, 1, 1, 0)


def test_who_is_appointed_later_owes_it_too_and_who_leaves_does_not(ground: Ground) -> None:
    assign(ground.course, ground.province, due=DUE)
    finish(ground.lan, ground.course, date(2026, 2, 1))
    end_appointment(appointment=post_of(ground.lan), on=date(2026, 9, 1))
    assert figures(ground, ground.commune).owed == 1
    assert figures(ground, ground.commune, on=date(2026, 8, 31)).owed == 2
    hoa = make_secretary("Lò Thị Hoa", ground.cell, began=date(2026, 10, 1))
    assert Obligation.objects.get(person=hoa).due == date(2026, 10, 31)
    # Lan takes up the post elsewhere: what she learnt stays hers.
    appoint(person=ground.lan, organisation=ground.other_commune, post="secretary", began=date(2026, 10, 2))
    assert figures(ground, ground.other_commune).finished == 1


def test_a_merger_keeps_what_is_owed_where_the_cell_stands_now(ground: Ground) -> None:
    assign(ground.course, ground.province, due=DUE)
    finish(ground.lan, ground.course, date(2026, 2, 1))
    merge_organisations(
        organisations=[ground.commune],
        into=ground.other_commune,
        decision=make_decision(date(2026, 8, 1)),
    )
    assert figures(ground, ground.other_commune).owed == 2
    assert figures(ground, ground.other_commune, on=date(2026, 7, 31)).owed == 0
    call_command("check_counters")


def test_a_withdrawn_assignment_is_owed_no_longer(ground: Ground) -> None:
    assignment = assign(ground.course, ground.province, due=DUE)
    tomorrow = timezone.localdate() + timedelta(days=1)
    withdraw_assignment(assignment=assignment, on=tomorrow, by=None)
    settle_assignment(assignment=assignment, today=timezone.localdate())
    assert figures(ground, ground.province).owed == 2
    turn_the_day(today=tomorrow)
    assert Obligation.objects.filter(is_current=True).count() == 0
    assert not any(row.owed for row in _folded())


def _folded() -> list[Tally]:
    fold(today=timezone.localdate())
    return list(Tally.objects.all())


def test_folding_changes_no_figure(ground: Ground) -> None:
    assign(ground.course, ground.province, due=DUE)
    finish(ground.lan, ground.course, date(2026, 2, 1))
    before = figures(ground, ground.province)
    assert fold(today=timezone.localdate()) > 0
    assert figures(ground, ground.province) == before
    assert fold(today=timezone.localdate()) == 0


def test_a_counter_that_was_tampered_with_is_found_and_mended(ground: Ground) -> None:
    assign(ground.course, ground.province, due=DUE)
    call_command("check_counters")
    Tally.objects.update(finished=1)
    Obligation.objects.filter(person=ground.lan).update(due=None)
    with pytest.raises(CommandError):
        call_command("check_counters")
    call_command("check_counters", "--mend")
    call_command("check_counters")
    assert figures(ground, ground.province).finished == 0
