"""Check-in of a hall of five hundred: batches as a phone sends them, after hours without a line."""

import time
from datetime import timedelta
from uuid import uuid4

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.checkin.actions import Sent, record_checkins
from practices.checkin.codes import ensure_codes
from practices.checkin.models import CheckIn
from practices.checkin.queries import roll_of, those_present
from practices.sessions.models import DemonstrationSession, Participant
from tests.bench.figures import is_wanted, progress, report

HALL = 500
BATCH = 100
"""As many as a phone sends at a time."""


def measure_checkin(only: str) -> None:
    if not is_wanted("checkin", only):
        return
    progress("checkin …")
    with transaction.atomic():
        _measure()
        transaction.set_rollback(True)


def _measure() -> None:
    now = timezone.now()
    session, codes = _hall()
    batches = [
        [
            Sent(id=uuid4(), how=CheckIn.How.SCANNED, at=now, code=code)
            for code in codes[first : first + BATCH]
        ]
        for first in range(0, HALL, BATCH)
    ]
    counts, began = [], time.perf_counter()
    for batch in batches:
        with CaptureQueriesContext(connection) as asked:
            record_checkins(session=session, sent=batch, now=now, device="bench")
        counts.append(len(asked))
    sent = time.perf_counter()
    for batch in batches:
        record_checkins(session=session, sent=batch, now=now, device="bench")
    again = time.perf_counter()
    assert len(those_present(session)) == session.attended_count == HALL
    assert len(set(counts)) == 1, counts
    report("checkin.batch.queries", counts[0], "queries")
    report("checkin.hall.wall", (sent - began) * 1000, "ms")
    report("checkin.hall.again.wall", (again - sent) * 1000, "ms")
    began = time.perf_counter()
    assert len(roll_of(session)) == HALL
    report("checkin.roll.wall", (time.perf_counter() - began) * 1000, "ms")


def _hall() -> tuple[DemonstrationSession, list[str]]:
    """Five hundred of the bench's people, invited, with codes."""
    now = timezone.now()
    people = list(Person.objects.filter(account__username__startswith="nguoi").order_by("pk")[:HALL])
    session = DemonstrationSession.objects.create(
        title="Sinh hoạt điểm",
        state=DemonstrationSession.State.ANNOUNCED,
        host=Organisation.objects.order_by("pk")[0],
        starts_at=now,
        ends_at=now + timedelta(hours=2),
        made_at=now,
    )
    Participant.objects.bulk_create(
        Participant(session=session, person=one, origin=Participant.Origin.NAME, invited_at=now)
        for one in people
    )
    codes = ensure_codes(people=[one.pk for one in people], now=now)
    return session, [codes[one.pk] for one in people]
