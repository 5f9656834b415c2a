"""What the pages of the library show, gathered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from media.videos.queries import RecordingGlance, recording_glances
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.exemplars.content import Told, told_in
from practices.exemplars.freezing import frozen
from practices.exemplars.models import Practice, PracticePage
from practices.exemplars.vocabulary import PracticeKind, Recognition
from practices.library.queries import Offered, cell_of, offered, practices_found, practices_numbered
from practices.library.rendering import Shown, make_shown, shown_of
from practices.library.rules import (
    CELL_TYPE,
    HOLDER,
    KIND,
    LIKE_MINE,
    PAGE,
    RECOGNITION,
    SEARCH,
    TOPIC,
    YES,
    Choice,
    Wish,
    wish_in,
)

A_PAGE = 12
"""Practices on one page of the list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is asked for, and the address of the list without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Menu:
    """One list to choose from in the form."""

    name: str
    label: str
    choices: list[Choice]
    chosen: str


@dataclass(frozen=True, slots=True)
class LibraryScreen:
    """The library: what is asked for, what was found, and what else could be asked for."""

    wish: Wish
    offered: Offered
    menus: list[Menu]
    like_mine: Choice | None
    asked: list[Asked]
    page: Page[Any]
    practices: list[Practice]
    more: Mapping[str, str]

    @property
    def query(self) -> str:
        """What stands in an address in front of the number of a page."""
        said = {**self.more, **self.wish.address}
        return f"{urlencode(said)}&" if said else ""


def library_screen(
    address: Mapping[str, str],
    *,
    person: Person | None,
    today: date,
    where: str,
    more: Mapping[str, str] = MappingProxyType({}),
) -> LibraryScreen:
    """The list at `where` as an address asks for it; `more` is what every address there says besides."""
    cell, choices = cell_of(person, today), offered()
    like_mine = _like_mine(cell)
    by_name = _by_name(choices, like_mine)
    wish = wish_in(address, by_name)
    found = practices_found(wish, cell)
    page: Page[Any] = Paginator(found, A_PAGE).get_page(address.get(PAGE))
    here = list(page.object_list)
    return LibraryScreen(
        wish=wish,
        offered=choices,
        menus=_menus(by_name, wish),
        like_mine=like_mine,
        asked=list(_asked(wish, where, more)),
        page=page,
        practices=practices_numbered(here) if isinstance(found, list) else here,
        more=more,
    )


def _like_mine(cell: Organisation | None) -> Choice | None:
    if cell is None or cell.cell_type is None:
        return None
    return Choice(YES, _("Applied at cells like mine (%(type)s)") % {"type": cell.cell_type.name})


def _by_name(choices: Offered, like_mine: Choice | None) -> dict[str, list[Choice]]:
    return {
        TOPIC: [*choices.weaknesses, *choices.subjects],
        KIND: [Choice(code, str(label).capitalize()) for code, label in PracticeKind.choices],
        CELL_TYPE: choices.cell_types,
        HOLDER: choices.holders,
        RECOGNITION: [Choice(code, str(label)) for code, label in reversed(Recognition.choices)],
        LIKE_MINE: [like_mine] if like_mine else [],
    }


def _menus(by_name: dict[str, list[Choice]], wish: Wish) -> list[Menu]:
    labels = {
        TOPIC: _("Weakness or topic"),
        KIND: _("Kind"),
        CELL_TYPE: _("Fits cells of the type"),
        HOLDER: _("Whose"),
        RECOGNITION: _("Recognition"),
    }
    chosen = wish.address
    return [
        Menu(name, label, by_name[name], chosen.get(name, ""))
        for name, label in labels.items()
        if by_name[name]
    ]


def _asked(wish: Wish, where: str, more: Mapping[str, str]) -> list[Asked]:
    words = {SEARCH: _("“%(words)s”") % {"words": wish.text}} if wish.text else {}
    words |= {name: choice.title for name, choice in wish.filters}
    return [
        Asked(said, f"{where}?{urlencode({**more, **wish.without(name).address})}".rstrip("?"))
        for name, said in words.items()
    ]


@dataclass(frozen=True, slots=True)
class Filming:
    """What the card of a film asks about where it stands: here all may watch, and nothing is finished."""

    is_enrolled: bool
    lesson: None = None


@dataclass(frozen=True, slots=True)
class PracticeScreen:
    """A practice as it is read."""

    practice: Practice
    told: Told
    shown: Shown
    films: dict[int, RecordingGlance]
    filming: Filming
    is_preview: bool = False

    @property
    def holder(self) -> str:
        """Whose it is, as it may be named."""
        return self.practice.held_by or _("A Party organisation that is not named here")


def practice_screen(practice: Practice, person: Person | None) -> PracticeScreen:
    told = told_in(practice.content)
    films = recording_glances(told.recordings, person)
    return PracticeScreen(practice, told, shown_of(practice, told), films, Filming(bool(person)))


def preview_of(page: PracticePage) -> PracticeScreen:
    """As its author sees it before it is published: nothing of it is kept."""
    made = frozen(page)
    practice = Practice(**made.fields)
    told = told_in(practice.content)
    films = recording_glances(told.recordings, None)
    return PracticeScreen(practice, told, make_shown(told), films, Filming(False), is_preview=True)


def printing(practice: Practice) -> dict[str, Any]:
    """The whole text for paper; film is left out there."""
    told = told_in(practice.content)
    return {"screen": PracticeScreen(practice, told, shown_of(practice, told), {}, Filming(False))}
