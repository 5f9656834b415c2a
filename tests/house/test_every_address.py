"""Nobody sees a neighbour's people at any address of the site, and whoever sees hers leaves a reading.

Addresses are found in the resolver (`addresses.py`), filled (`arguments.py`) and opened in a world of two
communes (`neighbours.py`): plainly, searched for the neighbour's name, and, where they are ours, sent an
empty form. A new address is walked by itself; one with arguments that nobody knows fails the first test.
"""

import html
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from typing import Any
from urllib.parse import unquote_plus, urlencode
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path, reverse
from pypdf import PdfReader

from accounts.models import User
from common.vietnamese import fold
from organisations.oversight.models import Reading
from portal import urls as site_addresses
from tests.house.addresses import Address, every_address
from tests.house.arguments import is_about_a_thing, maker_of
from tests.house.neighbours import Commune, Neighbours, make_neighbours, things_of

# One worker walks: the world takes as long to make, and the way through it to find, as a walk.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every address")]

BROKEN_ON_PURPOSE = {"wagtailadmin_error_test": "Wagtail's own way to see the page for errors"}
OPEN_AT_THE_DOOR = {
    # What answers under the authoring site's address before anybody has come in, and why.
    "quan-tri/login/": "leads to signing in",
    "wagtailadmin_login": "leads to signing in",
    "wagtailadmin_sprite": "drawings",
    "wagtailadmin_javascript_catalog": "texts of scripts",
    "wagtailadmin_password_reset": "switched off; answers 404 or leads to signing in",
    "wagtailadmin_password_reset_done": "says the same to everybody",
    "wagtailadmin_password_reset_confirm": "says the same to everybody",
    "wagtailadmin_password_reset_complete": "says the same to everybody",
}
FOR_ADMINISTRATORS = (
    "wagtailusers_",
    "wagtailsites",
    "wagtailadmin_workflows:index",
    "granting:",
    "outbox:",
)
"""Beginnings of names: nobody below an administrator is shown anything there."""
FOR_EVERYBODY_WITH_A_ROLE = {"granting:mine"}
SHOWN_WITHOUT_A_READING: dict[str, str] = {
    # Addresses that show Lan's name to her organiser without a line in the log, and why.
    "exchange:file": "his own list; whom its rows were found to be was written down when it was checked",
    "exchange:findings": "the same list, as a file",
}
NAMES_COMMITTEES = {
    # Addresses open to everybody where a committee may be named, never one of its cells, and why.
    "practices:adopters": "the map of a practice: in which committees it is applied",
}
OPENED_BY_WHOEVER_HOLDS_IT = {
    # Private addresses that nobody guesses: what they show is for whoever was given them, and why.
    "notifications:calendar_feed": "calendars do not sign in; see tests/notifications/test_calendars.py",
}
HIDDEN = {302, 403, 404, 405}


