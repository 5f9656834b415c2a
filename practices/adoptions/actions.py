"""A cell says where it stands with a practice; what follows is settled in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from media.received import KINDS, tidy_name
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.adoptions import files, rules
from practices.adoptions.models import Adoption, AdoptionFile, AdoptionReport, FollowUp
from practices.adoptions.queries import facts_of
from practices.adoptions.tasks import ask_later
from practices.exemplars.models import Practice
from practices.sessions.models import DemonstrationSession


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that was sent with a report, looked at already (`media.received.kind_of`)."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Words:
    """What a cell says: where it stands, since when, and what came of it."""

    state: str
    on: date
    changed: str = ""
    happened: str = ""
    figures: str = ""
    why: str = ""
    may_be_named: bool = False
    evidence: Sequence[Evidence] = field(default_factory=tuple)


@transaction.atomic
def record_adoption(
    *,
    practice: Practice,
    cell: Organisation,
    key: UUID,
    words: Words,
    by: Person | None,
    now: datetime,
    session: DemonstrationSession | None = None,
    is_sample: bool = False,
) -> Adoption:
    """The first word of a cell on a practice; where it has said one before, one more.

    `key` comes with the form: the same one sent twice is one.
    """
    _hold(practice.pk)
    if known := AdoptionReport.objects.filter(pk=key).select_related("adoption").first():
        return known.adoption
    adoption, _ = Adoption.objects.get_or_create(
        practice=practice,
        organisation=cell,
        defaults={
            "cell_type": cell.cell_type,
            "session": session,
            "state": words.state,
            "since": words.on,
            "recorded_by": by,
            "recorded_at": now,
            "is_sample": is_sample,
        },
    )
    _say(adoption, key, words, by, now)
    return adoption


@transaction.atomic
def report_adoption(
    *, adoption: Adoption, key: UUID, words: Words, by: Person | None, now: datetime
) -> Adoption:
    """A later word. `key` comes with the form: the same one sent twice is one."""
    _hold(adoption.practice_id)
    held = Adoption.objects.select_for_update().get(pk=adoption.pk)
    _say(held, key, words, by, now)
    return held


def _hold(practice_id: int) -> None:
    """All that is counted on a practice waits for each other, in one order: the practice first."""
    Practice.objects.select_for_update().only("pk").get(pk=practice_id)


def _say(adoption: Adoption, key: UUID, words: Words, by: Person | None, now: datetime) -> None:
    if AdoptionReport.objects.filter(pk=key).exists():
        return
    report = AdoptionReport.objects.create(
        id=key,
        adoption=adoption,
        state=words.state,
        on=words.on,
        changed=words.changed,
        happened=words.happened,
        figures=words.figures,
        why=words.why if words.state == Adoption.State.STOPPED else "",
        by=by,
        at=now,
    )
    for one in words.evidence:
        _keep(report, one)
    adoption.may_be_named = words.may_be_named
    settle_adoption(adoption=adoption, now=now)


def _keep(report: AdoptionReport, evidence: Evidence) -> None:
    """The bytes are written first: a row without them would be worse than bytes without a row."""
    AdoptionFile.objects.create(
        report=report,
        name=tidy_name(evidence.name, evidence.kind),
        stored_as=files.store(evidence.content, evidence.kind),
        content_type=KINDS[evidence.kind],
        size=len(evidence.content),
    )


def settle_adoption(*, adoption: Adoption, now: datetime) -> None:
    """Bring the adoption, its follow-ups and the practice's counts to what its reports say."""
    said = facts_of(adoption, timezone.localdate)
    standing = rules.standing_of(said)
    adoption.state, adoption.since, adoption.begun_on = standing.state, standing.since, standing.begun_on
    adoption.save(update_fields=["state", "since", "begun_on", "may_be_named"])
    _settle_follow_ups(adoption, rules.follow_ups_of(said), timezone.localdate(now))
    settle_counts(practice_id=adoption.practice_id)


def _settle_follow_ups(adoption: Adoption, asked: dict[int, rules.Asked], today: date) -> None:
    known = {one.days: one for one in adoption.follow_ups.all()}
    for days, one in asked.items():
        row = known.get(days) or FollowUp(adoption=adoption, days=days)
        moved = row.due_on != one.due_on
        row.due_on = one.due_on
        row.answered_by_report_id = UUID(one.answer) if one.answer else None
        row.save()
        if moved and not one.answer:
            # Written down with the row that it belongs to, so that neither is there without the other.
            ask_later(follow_up=row.pk, on=max(one.due_on, today))


def settle_counts(*, practice_id: int) -> None:
    """Store on a practice how many cells stand where; whoever calls holds the practice."""
    rows = Adoption.objects.filter(practice=practice_id).order_by().values_list("state")
    counts = dict(rows.annotate(count=Count("pk")))
    Practice.objects.filter(pk=practice_id).update(
        **{f"{state}_count": counts.get(state, 0) for state in rules.STATES}
    )


def confirm_adoption(*, adoption: Adoption, by: User, now: datetime) -> None:
    """The unit above says that it is so; said again, the day is today's."""
    Adoption.objects.filter(pk=adoption.pk).update(confirmed_at=now, confirmed_by=by)


def take_back_confirmation(*, adoption: Adoption) -> None:
    Adoption.objects.filter(pk=adoption.pk).update(confirmed_at=None, confirmed_by=None)


def remove_files(found: Sequence[AdoptionFile]) -> int:
    """The bytes go once it is certain that the rows have gone."""
    for one in found:
        transaction.on_commit(partial(files.remove, one.stored_as))
    AdoptionFile.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)
