"""The list of people: who is looked for, by what, on which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.cards.queries import open_cards
from accounts.models import User
from accounts.queries import AccountState, account_states
from organisations.appointments.models import Appointment
from organisations.appointments.queries import RANK, serving_on
from organisations.oversight.models import Reading
from organisations.oversight.queries import (
    MANAGERS,
    organisations_overseen_by,
    people_overseen_by,
    people_within,
    places_overseen_by,
    posts_within,
    readings_seen_by,
)
from organisations.people.models import Person
from organisations.people.queries import search_people_and_accounts
from organisations.tree.models import CellType, Organisation, OrganisationKind
from organisations.tree.queries import in_force, standing_of, standings_on
from organisations.tree.rules import STEP, lies_within, numbers_on

ON_A_PAGE = 50
READINGS_SHOWN = 100
NO_ACCOUNT = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a list of people is asked for, and from whom on (`after`) or up to whom (`before`)."""

    on: date
    words: str = ""
    post: str = ""
    kind: OrganisationKind | None = None
    cell_type: CellType | None = None
    within: Organisation | None = None
    account: str = ""
    without_post: bool = False
    after: UUID | None = None
    before: UUID | None = None

    @property
    def narrows_posts(self) -> bool:
        return bool(self.post or self.kind or self.cell_type or self.within)


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post as a list shows it: what it was called on that day, and since when it is held no longer."""

    post: str
    organisation: str
    under: str
    ended: date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list; `opens` says whether her page may be opened today."""

    person: Person
    posts: list[HeldPost]
    account: AccountState | None
    opens: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of the list, and whether there are others on either side."""

    rows: list[Listed] = field(default_factory=list)
    has_next: bool = False
    has_previous: bool = False


def people_page(viewer: User, wish: Wish, *, now: datetime) -> PeoplePage:
    """The people that `viewer` asked for, by given name; a page costs the same however many there are."""
    places = places_overseen_by(viewer, on=wish.on)
    people = _people(viewer, wish, places, now)
    shown, more = _turned(people, wish)
    backwards = wish.before is not None
    return PeoplePage(
        rows=_lines(viewer, wish, places, shown, now),
        has_next=backwards or more,
        has_previous=more if backwards else wish.after is not None,
    )


def _people(viewer: User, wish: Wish, places: list[str], now: datetime) -> QuerySet[Person]:
    if wish.narrows_posts:
        people = people_within(_narrowed(wish, places), on=wish.on, also=_about_posts(wish))
    elif viewer.is_superuser:
        people = people_overseen_by(viewer, on=wish.on)
    else:
        people = people_within(places, on=wish.on)
    people = people.filter(erased_at=None)
    if wish.words:
        people = search_people_and_accounts(people, wish.words)
    if wish.without_post:
        people = people.filter(~Exists(serving_on(wish.on).filter(person=OuterRef("pk"))))
    return people.filter(_about_account(wish.account, now))


def _narrowed(wish: Wish, places: list[str]) -> list[str]:
    """Where the part of the tree that is asked about stood on that day, if that was in sight."""
    if wish.within is None:
        return places
    standing = standing_of(wish.within, wish.on)
    return [standing.path] if standing and _lies_in(standing.path, places) else []


def _lies_in(path: str, places: Iterable[str]) -> bool:
    return any(lies_within(path, place) for place in places)


def _about_posts(wish: Wish) -> Q:
    asked = Q()
    if wish.post:
        asked &= Q(post=wish.post) & in_force(wish.on)
    if wish.kind:
        asked &= Q(organisation__standings__kind=wish.kind)
    if wish.cell_type:
        asked &= Q(organisation__standings__cell_type=wish.cell_type)
    return asked


def _about_account(state: str, now: datetime) -> Q:
    """The same states that `accounts.queries` tells of, as a condition; the rare ones are found first."""
    cards = open_cards(now=now)
    if not state:
        return Q()
    if state == NO_ACCOUNT:
        return Q(account__isnull=True)
    if state == AccountState.Kind.CLOSED:
        return Q(account__in=User.objects.filter(is_active=False).order_by())
    if state == AccountState.Kind.CARD_OPEN:
        return Q(account__in=cards.filter(account__is_active=True).order_by().values("account"))
    never = state == AccountState.Kind.NEVER
    has_card = Q(Exists(cards.filter(account=OuterRef("account"))))
    return Q(account__is_active=True, account__last_login__isnull=never) & ~has_card


def _turned(people: QuerySet[Person], wish: Wish) -> tuple[list[Person], bool]:
    """The people of the page, and whether more lie beyond it in the direction it was turned to."""
    asked = wish.after or wish.before
    stop = people.filter(public_id=asked).values_list("name_key", "pk").first() if asked else None
    if stop and wish.before:
        earlier = people.filter(name_key__lte=stop[0]).exclude(name_key=stop[0], pk__gte=stop[1])
        found = _first(earlier, "-name_key", "-pk")
        return found[:ON_A_PAGE][::-1], len(found) > ON_A_PAGE
    if stop:
        people = people.filter(name_key__gte=stop[0]).exclude(name_key=stop[0], pk__lte=stop[1])
    found = _first(people, "name_key", "pk")
    return found[:ON_A_PAGE], len(found) > ON_A_PAGE


def _first(people: QuerySet[Person], *order: str) -> list[Person]:
    """A page and one more. Found by the index alone, and only then read: many are passed over."""
    found = people.order_by(*order).values("pk")[: ON_A_PAGE + 1]
    return list(Person.objects.filter(pk__in=found).order_by(*order))


def _lines(
    viewer: User, wish: Wish, places: list[str], people: Sequence[Person], now: datetime
) -> list[Listed]:
    posts = posts_by_person(places, people, wish.on)
    accounts = account_states([one.account_id for one in people if one.account_id], now=now)
    opens = _opened_today(viewer, people, wish.on)
    return [
        Listed(
            person=one,
            posts=posts.get(one.pk, []),
            account=accounts.get(one.account_id) if one.account_id else None,
            opens=one.pk in opens,
        )
        for one in people
    ]


def posts_by_person(places: list[str], people: Sequence[Person], on: date) -> dict[int, list[HeldPost]]:
    """The posts within the viewer's sight on that day, as their organisations were called then."""
    held = posts_within(places, on=on, also=Q(person__in=people)).annotate(
        called=F("organisation__standings__name"), path=F("organisation__standings__path")
    )
    rows = list(held.order_by(RANK, "began", "pk").values("person", "post", "called", "path", "ended"))
    above = _names_above([row["path"] for row in rows], places, on)
    by_person: dict[int, list[HeldPost]] = {}
    for row in rows:
        lapsed = row["ended"] if row["ended"] and row["ended"] <= on else None
        post = Appointment.Post(row["post"]).label
        line = HeldPost(str(post), row["called"], above.get(row["path"], ""), lapsed)
        by_person.setdefault(row["person"], []).append(line)
    return by_person


