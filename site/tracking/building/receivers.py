"""Who is erased leaves no layouts of her own; those that she shared stay with her unit."""

from typing import Any

from django.utils.translation import gettext

from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.signals import erasing_person
from tracking.building.actions import forget_layouts


def connect() -> None:
    erasing_person.connect(_erasing)


def _erasing(sender: type, person: Person, **_: Any) -> list[Trace]:
    return [Trace(gettext("layouts of reports of her own"), forget_layouts(owner=person.account))]
