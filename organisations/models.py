"""Re-exports the slices' models, so that this package has one history of migrations."""

from organisations.appointments.models import Appointment
from organisations.exchange.models import ImportFile, ImportRow
from organisations.oversight.models import Grant, Reading
from organisations.people.models import Person, PersonMerge
from organisations.privacy.notices.models import NoticeSeen, PrivacyNotice
from organisations.privacy.requests.models import DataRequest
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
    "DataRequest",
    "Grant",
    "ImportFile",
    "ImportRow",
    "NoticeSeen",
    "Organisation",
    "OrganisationKind",
    "Person",
    "PersonMerge",
    "PrivacyNotice",
    "Reading",
    "Standing",
    "Succession",
    "SuccessionPart",
]
