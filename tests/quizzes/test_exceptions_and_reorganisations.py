"""An exception granted to a part of the tree stays with its people when the tree changes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from organisations.people.models import Person
from organisations.reorganising.actions import (
    SplitPart,
    close_organisation,
    merge_organisations,
    split_organisation,
)
from organisations.reorganising.undoing import CannotUndo, undo_succession
from organisations.tree.actions import Founding
from organisations.tree.models import Organisation
from quizzes.papers.models import Quiz, QuizException
from quizzes.papers.queries import allowance_for
from tests.makers import (
    make_cell,
    make_decision,
    make_kind,
    make_organisation,
    make_person,
    make_secretary,
    post_of,
)
from tests.quiz_makers import make_question, make_quiz

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
LATER = DAY + timedelta(days=5)
GRANTED = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def commune() -> Organisation:
    return make_organisation("Đảng bộ xã A")


@pytest.fixture
def cell(commune: Organisation) -> Organisation:
    return make_cell("Chi bộ thôn 1", commune)


@pytest.fixture
def lan(cell: Organisation) -> Person:
    return make_secretary("Vũ Thị Lan", cell)


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(make_question(), time_limit_minutes=20)


def grant(quiz: Quiz, organisation: Organisation) -> QuizException:
    return QuizException.objects.create(
        quiz=quiz, organisation=organisation, extra_minutes=10, reason="Mạng yếu", given_at=GRANTED
    )


def extra(quiz: Quiz, person: Person) -> int:
    return allowance_for(quiz, person, LATER).extra_minutes


def test_it_holds_for_who_serves_there_and_beneath_and_for_nobody_else(
    commune: Organisation, lan: Person, quiz: Quiz
) -> None:
    son = make_secretary("Đinh Văn Sơn", make_cell("Chi bộ thôn 9", make_organisation("Đảng bộ xã B")))
    grant(quiz, commune)
    assert (extra(quiz, lan), extra(quiz, son), extra(quiz, make_person("Hoa"))) == (10, 0, 0)


def test_it_follows_a_merger_and_comes_back_when_that_is_undone(
    commune: Organisation, cell: Organisation, lan: Person, quiz: Quiz
) -> None:
    other = make_cell("Chi bộ thôn 2", commune)
    grant(quiz, cell)
    outcome = merge_organisations(
        organisations=[cell], into=other, decision=make_decision(DAY), secretary=post_of(lan)
    )
    assert [(str(one.label), one.count) for one in outcome.arrivals if "ngoại lệ" in str(one.label)] == [
        ("ngoại lệ của bài kiểm tra, được giữ nguyên", 1)
    ]
    assert extra(quiz, lan) == 10
    undo_succession(succession=outcome.succession, by=None, now=datetime.now(UTC))
    assert extra(quiz, lan) == 10
    assert QuizException.objects.get().organisation == cell


def test_it_follows_through_a_second_merger(
    commune: Organisation, cell: Organisation, lan: Person, quiz: Quiz
) -> None:
    second, third = make_cell("Chi bộ thôn 2", commune), make_cell("Chi bộ thôn 3", commune)
    grant(quiz, cell)
    for gone, into in ((cell, second), (second, third)):
        merge_organisations(
            organisations=[Organisation.objects.get(pk=gone.pk)],
            into=into,
            decision=make_decision(DAY if into == second else LATER),
            secretary=post_of(lan),
        )
    assert extra(quiz, lan) == 10


def test_it_goes_with_the_part_that_is_split_off(
    commune: Organisation, cell: Organisation, lan: Person, quiz: Quiz
) -> None:
    grant(quiz, cell)
    founding = Founding(
        name="Chi bộ thôn 1B",
        kind=make_kind("chi_bo", "Chi bộ", is_cell=True, rank=9),
        cell_type=cell.cell_type,
        on=DAY,
        parent=commune,
    )
    split_organisation(
        organisation=cell,
        parts=[SplitPart(founding=founding, posts=[post_of(lan)])],
        decision=make_decision(DAY),
    )
    assert extra(quiz, lan) == 10


def test_it_lapses_with_an_organisation_that_closes(cell: Organisation, quiz: Quiz) -> None:
    grant(quiz, cell)
    outcome = close_organisation(organisation=cell, decision=make_decision(DAY))
    assert ["hết hiệu lực" in str(one.label) for one in outcome.arrivals] == [True]


def test_what_was_granted_to_a_new_organisation_forbids_taking_its_founding_back(
    commune: Organisation, cell: Organisation, quiz: Quiz
) -> None:
    other = make_cell("Chi bộ thôn 2", commune)
    kind = make_kind("chi_bo", "Chi bộ", is_cell=True, rank=9)
    founding = Founding(name="Chi bộ ghép", kind=kind, cell_type=cell.cell_type, on=DAY, parent=commune)
    outcome = merge_organisations(organisations=[cell, other], into=founding, decision=make_decision(DAY))
    grant(quiz, outcome.founded[0])
    with pytest.raises(CannotUndo, match="Kiểm tra cuối khóa"):
        undo_succession(succession=outcome.succession, by=None, now=datetime.now(UTC))
