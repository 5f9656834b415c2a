"""What is stored, as far as a file speaks of it and its uploader may see it.

Everything is read in a few queries, however many rows the file has.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from common.chunks import chunks
from common.vietnamese import fold
from organisations.appointments.models import Appointment
from organisations.exchange.reading import OrganisationRow, PersonRow
from organisations.oversight.queries import (
    MANAGERS,
    organisations_overseen_by,
    people_overseen_by,
    role_holders,
)
from organisations.people.models import Person
from organisations.tree.models import CellType, Organisation, OrganisationKind
from organisations.tree.rules import numbers_on

T = TypeVar("T")

IMPORTERS = MANAGERS
"""Roles whose holders bring in lists, within their part of the tree."""


@dataclass(frozen=True, slots=True)
class StoredPost:
    """A post as it is stored."""

    pk: int
    person: int
    organisation: int
    post: str
    began: date
    ended: date | None
    decision: str
    end_decision: str


@dataclass(slots=True)
class PeopleStore:
    """The organisations and people that a list of people speaks of."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    places: dict[int, Organisation] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    by_public_id: dict[UUID, int] = field(default_factory=dict)
    by_phone: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    serving: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    posts_of: dict[int, list[StoredPost]] = field(default_factory=lambda: defaultdict(list))
    posts_in: dict[int, list[StoredPost]] = field(default_factory=lambda: defaultdict(list))
    phones_elsewhere: set[str] = field(default_factory=set)
    guarded: set[int] = field(default_factory=set)
    """Who holds a role: where she is reached is not for the uploader to change."""

    def organisation(self, code: str) -> Organisation | None:
        """Excel turns a code such as 0012 into a number: zeros may be missing where one code alone fits."""
        folded = code.casefold()
        if folded in self.organisations:
            return self.organisations[folded]
        fitting = [self.organisations[one] for one in with_zeros(folded) if one in self.organisations]
        return fitting[0] if len(fitting) == 1 else None


def with_zeros(code: str) -> list[str]:
    return [code.zfill(len(code) + more) for more in (1, 2, 3)] if code.isdecimal() else []


def people_store(rows: Sequence[PersonRow], *, viewer: User, today: date) -> PeopleStore:
    """What a list of people is compared with."""
    store = PeopleStore()
    overseen = organisations_overseen_by(viewer, roles=IMPORTERS, today=today)
    codes = {row.organisation for row in rows if row.organisation}
    for organisation in organisations_with(codes | _spellings(codes), overseen):
        store.organisations[str(organisation.code).casefold()] = organisation
        store.places[organisation.pk] = organisation
    _add_posts(store, [Q(organisation__in=chunk) for chunk in chunks(sorted(store.places))])
    phones = {row.phone for row in rows if row.phone}
    _add_people(store, rows, phones, people_overseen_by(viewer, roles=IMPORTERS, today=today))
    _add_posts(store, [Q(person__in=chunk) for chunk in chunks(sorted(store.people))])
    _index(store, today)
    store.phones_elsewhere = _phones_elsewhere(phones, store)
    store.guarded = _guarded(store, viewer, today)
    return store


def _guarded(store: PeopleStore, viewer: User, today: date) -> set[int]:
    """Whoever could change where such an account is reached could take it over."""
    if viewer.is_superuser:
        return set()
    others = sorted(pk for pk, person in store.people.items() if person.account_id != viewer.pk)
    return {pk for chunk in chunks(others) for pk in role_holders(chunk, today=today)}


def _spellings(codes: set[str]) -> set[str]:
    """Other ways in which the codes may be stored."""
    zeros = {spelling for code in codes for spelling in with_zeros(code)}
    return zeros | {code.upper() for code in codes} | {code.lower() for code in codes}


def organisations_with(codes: set[str], overseen: QuerySet[Organisation]) -> Iterator[Organisation]:
    for chunk in chunks(sorted(codes)):
        yield from overseen.filter(code__in=chunk).select_related("kind", "cell_type", "parent")


def _add_posts(store: PeopleStore, which: Iterable[Q]) -> None:
    known = {post.pk for posts in store.posts_in.values() for post in posts}
    for where in which:
        for columns in (
            Appointment.objects.filter(where)
            .order_by("pk")
            .values_list("pk", "person", "organisation", "post", "began", "ended", "decision", "end_decision")
        ):
            post = StoredPost(*columns)
            if post.pk not in known:
                known.add(post.pk)
                store.posts_in[post.organisation].append(post)
                store.posts_of[post.person].append(post)


def _add_people(
    store: PeopleStore, rows: Sequence[PersonRow], phones: set[str], overseen: QuerySet[Person]
) -> None:
    wanted = [Q(pk__in=chunk) for chunk in chunks(sorted(store.posts_of))]
    wanted += [Q(phone__in=chunk) for chunk in chunks(sorted(phones))]
    wanted += [Q(public_id__in=chunk) for chunk in chunks({row.person for row in rows if row.person})]
    for where in wanted:
        for person in overseen.filter(where, erased_at=None).order_by():
            store.people[person.pk] = person


