"""Reminders: the day before, to whom they concern, once; of a date that was changed nobody is reminded."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from notifications.models import Notice
from practices.sessions.holding import announce_session
from practices.sessions.inviting import invite_people, invite_posts
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.planning import edit_session
from practices.sessions.replying import reply_to_invitation
from practices.sessions.rules import DRAFT
from practices.sessions.tasks import remind_of_day, remind_to_answer_by
from tests.makers import account_of
from tests.practices.makers import make_session
from tests.practices.sessions.conftest import NOW, World

# 18:30 in Greenwich is half past one on the next day in Vietnam.
LATE = datetime(2026, 12, 2, 18, 30, tzinfo=UTC)


@pytest.fixture
def announced(world: World, monkeypatch: pytest.MonkeyPatch) -> DemonstrationSession:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    session = make_session(world.commune, state=DRAFT, starts_at=LATE, reply_by=date(2026, 11, 30))
    invite_posts(session=session, organisation=world.commune, posts=["secretary"], now=NOW)
    announce_session(session=session, now=NOW)
    session.refresh_from_db()
    return session


def planned() -> list[tuple[str, datetime]]:
    rows = DBTaskResult.objects.filter(task_path__startswith="practices.sessions").order_by("run_after", "pk")
    return [(row.task_path.rpartition(".")[2], row.run_after) for row in rows]


def test_they_are_planned_for_the_morning_of_the_day_before(announced: DemonstrationSession) -> None:
    assert planned() == [
        ("remind_to_answer_by", datetime(2026, 11, 29, 1, tzinfo=UTC)),
        ("remind_of_day", datetime(2026, 12, 2, 1, tzinfo=UTC)),
    ]


def titles_of(beginning: str) -> list[str]:
    found = Notice.objects.filter(title__startswith=beginning).order_by("recipient__username")
    return [notice.recipient.username for notice in found]


def answer(session: DemonstrationSession, world: World) -> None:
    """Lan comes, Dũng does not, Ánh has not said."""
    for person, yes in zip(world.secretaries[:2], (True, False), strict=True):
        participant = Participant.objects.get(session=session, person=person)
        reply_to_invitation(participant=participant, is_coming=yes, now=NOW)


def test_who_has_not_answered_is_asked_and_who_comes_is_reminded_once(
    announced: DemonstrationSession, world: World
) -> None:
    answer(announced, world)
    for _ in range(2):
        remind_to_answer_by.func(announced.pk, "2026-11-30")
        remind_of_day.func(announced.pk, LATE.isoformat())
    assert titles_of("Mời đồng chí trả lời") == ["anh"]
    assert titles_of("Ngày mai") == ["lan"]


def test_after_the_date_was_changed_the_old_task_does_nothing_and_a_new_one_is_planned(
    announced: DemonstrationSession, world: World
) -> None:
    answer(announced, world)
    later = LATE + timedelta(days=1)
    fields = {"starts_at": later, "ends_at": later + timedelta(hours=2), "reply_by": date(2026, 12, 1)}
    edit_session(session=announced, fields=fields, papers=[], by=world.hosts_account, now=NOW)
    remind_to_answer_by.func(announced.pk, "2026-11-30")
    remind_of_day.func(announced.pk, LATE.isoformat())
    assert titles_of("Ngày mai") == titles_of("Mời đồng chí trả lời") == []
    assert len(planned()) == 4
    remind_of_day.func(announced.pk, later.isoformat())
    assert titles_of("Ngày mai") == ["lan"]


def test_of_a_cancelled_or_unknown_session_nobody_is_reminded(announced: DemonstrationSession) -> None:
    DemonstrationSession.objects.update(state="cancelled")
    remind_of_day.func(announced.pk, LATE.isoformat())
    remind_of_day.func(announced.pk + 1, LATE.isoformat())
    assert titles_of("Ngày mai") == []


def test_a_reminder_catches_up_with_new_posts(announced: DemonstrationSession, world: World) -> None:
    Participant.objects.filter(session=announced, person=world.lan).delete()
    remind_to_answer_by.func(announced.pk, "2026-11-30")
    assert Participant.objects.filter(session=announced, person=world.lan).exists()


def test_a_day_that_is_tomorrow_already_is_not_reminded_of(world: World) -> None:
    session = make_session(world.commune, state=DRAFT, starts_at=NOW + timedelta(hours=20))
    invite_people(session=session, people=[world.lan], now=NOW)
    announce_session(session=session, now=NOW)
    assert planned() == []
    assert Notice.objects.filter(recipient=account_of(world.lan)).count() == 1
