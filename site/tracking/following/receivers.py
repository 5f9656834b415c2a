"""What happens to people, and at signing in: calls follow the person, the session knows who oversees."""

from datetime import datetime
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions import Line
from notifications.digests.signals import composing_digest
from organisations.oversight.queries import OVERSEERS, has_role
from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Section
from organisations.privacy.signals import erasing_person, gathering_personal_data, purging_personal_data
from tracking.following.actions import bring_over_calls, forget_calls, forget_old_calls
from tracking.following.personal_data import section_of_calls
from tracking.following.remembering import remember
from tracking.following.week import lines_of_week


def connect() -> None:
    user_logged_in.connect(_signed_in)
    people_merging.connect(_people_merging)
    gathering_personal_data.connect(_gathering)
    erasing_person.connect(_erasing)
    purging_personal_data.connect(_purging)
    composing_digest.connect(_composing_digest)


def _signed_in(sender: type, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    remember(request, is_overseer=has_role(user, *OVERSEERS))


def _people_merging(sender: type, kept: Person, gone: Person, **_kwargs: Any) -> None:
    bring_over_calls(kept=kept, gone=gone)


def _gathering(sender: type, person: Person, **_kwargs: Any) -> list[Section]:
    return [section_of_calls(person)]


def _erasing(sender: type, person: Person, **_kwargs: Any) -> list[Trace]:
    return [Trace(_("notes of calls about her learning"), forget_calls(person=person))]


def _purging(sender: type, now: datetime, dry_run: bool, **_kwargs: Any) -> dict[str, int]:
    return {"calls about learning": forget_old_calls(now=now, dry_run=dry_run)}


def _composing_digest(
    sender: type, account: User, since: datetime, now: datetime, **_kwargs: Any
) -> list[Line]:
    return lines_of_week(account, since=since, now=now)
