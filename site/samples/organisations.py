"""The sample tree of organisations and who holds posts in it, entered by the actions that people use."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from organisations.appointments.actions import appoint
from organisations.people.actions import enter_person
from organisations.people.models import Person
from organisations.tree.actions import Founding, found_organisations
from organisations.tree.models import CellType, Organisation, OrganisationKind
from samples.curriculum import curriculum

STOOD_SINCE = date(2025, 7, 1)
POSTS = {"bi_thu": "secretary", "pho_bi_thu": "deputy", "chi_uy_vien": "committee"}


@transaction.atomic
def load_organisations() -> None:
    """Enter the tree and its people, unless any organisation stands already."""
    if Organisation.objects.exists():
        return
    [root] = curriculum()["organisations"]
    found_organisations(list(_foundings(root, "")), is_sample=True)
    cells = Organisation.objects.in_bulk(field_name="code")
    for entry in curriculum()["people"]:
        person = enter_person(full_name=entry["full_name"], is_sample=True)
        appoint(
            person=person,
            organisation=cells[_code(entry["org_id"])],
            post=POSTS[entry["title"]],
            began=STOOD_SINCE,
        )


def _foundings(entry: dict[str, Any], parent_code: str) -> Iterator[Founding]:
    """An organisation, then all under it."""
    code = _code(entry["id"])
    yield Founding(
        name=entry["name"],
        short_name=entry["short_name"] if entry["short_name"] != entry["name"] else "",
        kind=OrganisationKind.objects.get(code=entry["kind"]),
        cell_type=CellType.objects.filter(code=entry.get("cell_type")).first(),
        on=STOOD_SINCE,
        code=code,
        parent_code=parent_code,
    )
    for child in entry["children"]:
        yield from _foundings(child, code)


def _code(entry_id: str) -> str:
    """Codes of the sample say so: no code of the national database begins like this."""
    return f"MAU-{entry_id.upper()}"


def sample_organisation(entry_id: str) -> Organisation:
    return Organisation.objects.get(code=_code(entry_id))


def sample_person(full_name: str) -> Person:
    """Somebody of the sample by her name; names are unique there."""
    return Person.objects.get(full_name=full_name, is_sample=True)
