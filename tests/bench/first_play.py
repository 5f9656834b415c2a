"""A question in Chromium on a small phone and a weak line: from the tap until it can be answered, and again.

A frame's requests are told by no browser's own figures, so they are counted on the line.
"""

import time

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page

from media.packages.installing import install_file
from tests.bench.browsed import SLOW_LINE, SLOWER_PROCESSOR
from tests.bench.figures import is_wanted, progress, report
from tests.bench.line import Line
from tests.bench.played import Played
from tests.bench.question import question

READY = "iframe.package-frame.ready"
MINUTE = 60_000


def measure_first_play(played: Played, line: Line, browser: Browser, only: str) -> None:
    """The question takes the place of the sample's content, so that a learner has it in a lesson of hers."""
    if not is_wanted("h5p.play", only):
        return
    progress("h5p.play: on a weak line …")
    install_file(content=question(), name="cau-hoi.h5p", replaces=played.package, now=timezone.now())
    phone = _phone(browser, played.session(), line)
    for title in ("cold", "warm"):
        page = phone.new_page()
        _come_to(page, line.address + played.address("play"))
        line.wait_until_quiet()
        report(f"h5p.play.{title}.usable", _opened(page, line), "ms")
        line.wait_until_quiet()
        report(f"h5p.play.{title}.requests", line.requests, "requests")
        report(f"h5p.play.{title}.bytes", line.bytes, "bytes")
        page.close()
    phone.close()


def _phone(browser: Browser, session: str, line: Line) -> BrowserContext:
    phone = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    phone.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": line.address}])
    return phone


def _come_to(page: Page, address: str) -> None:
    """A process that has just begun asks once whether she has read the privacy notice."""
    page.goto(address)
    if page.url != address:
        page.get_by_role("button", name="Tôi đã đọc").click()
        page.wait_for_url(address)
    page.wait_for_load_state("networkidle")


def _opened(page: Page, line: Line) -> float:
    """Milliseconds from the tap until the first answer can be chosen."""
    controls = page.context.new_cdp_session(page)
    controls.send("Network.enable")
    controls.send("Network.emulateNetworkConditions", SLOW_LINE)
    controls.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    line.count_anew()
    began = time.perf_counter()
    page.locator("[data-play]").click()
    page.wait_for_selector(READY, timeout=MINUTE)
    page.frame_locator(READY).locator("input").first.wait_for(timeout=MINUTE)
    return (time.perf_counter() - began) * 1000
