"""Re-exports the slices' models, so that this package has one history of migrations."""

from organisations.appointments.models import Appointment
from organisations.exchange.models import ImportFile, ImportRow
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person, PersonMerge
from organisations.tree.models import (
    CellType,
    Organisation,
    OrganisationKind,
    Standing,
    Succession,
    SuccessionPart,
)

__all__ = [
    "Appointment",
    "CellType",
    "Grant",
    "ImportFile",
    "ImportRow",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonMerge",
    "Reading",
    "Standing",
    "Succession",
    "SuccessionPart",
]
