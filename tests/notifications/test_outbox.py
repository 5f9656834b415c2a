"""The outbox: what fails is tried again later, nothing leaves twice, no telephone rings at night."""

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from notifications.actions import read_notice, tell
from notifications.models import Delivery, Notice, PushSubscription
from notifications.outbox.actions import send_delivery, send_due, try_again
from notifications.outbox.rules import LEASE, PAUSES, QuietHours, pause_after
from notifications.outbox.tasks import plan_sending, send_outbox
from notifications.pushing.keys import new_key
from notifications.ways.rules import Kind
from tests.notifications.browsers import Browser, push_service
from tests.notifications.people import make_lan, subscribed

MORNING = datetime(2026, 11, 27, 2, tzinfo=UTC)
"""Nine o'clock in Vietnam."""
NIGHT = datetime(2026, 11, 27, 15, tzinfo=UTC)
"""Ten in the evening there."""
DAWN = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
"""Half past six, the end of the quiet hours."""

State = Delivery.State
MAIL = "tests.notifications.test_outbox.MailServer"


class Gateway:
    """Keeps what it sends; refuses while it is told to."""

    sent: ClassVar[list[tuple[str, str]]] = []
    failure: ClassVar[Exception | None] = None

    def send(self, *, phone: str, text: str) -> None:
        if Gateway.failure:
            raise Gateway.failure
        Gateway.sent.append((phone, text))


class MailServer:
    """Fails as it is told, at being reached or at taking a letter; what it takes it hands on."""

    at_the_door: ClassVar[Exception | None] = None
    at_the_letter: ClassVar[Exception | None] = None

    def __init__(self, **_: Any) -> None:
        self.through = EmailBackend()

    def open(self) -> None:
        if MailServer.at_the_door:
            raise MailServer.at_the_door

    def send_messages(self, letters: list[Any]) -> int:
        if MailServer.at_the_letter:
            raise MailServer.at_the_letter
        return int(self.through.send_messages(letters))

    def close(self) -> None:
        return


@pytest.fixture(autouse=True)
def in_order(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    for ways, name, value in (
        (Gateway, "sent", []),
        (Gateway, "failure", None),
        (MailServer, "at_the_door", None),
        (MailServer, "at_the_letter", None),
    ):
        monkeypatch.setattr(ways, name, value)
    settings.TEXT_MESSAGE_GATEWAY, settings.EMAIL_BACKEND = f"{__name__}.Gateway", MAIL


@pytest.fixture
def lan(db: None) -> User:
    return make_lan()


def told(account: User, *, now: datetime = MORNING, **said: Any) -> Delivery:
    """Of something that takes one way."""
    key = said.pop("key", "buoi:1")
    tell(accounts=[account], key=key, title="Buổi sinh hoạt điểm", text="Ngày 3", now=now, **said)
    return Delivery.objects.get(notice__key=key)


def again(delivery: Delivery) -> Delivery:
    delivery.refresh_from_db()
    return delivery


# --- Failing ---------------------------------------------------------------------------------------


def test_a_mail_server_that_is_away_is_tried_later_and_later_and_then_given_up(
    lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MailServer, "at_the_door", ConnectionRefusedError("nobody there"))
    delivery, now = told(lan), MORNING
    for attempt, pause in enumerate(PAUSES, start=1):
        send_due(now=now)
        assert (again(delivery).state, delivery.attempts) == (State.FAILED, attempt)
        assert delivery.next_try_at == now + pause
        assert send_due(now=now + pause - timedelta(seconds=1)) == 0
        now += pause
    send_due(now=now)
    assert (again(delivery).state, delivery.attempts) == (State.GIVEN_UP, len(PAUSES) + 1)
    assert "nobody there" in delivery.last_error
    assert send_due(now=now + timedelta(days=30)) == 0

    monkeypatch.setattr(MailServer, "at_the_door", None)
    assert try_again(delivery=delivery, now=now)
    send_due(now=now)
    assert (again(delivery).state, delivery.last_error) == (State.SENT, "")
    assert len(mail.outbox) == 1
    assert not try_again(delivery=delivery, now=now)


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (SMTPRecipientsRefused({"lan@example.org": (550, b"unknown")}), State.GIVEN_UP),
        (SMTPRecipientsRefused({"lan@example.org": (451, b"greylisted")}), State.FAILED),
        (SMTPDataError(452, b"full"), State.FAILED),
        (SMTPDataError(554, b"spam"), State.GIVEN_UP),
        (SMTPServerDisconnected("gone"), State.GIVEN_UP),
        (TimeoutError("no answer"), State.GIVEN_UP),
        (RuntimeError("whatever"), State.GIVEN_UP),
    ],
)
def test_only_what_certainly_did_not_leave_is_tried_again(
    lan: User, monkeypatch: pytest.MonkeyPatch, failure: Exception, state: str
) -> None:
    monkeypatch.setattr(MailServer, "at_the_letter", failure)
    delivery = told(lan)
    send_due(now=MORNING)
    assert again(delivery).state == state
    assert delivery.last_error