def _names_above(paths: Sequence[str], places: list[str], on: date) -> dict[str, str]:
    """By path, what the organisation directly above was called, where that lies in sight too."""
    above = {path: numbers_on(path)[-2] for path in paths if _lies_in(path[:-STEP], places)}
    if not above:
        return {}
    standings = standings_on(on).filter(organisation__in=set(above.values())).order_by()
    names = dict(standings.values_list("organisation", "name"))
    return {path: names.get(number, "") for path, number in above.items()}


def _opened_today(viewer: User, people: Sequence[Person], on: date) -> set[int]:
    """Who was in sight on an earlier day may have gone out of it since."""
    shown = {one.pk for one in people}
    if on == timezone.localdate():
        return shown
    return set(people_overseen_by(viewer).filter(pk__in=shown).values_list("pk", flat=True))


def posts_managed_by(viewer: User) -> QuerySet[Appointment]:
    """The posts that a viewer may end: those in organisations that she manages."""
    managed = organisations_overseen_by(viewer, roles=MANAGERS)
    return Appointment.objects.filter(organisation__in=managed).select_related("organisation", "person")


def is_overseen_elsewhere(person: Person, viewer: User) -> bool:
    """Whether others, too, oversee her by a post in an organisation that `viewer` does not manage."""
    held = person.appointments.filter(in_force(timezone.localdate(), ended="overseen_until"))
    return held.exclude(organisation__in=organisations_overseen_by(viewer, roles=MANAGERS)).exists()


def where_she_went(viewer: User, public_id: UUID) -> Person | None:
    """The entry that stayed, for an entry merged into it, where the viewer sees that one."""
    return people_overseen_by(viewer).filter(merges__gone_id=public_id).first()


def is_taken(username: str) -> bool:
    """Whether an account, anybody's, has this user name."""
    return User.objects.filter(username=username).exists()


def kinds() -> QuerySet[OrganisationKind]:
    return OrganisationKind.objects.all()


def cell_types() -> QuerySet[CellType]:
    return CellType.objects.all()


def latest_readings(person: Person, viewer: User) -> QuerySet[Reading]:
    """Who was shown a person's data lately, as far as `viewer` audits it."""
    return readings_seen_by(viewer).filter(person=person).select_related("reader")[:READINGS_SHOWN]


def as_stored(person: Person) -> Person:
    """The same person afresh, with her account."""
    return Person.objects.select_related("account").get(pk=person.pk)
