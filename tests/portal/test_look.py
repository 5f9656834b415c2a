"""The look holds its promises: one small sheet, colours that can be read, nothing inline."""

import gzip
import re
import shutil
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse

from portal.static_storage import SiteStaticStorage
from portal.templatetags.drawings import DRAWINGS
from portal.templatetags.portal_tags import icon
from tests.house.tree import ROOT, at, text_of, written_files

STATIC = ROOT / "site" / "portal" / "static"
CSS = STATIC / "portal" / "css"
ENTRIES = {"site.css", "authoring.css", "check.css"}
"""Sheets that pages name: for the site, for Wagtail's screens, for the public check of a certificate."""
SHEET_BUDGET = 7 * 1024
SCRIPT_BUDGET = 1536
WASHES = ("red-wash", "green-wash", "amber-wash", "blue-wash")
READABLE = [
    *[
        (words, ground)
        for words in ("ink", "ink-soft", "red", "red-deep")
        for ground in ("paper", "card", *WASHES)
    ],
    *[
        (colour, ground)
        for colour in ("green", "amber", "blue")
        for ground in ("paper", "card", f"{colour}-wash")
    ],
    ("ink", "line"),
    ("on-red", "red"),
    ("on-red", "red-deep"),
    ("on-green", "green"),
    ("on-band", "band"),
]
VISIBLE = [
    *[(edge, ground) for edge in ("edge", "ink-soft", "red", "blue") for ground in ("paper", "card")],
    ("on-band", "band"),
    ("green", "line"),
]
# Screens that extend Wagtail's own, letters, and files to take along are made of other things.
OURS = [
    path
    for path in written_files(".html")
    if "templates" in path.parts and not {"authoring", "export", "tests"} & set(path.parts)
]


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The style sheets as they are served: flattened, hashed, compressed."""
    folder = tmp_path_factory.mktemp("collected") / "static"
    shutil.copytree(STATIC, folder)
    lying = FileSystemStorage(location=str(STATIC))
    names = [path.relative_to(STATIC).as_posix() for path in CSS.rglob("*.css")]
    storage = SiteStaticStorage(location=str(folder), base_url="/static/")
    for _name, _hashed, done in storage.post_process({name: (lying, name) for name in names}):
        assert not isinstance(done, Exception), done
    return folder / "portal" / "css"


def test_every_page_asks_for_one_small_sheet(collected: Path) -> None:
    flat = (collected / "site.css").read_text()
    assert "@import" not in flat
    assert len(gzip.compress(flat.encode(), 9)) <= SHEET_BUDGET


def test_no_sheet_lies_unused() -> None:
    imported = set(re.findall(r'@import "([^"]+)"', (CSS / "site.css").read_text()))
    lying = {path.relative_to(CSS).as_posix() for path in CSS.rglob("*.css")} - ENTRIES
    assert imported == lying


def test_every_layer_is_named_in_its_order() -> None:
    first, *imports = (CSS / "site.css").read_text().splitlines()
    order = re.findall(r"\w+", first.removeprefix("@layer"))
    layers = [match[1] for line in imports if (match := re.search(r"layer\((\w+)\)", line))]
    assert list(dict.fromkeys(layers)) == order


def test_the_shells_script_is_small_and_needs_nothing_else() -> None:
    script = (STATIC / "portal" / "js" / "site.js").read_bytes()
    assert len(gzip.compress(script, 9)) <= SCRIPT_BUDGET
    assert b"import" not in script


def tokens(*, dark: bool) -> dict[str, str]:
    """The colours as a screen sees them; the dark ones stand over the light ones."""
    light, night = (CSS / "tokens.css").read_text().split("@media", 1)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    return found | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", night)) if dark else {})


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, 1.4.3)."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(dark: bool) -> None:
    colours = tokens(dark=dark)
    weak = {
        pair: round(ratio, 2)
        for pair in READABLE
        if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_edges_marks_and_focus_can_be_seen(dark: bool) -> None:
    colours = tokens(dark=dark)
    weak = {
        pair: round(ratio, 2)
        for pair in VISIBLE
        if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < 3
    }
    assert weak == {}


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_no_letters_are_downloaded() -> None:
    assert [at(path) for path in CSS.rglob("*.css") if "@font-face" in text_of(path)] == []


# The document of the frame in which strangers' code runs: no page of ours, with a policy of its own.
OF_THE_FRAME = "shell.html"


@pytest.mark.parametrize("path", [path for path in OURS if path.name != OF_THE_FRAME], ids=at)
def test_no_template_holds_a_style_or_a_script(path: Path) -> None:
    text = text_of(path)
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=\s*[\"']", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_every_icon_that_a_template_names_is_drawn() -> None:
    named = {name for path in OURS for name in re.findall(r"{%\s*icon \"([\w-]+)\"", text_of(path))}
    assert named - DRAWINGS.keys() == set()


def test_an_icon_is_not_read_aloud() -> None:
    assert icon("book").startswith('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">')


def test_a_visitor_sees_the_brand_and_the_way_in(client: Client, db: None) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert page.count('rel="stylesheet"') == 1
    assert 'class="brand"' in page
    assert "<nav" not in page


def test_every_page_extends_one_of_the_two_shells() -> None:
    """Partials, blocks and what Wagtail shows in a frame are parts of pages."""
    whole = [path for path in OURS if not path.name.startswith("_") and "<!doctype" in text_of(path).lower()]
    assert {path.name for path in whole} == {
        "base.html",
        "standalone.html",
        "block_preview.html",
        "preview.html",
        OF_THE_FRAME,
    }