def test_one_that_fails_keeps_no_other_from_leaving(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gateway, "failure", OSError("no credit"))
    ba = User.objects.create(username="ba", full_name="Nguyễn Thị Ba", phone="+84987654321")
    text = told(ba, key="nhac", kind=Kind.REMINDER)
    letter = told(lan)
    send_due(now=MORNING)
    assert (again(text).state, again(letter).state) == (State.FAILED, State.SENT)


# --- Never twice -----------------------------------------------------------------------------------


def test_two_workers_that_found_the_same_send_it_once(lan: User) -> None:
    delivery = told(lan)
    found_by_one = Delivery.objects.select_related("notice__recipient").get(pk=delivery.pk)
    found_by_other = Delivery.objects.select_related("notice__recipient").get(pk=delivery.pk)
    send_delivery(found_by_one, now=MORNING)
    send_delivery(found_by_other, now=MORNING)
    assert len(mail.outbox) == 1


class Killed(BaseException):
    """The worker's process was killed."""


@pytest.mark.parametrize("had_left", [True, False])
def test_a_worker_that_is_killed_while_sending_leaves_nothing_to_be_sent_twice(
    lan: User, monkeypatch: pytest.MonkeyPatch, had_left: bool
) -> None:
    delivery = told(lan)

    def send_and_die(server: MailServer, letters: list[Any]) -> int:
        if had_left:
            server.through.send_messages(letters)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(MailServer, "send_messages", send_and_die)
        with pytest.raises(Killed):
            send_due(now=MORNING)
    assert again(delivery).state == State.SENDING

    assert send_due(now=MORNING + LEASE) == 0
    assert again(delivery).state == State.SENDING
    send_due(now=MORNING + LEASE + timedelta(seconds=1))
    assert again(delivery).state == State.GIVEN_UP
    assert "có thể tin đã đi" in delivery.last_error
    assert len(mail.outbox) == int(had_left)


def test_a_slow_worker_says_after_all_that_it_was_sent(lan: User, monkeypatch: pytest.MonkeyPatch) -> None:
    delivery = told(lan)

    def send_slowly(server: MailServer, letters: list[Any]) -> int:
        send_due(now=MORNING + LEASE * 2)  # another worker's look
        assert again(delivery).state == State.GIVEN_UP
        return int(server.through.send_messages(letters))

    monkeypatch.setattr(MailServer, "send_messages", send_slowly)
    send_due(now=MORNING)
    assert again(delivery).state == State.SENT
    assert len(mail.outbox) == 1


# --- Not at night ----------------------------------------------------------------------------------


@given(st.datetimes(), st.times(), st.times())
def test_what_waits_for_the_end_of_quiet_hours_is_out_of_them(
    moment: datetime, begin: time, end: time
) -> None:
    begin, end = (at.replace(second=0, microsecond=0, fold=0) for at in (begin, end))
    quiet = QuietHours(begin, end)
    over = quiet.over(moment.replace(year=2026, fold=0))
    assert not quiet.hold(over)
    assert timedelta() <= over - moment.replace(year=2026, fold=0) <= timedelta(days=1)


def test_no_hours_are_quiet_where_they_end_as_they_begin() -> None:
    assert not QuietHours(time(0), time(0)).hold(datetime(2026, 1, 1, 3, tzinfo=UTC))


def test_pauses_grow() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert [pause_after(1), pause_after(len(PAUSES) + 1)] == [PAUSES[0], None]


