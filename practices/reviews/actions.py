"""Writes of what follows a session: an observation and its commitments, the discussion and its summary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions import tell
from practices.reviews.models import Commitment, Discussion, Observation
from practices.reviews.queries import accounts_of_those_there
from practices.reviews.rules import Stage, stage_of
from practices.reviews.tasks import remind_later
from practices.sessions.models import DemonstrationSession, Participant
from practices.sessions.signals import attendance_confirmed


class NotOpen(Exception):
    """The form cannot be filled in now; `stage` says why."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.stage = stage


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing she will do, by a day; its number is its place in the form."""

    number: int
    text: str
    by: date


@dataclass(frozen=True, slots=True)
class Filled:
    """An observation as it was sent."""

    points: Mapping[str, int | None]
    saw: str
    said: str
    promises: Sequence[Promise]


def rubric_for(session: DemonstrationSession) -> dict[str, Any]:
    """The rubric of a session as plain data; one without criteria where it has none."""
    return session.rubric.frozen() if session.rubric else {}


@transaction.atomic
def keep_draft(
    *, participant: Participant, typed: Mapping[str, str], typed_at: datetime, now: datetime
) -> Observation:
    """Keep what she has typed so far, unless something newer of hers is kept. Raises NotOpen.

    What waited for a line may arrive after what she typed elsewhere since.
    """
    observation = _open_observation(participant, now)
    at = min(typed_at, now)
    if observation.draft_at is None or observation.draft_at <= at:
        observation.draft, observation.draft_at, observation.changed_at = dict(typed), at, now
        observation.save(update_fields=["draft", "draft_at", "changed_at"])
    return observation


@transaction.atomic
def send_observation(*, participant: Participant, filled: Filled, now: datetime) -> Observation:
    """Let those who hold the session see it; sent again, it says what she says now. Raises NotOpen."""
    observation = _open_observation(participant, now)
    is_first = observation.sent_at is None
    observation.points = dict(filled.points)
    observation.saw, observation.said = filled.saw, filled.said
    observation.sent_at = observation.sent_at or now
    observation.changed_at, observation.draft, observation.draft_at = now, {}, now
    observation.save()
    _keep_promises(observation, filled.promises)
    if is_first:
        participant.reviewed_at = now
        participant.save(update_fields=["reviewed_at"])
        attendance_confirmed.send(sender=Participant, participant=participant, now=now)
    return observation


def _open_observation(participant: Participant, now: datetime) -> Observation:
    """Hers, made where there is none; held, so that two devices of hers write one after the other."""
    held = Participant.objects.select_for_update(of=("self",)).select_related("session__rubric")
    standing = held.get(pk=participant.pk)
    participant.attended_at, participant.reviewed_at = standing.attended_at, standing.reviewed_at
    session = standing.session
    has_attended = standing.attended_at is not None
    stage = stage_of(state=session.state, starts_at=session.starts_at, has_attended=has_attended, now=now)
    if stage != Stage.OPEN:
        raise NotOpen(stage)
    observation, _is_new = Observation.objects.get_or_create(
        participant=standing, defaults={"rubric": rubric_for(session), "changed_at": now}
    )
    return observation


def _keep_promises(observation: Observation, promises: Sequence[Promise]) -> None:
    """What is promised anew is to be done anew; what stays as it was keeps what came of it."""
    standing = {one.number: one for one in observation.commitments.all()}
    for promise in promises:
        commitment = standing.pop(promise.number, None)
        commitment = commitment or Commitment(observation=observation, number=promise.number)
        if (commitment.text, commitment.by) == (promise.text, promise.by):
            continue
        commitment.text, commitment.by = promise.text, promise.by
        commitment.state, commitment.note, commitment.settled_at = Commitment.State.OPEN, "", None
        commitment.save()
        remind_later(public_id=commitment.public_id, by=promise.by)
    observation.commitments.filter(number__in=standing).delete()


@transaction.atomic
def settle_commitment(*, commitment: Commitment, state: str, note: str, now: datetime) -> None:
    """Say what came of it; set back to open, it is to be done again."""
    commitment.state, commitment.note = state, note
    commitment.settled_at = None if state == Commitment.State.OPEN else now
    commitment.save(update_fields=["state", "note", "settled_at"])


@transaction.atomic
def keep_discussion(
    *, session: DemonstrationSession, notes: Mapping[str, str], summary: str, by: User | None, now: datetime
) -> Discussion:
    """Keep the chair's notes and summary. A published summary is corrected so, and says on which day."""
    DemonstrationSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    discussion = Discussion.objects.filter(session=session).first() or Discussion(session=session)
    if (discussion.notes, discussion.summary) != (notes, summary) or discussion.pk is None:
        discussion.notes, discussion.summary = dict(notes), summary
        discussion.changed_at, discussion.changed_by = now, by
        discussion.save()
    return discussion


@transaction.atomic
def publish_discussion(*, discussion: Discussion, now: datetime) -> int:
    """Show the summary to everybody invited and tell those who were there; returns how many were told."""
    session = discussion.session
    if discussion.published_at is None:
        discussion.published_at = discussion.changed_at = now
        discussion.save(update_fields=["published_at", "changed_at"])
    return tell(
        accounts=accounts_of_those_there(session),
        key=f"lessons-drawn:{session.public_id}",
        title=_("The lessons drawn are there to be read"),
        text=session.title,
        address=reverse("practices:lessons_drawn", args=[session.public_id]),
        now=now,
    )
