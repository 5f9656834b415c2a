"""Reads of the library: what there is to choose by, what fits a wish, one practice, what somebody keeps."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from typing import Any

from django.core.cache import cache
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
from django.db.models.functions import Cast, StrIndex, Substr
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from media.topics.models import Topic
from organisations.appointments.queries import RANK, serving_on
from organisations.people.models import Person
from organisations.tree.models import CellType, Organisation
from organisations.tree.queries import within
from practices.adoptions.models import Adoption
from practices.exemplars.models import Practice, PracticeIndexPage, SavedPractice
from practices.exemplars.queries import current_practices
from practices.exemplars.rules import beginning_in_key
from practices.library.rules import CELL_TYPE, HOLDER, Choice, Wish

APPLIED = (Adoption.State.TRIED, Adoption.State.KEPT, Adoption.State.CHANGED)

KEPT_FOR = 60
"""Seconds."""
MOST_HOLDERS = 20
"""Of those who stand nowhere in the tree, the ones with most practices are offered."""
OF_A_NAME = 60
"""Letters at the head of what is searched: about the name."""

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
    """One query, and none for a while after it: how many are filed where may be told a minute late."""
    found: Offered | None = cache.get(_key())
    if found is None:
        found = _offered_now()
        cache.set(_key(), found, KEPT_FOR)
    return found


def _key() -> str:
    return f"practices-offered:{get_language()}"


def _offered_now() -> Offered:
    found: dict[str, list[Any]] = defaultdict(list)
    for which, code, title, more, count in _all_choices():
        found[which].append((code, title, more, count))
    elsewhere = nlargest(MOST_HOLDERS, found[HOLDER], key=lambda row: row[-1])
    return Offered(
        intro="".join(more for _code, _title, more, _count in found[INTRO]),
        weaknesses=[
            Choice(code, _in_first_person(title, more), count) for code, title, more, count in found[WEAKNESS]
        ],
        subjects=[Choice(code, title, count) for code, title, _more, count in found[SUBJECT] if count],
        cell_types=[Choice(code, title, count) for code, title, _more, count in found[CELL_TYPE]],
        holders=[Choice(code, title, count, within=more) for code, title, more, count in found[PLACE]]
        + [Choice(code, title, count) for code, title, _more, count in sorted(elsewhere)],
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


def practices_found(wish: Wish, cell: Organisation | None) -> "QuerySet[Practice] | list[int]":
    """What fits a wish: to be cut into pages, or, where words were given, its numbers in order."""
    found = current_practices().filter(_conditions(wish, cell))
    return numbers_said(found, wish.words) if wish.text else for_a_list(found)


def numbers_said(practices: QuerySet[Practice], words: Sequence[str]) -> list[int]:
    """Those that say every word, by its beginning; what says them in its name comes first.

    One scan of one column. The longest word is looked for first: it leaves least for the others.
    """
    if not words:
        return []
    looked_for = [beginning_in_key(word) for word in words]
    names = {f"at{number}": word for number, word in enumerate(sorted(looked_for, key=len, reverse=True))}
    found = practices.alias(**{name: StrIndex("search_key", Value(word)) for name, word in names.items()})
    found = found.filter(**{f"{name}__gt": 0 for name in names})
    rows = found.values_list("pk", Substr("search_key", 1, OF_A_NAME))
    return [pk for pk, name in sorted(rows, key=lambda row: sum(word not in row[1] for word in looked_for))]


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


def for_a_list(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """Without what only their own pages say."""
    return practices.defer("content", "search_key")


def practices_numbered(numbers: Collection[int]) -> list[Practice]:
    """Practices for a list, in the order of their numbers."""
    found = for_a_list(Practice.objects.all()).in_bulk(numbers) if numbers else {}
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
