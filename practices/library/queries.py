"""Reads of the library: what there is to choose by, what fits a wish, one practice, what somebody keeps."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast, StrIndex
from django.utils.translation import gettext as _

from media.topics.models import Topic
from organisations.appointments.queries import RANK, serving_on
from organisations.people.models import Person
from organisations.tree.models import CellType, Organisation
from organisations.tree.queries import within
from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice, PracticeIndexPage, SavedPractice
from practices.exemplars.queries import current_practices
from practices.library.rules import CELL_TYPE, HOLDER, Choice, Wish

APPLIED = (Adoption.State.TRIED, Adoption.State.KEPT, Adoption.State.CHANGED)

INTRO, WEAKNESS, SUBJECT, PLACE = "intro", "weakness", "subject", "place"
_NOTHING = Value("", output_field=CharField())
_NONE = Value(0, output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Offered:
    """What the library can be looked through by; `weaknesses` in the first person where that is known."""

    intro: str
    weaknesses: list[Choice]
    subjects: list[Choice]
    cell_types: list[Choice]
    holders: list[Choice]


def offered() -> Offered:
    """In one query, whatever the size of the library."""
    found: dict[str, list[Any]] = defaultdict(list)
    for which, code, title, more, count in _all_choices():
        found[which].append((code, title, more, count))
    return Offered(
        intro="".join(more for _code, _title, more, _count in found[INTRO]),
        weaknesses=[
            Choice(code, _in_first_person(title, more), count) for code, title, more, count in found[WEAKNESS]
        ],
        subjects=[Choice(code, title, count) for code, title, _more, count in found[SUBJECT] if count],
        cell_types=[Choice(code, title, count) for code, title, _more, count in found[CELL_TYPE]],
        holders=[Choice(code, title, count, within=more) for code, title, more, count in found[PLACE]]
        + [Choice(code, title, count) for code, title, _more, count in found[HOLDER]],
    )


def _in_first_person(title: str, phrase: str) -> str:
    if phrase:
        return _("Our cell %(phrase)s") % {"phrase": phrase}
    return _("Our cell: %(weakness)s") % {"weakness": title}


def _all_choices() -> Iterable[tuple[str, str, str, str, int]]:
    """(which, code, title, more, how many practices), each kind in its order."""
    filed = Count("practices", filter=Q(practices__is_current=True))
    topics = Topic.objects.annotate(count=filed).values_list(
        F("kind"), F("code"), F("title"), F("in_first_person"), F("count")
    )
    cell_types = CellType.objects.annotate(count=filed).values_list(
        _word(CELL_TYPE), F("code"), F("name"), _NOTHING, F("count")
    )
    has_practices = Q(practices__is_current=True) | Q(children__practices__is_current=True)
    places = Organisation.objects.filter(has_practices, kind__is_cell=False).values_list(
        _word(PLACE), Cast("pk", CharField()), F("name"), F("path"), _NONE
    )
    elsewhere = Practice.objects.filter(is_current=True, organisation=None).exclude(held_by="")
    holders = elsewhere.values_list(_word(HOLDER), F("held_by"), F("held_by"), _NOTHING, Count("pk"))
    intro = PracticeIndexPage.objects.live().values_list(
        _word(INTRO), _NOTHING, _NOTHING, Cast("intro", CharField()), _NONE
    )
    parts: list[QuerySet[Any, Any]] = [
        part.order_by() for part in (topics, cell_types, places, holders, intro)
    ]
    return sorted(parts[0].union(*parts[1:]))


def _word(text: str) -> Value:
    return Value(text, output_field=CharField())


def cell_of(person: Person | None, today: date) -> Organisation | None:
    """The cell in which somebody holds her highest post now."""
    if not person:
        return None
    held = serving_on(today).filter(person=person, organisation__cell_type__isnull=False)
    post = held.select_related("organisation__cell_type").order_by(RANK, "-began", "pk").first()
    return post.organisation if post else None


def numbers_found(wish: Wish, cell: Organisation | None) -> list[int]:
    """The practices that fit a wish. Where words were given, what says them first comes first."""
    found = current_practices().filter(_conditions(wish, cell))
    said_at = [StrIndex("search_key", Value(f" {word}")) for word in wish.words]
    if not wish.text:
        return list(found.values_list("pk", flat=True))
    if not said_at:
        return []
    names = {f"at{number}": at for number, at in enumerate(said_at)}
    found = found.alias(**names).filter(**{f"{name}__gt": 0 for name in names})
    sooner = sum((F(name) for name in names), start=Value(0))
    return list(found.order_by(sooner, "title_key", "pk").values_list("pk", flat=True))


def _conditions(wish: Wish, cell: Organisation | None) -> Q:
    conditions = Q()
    if wish.kind:
        conditions &= Q(kind=wish.kind.code)
    if wish.recognition:
        conditions &= Q(recognition=wish.recognition.code)
    if wish.topic:
        conditions &= _has(Practice.topics.through, topic__code=wish.topic.code)
    if wish.cell_type:
        every_type = ~_has(Practice.cell_types.through)
        conditions &= every_type | _has(Practice.cell_types.through, celltype__code=wish.cell_type.code)
    if wish.holder and wish.holder.within:
        conditions &= within([wish.holder.within], prefix="organisation__")
    elif wish.holder:
        conditions &= Q(held_by=wish.holder.code, organisation=None)
    if wish.like_mine and cell:
        conditions &= _has(Adoption, state__in=APPLIED, cell_type=cell.cell_type_id)
    return conditions


def _has(rows: Any, **which: Any) -> Q:
    return Q(Exists(rows.objects.filter(practice=OuterRef("pk"), **which)))


def practices_numbered(numbers: Collection[int]) -> list[Practice]:
    """Practices for a list, in the order of their numbers, without what only their own pages say."""
    found = Practice.objects.defer("content", "search_key").in_bulk(numbers) if numbers else {}
    return [found[number] for number in numbers if number in found]


def practice_at(slug: str, person: Person | None) -> Practice | None:
    """The practice at an address, with whether somebody keeps it (`is_saved`); None where there is none."""
    kept = SavedPractice.objects.filter(person=person.pk if person else None, practice=OuterRef("pk"))
    is_saved = Exists(kept) if person else Value(False, output_field=BooleanField())
    found = current_practices().filter(slug=slug).annotate(is_saved=is_saved)
    return found.select_related("organisation").defer("search_key").first()


def practices_at(slugs: Collection[str]) -> dict[str, Practice]:
    """Practices side by side, by their addresses."""
    return current_practices().filter(slug__in=slugs).defer("search_key").in_bulk(field_name="slug")


def saved_by(person: Person | None) -> list[Practice]:
    """What somebody keeps, the latest first; also what has left the library since."""
    if not person:
        return []
    kept = SavedPractice.objects.filter(person=person).select_related("practice")
    rows = kept.defer("practice__content", "practice__search_key").order_by("-saved_at", "-pk")
    return [one.practice for one in rows]
