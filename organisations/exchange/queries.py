"""Reads of imported files and their rows; everybody sees her own, superusers all."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User
from organisations.appointments.models import Appointment
from organisations.exchange.columns import PEOPLE
from organisations.exchange.findings import STATES
from organisations.exchange.models import ImportFile, ImportRow
from organisations.tree.models import CellType, OrganisationKind


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a file are in a state."""

    state: str
    label: Promise | str
    count: int


def files_of(viewer: User) -> QuerySet[ImportFile]:
    """Files a viewer may open: what was found in them was found within the sight of who sent them."""
    files = ImportFile.objects.defer("journal").select_related("uploaded_by")
    return files if viewer.is_superuser else files.filter(uploaded_by=viewer)


def files_that_stand(viewer: User) -> QuerySet[ImportFile]:
    """Those that have been applied and could be taken back."""
    return files_of(viewer).filter(state=ImportFile.State.APPLIED).exclude(file="")


def rows_of(file: ImportFile, state: str = "") -> QuerySet[ImportRow]:
    """Its rows in their order; those in one state only, where one is named."""
    rows = ImportRow.objects.filter(import_file=file).order_by("place")
    return rows.filter(state=state) if state in STATES else rows


def counts_of(file: ImportFile) -> Sequence[Count]:
    """Of every state, in the order in which they matter."""
    return [Count(state, ImportRow.State(state).label, file.counts.get(state, 0)) for state in STATES]


def same_file_applied(file: ImportFile) -> ImportFile | None:
    """A file with the very same content that has been applied and stands."""
    same = ImportFile.objects.filter(sha256=file.sha256, kind=file.kind, state=ImportFile.State.APPLIED)
    return same.filter(uploaded_by=file.uploaded_by_id).exclude(pk=file.pk).first()


def template_choices(kind: str) -> dict[str, list[str]]:
    """What a template offers in its drop-down lists, by column."""
    if kind == PEOPLE:
        return {"post": [str(label) for label in Appointment.Post.labels]}
    return {
        "kind": [str(kind) for kind in OrganisationKind.objects.all()],
        "cell_type": [str(cell_type) for cell_type in CellType.objects.all()],
    }
