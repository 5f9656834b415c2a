"""Handing in, judging, withdrawing; what the course is then owed for follows in the same transaction."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from courses.assignments.models import Completion
from courses.assignments.settling import settle
from courses.catalogue.models import CoursePage
from courses.recognition import scans
from courses.recognition.models import Recognition
from courses.recognition.scans import Scan
from courses.recognition.signals import recognition_answered, recognition_handed_in
from organisations.people.models import Person

State = Recognition.State


class RecognitionRefusal(Exception):
    """It cannot be done so; subclasses say why."""


class WaitsAlready(RecognitionRefusal):
    """The same course waits for an answer already."""


class NotWaiting(RecognitionRefusal):
    """It has been answered or withdrawn meanwhile."""


class NotRecognised(RecognitionRefusal):
    """There is nothing to take back."""


class OneOwn(RecognitionRefusal):
    """Nobody judges her own paper, nor one that she handed in."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is handed in: what was learnt, when and where, by which paper."""

    course: CoursePage
    learnt_on: date
    place: str
    paper: str
    scan: Scan
    note: str = ""


@transaction.atomic
def hand_in(*, key: UUID, person: Person, paper: Paper, by: User, now: datetime) -> Recognition:
    """Hand in the paper of a course learnt elsewhere. `key` comes with the form: sent twice, it is one.

    Raises WaitsAlready.
    """
    # One form after the other for each person, so that the same one sent twice finds the first.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if known := Recognition.objects.filter(pk=key, person=person).first():
        return known
    if Recognition.objects.filter(person=person, course=paper.course, state=State.WAITING).exists():
        raise WaitsAlready
    # The bytes are written first: a row without them would be worse than bytes without a row.
    stored = scans.store(paper.scan)
    made = Recognition.objects.create(
        id=key,
        person=person,
        course=paper.course,
        learnt_on=paper.learnt_on,
        place=paper.place,
        paper=paper.paper,
        note=paper.note,
        scan=stored,
        scan_type=paper.scan.content_type,
        handed_in_by=by,
        handed_in_at=now,
    )
    log(instance=made, action="courses.hand_in_recognition", user=by)
    recognition_handed_in.send(sender=Recognition, recognition=made, now=now)
    return made


@transaction.atomic
def accept(*, recognition: Recognition, by: User, now: datetime) -> None:
    """The unit above says that it counts: from the day on which it was learnt. Raises NotWaiting, OneOwn."""
    held = _held_for_judging(recognition, by)
    held.completion = Completion.objects.create(
        person=held.person,
        course=held.course,
        source=Completion.Source.RECOGNISED,
        on=held.learnt_on,
    )
    _judge(held, State.ACCEPTED, "", by, now)
    log(instance=held, action="courses.accept_recognition", user=by)
    _settle(held, now)
    recognition_answered.send(sender=Recognition, recognition=held, now=now)


@transaction.atomic
def send_back(*, recognition: Recognition, reason: str, by: User, now: datetime) -> None:
    """It does not count, or not yet, and why. Raises NotWaiting, OneOwn."""
    held = _held_for_judging(recognition, by)
    _judge(held, State.RETURNED, reason, by, now)
    log(instance=held, action="courses.send_back_recognition", user=by, data={"reason": reason})
    recognition_answered.send(sender=Recognition, recognition=held, now=now)


@transaction.atomic
def take_back(*, recognition: Recognition, reason: str, by: User, now: datetime) -> None:
    """What was recognised counts no longer, and why. Raises NotRecognised, OneOwn."""
    held = _held(recognition)
    if held.state != State.ACCEPTED:
        raise NotRecognised
    _refuse_own(held, by)
    completion = held.completion
    held.completion = None
    _judge(held, State.RETURNED, reason, by, now)
    if completion:
        completion.delete()
    log(instance=held, action="courses.take_back_recognition", user=by, data={"reason": reason})
    _settle(held, now)
    recognition_answered.send(sender=Recognition, recognition=held, now=now)


@transaction.atomic
def withdraw(*, recognition: Recognition, by: User, now: datetime) -> None:
    """She takes her paper back before it was answered. Raises NotWaiting."""
    held = _held(recognition)
    if held.state != State.WAITING:
        raise NotWaiting
    held.state = State.WITHDRAWN
    held.save(update_fields=["state"])
    log(instance=held, action="courses.withdraw_recognition", user=by)


def remove_scan(recognition: Recognition) -> None:
    """The bytes go once it is certain that the row knows them no more."""
    if recognition.scan:
        transaction.on_commit(partial(scans.remove, recognition.scan))
        recognition.scan = recognition.scan_type = ""
        recognition.save(update_fields=["scan", "scan_type"])


def _held(recognition: Recognition) -> Recognition:
    return Recognition.objects.select_for_update(of=("self",)).get(pk=recognition.pk)


def _held_for_judging(recognition: Recognition, by: User) -> Recognition:
    held = _held(recognition)
    if held.state != State.WAITING:
        raise NotWaiting
    _refuse_own(held, by)
    return held


def _refuse_own(held: Recognition, by: User) -> None:
    if by.pk in (held.handed_in_by_id, held.person.account_id):
        raise OneOwn


def _judge(held: Recognition, state: str, reason: str, by: User, now: datetime) -> None:
    held.state, held.reason, held.judged_by, held.judged_at = state, reason, by, now
    held.save(update_fields=["state", "reason", "judged_by", "judged_at", "completion"])


def _settle(held: Recognition, now: datetime) -> None:
    settle(people=[held.person_id], courses=[held.course_id], today=timezone.localdate(now))
