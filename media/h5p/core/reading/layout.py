"""Which entries of an archive are h5p.json, the content, and each library; and the kinds they may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from media.h5p.core.codes import Code
from media.h5p.core.findings import Findings, error
from media.h5p.core.format.limits import Limits
from media.h5p.core.format.paths import extension
from media.h5p.core.reading.archive import Archive

MANIFEST = "h5p.json"
CONTENT_FOLDER = "content"
PARAMETERS = "content/content.json"
LIBRARY_MANIFEST = "library.json"


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of entries; `ignored` counts stray files at the top, which core skips as well."""

    content: tuple[str, ...]
    libraries: Mapping[str, tuple[str, ...]]
    ignored: int


def layout_of(archive: Archive, limits: Limits, findings: Findings) -> Layout:
    """Sort the entries by folder, and tell those whose kind is not allowed where they lie."""
    folders: dict[str, list[str]] = {}
    ignored = 0
    for name in archive.entries:
        folder, slash, _ = name.partition("/")
        if slash:
            folders.setdefault(folder, []).append(name)
        elif name != MANIFEST:
            ignored += 1
    content = folders.pop(CONTENT_FOLDER, [])
    _check_kinds(content, limits.content_extensions, findings)
    for names in folders.values():
        _check_kinds(names, limits.library_extensions, findings)
    return Layout(tuple(content), {folder: tuple(names) for folder, names in folders.items()}, ignored)


def _check_kinds(names: list[str], allowed: frozenset[str], findings: Findings) -> None:
    for name in names:
        if extension(name) not in allowed:
            findings.add(error(Code.KIND_NOT_ALLOWED, name, kind=f".{extension(name)}"))
