"""Compiles message catalogues without gettext's tools, so that a machine needs only Python.

`python -m portal.catalogues` compiles those that changed; the Makefile and the tests call it.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import polib

PORTAL = Path(__file__).resolve().parent
FOLDERS = (PORTAL / "locale", PORTAL / "upstream_locale")


def compile_changed(folders: Iterable[Path] = FOLDERS) -> list[Path]:
    """Compile every catalogue newer than its compiled form; return what was written."""
    sources = (path for folder in folders for path in sorted(folder.glob("*/LC_MESSAGES/*.po")))
    return [_compile(source) for source in sources if _changed(source)]


def _changed(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    """Write beside the old file, then take its place: another process never reads half a catalogue."""
    compiled = source.with_suffix(".mo")
    unfinished = compiled.with_suffix(f".mo.{os.getpid()}")
    unfinished.write_bytes(polib.pofile(str(source)).to_binary())
    unfinished.replace(compiled)
    return compiled


if __name__ == "__main__":
    compile_changed()
