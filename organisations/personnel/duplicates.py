"""Entries that are likely one person: the same telephone number, or the same name without its marks."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.db.models.functions import Length, Substr

from accounts.models import User
from common.vietnamese import fold
from organisations.oversight.queries import MANAGERS, people_overseen_by
from organisations.people.models import Person

GROUPS_ON_A_PAGE = 20
NAMESAKES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """Who is in sight and likely the person who is being entered, and whether somebody out of sight is."""

    people: list[Person] = field(default_factory=list)
    phone_elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.people) or self.phone_elsewhere


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that are likely one person."""

    people: list[Person]


def likely_same(viewer: User, *, full_name: str, phone: str) -> Likeness:
    """Who may be meant already, before a person is entered."""
    same = _called(full_name) | (Q(phone=phone) if phone else Q(pk__in=()))
    found = list(
        people_overseen_by(viewer)
        .filter(same)
        .select_related("account")
        .order_by("name_key", "pk")[:NAMESAKES_SHOWN]
    )
    seen = any(one.phone == phone for one in found)
    elsewhere = bool(phone) and not seen and Person.objects.filter(phone=phone).exists()
    return Likeness(found, elsewhere)


def _called(full_name: str) -> Q:
    """Whatever the marks: the words of a name stand before the telephone in what is searched."""
    name = fold(full_name)
    return Q(search_key=name) | Q(search_key__startswith=f"{name} +")


def groups_by_phone(viewer: User, *, page: int) -> tuple[list[Group], bool]:
    """Those who share a telephone number, and whether there are more on the next page."""
    people = _entries(viewer).exclude(phone="")
    return _grouped(people, "phone", page)


def groups_by_name(viewer: User, *, page: int) -> tuple[list[Group], bool]:
    """Namesakes whatever the marks; those of whom one has no telephone first, for they differ least."""
    people = _entries(viewer).annotate(folded=_FOLDED_NAME).exclude(folded="")
    return _grouped(people, "folded", page)


# The search key is the folded name, a blank and the telephone, where there is one.
_FOLDED_NAME = Case(
    When(phone="", then=F("search_key")),
    default=Substr("search_key", 1, Length("search_key") - Length("phone") - 1),
)


def _entries(viewer: User) -> QuerySet[Person]:
    return people_overseen_by(viewer, roles=MANAGERS).filter(erased_at__isnull=True)


def _grouped(people: QuerySet[Person], by: str, page: int) -> tuple[list[Group], bool]:
    first = (page - 1) * GROUPS_ON_A_PAGE
    entries = people.order_by().values(by).annotate(entries=Count("pk"), least_phone=Min("phone"))
    shared = entries.filter(entries__gt=1).order_by("least_phone", by)
    keys = [row[by] for row in shared[first : first + GROUPS_ON_A_PAGE + 1]]
    members: dict[str, list[Person]] = {key: [] for key in keys[:GROUPS_ON_A_PAGE]}
    rows = people.filter(**{f"{by}__in": list(members)}).select_related("account")
    for one in rows.order_by("name_key", "pk"):
        members[getattr(one, by)].append(one)
    return [Group(found) for found in members.values()], len(keys) > GROUPS_ON_A_PAGE
