"""Writes of SCORM packages: what a part reports is kept, settled here, and counted."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid5

from django.db import transaction

from media.packages.actions import begin_attempt, record_claim, save_state
from media.packages.models import Package, PackageRevision
from media.scorm.queries import part_states
from media.scorm.rules import (
    DATA_TYPE,
    Facts,
    PartState,
    claim_of,
    newly_done,
    told,
    whole,
)
from media.statements.actions import Result, record_statement
from organisations.people.models import Person

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"


class NoSuchPart(Exception):
    """The package has no part of that name."""


@transaction.atomic
def commit_part(
    *,
    learner: Person,
    package: Package,
    revision: PackageRevision,
    part: str,
    values: Mapping[str, str],
    is_finished: bool,
    told_at: datetime,
    now: datetime,
) -> None:
    """Keep what a part says of its learner, and let the whole package count anew.

    Told twice it changes nothing. Raises NoSuchPart, NothingToPlay and StateTooLarge.
    """
    facts = Facts.read(revision.facts)
    concerned = facts.part(part)
    if concerned is None:
        raise NoSuchPart(part)
    # Holds her record: two devices at once are taken one after the other.
    begin_attempt(learner=learner, package=package, now=now)
    before = part_states(learner, package)
    state = told(
        before.get(part, PartState()),
        values,
        is_finished=is_finished,
        at=told_at,
        part=concerned,
        version=facts.version,
    )
    after = {**before, part: state}
    save_state(
        learner=learner,
        revision=revision,
        part=part,
        data_type=DATA_TYPE,
        data=state.written(),
        now=now,
    )
    record_claim(learner=learner, package=package, claim=claim_of(whole(after, facts)), now=now)
    _state_completions(learner, package, facts, before, after, told_at, now)


@transaction.atomic
def begin_anew(*, learner: Person, revision: PackageRevision, part: str, now: datetime) -> None:
    """Forget where she stopped in a part. What was reached counts on."""
    save_state(learner=learner, revision=revision, part=part, data_type=DATA_TYPE, data=None, now=now)


def _state_completions(
    learner: Person,
    package: Package,
    facts: Facts,
    before: Mapping[str, PartState],
    after: Mapping[str, PartState],
    told_at: datetime,
    now: datetime,
) -> None:
    """One statement for each part that is now done, and one for the package once all are."""
    done = newly_done(before, after, facts.parts)
    activity = f"urn:lop-chi-bo:package:{package.public_id}"
    if len(facts.parts) > 1:
        for part in done:
            settled = after[part.identifier].settled(part, facts.version)
            result = Result(scaled=settled.share, success=settled.success, completion=True)
            _state(learner, package, f"{activity}#{part.identifier}", part.title, result, told_at, now)
    settled = whole(after, facts)
    if done and settled.is_complete:
        result = Result(
            scaled=settled.share, success=settled.success, completion=True, seconds=settled.seconds
        )
        _state(learner, package, activity, package.title, result, told_at, now)


def _state(
    learner: Person,
    package: Package,
    activity: str,
    title: str,
    result: Result,
    told_at: datetime,
    now: datetime,
) -> None:
    record_statement(
        id=uuid5(learner.public_id, f"{activity} completed {told_at.isoformat()}"),
        learner=learner,
        verb=COMPLETED,
        activity=activity,
        result=result,
        timestamp=told_at,
        now=now,
        more={"definition": {"name": {"vi": title}}},
    )
