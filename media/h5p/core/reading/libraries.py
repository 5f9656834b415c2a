"""The libraries inside a package: each folder read and checked against the format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from media.h5p.core.codes import Code
from media.h5p.core.findings import Findings, error
from media.h5p.core.format.json_values import Json
from media.h5p.core.format.limits import Limits, in_mib
from media.h5p.core.format.manifests import LibraryManifest, ManifestInvalid, read_library_manifest
from media.h5p.core.format.names import MACHINE_NAME, OUR_CORE_API, LibraryName
from media.h5p.core.format.strict_json import JsonRefused
from media.h5p.core.reading.archive import Archive, EntryUnreadable
from media.h5p.core.reading.fingerprints import PackagedFile, digest_of
from media.h5p.core.reading.layout import LIBRARY_MANIFEST
from media.h5p.core.reading.likeness import likeness_of_json
from media.h5p.core.semantics.fields import Fields
from media.h5p.core.semantics.parsing import SemanticsInvalid, parse_semantics
from media.h5p.core.sentences import phrases

SEMANTICS = "semantics.json"
_LANGUAGE_FILE = re.compile(r"language/[^/]+\.json")
_LANGUAGE_NAME = re.compile(r"language/-?[a-z]+(?:-[a-z]+){0,6}\.json", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class PackagedLibrary:
    """One release of a library as the package carries it; `digest` tells it from another's copy."""

    folder: str
    manifest: LibraryManifest
    files: tuple[PackagedFile, ...]
    digest: str

    @property
    def has_semantics(self) -> bool:
        return any(file.path == SEMANTICS for file in self.files)


class LibraryReader:
    """Reads library folders of one archive; everything wrong goes into `findings`."""

    def __init__(self, archive: Archive, limits: Limits, findings: Findings) -> None:
        self._archive = archive
        self._limits = limits
        self._findings = findings

    def read_all(self, folders: Mapping[str, tuple[PackagedFile, ...]]) -> dict[LibraryName, PackagedLibrary]:
        libraries: dict[LibraryName, PackagedLibrary] = {}
        if not self._descriptions_fit(folders):
            return libraries
        for folder, files in folders.items():
            library = self._read(folder, files)
            if library is None:
                continue
            name = library.manifest.name
            if name in libraries:
                other = libraries[name].folder
                self._findings.add(error(Code.DUPLICATE_LIBRARY, folder, library=name, other=other))
            libraries[name] = library
        return libraries

    def _descriptions_fit(self, folders: Mapping[str, tuple[PackagedFile, ...]]) -> bool:
        most = self._limits.max_description_bytes
        described = (LIBRARY_MANIFEST, SEMANTICS)
        size = sum(file.size for files in folders.values() for file in files if file.path in described)
        if size > most:
            self._findings.add(error(Code.DESCRIPTIONS_TOO_LARGE, size=in_mib(size), limit=in_mib(most)))
        return size <= most

    def _read(self, folder: str, files: tuple[PackagedFile, ...]) -> PackagedLibrary | None:
        if MACHINE_NAME.fullmatch(folder) is None:
            self._findings.add(error(Code.INVALID_LIBRARY_NAME, folder, library=folder))
            return None
        manifest = self._manifest(folder)
        if manifest is None:
            return None
        self._check_folder_name(folder, manifest)
        self._check_core_api(folder, manifest)
        self._check_preloaded_files(folder, manifest, files)
        self._check_languages(folder, files)
        files = tuple(_with_likeness_of_manifest(file, manifest) for file in files)
        library = PackagedLibrary(folder, manifest, files, digest_of(files))
        if library.has_semantics:
            self._check_semantics(folder)
        return library

    def _manifest(self, folder: str) -> LibraryManifest | None:
        place = f"{folder}/{LIBRARY_MANIFEST}"
        try:
            return read_library_manifest(self._json(place))
        except JsonRefused as refused:
            self._findings.add(
                error(Code.INVALID_LIBRARY_JSON_FILE, place, library=folder, reason=refused.reason)
            )
        except ManifestInvalid as invalid:
            self._findings.extend(
                error(Code.INVALID_LIBRARY_JSON, f"{place}#/{at}", library=folder, field=at, reason=reason)
                for at, reason in invalid.wrong
            )
        return None

    def _json(self, place: str) -> Json:
        try:
            return self._archive.json(place, self._limits)
        except EntryUnreadable as unreadable:
            # Reading every byte has told it already; what is left to say is that there is no manifest.
            raise JsonRefused(phrases.NO_FILE) from unreadable

    def _check_folder_name(self, folder: str, manifest: LibraryManifest) -> None:
        if folder not in (manifest.name.machine, manifest.name.folder):
            self._findings.add(error(Code.LIBRARY_FOLDER_MISMATCH, folder, expected=manifest.name.folder))

    def _check_core_api(self, folder: str, manifest: LibraryManifest) -> None:
        wanted = manifest.core_api
        if wanted is not None and wanted > OUR_CORE_API:
            self._findings.add(
                error(Code.API_UNSUPPORTED, folder, library=folder, required=wanted, current=OUR_CORE_API)
            )

    def _check_preloaded_files(
        self, folder: str, manifest: LibraryManifest, files: tuple[PackagedFile, ...]
    ) -> None:
        there = {file.path for file in files}
        for path in (*manifest.scripts, *manifest.styles):
            if path not in there:
                self._findings.add(error(Code.LIBRARY_FILE_MISSING, folder, library=folder, file=path))

    def _check_languages(self, folder: str, files: tuple[PackagedFile, ...]) -> None:
        for file in files:
            if _LANGUAGE_FILE.fullmatch(file.path) is None:
                continue
            if _LANGUAGE_NAME.fullmatch(file.path) is None:
                self._findings.add(error(Code.INVALID_LANGUAGE_FILE, file.entry, library=folder))
            try:
                self._json(file.entry)
            except JsonRefused as refused:
                self._findings.add(
                    error(Code.INVALID_LANGUAGE_JSON, file.entry, library=folder, reason=refused.reason)
                )

    def _check_semantics(self, folder: str) -> None:
        try:
            read_semantics(self._archive, folder, self._limits)
        except (JsonRefused, SemanticsInvalid) as refused:
            place = f"{folder}/{SEMANTICS}"
            self._findings.add(error(Code.INVALID_SEMANTICS, place, library=folder, reason=refused.reason))
        except EntryUnreadable as unreadable:
            self._findings.add(unreadable.finding)


def _with_likeness_of_manifest(file: PackagedFile, manifest: LibraryManifest) -> PackagedFile:
    if file.path != LIBRARY_MANIFEST:
        return file
    return replace(file, likeness=likeness_of_json(manifest.raw))


def read_semantics(archive: Archive, folder: str, limits: Limits) -> Fields:
    """Raise `JsonRefused`, `SemanticsInvalid` or `EntryUnreadable`."""
    return parse_semantics(archive.json(f"{folder}/{SEMANTICS}", limits))
