"""What happens below, to people; what practices keep of them follows."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data, purging_personal_data
from practices.traces.forgetting import forget_old, forget_practices
from practices.traces.joining import join_practices
from practices.traces.personal_data import sections_about_practices


def connect() -> None:
    people_merging.connect(_people_merging)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    purging_personal_data.connect(_purging)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_practices(kept=kept, gone=gone, now=timezone.now())


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_practices(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return forget_practices(person=person)


def _purging(sender: type, now: datetime, dry_run: bool, **_: Any) -> dict[str, int]:
    return forget_old(now=now, dry_run=dry_run)
