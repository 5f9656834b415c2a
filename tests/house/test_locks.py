"""Lock files: fresh, with hashes, without addresses; and the check notices when they are not."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.locks import faults
from tests.house.tree import ROOT

Spoil = Callable[[str], str]


def test_the_lock_files_are_fresh() -> None:
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        (
            "pyproject.toml",
            lambda text: text.replace('"polib>=1.2"', '"polib>=1.1"'),
            "run.lock is older than the lists in pyproject.toml",
        ),
        (
            "requirements/run.lock",
            lambda text: text + "\nrogue @ https://example.org/rogue.whl",
            "run.lock holds a download address",
        ),
        (
            "requirements/dev.lock",
            lambda text: text + "\nrogue==1.0",
            "dev.lock has no hash for rogue==1.0",
        ),
        (
            "package.json",
            lambda text: text.replace('"axe-core"', '"axe-corset"'),
            "package-lock.json is older than the devDependencies of package.json",
        ),
        (
            "package-lock.json",
            lambda text: text.replace('"integrity"', '"resolved"'),
            "package-lock.json has no hash for node_modules/axe-core",
        ),
    ],
)
def test_a_spoilt_lock_is_named(tmp_path: Path, name: str, spoil: Spoil, said: str) -> None:
    for file in ("pyproject.toml", "package.json", "package-lock.json"):
        shutil.copy(ROOT / file, tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    spoilt = tmp_path / name
    spoilt.write_text(spoil(spoilt.read_text()))
    assert said in "\n".join(faults(tmp_path))
