"""A Chromium to test with: found, fetched, or asked for in a sentence.

`python -m tests.browser` makes sure of one before the tests start and prints where it is.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Playwright, sync_playwright

# The first has no window that it draws in vain, and takes half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MISSING = (
    "The tests need a Chromium, and none was found. Install one so that `chromium` is on the path"
    " (on Debian: apt-get install chromium), or run: .venv/bin/playwright install chromium"
)


class NoBrowser(SystemExit):
    """There is no Chromium and none could be fetched; the message says what to install."""


def find_browser(playwright: Playwright) -> Path | None:
    """A Chromium on the path, else the one Playwright keeps."""
    return _found(playwright.chromium)


def _found(chromium: BrowserType) -> Path | None:
    on_path = next(filter(None, map(shutil.which, NAMES)), None)
    if on_path:
        return Path(on_path)
    kept = Path(chromium.executable_path)
    return kept if kept.exists() else None


def fetch_browser(playwright: Playwright) -> Path | None:
    """Ask Playwright for its own, then, as root, Debian for its package."""
    _attempt([sys.executable, "-m", "playwright", "install", "chromium"], minutes=5)
    if not find_browser(playwright) and os.geteuid() == 0 and shutil.which("apt-get"):
        _attempt(["apt-get", "update"], minutes=5)
        for package in NAMES[:2]:
            if not find_browser(playwright):
                _attempt(["apt-get", "install", "--yes", "--no-install-recommends", package], minutes=15)
    return find_browser(playwright)


def launch(playwright: Playwright) -> Browser:
    """A headless browser that calls nobody but the site under test."""
    return launch_of(playwright.chromium)


def launch_of(chromium: BrowserType, *flags: str) -> Browser:
    """The same, with a camera of its own or whatever else its flags say."""
    path = _found(chromium)
    if path is None:
        raise NoBrowser(MISSING)
    # Chromium refuses its own sandbox to root, and a container's user is often root.
    arguments = [*QUIET, *flags, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET, *flags]
    return chromium.launch(executable_path=path, args=arguments)


def _attempt(command: list[str], *, minutes: int) -> None:
    """Run a step that may fail: another one follows, and what counts is whether a browser is there."""
    print("Fetching a browser:", *command[-3:], file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, timeout=minutes * 60, capture_output=True, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)


if __name__ == "__main__":
    with sync_playwright() as opened:
        found = find_browser(opened) or fetch_browser(opened)
    if found is None:
        raise NoBrowser(MISSING)
    print("Browser:", found)
