"""What imported lists keep of a person: told to her, and let go when she is erased."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisations.exchange.models import ImportFile, ImportRow
from organisations.people.models import Person
from organisations.privacy.erasing.traces import Trace
from organisations.privacy.gathering.sections import Choice, Column, Rows, Section


def section_about_lists(person: Person) -> Section:
    return Section(
        key="lists",
        icon="file",
        title=_("Lists in which you stood"),
        why=_("So that what a list brought can be checked, and taken back as a whole."),
        how_long=_("Kept for a set time, then the list is thrown away."),
        columns=(
            Column("sent_at", _("Sent at")),
            Column("row", _("Row")),
            Column("state", _("Result")),
            Column("typed", _("What stood there")),
        ),
        rows=Rows(
            ImportRow.objects.filter(person=person.public_id)
            .order_by("import_file", "place")
            .values_list("import_file__uploaded_at", "number", "state", "typed"),
            _cells,
        ),
    )


def _cells(row: Any) -> tuple[Any, ...]:
    sent_at, number, state, typed = row
    label = str(ImportRow.State(state).label)
    return sent_at, number, Choice(state, label), " · ".join(str(value) for value in typed.values())


def erase_from_lists(person: Person) -> list[Trace]:
    """Her rows are emptied, and the files they came in thrown away: nobody else's row is touched."""
    rows = ImportRow.objects.filter(person=person.public_id)
    files = ImportFile.objects.filter(pk__in=rows.values("import_file"))
    for file in files:
        throw_away(file, journal={})
    emptied = rows.update(person=None, typed={}, understood={}, changes=[], findings=[])
    return [Trace(_("rows of lists"), emptied)]


def throw_away(file: ImportFile, *, journal: dict[str, Any]) -> None:
    """Let go of what was sent, once it is certain: what is tried and rolled back throws nothing away."""
    name, storage = file.file.name, file.file.storage
    file.file, file.journal = "", journal
    file.save(update_fields=["file", "journal"])
    if name:
        transaction.on_commit(partial(storage.delete, name))
