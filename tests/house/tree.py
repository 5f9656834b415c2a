"""The files people wrote here, without what is fetched or made."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("courses", "media", "organisations", "practices", "quizzes")
SITE_PACKAGES = ("accounts", "common", "notifications", "offline", "portal", "samples", "tracking")
NOT_WRITTEN = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "build",
    "dist",
    "node_modules",
    "var",
}


def written_files(*suffixes: str, root: Path = ROOT) -> Iterator[Path]:
    """Every file of ours with one of the suffixes; every file at all where none is given."""
    for path in sorted(root.iterdir()):
        if path.is_dir():
            if path.name not in NOT_WRITTEN:
                yield from written_files(*suffixes, root=path)
        elif path.suffix in suffixes or not suffixes:
            yield path


def text_of(path: Path) -> str:
    """A file's text; a picture has none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def at(path: Path) -> str:
    """Where a file lies, as it is shown in a failed test."""
    return path.relative_to(ROOT).as_posix()
