"""What happens below, to people; what media keep of them follows."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from media.statements.actions import forget_old_statements
from media.traces.forgetting import forget_media
from media.traces.joining import join_media
from media.traces.personal_data import sections_about_media
from media.traces.portrait import media_of
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.personnel.signals import Section as PortraitSection
from organisations.personnel.signals import describing_person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data, purging_personal_data


def connect() -> None:
    people_merging.connect(_people_merging)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    purging_personal_data.connect(_purging)
    describing_person.connect(_describing)


def _people_merging(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    join_media(kept=kept, gone=gone, now=timezone.now())


def _gathering(sender: type, person: Person, **_: Any) -> list[Section]:
    return sections_about_media(person)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return forget_media(person=person)


def _purging(sender: type, now: datetime, dry_run: bool, **_: Any) -> dict[str, int]:
    return {"statements": forget_old_statements(now=now, dry_run=dry_run)}


def _describing(sender: type, person: Person, **_: Any) -> PortraitSection:
    return media_of(person)
