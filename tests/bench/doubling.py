"""Provinces like the first one, with all that stands in them and everybody who serves there.

PostgreSQL copies them by itself: made one by one, a quarter of a million organisations take an hour.
"""

from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import Max, Min

from organisations.appointments.models import Appointment
from organisations.people.models import Person
from organisations.tree.models import Organisation, Standing
from organisations.tree.rules import STEP, end_of
from tests.bench.bulk import without_indexes

DEEP = 3
"""So many steps lie below the top."""


@transaction.atomic
def let_there_be(provinces: int, *, like: Organisation, under: Organisation) -> None:
    """Copy everything of one province until there are so many; numbers are shifted, and names of offices."""
    inside = Organisation.objects.filter(path__gte=like.path, path__lt=end_of(like.path))
    serving = Person.objects.filter(appointments__organisation__in=inside)
    far = {Organisation: _apart(inside), Person: _apart(serving)}
    moved = f"parent_id + copy * {far[Organisation]}"
    place = {
        "parent_id": f"CASE WHEN parent_id = {under.pk} THEN parent_id ELSE {moved} END",
        "path": _shifted_path(under.path, far[Organisation]),
    }
    its = f"path >= '{like.path}' AND path < '{end_of(like.path)}'"
    theirs = f"organisation_id IN (SELECT id FROM organisations_organisation WHERE {its})"  # noqa: S608 (our own words)
    tables = [model._meta.db_table for model in (Organisation, Standing, Person, Appointment)]
    with without_indexes(tables):
        for model, which, said in (
            (
                Person,
                f"id IN (SELECT person_id FROM organisations_appointment WHERE {theirs})",  # noqa: S608
                _reached(far[Person]),
            ),
            (
                Appointment,
                theirs,
                {**_shift("organisation_id", far[Organisation]), **_shift("person_id", far[Person])},
            ),
            (Standing, its, {**place, **_shift("organisation_id", far[Organisation])}),
            (Organisation, its, {**place, **_shift("id", far[Organisation]), **_named(like)}),
        ):
            _copy(model, which, said, provinces - 1)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Organisation, Person]):
            cursor.execute(statement)


def _apart(rows: Any) -> int:
    found = rows.aggregate(first=Min("pk"), last=Max("pk"))
    return int(found["last"] - found["first"] + 1)


def _copy(model: type[models.Model], which: str, said: dict[str, str], times: int) -> None:
    """Rows of a table so many times more; `said` are the columns that differ, by the number of the `copy`."""
    columns = [str(field.column) for field in model._meta.concrete_fields]
    columns = [column for column in columns if column != "id" or "id" in said]
    if "public_id" in columns:
        said = {**said, "public_id": "gen_random_uuid()"}
    table = model._meta.db_table
    told = ", ".join(said.get(column, f'"{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    copies = f"SELECT {told} FROM {table}, generate_series(1, {times}) copy WHERE {which}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({named}) {copies}")


def _shift(column: str, far: int) -> dict[str, str]:
    return {column: f"{column} + copy * {far}"}


def _shifted_path(top: str, far: int) -> str:
    steps = [
        f"CASE WHEN length(path) > {end} THEN "
        f"lpad((substr(path, {end + 1}, {STEP})::integer + copy * {far})::text, {STEP}, '0') ELSE '' END"
        for end in range(STEP, STEP * (DEEP + 1), STEP)
    ]
    return " || ".join([f"'{top}'", *steps])


def _named(like: Organisation) -> dict[str, str]:
    """Codes name the province; words to search by hold them."""
    code = like.code or ""
    stem = code[:-1]
    return {
        "code": f"replace(code, '{code}', '{stem}' || (copy + 1))",
        "search_key": f"replace(search_key, '{code.lower()}', '{stem.lower()}' || (copy + 1))",
    }


def _reached(far: int) -> dict[str, str]:
    """Telephones of their own, in words to search by as well."""
    number = "lpad(((substr(phone, 5)::bigint + copy * 2914637) % 100000000)::text, 8, '0')"
    return {
        **_shift("id", far),
        "phone": f"'+849' || {number}",
        "search_key": f"replace(search_key, substr(phone, 5), {number})",
    }
