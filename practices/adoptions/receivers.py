"""Whoever looks at a person or at a unit is told what was observed there, and what is applied."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from organisations.browsing.signals import Figure, describing_organisation
from organisations.people.models import Person
from organisations.personnel.signals import Section, describing_person
from organisations.reorganising.outcome import Arrival, Outcome
from organisations.reorganising.signals import reorganised, succession_undoing
from organisations.tree.models import Organisation, Succession
from practices.adoptions.models import Adoption
from practices.adoptions.portrait import applied_by, applied_within, observed_by, observed_within

MOST_REASONS = 3


def connect() -> None:
    describing_person.connect(_observed_by)
    describing_person.connect(_applied_by)
    describing_organisation.connect(_observed_within)
    describing_organisation.connect(_applied_within)
    reorganised.connect(_reorganised)
    succession_undoing.connect(_succession_undoing)


def _observed_by(sender: type, person: Person, **_: Any) -> Section:
    return observed_by(person)


def _applied_by(sender: type, person: Person, **_: Any) -> Section:
    return applied_by(person)


def _observed_within(sender: type, organisation: Organisation, on: date, **_: Any) -> Figure:
    return observed_within(organisation, on)


def _applied_within(sender: type, organisation: Organisation, on: date, **_: Any) -> Figure:
    return applied_within(organisation, on)


def _reorganised(sender: type, outcome: Outcome, **__: Any) -> list[Arrival]:
    """Adoptions follow what their cell becomes by themselves (`adoptions.queries`): only told here."""
    if outcome.succession.kind not in (Succession.Kind.MERGE, Succession.Kind.SPLIT):
        return []
    before = outcome.succession.parts.filter(side="before").values("organisation")
    count = Adoption.objects.filter(organisation__in=before).count()
    return [Arrival(_("practices that are applied, which follow"), count)] if count else []


def _succession_undoing(sender: type, founded: list[int], **__: Any) -> list[str]:
    """What a cell that it founded has recorded since builds on it."""
    recorded = Adoption.objects.filter(organisation__in=founded).select_related("practice", "organisation")
    return [
        _("%(organisation)s has recorded since that it applies “%(practice)s”.")
        % {"organisation": one.organisation, "practice": one.practice}
        for one in recorded[:MOST_REASONS]
    ]
