"""Who changed what of an organisation, and what it said before: read from the log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.log_actions import registry

from common.phones import local_phone
from organisations.tree.models import Organisation, Succession

MOST = 50


@dataclass(frozen=True, slots=True)
class Detail:
    """One field, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log."""

    at: datetime
    by: str
    what: str
    details: tuple[Detail, ...]


def changes_of(organisation: Organisation) -> list[Change]:
    """The latest changes of an organisation, the last one first."""
    entries = registry.get_logs_for_instance(organisation).select_related("user")[:MOST]
    return [_change(entry) for entry in entries]


def _change(entry: Any) -> Change:
    by = entry.user.get_full_name() if entry.user else _("the system")
    return Change(entry.timestamp, by, _what(entry), tuple(_details(entry.data)))


def _what(entry: Any) -> str:
    kind = dict(Succession.Kind.choices).get(entry.data.get("kind", ""), "")
    return f"{entry.message}: {kind}" if kind else str(entry.message)


def _details(data: dict[str, Any]) -> Iterator[Detail]:
    for name, (before, after) in data.get("changed", {}).items():
        label = capfirst(str(Organisation._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
        yield Detail(label, _shown(name, before), _shown(name, after))


def _shown(name: str, value: Any) -> str:
    if not value:
        return _("empty")
    return local_phone(value) if name == "contact_phone" else str(value)
