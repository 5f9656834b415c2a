"""A cell says where it stands; the practice's counts equal the rows, and a form sent twice counts once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from organisations.appointments.actions import end_appointment
from organisations.reorganising.actions import merge_organisations
from organisations.reorganising.undoing import reasons_against_undoing
from organisations.tree.actions import Founding
from organisations.tree.models import Organisation, Succession
from practices.adoptions import rules
from practices.adoptions.actions import Evidence, confirm_adoption, take_back_confirmation
from practices.adoptions.models import Adoption, AdoptionFile, AdoptionReport
from practices.adoptions.queries import (
    adoption_below,
    adoption_led_by,
    adoption_of_practice,
    adoptions_below,
    adoptions_led_by,
    leaders_of,
    waiting_first,
)
from practices.exemplars.models import Practice
from tests.makers import (
    account_of,
    make_cell,
    make_decision,
    make_grant,
    make_organisation,
    make_secretary,
    post_of,
)
from tests.practices.adoptions.conftest import Communes
from tests.practices.adoptions.makers import NOW, TODAY, later, record, report
from tests.practices.makers import make_practice

pytestmark = pytest.mark.django_db
COUNTS = [f"{state}_count" for state in rules.STATES]


def rows_of(viewer: User) -> list[Any]:
    return list(waiting_first(adoptions_below(viewer, TODAY)))


def counts_of(practice: Practice) -> dict[str, int]:
    practice.refresh_from_db()
    return {name: getattr(practice, name) for name in COUNTS}


# Of one word: which cell, which practice, the state, the day it holds from, whether it is sent once more.
words = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 1),
        st.sampled_from(rules.STATES),
        st.integers(0, 100),
        st.booleans(),
    ),
    max_size=8,
)


@given(said=words)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_the_counts_on_a_practice_equal_the_rows_behind_them(
    db: None, said: list[tuple[int, int, str, int, bool]]
) -> None:
    with transaction.atomic():
        commune = make_organisation()
        cells = [make_cell(f"Chi bộ {number}", commune) for number in range(3)]
        practices = [make_practice(), make_practice()]
        for number, (cell, practice, state, day, twice) in enumerate(said):
            for key in [uuid4()] * (2 if twice else 1):
                record(
                    practices[practice],
                    cells[cell],
                    state,
                    on=TODAY + timedelta(days=day),
                    now=later(number),
                    key=key,
                )
        assert AdoptionReport.objects.count() == len(said)
        for one in practices:
            rows = Adoption.objects.filter(practice=one).order_by().values_list("state")
            counted = {f"{state}_count": count for state, count in rows.annotate(count=Count("pk"))}
            assert counts_of(one) == {**dict.fromkeys(COUNTS, 0), **counted}
        transaction.set_rollback(True)


def test_a_form_sent_twice_is_one_report(communes: Communes, practice: Practice) -> None:
    key = uuid4()
    first = record(practice, communes.cell, by=communes.lan, key=key)
    again = record(practice, communes.cell, by=communes.lan, key=key)
    assert first == again
    assert first.reports.count() == 1
    assert counts_of(practice)["tried_count"] == 1


def test_a_key_that_another_cell_has_used_records_nothing(communes: Communes, practice: Practice) -> None:
    key = uuid4()
    record(practice, communes.cell, key=key)
    record(practice, make_cell("Chi bộ khác", communes.na_hang), key=key)
    assert Adoption.objects.count() == 1


def test_what_a_cell_says_later_moves_it(communes: Communes, practice: Practice) -> None:
    adoption = record(practice, communes.cell, "planned", on=TODAY + timedelta(days=10))
    assert counts_of(practice)["planned_count"] == 1
    adoption = report(adoption, "stopped", why="Mất điện", now=later(20), may_be_named=True)
    assert (adoption.state, adoption.may_be_named) == ("stopped", True)
    assert counts_of(practice) == {**dict.fromkeys(COUNTS, 0), "stopped_count": 1}


def test_evidence_lies_in_private_storage(communes: Communes, practice: Practice) -> None:
    evidence = [Evidence("ảnh họp.JPG", "jpg", b"\xff\xd8\xff...")]
    record(practice, communes.cell, evidence=evidence)
    [file] = AdoptionFile.objects.all()
    assert (file.name, file.content_type, file.size) == ("ảnh họp.jpg", "image/jpeg", 6)
    assert storages["private"].exists(file.stored_as)
    assert not storages["default"].exists(file.stored_as)


# --- Who goes on with it -------------------------------------------------------------------------


def test_a_successor_goes_on_with_it(communes: Communes, practice: Practice) -> None:
    adoption = record(practice, communes.cell, by=communes.lan)
    end_appointment(appointment=post_of(communes.lan), on=TODAY)
    ba = make_secretary("Nông Văn Ba", communes.cell, began=TODAY, username="ba")
    assert adoption_led_by(communes.lan, adoption.public_id, TODAY) is None
    assert adoption_led_by(ba, adoption.public_id, TODAY) == adoption
    assert leaders_of(adoption, TODAY) == [account_of(ba)]


def test_a_committee_member_and_a_stranger_do_not(communes: Communes, practice: Practice) -> None:
    adoption = record(practice, communes.cell)
    member = make_secretary("Lò Thị Tư", communes.cell, post="committee", username="tutu")
    for person in (member, communes.son, None):
        assert adoption_led_by(person, adoption.public_id, TODAY) is None


def test_what_a_merged_cell_recorded_goes_on_with_what_it_became(
    communes: Communes, practice: Practice
) -> None:
    other = make_cell("Chi bộ Nà Tông", communes.na_hang)
    adoption = record(practice, communes.cell)
    founding = Founding(
        name="Chi bộ Nà Chang - Nà Tông", parent=communes.na_hang, kind=communes.cell.kind, on=TODAY
    )
    merge_organisations(
        organisations=[communes.cell, other], into=founding, decision=make_decision(TODAY), carry_posts=False
    )
    heir = Organisation.objects.get(name="Chi bộ Nà Chang - Nà Tông")
    hai = make_secretary("Ma Văn Hai", heir, began=TODAY + timedelta(days=1), username="hai")
    assert list(adoptions_led_by(hai, TODAY + timedelta(days=1))) == [adoption]
    assert adoption_of_practice(practice, heir) == adoption
    assert leaders_of(adoption, TODAY + timedelta(days=1)) == [account_of(hai)]
    assert adoption_below(account_of(communes.minh), adoption.public_id, TODAY) == adoption
    record(make_practice("Họp đúng ngày 3"), heir)
    against = reasons_against_undoing(Succession.objects.get(kind="merge"))
    assert any("Họp đúng ngày 3" in reason for reason in against)
    assert not any(practice.title in reason for reason in against)


# --- The unit above ------------------------------------------------------------------------------


def test_the_unit_above_confirms_and_takes_back(communes: Communes, practice: Practice) -> None:
    adoption, minh = record(practice, communes.cell), account_of(communes.minh)
    confirm_adoption(adoption=adoption, by=minh, now=later(1))
    [row] = rows_of(minh)
    assert (row.is_settled, row.confirmed_by) == (1, minh)
    report(adoption, "kept", now=later(2))
    [row] = rows_of(minh)
    assert row.is_settled == 0
    take_back_confirmation(adoption=adoption)
    adoption.refresh_from_db()
    assert (adoption.confirmed_at, adoption.confirmed_by) == (None, None)


def test_a_neighbour_finds_none_of_it(communes: Communes, practice: Practice) -> None:
    adoption = record(practice, communes.cell)
    assert adoption_below(account_of(communes.minh), adoption.public_id, TODAY) == adoption
    assert adoption_below(account_of(communes.tu), adoption.public_id, TODAY) is None
    assert adoption_below(account_of(communes.lan), adoption.public_id, TODAY) is None


def test_nobody_confirms_her_own_cell(communes: Communes, practice: Practice) -> None:
    adoption = record(practice, communes.cell, now=NOW)
    make_grant(communes.lan, communes.na_hang)
    assert adoption_below(account_of(communes.lan), adoption.public_id, TODAY) is None
