"""Installed content: parameters and media, a new revision for every upload, old ones restorable.

`contents/<id>/<revision>/…` holds the files and `content-records/<id>/<revision>.json` makes them count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from media.h5p.core.codes import Code
from media.h5p.core.findings import H5PError, error
from media.h5p.core.format.json_values import JsonObject, canonical
from media.h5p.core.format.manifests import PackageManifest, read_package_manifest
from media.h5p.core.format.names import LibraryName
from media.h5p.core.installed.records import Record, StoredFile, make_record, read_record, verified
from media.h5p.core.reading.fingerprints import digest_of
from media.h5p.core.reading.package import Package, PackagedContent
from media.h5p.core.storage.protocol import FileAbsent, Storage

_RECORDS = "content-records"
_FILES = "contents"
_PARAMETERS = "content.json"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,63}", re.ASCII)


class ContentMissing(H5PError):
    """A content, a revision or a file of one, that is not here."""


@dataclass(frozen=True, slots=True)
class StoredContent:
    """One revision; `params` are as the author made them, to be cleaned before they are played."""

    id: str
    revision: int
    manifest: PackageManifest
    main_library: LibraryName
    params: JsonObject = field(repr=False)
    files: Mapping[str, StoredFile] = field(repr=False)
    digest: str


class ContentStore:
    """Contents by an id the caller chooses (letters, digits, `-`, `_`), revisions counted from 1."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def revisions(self, content_id: str) -> list[int]:
        names = self._storage.names(f"{_RECORDS}/{_known(content_id)}")
        return sorted(int(name.removesuffix(".json")) for name in names)

    def load(self, content_id: str, revision: int | None = None) -> StoredContent:
        """A revision, the newest by default; raise `ContentMissing`."""
        revision = revision or max(self.revisions(content_id), default=0)
        record = self._record(content_id, revision)
        with self._storage.open(_path(content_id, revision, _PARAMETERS)) as file:
            params: JsonObject = json.load(file)
        return StoredContent(
            id=content_id,
            revision=revision,
            manifest=read_package_manifest(record.manifest["h5p"]),
            main_library=LibraryName.parse(str(record.manifest["mainLibrary"])),
            params=params,
            files=record.files,
            digest=record.digest,
        )

    def open(self, content_id: str, revision: int, path: str) -> BinaryIO:
        """A media file, for serving it; raise `ContentMissing` for anything that is not in the record."""
        if path not in self._record(content_id, revision).files:
            raise ContentMissing(error(Code.CONTENT_FILE_MISSING, content_id, file=path))
        return self._storage.open(_path(content_id, revision, f"media/{path}"))

    def save(self, content_id: str, package: Package, content: PackagedContent) -> int:
        """Store a new revision and return its number; on failure nothing of it stays."""
        revision = max(self.revisions(content_id), default=0) + 1
        manifest: JsonObject = {"h5p": content.manifest.raw, "mainLibrary": str(content.main_library)}
        params = canonical(content.params)
        record = make_record(manifest, digest_of(content.files), content.files)
        self._storage.delete_folder(f"{_FILES}/{content_id}/{revision}")  # left by an interruption
        try:
            for file in content.files:
                path = _path(content_id, revision, f"media/{file.path}")
                self._storage.write(path, verified(package.chunks(file), file))
            self._storage.write(_path(content_id, revision, _PARAMETERS), [params])
            self._storage.write(f"{_RECORDS}/{content_id}/{revision}.json", [record.as_bytes()])
        except BaseException:
            self._storage.delete_folder(f"{_FILES}/{content_id}/{revision}")
            raise
        return revision

    def delete(self, content_id: str) -> None:
        """Delete every revision, or nothing where there is none."""
        self._storage.delete_folder(f"{_RECORDS}/{_known(content_id)}")
        self._storage.delete_folder(f"{_FILES}/{content_id}")

    def _record(self, content_id: str, revision: int) -> Record:
        try:
            return read_record(self._storage, f"{_RECORDS}/{_known(content_id)}/{revision}.json")
        except FileAbsent:
            raise ContentMissing(error(Code.CONTENT_MISSING, content=content_id)) from None


def _known(content_id: str) -> str:
    """The id, where it can be one: it becomes a folder's name."""
    if _ID.fullmatch(content_id) is None:
        raise ContentMissing(error(Code.CONTENT_MISSING, content=content_id))
    return content_id


def _path(content_id: str, revision: int, name: str) -> str:
    return f"{_FILES}/{content_id}/{revision}/{name}"
