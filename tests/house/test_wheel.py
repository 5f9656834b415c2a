"""The wheel: everything the site needs besides Python files is in it, and nothing of the tests."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, SITE_PACKAGES, written_files

NEEDED = {".html", ".css", ".js", ".svg", ".json", ".txt", ".po", ".typ"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def packaged(path: Path) -> str:
    """Where a file of ours lies in a wheel: `site/` is a source root, not a package."""
    return path.relative_to(ROOT).as_posix().removeprefix("site/")


def test_every_file_of_every_room_is_in_the_wheel(wheel: set[str]) -> None:
    rooms = [ROOT / name for name in PACKAGES] + [ROOT / "site" / name for name in SITE_PACKAGES]
    ours = {packaged(path) for room in rooms for path in written_files(".py", *NEEDED, root=room)}
    assert ours - wheel == set()


def test_the_compiled_catalogues_are_in_the_wheel(wheel: set[str]) -> None:
    assert "portal/locale/vi/LC_MESSAGES/django.mo" in wheel
    assert "portal/upstream_locale/vi/LC_MESSAGES/django.mo" in wheel


def test_nothing_else_is_in_the_wheel(wheel: set[str]) -> None:
    tops = {name.split("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == {*PACKAGES, *SITE_PACKAGES}
