"""Whether everything a package needs is there: in the package itself or already installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from media.h5p.core.codes import Code
from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.findings import Finding, error, note
from media.h5p.core.format.manifests import DependencyKind, Need
from media.h5p.core.format.names import LibraryName
from media.h5p.core.reading.layout import MANIFEST
from media.h5p.core.reading.libraries import PackagedLibrary
from media.h5p.core.reading.package import PackagedContent
from media.h5p.core.shelf import Shelf


def check_dependencies(
    content: PackagedContent | None, libraries: Mapping[LibraryName, PackagedLibrary], shelf: Shelf
) -> Iterator[Finding]:
    """Findings about missing and undeclared libraries; `shelf` holds the package and what is installed."""
    if content is None:
        yield from _missing_in(libraries.values(), set(libraries), shelf)
        return
    used = libraries_of_content(content.params, content.main_library, shelf)
    declared = {need.name for need in content.manifest.needs if need.kind is not DependencyKind.EDITOR}
    yield from _missing_in_content(content, dict.fromkeys([*used, *sorted(declared)]), shelf)
    resolution = resolve([*used, *sorted(declared)], shelf)
    playing = {need.name for need in resolution.ordered if need.kind is not DependencyKind.EDITOR}
    yield from _missing_in(libraries.values(), playing, shelf)
    for cycle in resolution.cycles:
        yield note(Code.DEPENDENCY_CYCLE, MANIFEST, cycle=" → ".join(map(str, cycle)))
    for name in resolve(used, shelf).of_kind(DependencyKind.PRELOADED):
        if name not in declared:
            yield note(Code.LIBRARY_NOT_DECLARED, MANIFEST, library=name)


def missing_for_newer(newer: Iterable[PackagedLibrary], shelf: Shelf) -> Iterator[Finding]:
    """What newer patches would miss, whichever content uses them: they replace one that works."""
    for library in newer:
        for need in library.manifest.needs:
            if need.kind is not DependencyKind.EDITOR and shelf.manifest(need.name) is None:
                yield _missing(library, need, plays=True)


def _missing_in_content(
    content: PackagedContent, names: Iterable[LibraryName], shelf: Shelf
) -> Iterator[Finding]:
    for name in names:
        if shelf.manifest(name) is not None:
            continue
        if name == content.main_library:
            yield error(Code.MISSING_MAIN_LIBRARY, MANIFEST, library=name)
        else:
            yield error(Code.MISSING_REQUIRED_LIBRARY, MANIFEST, library=name, needed_by=MANIFEST)


def _missing_in(
    libraries: Iterable[PackagedLibrary], playing: set[LibraryName], shelf: Shelf
) -> Iterator[Finding]:
    for library in libraries:
        for need in library.manifest.needs:
            if shelf.manifest(need.name) is None:
                yield _missing(library, need, plays=library.manifest.name in playing)


def _missing(library: PackagedLibrary, need: Need, *, plays: bool) -> Finding:
    place = f"{library.folder}/library.json"
    needed_by = library.manifest.name
    if plays and need.kind is not DependencyKind.EDITOR:
        return error(Code.MISSING_REQUIRED_LIBRARY, place, library=need.name, needed_by=needed_by)
    return note(Code.MISSING_LIBRARY_DEPENDENCY, place, library=need.name, needed_by=needed_by)
