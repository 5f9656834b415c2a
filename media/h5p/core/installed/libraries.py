"""Installed libraries: each release kept once, never changed, shared by all content.

`libraries/H5P.X-1.2.7/…` holds the files and `library-records/H5P.X-1.2.7.json` makes them count. Content
asks for `H5P.X 1.2` and is served the newest patch.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from media.h5p.core.codes import Code
from media.h5p.core.findings import H5PError, error
from media.h5p.core.format.limits import DEFAULT_LIMITS, Limits
from media.h5p.core.format.manifests import LibraryManifest, read_library_manifest
from media.h5p.core.format.names import LibraryName, LibraryVersion
from media.h5p.core.format.strict_json import parse_json
from media.h5p.core.installed.records import Record, make_record, read_record, verified
from media.h5p.core.reading.libraries import SEMANTICS, PackagedLibrary
from media.h5p.core.reading.package import Package
from media.h5p.core.semantics.fields import Fields
from media.h5p.core.semantics.parsing import parse_semantics
from media.h5p.core.storage.protocol import FileAbsent, Storage

_RECORDS = "library-records"
_FILES = "libraries"
_SUFFIX = ".json"


class LibraryMissing(H5PError):
    """A library, or a file of one, that is not installed."""


class LibraryStore:
    """A shelf (see `shelf.Shelf`) of what is installed. Releases never change, so they are kept in memory."""

    def __init__(self, storage: Storage, limits: Limits = DEFAULT_LIMITS) -> None:
        self._storage = storage
        self._limits = limits
        self._record_of = lru_cache(maxsize=128)(self._read_record)
        self._manifest_of = lru_cache(maxsize=1024)(self._read_manifest)
        self._semantics_of = lru_cache(maxsize=64)(self._read_semantics)

    def versions(self) -> list[LibraryVersion]:
        """Every installed release, sorted by name and version."""
        names = self._storage.names(_RECORDS)
        return sorted(LibraryVersion.parse(name.removesuffix(_SUFFIX)) for name in names)

    def newest(self, name: LibraryName) -> LibraryVersion | None:
        patches = [each for each in self._storage.names(_RECORDS) if each.startswith(f"{name.folder}.")]
        versions = (LibraryVersion.parse(each.removesuffix(_SUFFIX)) for each in patches)
        return max((version for version in versions if version.name == name), default=None)

    def record(self, version: LibraryVersion) -> Record:
        """Raise `LibraryMissing`."""
        return self._record_of(version)

    def open(self, version: LibraryVersion, path: str) -> BinaryIO:
        """A file of a release, for serving it; raise `LibraryMissing` where it has none."""
        if path not in self.record(version).files:
            raise LibraryMissing(error(Code.LIBRARY_FILE_MISSING, library=version, file=path))
        return self._storage.open(f"{_FILES}/{version.folder}/{path}")

    def manifest(self, name: LibraryName) -> LibraryManifest | None:
        version = self.newest(name)
        return self._manifest_of(version) if version else None

    def semantics(self, name: LibraryName) -> Fields:
        version = self.newest(name)
        return self._semantics_of(version) if version else {}

    def addons(self) -> Iterator[LibraryManifest]:
        for version in {version.name: version for version in self.versions()}.values():
            manifest = self._manifest_of(version)
            if manifest.addon_pattern:
                yield manifest

    def write_files(self, library: PackagedLibrary, package: Package) -> None:
        """Copy the files of a packaged library; they do not count until `write_record`."""
        folder = f"{_FILES}/{library.manifest.version.folder}"
        self._storage.delete_folder(folder)  # what an interrupted installation may have left
        for file in library.files:
            self._storage.write(f"{folder}/{file.path}", verified(package.chunks(file), file))

    def write_record(self, library: PackagedLibrary) -> None:
        record = make_record(library.manifest.raw, library.digest, library.files)
        self._storage.write(_record_path(library.manifest.version), [record.as_bytes()])

    def delete(self, version: LibraryVersion) -> None:
        """Delete a release without asking who uses it: see `remove.remove_library` for that."""
        self._storage.delete(_record_path(version))
        self._storage.delete_folder(f"{_FILES}/{version.folder}")
        self._record_of.cache_clear()
        self._manifest_of.cache_clear()
        self._semantics_of.cache_clear()

    def _read_record(self, version: LibraryVersion) -> Record:
        try:
            return read_record(self._storage, _record_path(version))
        except FileAbsent:
            raise LibraryMissing(error(Code.LIBRARY_MISSING, library=version)) from None

    def _read_manifest(self, version: LibraryVersion) -> LibraryManifest:
        return read_library_manifest(self.record(version).manifest)

    def _read_semantics(self, version: LibraryVersion) -> Fields:
        if SEMANTICS not in self.record(version).files:
            return {}
        with self.open(version, SEMANTICS) as file:
            return parse_semantics(parse_json(file.read(), self._limits))


def _record_path(version: LibraryVersion) -> str:
    return f"{_RECORDS}/{version.folder}{_SUFFIX}"