def _index(store: PeopleStore, today: date) -> None:
    for pk, person in store.people.items():
        store.by_public_id[person.public_id] = pk
        store.by_name[fold(person.full_name)].append(pk)
        if person.phone:
            store.by_phone[person.phone].append(pk)
    for pk, person in store.people.items():
        places = {post.organisation for post in store.posts_of.get(pk, ()) if serves(post, today)}
        for organisation in places:
            store.serving[organisation, fold(person.full_name)].append(pk)


def serves(post: StoredPost, day: date) -> bool:
    return post.began <= day and (post.ended is None or day < post.ended)


def _phones_elsewhere(phones: set[str], store: PeopleStore) -> set[str]:
    """Numbers that belong to somebody whom the viewer does not see: known as taken, not whose."""
    taken: set[str] = set()
    accounts = {person.account_id for person in store.people.values() if person.account_id}
    for chunk in chunks(sorted(phones)):
        people = Person.objects.filter(phone__in=chunk).order_by().values_list("pk", "phone")
        taken |= {phone for pk, phone in people if pk not in store.people}
        users = User.objects.filter(phone__in=chunk).order_by().values_list("pk", "phone")
        taken |= {str(phone) for pk, phone in users if pk not in accounts}
    return taken


@dataclass(slots=True)
class TreeStore:
    """The organisations that a list of organisations speaks of, and the vocabularies of the tree."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    codes_elsewhere: set[str] = field(default_factory=set)
    kinds: dict[str, OrganisationKind] = field(default_factory=dict)
    cell_types: dict[str, CellType] = field(default_factory=dict)
    parent_of: dict[int, int] = field(default_factory=dict)
    by_pk: dict[int, Organisation] = field(default_factory=dict)
    tops: set[int] = field(default_factory=set)
    root: Organisation | None = None
    may_found_root: bool = False
    children: list[Organisation] = field(default_factory=list)

    def organisation(self, code: str) -> Organisation | None:
        return self.organisations.get(code.casefold())


def tree_store(rows: Sequence[OrganisationRow], *, viewer: User, today: date) -> TreeStore:
    """What a list of organisations is compared with."""
    store = TreeStore(may_found_root=viewer.is_superuser)
    overseen = organisations_overseen_by(viewer, roles=IMPORTERS, today=today)
    codes = {code for row in rows for code in (row.code, row.parent_code) if code}
    codes |= {code.upper() for code in codes}
    for organisation in organisations_with(codes, overseen):
        store.organisations[str(organisation.code).casefold()] = organisation
        store.by_pk[organisation.pk] = organisation
        steps = numbers_on(organisation.path)
        store.parent_of.update(zip(steps[1:], steps, strict=False))
    store.codes_elsewhere = _codes_elsewhere(codes, store)
    store.kinds = _by_words(OrganisationKind.objects.all())
    store.cell_types = _by_words(CellType.objects.all())
    store.root = Organisation.objects.filter(parent=None, is_open=True).first()
    store.tops = _tops(store, overseen, viewer)
    store.children = list(_children(store, overseen))
    return store


def _codes_elsewhere(codes: set[str], store: TreeStore) -> set[str]:
    taken: set[str] = set()
    for chunk in chunks(sorted(codes)):
        found = Organisation.objects.filter(code__in=chunk).order_by().values_list("code", flat=True)
        taken |= {str(code).casefold() for code in found}
    return taken - set(store.organisations)


def _by_words(vocabulary: Iterable[T]) -> dict[str, T]:
    """By name and by code, folded."""
    found: dict[str, T] = {}
    for word in vocabulary:
        found[fold(str(word))] = word
        found.setdefault(fold(word.code), word)  # type: ignore[attr-defined]
    return found


def _tops(store: TreeStore, overseen: QuerySet[Organisation], viewer: User) -> set[int]:
    """Organisations whose parent the viewer does not see: for her, the top of the tree."""
    if viewer.is_superuser:
        return set()
    parents = {organisation.parent_id for organisation in store.organisations.values()}
    seen: set[int] = set()
    for chunk in chunks(sorted(pk for pk in parents if pk is not None)):
        seen |= set(overseen.filter(pk__in=chunk).order_by().values_list("pk", flat=True))
    return {pk for pk, one in store.by_pk.items() if one.parent_id not in seen}


def _children(store: TreeStore, overseen: QuerySet[Organisation]) -> Iterator[Organisation]:
    for chunk in chunks(sorted(store.by_pk)):
        yield from overseen.filter(parent__in=chunk, is_open=True).select_related("kind").order_by("path")
