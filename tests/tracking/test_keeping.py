"""What reorganisations of one day do to what is owed, and how tallies are kept small and looked at."""

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from courses.assignments.models import Obligation
from organisations.people.models import Person
from organisations.reorganising.actions import merge_organisations, move_organisation
from organisations.reorganising.undoing import undo_succession
from organisations.tree.models import Organisation, Succession
from tests.assigning import assign
from tests.makers import make_cell, make_decision, make_organisation, make_secretary
from tests.tracking.conftest import Ground
from tracking.counting.actions import fold
from tracking.counting.models import Tally
from tracking.counting.queries import Question, figures_of
from tracking.counting.rules import due_as_told

DAY = date(2026, 8, 1)


def owes(person: Person) -> bool:
    return Obligation.objects.filter(person=person, is_current=True).exists()


def merge_commune(ground: Ground) -> None:
    merge_organisations(
        organisations=[_again(ground.commune)], into=_again(ground.other_commune), decision=make_decision(DAY)
    )


def move_cell(ground: Ground, to: Organisation) -> None:
    move_organisation(organisation=_again(ground.cell), parent=_again(to), decision=make_decision(DAY))


def _again(organisation: Organisation) -> Organisation:
    return Organisation.objects.get(pk=organisation.pk)


def test_whose_commune_is_merged_takes_along_what_it_was_assigned(ground: Ground) -> None:
    assign(ground.course, ground.commune)
    merge_commune(ground)
    assert owes(ground.lan)
    # A cell of the other commune has nothing to do with it, nor one that is founded there later.
    newcomer = make_secretary("Lò Thị Hoa", make_cell("Chi bộ mới", _again(ground.other_commune)))
    assert not owes(newcomer)


def test_a_cell_that_was_moved_away_on_the_day_of_the_merger_left_before(ground: Ground) -> None:
    third = make_organisation("Đảng bộ xã C", ground.province)
    assign(ground.course, ground.commune)
    move_cell(ground, third)
    assert not owes(ground.lan)
    merge_commune(ground)
    assert (owes(ground.lan), owes(ground.tam)) == (False, True)
    call_command("check_counters")


def test_a_merger_taken_back_is_as_if_it_had_never_been(ground: Ground) -> None:
    assign(ground.course, ground.commune)
    before = list(_stored())
    merge_commune(ground)
    move_cell(ground, ground.province)
    for succession in Succession.objects.order_by("-pk"):
        undo_succession(succession=succession, by=None, now=timezone.now())
    assert list(_stored()) == before
    call_command("check_counters")


def _stored() -> Any:
    return Obligation.objects.order_by("person", "began").values_list(
        "person", "path", "began", "ended", "due"
    )


def test_due_dates_that_have_passed_are_summed_by_quarters(ground: Ground) -> None:
    for due in (date(2026, 4, 15), date(2026, 5, 20), date(2026, 7, 10)):
        assign(ground.course, ground.province, due=due, posts=("secretary", "deputy"))
        make_secretary(f"Phó {due}", ground.cell, post="deputy", began=due)
    today = date(2026, 7, 10)
    asked = Question(courses=(ground.course.pk,), on=today, today=today)
    before = figures_of([_again(ground.province)], asked)
    fold(today=today)
    assert figures_of([_again(ground.province)], asked) == before
    told = Tally.objects.values_list("due", flat=True)
    assert all(due == due_as_told(due, today) for due in told)
    assert not Tally.objects.filter(due__range=(date(2026, 4, 2), date(2026, 6, 30))).exists()
    fold(today=timezone.localdate())
    call_command("check_counters")


def test_a_sample_of_people_and_the_tallies_above_them_can_be_looked_at(ground: Ground) -> None:
    assign(ground.course, ground.province)
    call_command("check_counters", "--sample", "50")
    Tally.objects.filter(organisation=ground.commune).update(finished=1)
    with pytest.raises(CommandError):
        call_command("check_counters", "--sample", "50")
