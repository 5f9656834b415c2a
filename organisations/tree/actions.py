"""Founding and editing organisations, and the steps that reorganisations are made of."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from wagtail.log_actions import log

from accounts.models import User
from common.fields import refresh_keys
from organisations.tree.models import CellType, Organisation, OrganisationKind, Place, Standing
from organisations.tree.queries import changed_since, subtree_of, within
from organisations.tree.rules import lies_within, moved, place_under
from organisations.tree.signals import organisations_restated

STATED = ("name", "short_name", "kind_id", "cell_type_id", "parent_id", "path", "is_open")
"""The columns that a standing keeps."""
PLACE = ("parent", "path", "is_open")
BATCH = 1000


class TreeRefusal(Exception):
    """The tree cannot be changed so; subclasses say why."""


class ChangedSince(TreeRefusal):
    """Something concerned has changed after the day of the change."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(f"{standing} changed on {standing.began:%d/%m/%Y}")
        self.standing = standing


class WouldCircle(TreeRefusal):
    """An organisation cannot stand under itself or what stands within it."""


class NothingStandsThere(TreeRefusal):
    """The place is closed, or a cell: nothing can stand under it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """What is known of an organisation when it is entered.

    In a list, `parent_code` may name one that stands earlier in the same list instead of `parent`.
    """

    name: str
    kind: OrganisationKind
    on: date
    parent: Organisation | None = None
    parent_code: str = ""
    code: str | None = None
    short_name: str = ""
    cell_type: CellType | None = None
    address: str = ""
    contact: str = ""
    contact_phone: str = ""


def found_organisation(*, is_sample: bool = False, **founding: Any) -> Organisation:
    """Enter one organisation; arguments as of Founding. Raises NothingStandsThere."""
    [organisation] = found_organisations([Founding(**founding)], is_sample=is_sample)
    return organisation


@transaction.atomic
def found_organisations(foundings: Sequence[Founding], *, is_sample: bool = False) -> list[Organisation]:
    """Enter organisations in bulk, those above before those under them; raises NothingStandsThere."""
    parents = _as_they_stand({founding.parent.pk for founding in foundings if founding.parent})
    made = Organisation.objects.bulk_create([_unplaced(one, is_sample) for one in foundings], BATCH)
    by_code = {organisation.code: organisation for organisation in made if organisation.code}
    for organisation, founding in zip(made, foundings, strict=True):
        above = parents[founding.parent.pk] if founding.parent else None
        _place(organisation, by_code[founding.parent_code] if founding.parent_code else above)
    Organisation.objects.bulk_update(made, ["path", "parent"], BATCH)
    Standing.objects.bulk_create(
        [_stands(organisation, organisation.founded_on) for organisation in made], BATCH
    )
    return made


def hold_the_tree() -> None:
    """Let changes of places happen one after another: each must see where the last one left things."""
    list(Organisation.objects.select_for_update().filter(parent__isnull=True).values_list("pk"))


def _as_they_stand(organisations: Collection[int]) -> dict[int, Organisation]:
    hold_the_tree()
    return Organisation.objects.select_related("kind").in_bulk(organisations)


def _unplaced(founding: Founding, is_sample: bool) -> Organisation:
    return Organisation(
        name=founding.name,
        short_name=founding.short_name,
        kind=founding.kind,
        cell_type=founding.cell_type,
        code=founding.code or None,
        address=founding.address,
        contact=founding.contact,
        contact_phone=founding.contact_phone,
        founded_on=founding.on,
        is_sample=is_sample,
        path=uuid.uuid4().hex,
    )


def _place(organisation: Organisation, parent: Organisation | None) -> None:
    if parent is not None:
        check_may_hold(parent)
    organisation.parent = parent
    organisation.path = place_under(parent.path if parent else "", organisation.pk)


def check_may_hold(parent: Organisation) -> None:
    """Raises NothingStandsThere where nothing may stand under `parent`."""
    if not parent.is_open or parent.kind.is_cell:
        raise NothingStandsThere(parent.name)


def _stands(place: Organisation, began: date) -> Standing:
    return Standing(organisation=place, began=began, **{name: getattr(place, name) for name in STATED})


@transaction.atomic
def edit_organisation(*, organisation: Organisation, by: User | None, **details: Any) -> None:
    """Change what has no history: code, address, contact. What was there before goes into the log."""
    before = {name: getattr(organisation, name) for name in details}
    changed = {name: [before[name], value] for name, value in details.items() if before[name] != value}
    if not changed:
        return
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=[*details, "search_key"])
    log(instance=organisation, action="organisations.edit", user=by, data={"changed": changed})


class Restatement:
    """Changes of the tree on one day, kept in a journal by which they can be taken back.

    Everything concerned is looked at as it stands today; a change before another change is refused.
    """

    def __init__(self, on: date) -> None:
        self.on = on
        self.ended: list[int] = []
        self.begun: list[int] = []
        self.before: dict[str, dict[str, Any]] = {}
        self.founded: list[int] = []
        self.touched: list[int] = []

    @property
    def journal(self) -> dict[str, Any]:
        return {
            "ended": self.ended,
            "begun": self.begun,
            "before": self.before,
            "founded": self.founded,
            "touched": sorted(set(self.touched)),
        }

    def found(self, founding: Founding) -> Organisation:
        """Enter a new organisation as part of this change."""
        self._check_stood(founding.parent)
        [organisation] = found_organisations([founding])
        self.founded.append(organisation.pk)
        return organisation

    def restate(self, organisation: Organisation, **columns: Any) -> None:
        """Let an organisation be called, or be, something else from this day on."""
        standing = Standing.objects.get(organisation=organisation, ended__isnull=True)
        if standing.began > self.on:
            raise ChangedSince(standing)
        for name, value in columns.items():
            setattr(organisation, name, value)
        organisation.save()
        self._restand([organisation])

    def move(self, organisation: Organisation, parent: Organisation | None) -> int:
        """Let an organisation and all within it stand under `parent`; returns how many stood within.

        Raises WouldCircle, NothingStandsThere, ChangedSince.
        """
        organisation.refresh_from_db(fields=PLACE)
        if parent is not None:
            parent.refresh_from_db(fields=PLACE)
            if lies_within(parent.path, organisation.path):
                raise WouldCircle(organisation.name)
            check_may_hold(parent)
        return self.replace(organisation, parent)

    def replace(self, organisation: Organisation, parent: Organisation | None) -> int:
        """Like `move`, for what is closed: it may lie under anything that stood so on the day."""
        self._check(organisation.path)
        self._check_stood(parent)
        origin, to = organisation.path, place_under(parent.path if parent else "", organisation.pk)
        if origin != to:
            Organisation.objects.filter(within([origin])).update(
                path=Concat(Value(to), Substr(F("path"), len(origin) + 1))
            )
            Organisation.objects.filter(pk=organisation.pk).update(parent=parent)
            organisation.path, organisation.parent = moved(organisation.path, origin=origin, to=to), parent
        return self._restand(subtree_of(organisation))

    def close(self, organisation: Organisation, *, into: Organisation | None = None) -> None:
        """End an organisation on this day; its past lies under what it went into, or where it lay."""
        organisation.refresh_from_db(fields=PLACE)
        self._check(organisation.path)
        organisation.is_open, organisation.closed_on = False, self.on
        organisation.save(update_fields=["is_open", "closed_on"])
        self.replace(organisation, into or organisation.parent)

    def _check(self, place: str) -> None:
        later = changed_since([place], self.on)
        if later is not None:
            raise ChangedSince(later)

    def _check_stood(self, parent: Organisation | None) -> None:
        """What it comes to stand under must have stood so on the day: its path is that of the day."""
        if parent is not None:
            standing = Standing.objects.get(organisation=parent, ended__isnull=True)
            if standing.began > self.on:
                raise ChangedSince(standing)

    def _restand(self, organisations: Iterable[Organisation]) -> int:
        rows = list(organisations)
        current = {
            standing.organisation_id: standing
            for standing in Standing.objects.filter(organisation__in=rows, ended__isnull=True)
        }
        changed = [(row, current[row.pk]) for row in rows if _differs(row, current[row.pk])]
        self._rewrite([pair for pair in changed if pair[1].began == self.on])
        self._succeed([pair for pair in changed if pair[1].began < self.on])
        restated = [row.pk for row, _ in changed]
        self.touched += restated
        organisations_restated.send(sender=Organisation, organisations=restated)
        return len(changed)

    def _rewrite(self, pairs: list[tuple[Organisation, Standing]]) -> None:
        """What began on this very day is written over: it never stood otherwise."""
        for row, standing in pairs:
            if standing.pk not in self.begun and row.pk not in self.founded:
                self.before.setdefault(str(standing.pk), {name: getattr(standing, name) for name in STATED})
            for name in STATED:
                setattr(standing, name, getattr(row, name))
        Standing.objects.bulk_update([standing for _, standing in pairs], STATED, BATCH)

    def _succeed(self, pairs: list[tuple[Organisation, Standing]]) -> None:
        ended = [standing.pk for _, standing in pairs]
        Standing.objects.filter(pk__in=ended).update(ended=self.on)
        begun = Standing.objects.bulk_create([_stands(row, self.on) for row, _ in pairs], BATCH)
        self.ended += ended
        self.begun += [standing.pk for standing in begun]


def _differs(row: Place, standing: Place) -> bool:
    return any(getattr(row, name) != getattr(standing, name) for name in STATED)


def take_back(journal: dict[str, Any]) -> None:
    """Undo a restatement: rows it began go, rows it ended hold again, the tree of today follows."""
    Standing.objects.filter(pk__in=journal["begun"]).delete()
    Standing.objects.filter(pk__in=journal["ended"]).update(ended=None)
    for pk, columns in journal["before"].items():
        Standing.objects.filter(pk=pk).update(**columns)
    restated = Standing.objects.filter(organisation__in=journal["touched"], ended__isnull=True)
    _follow(list(restated.select_related("organisation")))
    organisations_restated.send(sender=Organisation, organisations=journal["touched"])
    Organisation.objects.filter(pk__in=journal["founded"]).delete()


def _follow(standings: list[Standing]) -> None:
    """Bring organisations back to their standings, by way of places that nobody has."""
    rows = [standing.organisation for standing in standings]
    for row in rows:
        row.path = uuid.uuid4().hex
    Organisation.objects.bulk_update(rows, ["path"], BATCH)
    for row, standing in zip(rows, standings, strict=True):
        for name in STATED:
            setattr(row, name, getattr(standing, name))
        row.closed_on = row.closed_on if not row.is_open else None
        refresh_keys(row)
    Organisation.objects.bulk_update(rows, [*STATED, "closed_on", "name_key", "search_key"], BATCH)
