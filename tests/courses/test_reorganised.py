"""Learning comes along in a reorganisation: it is counted beforehand, and stands in the way of an undo."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.progress import rules
from courses.progress.actions import Report, record_evidence
from organisations.people.models import Person
from organisations.reorganising.actions import merge_organisations, move_organisation, preview
from organisations.reorganising.undoing import reasons_against_undoing, undo_succession
from organisations.tree.actions import Founding
from organisations.tree.models import Organisation
from tests.makers import (
    edition_of,
    make_cell,
    make_decision,
    make_kind,
    make_organisation,
    make_secretary,
    outline_for,
    post_of,
)

MERGED = date(2025, 7, 1)
LONG_BEFORE = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def communes(db: None) -> list[Organisation]:
    province = make_organisation("Đảng bộ tỉnh")
    return [make_organisation(name, province) for name in ("Đảng bộ xã A", "Đảng bộ xã B")]


@pytest.fixture
def secretary(communes: list[Organisation]) -> Person:
    return make_secretary("Vũ Thị Lan", make_cell("Chi bộ thôn 1", communes[0]))


def read(learner: Person, course: CoursePage, *numbers: int, at: datetime) -> None:
    lessons = outline_for(course).lessons
    reports = [Report(uuid4(), rules.READ, lessons[number].lesson_id, at) for number in numbers]
    record_evidence(learner=learner, reports=reports, now=at)


def test_courses_under_way_of_who_serves_there_are_told(
    communes: list[Organisation], secretary: Person, course: CoursePage
) -> None:
    enrol(learner=secretary, edition=edition_of(course), now=LONG_BEFORE)
    elsewhere = make_secretary("Chẩu Văn Bình", make_cell("Chi bộ thôn 2", communes[1]))
    enrol(learner=elsewhere, edition=edition_of(course), now=LONG_BEFORE)

    def told() -> list[int]:
        outcome = preview(
            lambda: move_organisation(
                organisation=Organisation.objects.get(pk=communes[0].pk),
                parent=communes[1],
                decision=make_decision(MERGED),
            )
        )
        return [arrival.count for arrival in outcome.arrivals]

    assert told() == [1]
    read(secretary, course, 0, 1, 2, at=LONG_BEFORE)
    assert told() == []


def test_whose_post_goes_on_in_an_old_place_is_counted_too(
    communes: list[Organisation], course: CoursePage
) -> None:
    deputy = make_secretary("Lò Văn Páo", communes[0], post="deputy")
    enrol(learner=deputy, edition=edition_of(course), now=LONG_BEFORE)
    outcome = merge_organisations(organisations=communes, into=communes[1], decision=make_decision(MERGED))
    assert [arrival.count for arrival in outcome.arrivals] == [1]


def test_who_learnt_since_in_what_was_founded_stands_in_the_way_of_an_undo(
    secretary: Person, course: CoursePage
) -> None:
    cell = post_of(secretary).organisation
    other = make_cell("Chi bộ thôn 2", cell.parent)
    enrol(learner=secretary, edition=edition_of(course), now=LONG_BEFORE)
    read(secretary, course, 0, at=LONG_BEFORE)
    succession = merge_organisations(
        organisations=[cell, other],
        into=Founding(name="Chi bộ Mới", kind=make_kind("chi_bo"), parent=cell.parent, on=MERGED),
        secretary=post_of(secretary),
        decision=make_decision(MERGED),
    ).succession
    assert reasons_against_undoing(succession) == []
    read(secretary, course, 1, at=datetime.now(UTC) + timedelta(minutes=1))
    [reason] = reasons_against_undoing(succession)
    assert "Vũ Thị Lan" in reason
    assert "Bài hai" in reason


def test_what_was_learnt_stays_when_a_reorganisation_is_taken_back(
    communes: list[Organisation], secretary: Person, course: CoursePage
) -> None:
    enrol(learner=secretary, edition=edition_of(course), now=LONG_BEFORE)
    succession = move_organisation(
        organisation=communes[0], parent=communes[1], decision=make_decision(MERGED)
    ).succession
    read(secretary, course, 0, at=datetime.now(UTC))
    undo_succession(succession=succession, by=None, now=datetime.now(UTC))
    assert secretary.evidence.count() == 1