def test_at_night_a_letter_leaves_and_a_text_message_waits(lan: User) -> None:
    letter = told(lan, now=NIGHT)
    ba = User.objects.create(username="ba", full_name="Nguyễn Thị Ba", phone="+84987654321")
    text = told(ba, now=NIGHT, key="nhac", kind=Kind.REMINDER)
    send_due(now=NIGHT)
    assert (again(letter).state, again(text).state) == (State.SENT, State.WAITING)
    assert text.next_try_at == DAWN
    send_due(now=DAWN - timedelta(minutes=1))
    assert Gateway.sent == []
    send_due(now=DAWN)
    [(phone, message)] = Gateway.sent
    assert phone == "+84987654321"
    assert message.isascii()
    assert "Lop Chi bo: Buoi sinh hoat diem" in message
    assert len(message) <= 160


def test_what_is_urgent_rings_at_night(lan: User) -> None:
    tell(accounts=[lan], key="huy", title="Đã hủy buổi", now=NIGHT, urgent=True)
    send_due(now=NIGHT)
    assert len(Gateway.sent) == len(mail.outbox) == 1


def test_what_failed_in_the_evening_does_not_ring_at_night(
    lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=lan.pk).update(email="")
    lan.refresh_from_db()
    evening = datetime(2026, 11, 27, 13, 59, 30, tzinfo=UTC)
    text = told(lan, now=evening, kind=Kind.REMINDER)
    monkeypatch.setattr(Gateway, "failure", OSError("no line"))
    send_due(now=evening)
    monkeypatch.setattr(Gateway, "failure", None)
    send_due(now=again(text).next_try_at)
    assert Gateway.sent == []
    assert again(text).next_try_at == DAWN


def test_what_she_has_read_meanwhile_does_not_ring(lan: User) -> None:
    User.objects.filter(pk=lan.pk).update(email="")
    lan.refresh_from_db()
    text = told(lan, now=NIGHT, kind=Kind.REMINDER)
    read_notice(account=lan, pk=text.notice_id, now=NIGHT)
    send_due(now=DAWN)
    assert (again(text).state, Gateway.sent) == (State.NOT_NEEDED, [])


def test_an_account_that_was_closed_is_told_nothing_any_more(lan: User) -> None:
    letter = told(lan)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    send_due(now=MORNING)
    assert (again(letter).state, mail.outbox) == (State.NOT_NEEDED, [])


# --- Pushes ----------------------------------------------------------------------------------------


def test_a_push_reaches_her_telephone_and_a_device_that_is_gone_is_forgotten(
    lan: User, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    User.objects.filter(pk=lan.pk).update(email="", phone=None)
    lan.refresh_from_db()
    with push_service(tmp_path) as service:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "service.pem"))
        settings.PUSH_KEY, settings.PUSH_SERVICES = new_key(), [service.host]
        phone = Browser(endpoint=f"{service.address}/lan")
        subscribed(lan, phone, now=MORNING)
        delivery = told(lan, address="/dien-hinh/")
        send_due(now=MORNING)
        assert again(delivery).state == State.SENT
        shown = json.loads(phone.read(service.sent[0].body))
        tag = f"notice-{delivery.notice_id}"
        assert shown == {
            "title": "Buổi sinh hoạt điểm",
            "body": "Ngày 3",
            "address": "/dien-hinh/",
            "tag": tag,
        }

        service.answer = 503
        late = told(lan, key="sau")
        send_due(now=MORNING)
        assert again(late).state == State.FAILED

        service.answer = 410
        send_due(now=late.next_try_at)
        assert again(late).state == State.GIVEN_UP
        assert not PushSubscription.objects.exists()


# --- By the clock ----------------------------------------------------------------------------------


def planned() -> list[datetime | None]:
    rows = DBTaskResult.objects.filter(task_path=send_outbox.module_path).order_by("run_after")
    return list(rows.values_list("run_after", flat=True))


def test_sending_is_planned_once_for_a_minute(db: None) -> None:
    now = timezone.now()
    due = now + timedelta(hours=3)
    plan_sending(due, now=now)
    plan_sending(due, now=now)
    [at] = planned()
    assert at
    assert timedelta() < at - due <= timedelta(minutes=1)


def test_the_worker_sends_what_is_due_and_comes_back_for_the_rest(
    lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: MORNING)
    told(lan)
    failing = told(lan, key="sau")
    Delivery.objects.filter(pk=failing.pk).update(next_try_at=NIGHT)
    send_outbox.func()
    assert len(mail.outbox) == 1
    assert planned() == [NIGHT + timedelta(minutes=1)]


def test_a_notice_and_its_deliveries_go_together(lan: User) -> None:
    told(lan)
    Notice.objects.all().delete()
    assert not Delivery.objects.exists()
