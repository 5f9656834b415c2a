"""When two entries become one person, her roles and the log of who read her data come over."""

from typing import Any

from django.utils import timezone

from organisations.oversight.actions import settle_roles
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person
from organisations.people.signals import people_merging


def connect() -> None:
    people_merging.connect(_bring_over_roles)


def _bring_over_roles(sender: type, kept: Person, gone: Person, **_: Any) -> None:
    Reading.objects.filter(person=gone).update(person=kept)
    for grant in Grant.objects.filter(person=gone):
        twins = Grant.objects.filter(person=kept, role=grant.role, organisation=grant.organisation_id)
        if grant.ended is None and twins.filter(ended__isnull=True).exists():
            grant.delete()
        else:
            grant.person = kept
            grant.save(update_fields=["person"])
    settle_roles(person=kept, today=timezone.localdate())
