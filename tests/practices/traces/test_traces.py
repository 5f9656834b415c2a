"""What practices keep of Lan: joined when two entries were hers, told to her, emptied when she asks."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from organisations.people.actions import merge_people
from organisations.people.models import Person
from organisations.privacy.erasing.actions import erase_person
from organisations.privacy.requests.actions import ask_erasure
from organisations.tree.models import Organisation
from portal.templatetags.drawings import DRAWINGS
from practices.adoptions.actions import Evidence
from practices.adoptions.models import Adoption, AdoptionFile
from practices.checkin.models import AttendanceCode, CheckIn, SignInSheet
from practices.exemplars.models import SavedPractice
from practices.inquiries.models import Inquiry
from practices.proposals.models import Proposal, ProposalFile
from practices.reviews.models import Commitment, Observation
from practices.sessions.models import DemonstrationSession, Participant
from practices.traces.forgetting import forget_old
from practices.traces.joining import recount
from practices.traces.personal_data import sections_about_practices
from tests.makers import make_cell, make_organisation, make_person
from tests.practices.adoptions.makers import record, report
from tests.practices.makers import invite, make_practice, make_session

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
OWN_WORDS = "Bà Nông Thị Vân ở thôn tôi"
Reply = Participant.Reply


@pytest.fixture
def kept(db: None) -> Person:
    return make_person("Vũ Thị Lan")


@pytest.fixture
def gone(db: None) -> Person:
    return make_person("Vũ Thị Lan")


@pytest.fixture
def cell(db: None) -> Organisation:
    return make_cell(parent=make_organisation())


def attend(session: DemonstrationSession, person: Person, *, sent: bool = True) -> Participant:
    """She comes, sees, and promises."""
    one = invite(session, person, attended_at=NOON, attended_how="scanned", why_not="")
    seen = Observation.objects.create(
        participant=one,
        points={"ket_luan": 3},
        draft={"saw": OWN_WORDS},
        draft_at=NOON,
        saw=OWN_WORDS,
        said=OWN_WORDS,
        changed_at=NOON,
        sent_at=NOON if sent else None,
    )
    Commitment.objects.create(observation=seen, number=1, text=OWN_WORDS, by=date(2026, 4, 1), state="done")
    return one


def leave_traces(person: Person, cell: Organisation) -> None:
    """One of everything."""
    practice = make_practice()
    session = make_session(cell, practice=practice, chair=person)
    SavedPractice.objects.create(person=person, practice=practice, saved_at=NOON)
    AttendanceCode.objects.create(person=person, code=uuid4().hex[:12], made_at=NOON)
    Inquiry.objects.create(practice=practice, asker=person, asked=OWN_WORDS, asked_at=NOON)
    Inquiry.objects.create(practice=practice, asker=person, asked="Mấy ngày?", asked_at=NOON, state="shown")
    proposal = Proposal.objects.create(
        proposed_by=person, organisation=cell, state="sent", title=OWN_WORDS, begun_at=NOON, changed_at=NOON
    )
    stored = storages["private"].save("de-xuat.png", ContentFile(b"x"))
    ProposalFile.objects.create(
        proposal=proposal, name="x.png", stored_as=stored, content_type="image/png", size=1, added_at=NOON
    )
    attend(session, person)
    CheckIn.objects.create(
        session=session, person=person, how="scanned", at=NOON, received_at=NOON, device="máy của Lan"
    )
    record(practice, cell, by=person, happened="Họp nhanh hơn")


# --- Joined -------------------------------------------------------------------------------------


def test_nothing_points_at_the_entry_that_went(kept: Person, gone: Person, cell: Organisation) -> None:
    leave_traces(gone, cell)
    merge_people(kept=kept, gone=gone, by=None, now=NOON)
    hers = {
        SavedPractice.objects.get().person,
        AttendanceCode.objects.get().person,
        *(one.asker for one in Inquiry.objects.all()),
        Proposal.objects.get().proposed_by,
        DemonstrationSession.objects.get().chair,
        Participant.objects.get().person,
        CheckIn.objects.get().person,
        Adoption.objects.get().recorded_by,
        Adoption.objects.get().reports.get().by,
    }
    assert hers == {kept}


def test_what_both_saved_is_saved_once_and_the_kept_code_stays(kept: Person, gone: Person) -> None:
    practice, other = make_practice(), make_practice()
    for person, saved in ((kept, practice), (gone, practice), (gone, other)):
        SavedPractice.objects.create(person=person, practice=saved, saved_at=NOON)
    for person, code in ((kept, "k"), (gone, "g")):
        AttendanceCode.objects.create(person=person, code=code, made_at=NOON)
    merge_people(kept=kept, gone=gone, by=None, now=NOON)
    assert set(SavedPractice.objects.filter(person=kept).values_list("practice", flat=True)) == {
        practice.pk,
        other.pk,
    }
    assert AttendanceCode.objects.get().code == "k"


# Of each entry: invited at all, answer, hours after noon of attending, withdrawn, sent, a walk-in.
Entry = tuple[bool, str, int | None, bool, bool | None, bool]
entry = st.tuples(
    st.booleans(),
    st.sampled_from(Reply.values),
    st.none() | st.integers(0, 5),
    st.booleans(),
    st.none() | st.booleans(),
    st.booleans(),
)


@given(one=entry, other=entry)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_a_session_knows_her_once_and_loses_nothing(db: None, one: Entry, other: Entry) -> None:
    with transaction.atomic():
        _check_session(one, other)
        transaction.set_rollback(True)


def _check_session(one: Entry, other: Entry) -> None:
    session = make_session(make_organisation())
    kept, gone = make_person("Vũ Thị Lan"), make_person("Vũ Thị Lan")
    invited = []
    for person, (is_invited, reply, hours, withdrawn, sent, walked_in) in ((kept, one), (gone, other)):
        if not is_invited:
            continue
        made = invite(
            session,
            person,
            reply=reply,
            attended_at=None if hours is None else NOON + hours * HOUR,
            withdrawn_at=NOON if withdrawn else None,
            reviewed_at=NOON if sent else None,
            origin="walk_in" if walked_in else "name",
        )
        if sent is not None:
            Observation.objects.create(
                participant=made, changed_at=NOON, sent_at=NOON if sent else None, saw=person.full_name
            )
        invited.append(made)
    merge_people(kept=kept, gone=gone, by=None, now=NOON)
    rows = list(Participant.objects.filter(session=session))
    assert len(rows) == min(1, len(invited))
    if not invited:
        return
    [row] = rows
    assert row.person == kept
    assert row.attended_at == min((one.attended_at for one in invited if one.attended_at), default=None)
    assert (row.reviewed_at is not None) == any(one.reviewed_at for one in invited)
    assert (row.withdrawn_at is None) == any(one.withdrawn_at is None for one in invited)
    seen = [each[4] for each in (one, other) if each[0] and each[4] is not None]
    assert Observation.objects.count() == min(1, len(seen))
    if seen:
        assert (Observation.objects.get().sent_at is not None) == any(seen)
    session.refresh_from_db()
    if len(invited) == 2:
        before = session.attended_count, session.coming_count
        recount(session=session)
        session.refresh_from_db()
        assert (session.attended_count, session.coming_count) == before


# --- Told ---------------------------------------------------------------------------------------


def test_everything_is_told_to_her_and_to_nobody_else(kept: Person, gone: Person, cell: Organisation) -> None:
    leave_traces(kept, cell)
    told = {section.key: list(section.rows) for section in sections_about_practices(kept)}
    assert all(told.values()), told
    assert any(OWN_WORDS in row for row in told["observations"])
    assert all(section.icon in DRAWINGS for section in sections_about_practices(kept))
    assert all(len(row) == len(s.columns) for s in sections_about_practices(kept) for row in s.rows)
    assert not any(list(section.rows) for section in sections_about_practices(gone))


# --- Let go of ----------------------------------------------------------------------------------


def test_erasing_empties_her_words_and_keeps_the_counts(kept: Person, cell: Organisation) -> None:
    leave_traces(kept, cell)
    stored = ProposalFile.objects.get().stored_as
    administrator = User.objects.create_superuser(username="nghia", full_name="Quan Văn Nghĩa")
    request = ask_erasure(person=kept, text="", now=NOON)
    with transaction.atomic():
        erase_person(person=kept, request=request, by=administrator, now=NOON)
    for model in (Inquiry, Proposal, Participant, Observation, Commitment, CheckIn, Adoption):
        for row in model._default_manager.all().values():
            assert OWN_WORDS not in str(row), (model, row)
            assert "máy của Lan" not in str(row)
    assert not SavedPractice.objects.exists()
    assert not AttendanceCode.objects.exists()
    assert not ProposalFile.objects.exists()
    assert storages["private"].exists(stored)  # the test's transaction is never done
    assert [one.asker for one in Inquiry.objects.all()] == [None]
    assert Observation.objects.get().points == {"ket_luan": 3}
    assert Participant.objects.get().attended_at == NOON
    adoption = Adoption.objects.get()
    assert (adoption.recorded_by, adoption.reports.get().by) == (None, None)
    assert adoption.reports.get().happened == "Họp nhanh hơn"
    adoption.practice.refresh_from_db()
    assert adoption.practice.tried_count == 1
    assert Proposal.objects.get().state == "declined"


def test_old_photographs_and_evidence_go_at_night(cell: Organisation) -> None:
    now = NOON + timedelta(days=4 * 365)
    adoption = record(make_practice(), cell, evidence=[Evidence("a.png", "png", b"x")])
    report(adoption, "stopped", why="Ít người", now=NOON + 24 * HOUR)
    fresh = record(
        make_practice(), cell, "stopped", now=now, why="x", evidence=[Evidence("b.png", "png", b"x")]
    )
    session = make_session(cell, closed_at=NOON)
    SignInSheet.objects.create(
        session=session, code="s", printed_at=NOON, photo="s.png", photo_type="image/png"
    )
    counted = {"photographs of sign-in sheets": 1, "evidence of adoptions": 1}
    assert forget_old(now=now, dry_run=True) == counted
    assert AdoptionFile.objects.count() == 2
    assert forget_old(now=now, dry_run=False) == counted
    assert [one.report.adoption for one in AdoptionFile.objects.all()] == [fresh]
    assert SignInSheet.objects.get().photo == ""