class NobodyKnows(AssertionError):
    """Nobody said what to put into an address."""

    def __init__(self, address: Address) -> None:
        super().__init__(
            f"Nobody knows how to open {address.name or 'an address'} ({address.template}): say what to put"
            " there in tests/house/arguments.py, or add what it is about to things_of in"
            " tests/house/neighbours.py."
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """An address with its arguments filled in."""

    address: Address
    where: str


@dataclass(frozen=True, slots=True)
class Route:
    """Every stop of the walk, and a sentence for each address that could not be made one."""

    stops: list[Stop]
    unknown: list[str]


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who opens every address: whose commune she may see, and whether the authoring site is hers."""

    name: str
    sees: str = ""
    comes_in: bool = False

    def account(self, world: Neighbours) -> User | None:
        accounts = {
            "nobody": None,
            "Sơn": world.stranger,
            "Tú": world.b.organiser.account,
            "Lan": world.a.secretary.account,
            "Minh": world.a.organiser.account,
        }
        return accounts[self.name]


WALKERS = [
    Walker("nobody"),
    Walker("Sơn"),
    Walker("Lan", sees="a"),
    Walker("Tú", sees="b", comes_in=True),
    Walker("Minh", sees="a", comes_in=True),
]


@pytest.fixture(autouse=True)
def say_nothing_of_what_is_not_found(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR", "django.request")


@pytest.fixture(scope="module")
def neighbours(django_db_setup: None, django_db_blocker: Any) -> Iterator[Neighbours]:
    """One world for all walks; every answer is taken back, so that no walk meets another's traces."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_neighbours()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def route(neighbours: Neighbours) -> Route:
    return way_through(neighbours)


# --- Finding the way -------------------------------------------------------------------------------


def way_through(world: Neighbours) -> Route:
    administrator, lan = browser_of(world.administrator), browser_of(world.a.secretary.account)
    route = Route([], [])
    for address in every_address():
        if address.name in BROKEN_ON_PURPOSE:
            continue
        try:
            finders = [administrator] if address.is_in_the_authoring_site else [administrator, lan]
            found = openings(address, world, finders)
        except NobodyKnows as unknown:
            route.unknown.append(str(unknown))
        else:
            route.stops.extend(Stop(address, where) for where in dict.fromkeys(found))
    return route


def openings(address: Address, world: Neighbours, finders: list[Client]) -> list[str]:
    """How an address is opened: once, or for each thing of Lan's commune that it is about."""
    makers = {name: maker_of(address, name) for name, _ in address.arguments}
    said = {name: maker(world) for name, maker in makers.items() if maker}
    tried = [(name, converter) for name, converter in address.arguments if name not in said]
    if not all(is_about_a_thing(*argument) for argument in tried):
        raise NobodyKnows(address)
    each = [value if isinstance(value, tuple) else (value,) for value in said.values()]
    ways = [dict(zip(said, values, strict=True)) for values in product(*each)]
    if not tried:
        return [address.filled(known) for known in ways]
    return [where for known in ways for where in tried_openings(address, known, tried, world, finders)]


def tried_openings(
    address: Address,
    known: dict[str, object],
    tried: list[tuple[str, str]],
    world: Neighbours,
    finders: list[Client],
) -> list[str]:
    """What the administrator finds there of Lan's commune, or, where it is her own affair, Lan.

    Of each kind of thing the first one will do.
    """
    for finder, column in product(finders, ("public_id", "pk")):
        found: dict[tuple[type, ...], str] = {}
        for things in product(things_of(world.a), repeat=len(tried)):
            kinds = tuple(type(thing) for thing in things)
            where = address.filled({**known, **values_of(things, tried, column)})
            if kinds not in found and is_found(finder, where):
                found[kinds] = where
        if found:
            return list(found.values())
    raise NobodyKnows(address)


def is_found(finder: Client, where: str) -> bool:
    with nothing_stays(finder):
        status = finder.get(where).status_code
        if status == 405:
            status = finder.post(where).status_code
    return status not in {404, 500}


NOBODYS = UUID(int=0)
"""The public id of what has none: it leads nowhere, and then the number is tried."""


def values_of(things: tuple[Model, ...], tried: list[tuple[str, str]], column: str) -> dict[str, object]:
    return {
        name: getattr(thing, "public_id" if converter == "uuid" else column, NOBODYS)
        for thing, (name, converter) in zip(things, tried, strict=True)
    }


# --- Opening and reading ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, as text whatever it was, and whether a reading of Lan's data was written."""

    status: int
    text: str
    error: str
    readings: int

    def holds(self, marks: list[str], *, but: str = "") -> list[str]:
        """Which marks can be read in it; what the visitor typed herself is no news to her."""
        return [mark for mark in marks if plain(mark) in self.text and plain(mark) not in plain(but)]


def browser_of(account: User | None) -> Client:
    browser = Client(raise_request_exception=False)
    if account:
        browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        browser.get(reverse("wagtailadmin_home"))  # what is settled once a day has been settled
    return browser


@contextmanager
def nothing_stays(browser: Client) -> Iterator[None]:
    cookies = deepcopy(browser.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    browser.cookies = cookies


def visit(browser: Client, where: str, *, post: bool = False, reads: Commune | None = None) -> Answer:
    """Ask, read the whole answer, and take back whatever it changed."""
    with nothing_stays(browser):
        before = readings_of(reads)
        response = browser.post(where) if post else browser.get(where)
        text = readable(response)
        readings = readings_of(reads) - before
    error = getattr(response, "exc_info", None)
    return Answer(response.status_code, text, repr(error[1]) if error else "", readings)


def readings_of(commune: Commune | None) -> int:
    return Reading.objects.filter(person=commune.secretary).count() if commune else 0


def readable(response: Any) -> str:
    """The text of a page, of JSON, of a workbook, of a PDF; with its headers."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = "\n".join(f"{name}: {unquote_plus(value)}" for name, value in response.headers.items())
    return plain(f"{headers}\n{text_in(body, response.headers.get('Content-Type', ''))}")


def text_in(body: bytes, kind: str) -> str:
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    if body.startswith(b"PK\x03\x04"):
        archive = zipfile.ZipFile(BytesIO(body))
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    if "json" in kind and "ndjson" not in kind and body:
        return json.dumps(json.loads(body), ensure_ascii=False)
    return body.decode(errors="replace")


def plain(text: str) -> str:
    """One spelling of whatever stands for a letter in HTML, scripts and addresses."""
    unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), html.unescape(text))
    return unicodedata.normalize("NFC", unescaped).casefold()


# --- Walking ---------------------------------------------------------------------------------------


def walk(walker: Walker, world: Neighbours, stops: list[Stop]) -> Iterator[str]:
    """A line for everything that should not have been."""
    browser = browser_of(walker.account(world))
    for stop in stops:
        for asked, answer in answers(browser, stop, world, is_inside=walker.comes_in):
            for complaint in complaints(walker, world, stop, asked, answer):
                yield f"{walker.name}: {stop.address} {asked}: {complaint}"


def answers(
    browser: Client, stop: Stop, world: Neighbours, *, is_inside: bool
) -> Iterator[tuple[str, Answer]]:
    """Asked plainly; searched for Lan's name without its marks; as other screens lead there; an empty form.

    Where Wagtail's own shows nothing, or the authoring site lets nobody in, nothing more is asked for.
    """
    first = visit(browser, stop.where, reads=world.a)
    yield stop.where, first
    is_at_the_door = stop.address.is_in_the_authoring_site and not is_inside
    if first.status == 200 or (stop.address.is_ours and not is_at_the_door):
        lan = world.a.secretary
        led_to = {"organisation": world.a.cell.public_id, "person": lan.public_id, "id": lan.pk}
        for query in ({"q": fold(lan.full_name)}, led_to):
            asked = f"{stop.where}?{urlencode(query)}"
            yield asked, visit(browser, asked, reads=world.a)
    if stop.address.is_ours:
        yield f"POST {stop.where}", visit(browser, stop.where, post=True, reads=world.a)


def complaints(walker: Walker, world: Neighbours, stop: Stop, asked: str, answer: Answer) -> Iterator[str]:
    if answer.status >= 500:
        yield f"broke: {answer.error}"
    for side in "ab":
        commune: Commune = getattr(world, side)
        told = without_committees(answer, world) if stop.address.name in NAMES_COMMITTEES else answer
        is_private = stop.address.name in OPENED_BY_WHOEVER_HOLDS_IT
        if (
            side not in walker.sees
            and not is_private
            and (seen := told.holds(commune.marks, but=unquote_plus(asked)))
        ):
            yield f"shows of a commune not hers: {seen}"
    if is_shut(walker, stop) and answer.status not in HIDDEN:
        yield f"answers {answer.status} to whom it is not for"
    if walker.name == "Minh" and needs_reading(world, stop, asked, answer) and not answer.readings:
        yield "shows Lan and leaves no reading"


def without_committees(answer: Answer, world: Neighbours) -> Answer:
    text = answer.text
    for commune in (world.a, world.b):
        text = text.replace(plain(commune.committee.name), "")
    return replace(answer, text=text)


def is_shut(walker: Walker, stop: Stop) -> bool:
    name, template = stop.address.name, stop.address.template
    if name in OPEN_AT_THE_DOOR or template in OPEN_AT_THE_DOOR:
        return False
    if name.startswith(FOR_ADMINISTRATORS) and name not in FOR_EVERYBODY_WITH_A_ROLE:
        return True
    return stop.address.is_in_the_authoring_site and not walker.comes_in


def needs_reading(world: Neighbours, stop: Stop, asked: str, answer: Answer) -> bool:
    if stop.address.name in {*SHOWN_WITHOUT_A_READING, *OPENED_BY_WHOEVER_HOLDS_IT}:
        return False
    return bool(answer.holds(world.a.secretary_marks, but=unquote_plus(asked)))


@pytest.mark.once
def test_somebody_knows_how_to_open_every_address(route: Route) -> None:
    assert not route.unknown, "\n".join(route.unknown)


@pytest.mark.parametrize("walker", WALKERS, ids=lambda walker: walker.name)
@pytest.mark.once
def test_nobody_is_shown_what_is_not_hers(neighbours: Neighbours, route: Route, walker: Walker) -> None:
    found = list(walk(walker, neighbours, route.stops))
    assert not found, "\n".join(found)


# --- The walk is not asleep ------------------------------------------------------------------------

secret = ""


def leaks(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse(secret)


urlpatterns = [path("ro-ri/", leaks, name="leaks"), *site_addresses.urlpatterns]
handler404, handler500 = site_addresses.handler404, site_addresses.handler500


def test_minh_is_shown_lan_where_she_is_his_to_see(neighbours: Neighbours) -> None:
    """Else the walk would find nothing because it shows nothing."""
    where = f"{reverse('cards:print')}?organisation={neighbours.a.cell.public_id}"
    shown = visit(browser_of(neighbours.a.organiser.account), where, reads=neighbours.a)
    assert shown.holds(neighbours.a.secretary_marks)
    assert shown.readings == 1


def test_an_address_that_leaks_is_found(
    neighbours: Neighbours, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ROOT_URLCONF = __name__
    monkeypatch.setitem(globals(), "secret", json.dumps({"name": neighbours.a.secretary.full_name}))
    stop = Stop(next(every_address()), "/ro-ri/")
    for walker in WALKERS:
        found = " ".join(walk(walker, neighbours, [stop]))
        assert ("not hers" in found) == ("a" not in walker.sees), walker
        assert ("no reading" in found) == (walker.name == "Minh"), walker


def test_an_address_that_nobody_can_fill_says_where_to_add_it(neighbours: Neighbours) -> None:
    finders = [browser_of(neighbours.administrator)]
    for route in ("la/<int:colour>/", "la/<uuid:public_id>/"):
        [address] = every_address([path(route, leaks, name="strange")])
        with pytest.raises(NobodyKnows, match=r"arguments\.py"):
            openings(address, neighbours, finders)
