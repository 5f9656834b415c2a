"""Writing the privacy notice, publishing it, and noting who has read it."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from organisations.people.models import Person
from organisations.privacy.notices.models import NoticeSeen, PrivacyNotice
from organisations.privacy.notices.opening_text import opening_text
from organisations.privacy.notices.queries import draft_notice, forget_the_notice_in_force


class NoticeIsFrozen(Exception):
    """A published version never changes; a new one is written."""


@transaction.atomic
def begin_notice(*, now: datetime) -> PrivacyNotice:
    """The version that is being written: the draft there is, or a new one with the last version's text."""
    draft = draft_notice()
    if draft is not None:
        return draft
    last = PrivacyNotice.objects.first()
    return PrivacyNotice.objects.create(
        number=(PrivacyNotice.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        in_force_from=timezone.localdate(now),
        body=last.body if last else opening_text(),
        is_sample=last.is_sample if last else True,
    )


@transaction.atomic
def write_notice(*, notice: PrivacyNotice) -> None:
    """Keep what an administrator has typed into a draft. Raises NoticeIsFrozen."""
    _locked_draft(notice)
    notice.save(update_fields=["in_force_from", "changes", "body", "is_sample"])


@transaction.atomic
def publish_notice(*, notice: PrivacyNotice, by: User | None, now: datetime) -> None:
    """Freeze a version; from its day on everybody is shown it once. Raises NoticeIsFrozen."""
    _locked_draft(notice)
    notice.published_at, notice.published_by = now, by
    notice.save(update_fields=["published_at", "published_by"])
    transaction.on_commit(partial(forget_the_notice_in_force, timezone.localdate(now)))


@transaction.atomic
def publish_opening_notice(*, now: datetime) -> None:
    """Publish the opening text, marked as a sample, where no notice has ever been written."""
    if not PrivacyNotice.objects.exists():
        publish_notice(notice=begin_notice(now=now), by=None, now=now)


def acknowledge_notice(*, person: Person, notice: PrivacyNotice, now: datetime) -> None:
    """She says that she has read it; a second time changes nothing."""
    NoticeSeen.objects.get_or_create(person=person, notice=notice, defaults={"at": now})


def _locked_draft(notice: PrivacyNotice) -> None:
    stored = PrivacyNotice.objects.select_for_update().get(pk=notice.pk)
    if stored.published_at is not None:
        raise NoticeIsFrozen(notice.number)
