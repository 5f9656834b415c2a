"""A package that was found sound, open for installing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType

from media.h5p.core.findings import Finding
from media.h5p.core.format.json_values import JsonObject
from media.h5p.core.format.limits import Limits
from media.h5p.core.format.manifests import LibraryManifest, PackageManifest
from media.h5p.core.format.names import LibraryName
from media.h5p.core.reading.archive import Archive
from media.h5p.core.reading.fingerprints import PackagedFile
from media.h5p.core.reading.layout import MANIFEST, PARAMETERS
from media.h5p.core.reading.libraries import PackagedLibrary, read_semantics
from media.h5p.core.semantics.fields import Fields


@dataclass(frozen=True, slots=True)
class PackagedContent:
    """What the author made; `files` are below `content/`, without content.json itself."""

    manifest: PackageManifest
    main_library: LibraryName
    params: JsonObject
    files: tuple[PackagedFile, ...]


class PackageShelf:
    """The libraries of a package, looked up as installed ones are."""

    def __init__(
        self, archive: Archive, libraries: Mapping[LibraryName, PackagedLibrary], limits: Limits
    ) -> None:
        self._archive = archive
        self._libraries = libraries
        self._limits = limits
        self._semantics: dict[LibraryName, Fields] = {}

    def manifest(self, name: LibraryName) -> LibraryManifest | None:
        library = self._libraries.get(name)
        return library.manifest if library else None

    def semantics(self, name: LibraryName) -> Fields:
        library = self._libraries.get(name)
        if library is None or not library.has_semantics:
            return {}
        if name not in self._semantics:
            self._semantics[name] = read_semantics(self._archive, library.folder, self._limits)
        return self._semantics[name]

    def addons(self) -> Iterator[LibraryManifest]:
        for library in self._libraries.values():
            if library.manifest.addon_pattern:
                yield library.manifest


@dataclass(frozen=True, slots=True)
class Package:
    """`content` is None in a package that only brings libraries; `findings` are warnings and notes."""

    content: PackagedContent | None
    libraries: Mapping[LibraryName, PackagedLibrary]
    shelf: PackageShelf
    findings: tuple[Finding, ...]
    hidden: int
    _archive: Archive = field(repr=False)

    def chunks(self, file: PackagedFile) -> Iterator[bytes]:
        """The bytes of a file, in small pieces; raise `EntryUnreadable`."""
        return self._archive.chunks(file.entry)

    @property
    def names(self) -> tuple[str, ...]:
        """Every entry that was checked: neither hidden files nor strays at the top are among them."""
        checked = [file.entry for library in self.libraries.values() for file in library.files]
        if self.content is not None:
            checked += [MANIFEST, PARAMETERS, *(file.entry for file in self.content.files)]
        return tuple(sorted(checked))

    def chunks_of(self, name: str) -> Iterator[bytes]:
        return self._archive.chunks(name)

    def close(self) -> None:
        self._archive.close()

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
