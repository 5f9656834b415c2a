"""When two entries become one person, what she asked and the notices she has read come over."""

from typing import Any

from django.utils import timezone

from organisations.people.models import Person
from organisations.people.signals import people_merging
from organisations.privacy.notices.models import NoticeSeen
from organisations.privacy.requests import rules
from organisations.privacy.requests.models import DataRequest


def connect() -> None:
    people_merging.connect(_bring_over)


def _bring_over(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    _withdraw_what_is_asked_twice(kept, gone)
    DataRequest.objects.filter(person=gone).update(person=kept)
    read = NoticeSeen.objects.filter(person=kept).values("notice")
    NoticeSeen.objects.filter(person=gone).exclude(notice__in=read).update(person=kept)
    NoticeSeen.objects.filter(person=gone).delete()


def _withdraw_what_is_asked_twice(kept: Person, gone: Person) -> None:
    """One person asks to be erased once at a time."""
    waiting = DataRequest.objects.filter(kind=DataRequest.Kind.ERASE, state__in=rules.OPEN)
    if waiting.filter(person=kept).exists():
        waiting.filter(person=gone).update(state=DataRequest.State.WITHDRAWN, finished_at=timezone.now())
