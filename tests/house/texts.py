"""The Vietnamese catalogue: gathered by `make messages`, compared with the sources by `make check`."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = Path("site/portal/locale/vi/LC_MESSAGES/django.po")
NOT_OURS = (".git", ".venv", "build", "dist", "docs", "node_modules", "requirements", "tests", "var")
MISSING_TOOLS = (
    "gettext's tools (xgettext, msgmerge) are needed to compare the texts with the catalogue."
    " On Debian: apt-get install gettext"
)


def faults(root: Path = ROOT) -> Iterator[str]:
    """A line for each text of the sources that the catalogue lacks, and for each it has in vain."""
    committed = {entry.msgid_with_context: entry for entry in polib.pofile(str(root / CATALOGUE))}
    used = texts_of_sources(root)
    for text in sorted(used - committed.keys()):
        yield f"not in the catalogue: {_short(text)}"
    for text, entry in sorted(committed.items()):
        if entry.obsolete:
            yield f"kept though no source has it: {_short(text)}"
        elif text not in used:
            yield f"in the catalogue, in no source: {_short(text)}"
        elif "fuzzy" in entry.flags:
            yield f"fuzzy: {_short(text)}"
        elif not entry.translated():
            yield f"without Vietnamese: {_short(text)}"


def texts_of_sources(root: Path = ROOT) -> set[str]:
    """Every text the sources mark for translation, gathered from a copy of them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "sources"
        shutil.copytree(root, copy, ignore=_left_out(root))
        (copy / CATALOGUE).unlink(missing_ok=True)
        gather(copy)
        return {entry.msgid_with_context for entry in polib.pofile(str(copy / CATALOGUE))}


def gather(root: Path = ROOT) -> None:
    """Bring the catalogue of the sources under `root` up to date, as `make messages` does."""
    (root / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    command = ["makemessages", "--locale", "vi", "--no-obsolete", "--add-location", "file", "--no-wrap"]
    command += [f"--ignore={name}" for name in NOT_OURS]
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=root,
        # The copy's own sources, whatever the environment's path says.
        env={**os.environ, "PYTHONPATH": str(root), "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
        check=True,
        capture_output=True,
        text=True,
    )


def ensure_tools() -> None:
    """gettext from the path; as root, from Debian; else a sentence."""
    if not _has_tools() and os.geteuid() == 0 and shutil.which("apt-get"):
        for step in (["update"], ["install", "--yes", "--no-install-recommends", "gettext"]):
            subprocess.run(["apt-get", *step], check=False, stdout=subprocess.DEVNULL)
    if not _has_tools():
        raise SystemExit(MISSING_TOOLS)


def _has_tools() -> bool:
    return all(map(shutil.which, ("xgettext", "msgmerge", "msguniq", "msgattrib")))


def _left_out(root: Path) -> Callable[[str, list[str]], set[str]]:
    def names(folder: str, found: list[str]) -> set[str]:
        at_top = Path(folder) == root
        return {name for name in found if (at_top and name in NOT_OURS) or name == "__pycache__"}

    return names


def _short(text: str) -> str:
    line = " ".join(text.replace("\x04", ": ").split())
    return line if len(line) <= 100 else f"{line[:97]}…"


if __name__ == "__main__":
    ensure_tools()
    if sys.argv[1:2] == ["gather"]:
        gather()
    elif found := list(faults()):
        sys.exit("\n".join([*found, "Run `make messages` and translate what is new."]))
