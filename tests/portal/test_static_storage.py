"""Static files as a server keeps them: hashed, compressed, our style sheets made one."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

from portal.static_collection import collect_if_changed
from portal.static_storage import BrokenStyleSheet


class Folder:
    """Source files, and what becomes of them."""

    def __init__(self, root: Path) -> None:
        self.sources = root / "sources"
        self.collected = root / "collected"

    def write(self, **files: str) -> None:
        for name, text in files.items():
            path = self.sources / "portal" / "css" / name.replace("__", "/").replace("_css", ".css")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def read(self, name: str) -> str:
        return (self.collected / stored_name(name)).read_text()


def stored_name(name: str) -> str:
    storage: Any = staticfiles_storage
    return str(storage.stored_name(f"portal/css/{name}"))


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Folder:
    made = Folder(tmp_path)
    made.write(site_css='@import "tokens.css" layer(tokens);\n@import "parts/card.css" layer(parts);\n')
    made.write(tokens_css=":root { --red: #a4161a }\n", parts__card_css=".card { color: var(--red) }\n")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [made.sources]
    settings.STATIC_ROOT = made.collected
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "portal.static_storage.SiteStaticStorage"},
    }
    return made


def collect() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def test_imported_sheets_become_one_in_their_order_and_layers(folder: Folder) -> None:
    collect()
    assert (
        folder.read("site.css").split()
        == ("@layer tokens { :root { --red: #a4161a } } @layer parts { .card { color: var(--red) } }").split()
    )


def test_a_sheet_that_an_imported_one_imports_comes_along(folder: Folder) -> None:
    folder.write(parts__card_css='@import "corner.css";\n.card { }\n', parts__corner_css=".corner { }\n")
    collect()
    assert "@layer parts {\n.corner { }\n.card { }\n}" in folder.read("site.css")


def test_a_changed_part_gives_the_whole_another_name(folder: Folder) -> None:
    collect()
    before = stored_name("site.css")
    folder.write(parts__card_css=".card { color: black }\n")
    collect()
    assert stored_name("site.css") != before


def test_files_are_compressed_beforehand(folder: Folder) -> None:
    folder.write(tokens_css=":root { --red: #a4161a }\n" * 50)
    collect()
    hashed = folder.collected / stored_name("site.css")
    assert {path.suffix for path in hashed.parent.glob(f"{hashed.name}.*")} == {".gz", ".br"}


@pytest.mark.parametrize(
    ("card", "reason"),
    [
        ('@import "gone.css";\n', "portal/css/parts/gone.css, which is not there"),
        (".card { background: url(corner.svg) }", "parts/card.css refers to a file beside it"),
        (".card { background: url('../corner.svg') }", "parts/card.css refers to a file beside it"),
    ],
)
def test_a_sheet_that_would_break_when_made_one_is_refused(folder: Folder, card: str, reason: str) -> None:
    folder.write(parts__card_css=card)
    with pytest.raises(BrokenStyleSheet, match=reason):
        collect()


def test_collecting_again_waits_for_a_change(folder: Folder) -> None:
    assert collect_if_changed() is True
    assert collect_if_changed() is False
    folder.write(tokens_css=":root { --red: #a4161b }\n")
    assert collect_if_changed() is True
    assert "#a4161b" in folder.read("site.css")
