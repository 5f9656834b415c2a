"""The ground journeys stand on: the real site in a process of its own, and real browsers.

A journey asks for `phone` or `desktop` (a page in a fresh browser profile), or for `new_profile` to
have several profiles or none with JavaScript. Whatever happens in a profile, at its end it must not
have met a script error, a breach of the content policy or a request to another host.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import pytest
import redis
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser import launch
from tests.databases import ROOT
from tests.site_server import Site, new_database, running_site

VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
COLLECTED = VAR / "journeys-collected"
"""Static files as `.ci/run` collects them beforehand."""
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"phone": (360, 740), "desktop": (1280, 800)}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# Of Redis' sixteen: the suite's workers use the first ones, the sites that they walk through the last ones.
JOURNEYS_CACHE = f"/{15 - int(WORKER.removeprefix('gw')) if WORKER != 'alone' else 15}"

# Stories of a phone that gathers, sends again and goes on elsewhere: they are told on every database.
ON_EVERY_DATABASE = {"test_first_course", "test_quizzes", "test_packages"}
OF_OFFICES = {
    "test_analysis",
    "test_authoring",
    "test_cards",
    "test_following",
    "test_guide",
    "test_importing",
    "test_lecturers_guide",
    "test_marking",
    "test_people",
    "test_publishing",
    "test_reorganising",
    "test_reports",
    "test_signing_in",
    "test_whole_quarter",
}

Size = Literal["phone", "desktop"]

_devices = count()

MOST_PATIENCE = 15_000  # milliseconds: two workers keep every core busy
expect.set_options(timeout=MOST_PATIENCE)


class NewProfile(Protocol):
    """Opens a page in a fresh browser profile: other cookies, other storage, another device."""

    def __call__(self, size: Size = "phone", *, javascript: bool = True, **options: Any) -> Page: ...


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of learners go to one worker, those of offices to another, each with its server and browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            whose = "offices" if item.path.stem in OF_OFFICES else "learners"
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group(f"journeys of {whose}"))
            if item.path.stem not in ON_EVERY_DATABASE:
                item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `make run` serves it: a fresh database, sample content, collected static files."""
    folder = tmp_path_factory.mktemp("site")
    # Kept from one run to the next: collecting static files takes longer than a journey.
    # A folder for each worker: two must never collect into the same one.
    var = VAR / f"journeys-{WORKER}"
    if COLLECTED.exists() and not var.exists():
        copytree(COLLECTED, var)
    with new_database(folder) as database:
        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "CACHE_URL": _emptied_cache(),
            "DEMO": "1",
            # Each profile comes from an address of its own, as devices do: see `new_profile`.
            "TRUSTED_PROXIES": "1",
            "VAR_DIR": str(var),
            "EMAIL_URL": f"file://{folder / 'mail'}",
            # The example of RFC 8291: browsers may be told, and nothing is ever pushed to them here.
            "PUSH_KEY": "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
        }
        log, settings = folder / "server.log", "tests.journeys.settings"
        with running_site(environment, log, settings=settings) as running:
            yield running


@pytest.fixture(scope="session")
def bank(site: Site) -> Site:
    """The site with a small bank of questions and a quiz over them."""
    site.manage("shell", "-c", "from tests.journeys.bank_ground import lay_ground; lay_ground()")
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        # Playwright keeps a loop in this thread to its end, and Django then refuses its database
        # to every test that follows in the same worker.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        opened = launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def new_profile(site: Site, browser: Browser) -> Iterator[NewProfile]:
    """Opens profiles; relative addresses lead to the site."""
    complaints: list[str] = []
    contexts = []

    def open_profile(size: Size = "phone", *, javascript: bool = True, **options: Any) -> Page:
        width, height = SIZES[size]
        number = next(_devices)
        options["extra_http_headers"] = {
            "X-Forwarded-For": f"198.18.{number // 250}.{number % 250 + 1}",
            **options.get("extra_http_headers", {}),
        }
        address = options.pop("base_url", site.address)
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            is_mobile=size == "phone",
            has_touch=size == "phone",
            java_script_enabled=javascript,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        context.set_default_timeout(MOST_PATIENCE)
        contexts.append(context)
        page = context.new_page()
        _listen_for_complaints(page, urlsplit(address).netloc, complaints)
        return page

    yield open_profile
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def phone(new_profile: NewProfile) -> Page:
    return new_profile("phone")


@pytest.fixture
def desktop(new_profile: NewProfile) -> Page:
    return new_profile("desktop")


# Lines alone leave the page: all that axe knows of it takes longer to bring over than to find.
EXAMINE = """tags => axe.run(document, {
  runOnly: tags, resultTypes: ["violations"], preload: { assets: ["media"] }
}).then(({ violations }) => violations.flatMap(({ id, impact, help, nodes }) =>
  nodes.map(({ html }) => `${id} (${impact}): ${help} — ${html.slice(0, 160)}`)))"""
# What is still fading in has no contrast yet. What turns for ever cannot be finished, and need not be.
NOTHING_FADES = """() => {
  for (const animation of document.getAnimations()) {
    if (animation.effect.getComputedTiming().endTime !== Infinity) animation.finish();
  }
}"""


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds against WCAG 2.2 AA on the page as it is: a line for each, best none."""

    def examine(page: Page) -> list[str]:
        page.wait_for_load_state()  # a click only begins to open a page
        page.evaluate(NOTHING_FADES)
        page.evaluate(AXE.read_text())
        found: list[str] = page.evaluate(EXAMINE, WCAG)
        return found

    return examine


@pytest.fixture
def snapshot() -> Callable[[Page, str], None]:
    """Keep a picture of the page in var/screenshots where SCREENSHOTS=1 asks for it."""
    folder = VAR / "screenshots"
    wanted = os.environ.get("SCREENSHOTS") == "1"

    def take(page: Page, name: str) -> None:
        if wanted:
            page.wait_for_load_state()
            folder.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=folder / f"{name}.png", full_page=True)

    return take


@pytest.fixture
def offline() -> Callable[[Page], Any]:
    """`with offline(page):` the device has no line."""

    @contextmanager
    def without_line(page: Page) -> Iterator[None]:
        page.context.set_offline(True)
        try:
            yield
        finally:
            page.context.set_offline(False)

    return without_line


def _listen_for_complaints(page: Page, host: str, complaints: list[str]) -> None:
    def request_leaves(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc != host:
            complaints.append(f"asked another host: {request.url}")

    def console_speaks(text: str) -> None:
        if "Content Security Policy" in text:
            complaints.append(text)

    page.on("request", request_leaves)
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on("console", lambda message: console_speaks(message.text))


def _emptied_cache() -> str:
    """A cache of the journeys' own, empty: counts of failed sign-ins must not outlive a run."""
    address = os.environ.get("CACHE_URL", "")
    if not address.startswith("redis"):
        return "locmem://"
    own = urlsplit(address)._replace(path=JOURNEYS_CACHE).geturl()
    redis.Redis.from_url(own).flushdb()
    return own
