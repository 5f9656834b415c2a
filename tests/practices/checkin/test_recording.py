"""Check-ins are kept once, attendance follows, the count equals the list."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from practices.checkin.actions import (
    bring_in,
    check_oneself_in,
    identify,
    record_checkins,
    type_sheet,
)
from practices.checkin.codes import code_in, ensure_code, ensure_codes, is_code
from practices.checkin.models import AttendanceCode, CheckIn
from practices.checkin.queries import those_present, to_look_at
from practices.checkin.rules import Receipt
from practices.checkin.sheets import print_sheet
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.signals import attendance_confirmed
from tests.makers import account_of, make_cell, make_secretary
from tests.practices.checkin.makers import NAMES, OPENS, STARTS, Hall, close, make_hall, tick

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
How = CheckIn.How


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def heard() -> Any:
    """Whom `attendance_confirmed` spoke of, and whether she attended."""
    told: list[tuple[str, bool]] = []

    def hear(participant: Participant, **_: Any) -> None:
        told.append((participant.person.full_name, participant.attended_at is not None))

    attendance_confirmed.connect(hear)
    yield told
    attendance_confirmed.disconnect(hear)


def record(hall: Hall, *sent: Any, now: Any = None) -> list[Receipt]:
    done = record_checkins(session=hall.session, sent=sent, by=hall.host, now=now or STARTS + 60 * MINUTE)
    return [done[one.id].receipt for one in sent]


def count(hall: Hall) -> int:
    hall.session.refresh_from_db()
    return hall.session.attended_count


def test_a_tick_counts_once_however_often_it_comes(hall: Hall, heard: Any) -> None:
    one = tick(hall, hall.lan)
    assert record(hall, one) == [Receipt.SAVED]
    assert record(hall, one) == [Receipt.KNOWN]
    assert record(hall, tick(hall, hall.lan, STARTS + MINUTE)) == [Receipt.SAVED]
    assert hall.attended() == [hall.lan]
    assert hall.participant(hall.lan).attended_at == STARTS
    assert count(hall) == 1
    assert heard == [("Vũ Thị Lan", True)]


def test_an_earlier_check_in_of_another_phone_that_comes_later_says_when(hall: Hall) -> None:
    record(hall, tick(hall, hall.lan, STARTS + 5 * MINUTE))
    record(hall, tick(hall, hall.lan, STARTS - MINUTE, How.SCANNED))
    participant = hall.participant(hall.lan)
    assert (participant.attended_at, participant.attended_how) == (STARTS - MINUTE, How.SCANNED)


def test_a_mistake_is_taken_back_and_told_again(hall: Hall, heard: Any) -> None:
    record(hall, tick(hall, hall.lan))
    record(hall, tick(hall, hall.lan, STARTS + MINUTE, How.TAKEN_BACK))
    assert (hall.attended(), count(hall)) == ([], 0)
    assert hall.participant(hall.lan).attended_how == ""
    assert heard == [("Vũ Thị Lan", True), ("Vũ Thị Lan", False)]


def test_before_the_set_time_nothing_counts_and_all_is_kept(hall: Hall) -> None:
    second = timedelta(seconds=1)
    early = tick(hall, hall.lan, OPENS - second)
    assert record(hall, early, tick(hall, hall.people[1], OPENS)) == [Receipt.TOO_EARLY, Receipt.SAVED]
    assert hall.attended() == [hall.people[1]]
    assert CheckIn.objects.get(pk=early.id).refused == Receipt.TOO_EARLY


def test_a_phone_whose_clock_runs_ahead_is_not_early(hall: Hall) -> None:
    """Nor can it be used to come before the set time: it counts from when it arrived."""
    now = OPENS - MINUTE
    assert record(hall, tick(hall, hall.lan, OPENS + 20 * MINUTE), now=now) == [Receipt.TOO_EARLY]


def test_what_was_made_in_time_counts_though_it_arrives_after_the_end(hall: Hall) -> None:
    close(hall.session, STARTS + 120 * MINUTE)
    in_time, late = tick(hall, hall.lan, STARTS), tick(hall, hall.people[1], STARTS + 121 * MINUTE)
    now = STARTS + 600 * MINUTE
    assert record(hall, in_time, late, now=now) == [Receipt.SAVED, Receipt.TOO_LATE]
    assert hall.attended() == [hall.lan]


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_a_draft_and_a_cancelled_session_let_nobody_in(hall: Hall, state: str) -> None:
    hall.session.state = state
    hall.session.save()
    assert record(hall, tick(hall, hall.lan)) == [Receipt.TOO_EARLY]


def test_a_code_is_read_however_it_is_typed(hall: Hall) -> None:
    code = ensure_code(person=hall.lan, now=STARTS)
    assert is_code(code)
    assert code_in(f" {code[:4].lower()} - {code[4:]} ") == code
    assert code_in("https://lop.example/the/lan#K7MP3XQ9") == ""
    assert record(hall, tick(hall, hall.lan, how=How.SCANNED, code=code)) == [Receipt.SAVED]
    assert hall.attended() == [hall.lan]
    assert ensure_code(person=hall.lan, now=STARTS + MINUTE) == code


def test_two_hosts_who_open_the_list_at_once_make_one_code_each(hall: Hall) -> None:
    """And a code that somebody has already is not given twice."""
    taken = ensure_code(person=hall.lan, now=STARTS)
    made = iter([taken, "CFGHJKMN", "PQRTVX23"])
    codes = ensure_codes(people=[p.pk for p in hall.people[:3]], now=STARTS, make=lambda: next(made))
    assert len(set(codes.values())) == 3
    assert AttendanceCode.objects.count() == 3


def test_a_code_that_nobody_has_is_kept_until_somebody_says_who_it_was(hall: Hall) -> None:
    guest = make_secretary("Ma Văn Khách", make_cell("Chi bộ thôn 9", hall.commune))
    unknown = tick(hall, hall.lan, STARTS + MINUTE, How.SCANNED, code="CFGHJKMN")
    assert record(hall, unknown) == [Receipt.UNKNOWN]
    [waiting] = to_look_at(hall.session)
    assert waiting.typed == "CFGHJKMN"
    identify(session=hall.session, checkin=waiting, person=guest, now=STARTS + 90 * MINUTE)
    participant = hall.participant(guest)
    assert (participant.attended_at, participant.origin) == (STARTS + MINUTE, Participant.Origin.WALK_IN)
    assert (count(hall), to_look_at(hall.session)) == (1, [])


def test_whoever_a_host_brings_in_is_a_walk_in_with_her_cell(hall: Hall) -> None:
    guest = make_secretary("Ma Văn Khách", make_cell("Chi bộ thôn 9", hall.commune))
    bring_in(session=hall.session, person=guest, by=hall.host, now=STARTS)
    participant = hall.participant(guest)
    assert participant.origin == Participant.Origin.WALK_IN
    assert participant.organisation_name == "Chi bộ thôn 9"
    assert participant.attended_how == How.WALK_IN
    early = bring_in(session=hall.session, person=hall.son, by=hall.host, now=OPENS - MINUTE)
    assert early.receipt == Receipt.TOO_EARLY
    assert not Participant.objects.filter(person=hall.son).exists()


def test_who_scans_the_hosts_code_without_an_invitation_waits_for_the_host(hall: Hall, heard: Any) -> None:
    oneself: dict[str, Any] = {
        "session": hall.session,
        "person": hall.son,
        "by": account_of(hall.son),
        "opened_at": STARTS,
    }
    assert check_oneself_in(**oneself, now=STARTS).receipt == Receipt.UNINVITED
    assert check_oneself_in(**oneself, now=STARTS + MINUTE).receipt == Receipt.KNOWN
    assert (count(hall), heard) == (0, [])
    [waiting] = to_look_at(hall.session)
    identify(session=hall.session, checkin=waiting, person=hall.son, now=STARTS + 9 * MINUTE)
    assert hall.participant(hall.son).attended_at == STARTS
    assert (count(hall), heard) == (1, [("Đinh Văn Sơn", True)])


def test_whose_invitation_was_withdrawn_comes_as_a_walk_in(hall: Hall) -> None:
    Participant.objects.filter(person=hall.lan).update(withdrawn_at=OPENS)
    record(hall, tick(hall, hall.lan))
    participant = hall.participant(hall.lan)
    assert (participant.withdrawn_at, participant.origin) == (None, Participant.Origin.WALK_IN)
    assert count(hall) == 1


def test_signatures_count_from_the_time_the_host_states(hall: Hall) -> None:
    sheet = print_sheet(session=hall.session, by=hall.host, now=OPENS)
    signed = [hall.participant(person) for person in hall.people[:2]]
    at = STARTS - 10 * MINUTE
    type_sheet(
        session=hall.session, sheet=sheet, participants=signed, at=at, by=hall.host, now=STARTS + 300 * MINUTE
    )
    assert {hall.participant(person).attended_at for person in hall.people[:2]} == {at}
    assert set(sheet.checkins.values_list("how", flat=True)) == {How.SHEET}
    assert count(hall) == 2


def test_another_sessions_participant_is_nobody_here(hall: Hall) -> None:
    other = Participant.objects.get(session=hall.session, person=hall.lan)
    Participant.objects.filter(pk=other.pk).update(public_id=uuid4())
    one = tick(hall, hall.lan, participant=uuid4())
    assert record(hall, one) == [Receipt.UNKNOWN]
    assert hall.attended() == []


@pytest.mark.parametrize("brings_walk_ins", [False, True])
def test_a_batch_asks_as_often_in_a_large_hall_as_in_a_small_one(brings_walk_ins: bool) -> None:
    counts = []
    for size in (20, 60):
        with transaction.atomic():
            hall = make_hall(*(f"Nguyễn Văn {number}" for number in range(size)), with_accounts=False)
            batch = [tick(hall, person) for person in hall.people[:20]]
            if brings_walk_ins:
                Participant.objects.filter(person=hall.lan).delete()
            with CaptureQueriesContext(connection) as asked:
                record_checkins(session=hall.session, sent=batch, now=STARTS)
            counts.append(len(asked))
            transaction.set_rollback(True)
    assert counts[0] == counts[1] <= 16


# --- Histories -----------------------------------------------------------------------------------------


class AnyHistory(TestCase):
    """Several phones note what they see; batches arrive in any order, some twice."""

    @settings(max_examples=20)
    @given(data=st.data())
    def test_any_order_and_any_batches_come_to_the_same_and_the_count_is_the_list(
        self, data: st.DataObject
    ) -> None:
        hall = make_hall(*NAMES[:3], with_accounts=False)
        everybody = [*hall.people, hall.son]
        history = [
            tick(
                hall,
                data.draw(st.sampled_from(everybody)),
                STARTS + MINUTE * data.draw(st.integers(-40, 60)),
                data.draw(st.sampled_from([How.TICKED, How.SCANNED, How.OWN_PHONE, How.TAKEN_BACK])),
            )
            for _ in range(data.draw(st.integers(1, 7)))
        ]
        outcomes = []
        for _ in range(2):
            CheckIn.objects.all().delete()
            Participant.objects.filter(origin=Participant.Origin.WALK_IN).delete()
            Participant.objects.update(attended_at=None, attended_how="")
            DemonstrationSession.objects.update(attended_count=0)
            shuffled = data.draw(st.permutations(history))
            again = data.draw(st.lists(st.sampled_from(history), max_size=3))
            rest = [*shuffled, *again]
            while rest:
                size = data.draw(st.integers(1, len(rest)))
                batch, rest = rest[:size], rest[size:]
                record(hall, *batch, now=STARTS + 100 * MINUTE)
                assert count(hall) == len(hall.attended()) == len(those_present(hall.session))
            rows = Participant.objects.order_by("person").values_list("person", "attended_at", "attended_how")
            outcomes.append(list(rows))
        assert outcomes[0] == outcomes[1]
