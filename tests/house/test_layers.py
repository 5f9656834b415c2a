"""The import contracts hold, and each fails when it is broken.

Each breach below is made in a copy of the tree, and `lint-imports` must name the contract.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import PACKAGES, ROOT, SITE_PACKAGES

ROOMS = "Rooms: what lies lower never imports what lies higher BROKEN"
COURSES = "never the other way BROKEN"
PRIVACY = "gathering and erasing know requests and notices, those nobody BROKEN"
MEDIA = "Media: players know packages, packages statements, the rest nobody BROKEN"
SLICES = "rules know nobody BROKEN"
PURE = "Rules are pure: neither Django nor Wagtail BROKEN"

BREACHES = [
    ("site/common/phones.py", "from accounts.models import User", ROOMS),
    ("organisations/people/queries.py", "from courses.models import Enrolment", ROOMS),
    ("media/topics/models.py", "from portal.models import HomePage", ROOMS),
    ("courses/catalogue/models.py", "from courses.progress.models import Evidence", COURSES),
    ("courses/enrolment/models.py", "from courses.progress import rules", COURSES),
    ("courses/catalogue/actions.py", "from courses.models import Enrolment", COURSES),
    ("courses/forgotten/__init__.py", '"""A slice that no contract mentions."""', COURSES),
    ("organisations/privacy/requests/queries.py", "from organisations.privacy.desk import menu", PRIVACY),
    ("media/topics/models.py", "from media.regulations.models import Regulation", MEDIA),
    ("courses/enrolment/models.py", "from courses.enrolment.actions import enrol", SLICES),
    ("organisations/people/queries.py", "from organisations.people.actions import open_account", SLICES),
    ("courses/catalogue/rules.py", "from courses.catalogue import models", SLICES),
    ("courses/catalogue/rules.py", "from django.utils.text import slugify", PURE),
    ("courses/progress/rules.py", "import wagtail", PURE),
    ("site/common/charts.py", "from django.utils.html import escape", PURE),
    ("quizzes/analysis/summary.py", "from django.utils import timezone", PURE),
    ("quizzes/analysis/figures/items.py", "from django.core.cache import cache", PURE),
    ("quizzes/analysis/queries.py", "from quizzes.analysis.actions import fresh_figures", SLICES),
    ("site/common/vietnamese.py", "from django.db import models", PURE),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in (*PACKAGES, *(f"site/{name}" for name in SITE_PACKAGES)):
        for source in (ROOT / package).rglob("*.py"):
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


def lint_imports(root: Path) -> tuple[int, str]:
    """The verdict on the tree under `root`: exit code, and what was printed on one line."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}:{root / 'site'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_the_contracts_are_kept(copy: Path) -> None:
    code, said = lint_imports(copy)
    assert code == 0, said
    assert " 0 broken." in said


@pytest.mark.parametrize(("module", "line", "contract"), BREACHES, ids=lambda value: value[:60])
def test_a_breach_is_named(copy: Path, module: str, line: str, contract: str) -> None:
    path = copy / module
    before = path.read_text() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{before or ''}\n{line}\n")
    try:
        code, said = lint_imports(copy)
    finally:
        if before is None:
            shutil.rmtree(path.parent)
        else:
            path.write_text(before)
    assert code == 1, said
    assert contract in said
