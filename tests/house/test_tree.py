"""The rules of the tree: what must never lie in it, and what no file may say."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, SITE_PACKAGES, at, text_of, written_files

# Written in pieces, so that this file obeys the rules it states.
MACHINES_FOLDERS = re.compile(
    rf"(?<![\w.:])/(?:{'|'.join(['ho' + 'me', 'Use' + 'rs', 'ro' + 'ot', 'wo' + 'rk'])})/\w"
)
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "deb.deb" + "ian.org",
]
OTHER_HOST_IN_TEMPLATE = re.compile(
    r"""(?:\b(?:src|href|action|poster|srcset|data)\s*=\s*["']?|url\(\s*["']?|@import\s+["'])(?:https?:)?//"""
)
NAMELESS = {"utils.py", "helpers.py", "services.py", "misc.py", "common.py", "tools.py", "util.py"}


def test_site_is_a_source_root_and_never_a_package() -> None:
    """A package named `site` would be shadowed by Python's own module of that name."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_every_room_of_the_tree_is_a_package_with_a_config() -> None:
    found = {path.parent.name for path in written_files(".py") if path.name == "apps.py"}
    assert found == {*PACKAGES, *SITE_PACKAGES}


def test_the_wheel_and_the_layers_know_every_room() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    wheel = tools["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert sorted(wheel) == sorted([*PACKAGES, *(f"site/{name}" for name in SITE_PACKAGES)])
    assert sorted(tools["importlinter"]["root_packages"]) == sorted([*PACKAGES, *SITE_PACKAGES])


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [at(path) for path in written_files(".py") if path.name in NAMELESS] == []


def test_every_package_of_ours_says_what_it_is_for() -> None:
    """Each Python file with code begins with a sentence."""
    silent = [
        at(path)
        for path in written_files(".py")
        if "migrations" not in path.parts and (text := path.read_text().strip())
        if not re.match(r'(#!.*\n)?r?"""\S', text)
    ]
    assert silent == []


@pytest.mark.parametrize("forbidden", REGISTRIES)
def test_no_file_names_a_registry(forbidden: str) -> None:
    assert [at(path) for path in written_files() if forbidden in text_of(path)] == []


def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    found = [
        f"{at(path)}: {match[0]}…"
        for path in written_files()
        for match in MACHINES_FOLDERS.finditer(text_of(path))
    ]
    assert found == []


def test_no_template_script_or_style_sheet_refers_to_another_host() -> None:
    found = [
        f"{at(path)}: {match[0]}"
        for path in written_files(".html", ".css", ".js", ".svg", ".txt", ".webmanifest")
        for match in OTHER_HOST_IN_TEMPLATE.finditer(text_of(path))
    ]
    assert found == []


def test_the_rules_find_what_they_forbid() -> None:
    """The patterns above are not asleep."""
    folder = "/ho" + "me/"
    assert MACHINES_FOLDERS.search(f'open("{folder}lan/notes")')
    assert not MACHINES_FOLDERS.search(f"/quan-tri{folder}")
    for breach in ('<script src="https://cdn.example/x.js">', "url(//cdn.example/x)", "<img src=//a/b>"):
        assert OTHER_HOST_IN_TEMPLATE.search(breach), breach
    assert not OTHER_HOST_IN_TEMPLATE.search('<a href="/khoa-hoc/">')


def test_a_file_with_tests_holds_some() -> None:
    empty = [
        at(path)
        for path in Path(ROOT / "tests").rglob("test_*.py")
        if not re.search(r"^\s*(async )?def test_", path.read_text(), re.MULTILINE)
    ]
    assert empty == []
