"""A page in Chromium on a small phone: bytes and requests, cold and warm, and the first paint."""

import gzip
import statistics

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Response

from tests.bench.figures import report
from tests.bench.line import Line
from tests.bench.visits import Visit

# A village's line and a cheap phone.
SLOW_LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
SLOWER_PROCESSOR = 4
PAINTS = 5
FIRST_PAINT = """() => new Promise(tell => new PerformanceObserver(list => {
  const found = list.getEntriesByName('first-contentful-paint');
  if (found.length) tell(found[0].startTime);
}).observe({type: 'paint', buffered: true}))"""


def measure_browsed(name: str, visit: Visit, line: Line, browser: Browser) -> None:
    phone = a_phone(browser, visit, line)
    scripts: list[int] = []
    phone.on("response", lambda answer: scripts.extend(_script_size(answer)))
    for title in ("cold", "warm"):
        line.count_anew()
        _load(phone, line, visit)
        report(f"{name}.{title}.bytes", line.bytes, "bytes")
        report(f"{name}.{title}.requests", line.requests, "requests")
        if title == "cold":
            report(f"{name}.script.bytes", sum(scripts), "bytes")
    phone.close()
    paints = [_first_paint(browser, visit, line) for _ in range(PAINTS)]
    report(f"{name}.first_paint", statistics.median(paints), "ms")


def a_phone(browser: Browser, visit: Visit, line: Line) -> BrowserContext:
    phone = browser.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True)
    phone.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": visit.session, "url": line.address}])
    return phone


def _load(phone: BrowserContext, line: Line, visit: Visit) -> None:
    page = phone.new_page()
    page.goto(line.address + visit.address, wait_until="networkidle")
    line.wait_until_quiet()
    page.close()


def _script_size(answer: Response) -> list[int]:
    """The compressed size of a script that a page asked for; nothing for any other answer."""
    return [len(gzip.compress(answer.body()))] if answer.request.resource_type == "script" else []


def _first_paint(browser: Browser, visit: Visit, line: Line) -> float:
    phone = a_phone(browser, visit, line)
    page = phone.new_page()
    controls = phone.new_cdp_session(page)
    controls.send("Network.enable")
    controls.send("Network.emulateNetworkConditions", SLOW_LINE)
    controls.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    page.goto(line.address + visit.address, wait_until="load")
    painted = float(page.evaluate(FIRST_PAINT))
    phone.close()
    return painted
