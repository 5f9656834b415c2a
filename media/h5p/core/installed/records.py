"""What is written last when a library or a content is stored: the list of its files and their hashes.

A library or content exists when its record does.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from media.h5p.core.codes import Code
from media.h5p.core.findings import error
from media.h5p.core.format.json_values import JsonObject, canonical
from media.h5p.core.reading.archive import EntryUnreadable
from media.h5p.core.reading.fingerprints import PackagedFile
from media.h5p.core.storage.protocol import Storage


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`path` is below the folder of the library or content; `size` is in bytes."""

    path: str
    size: int
    sha256: str
    likeness: str


@dataclass(frozen=True, slots=True)
class Record:
    """`manifest` is library.json or h5p.json as it came; `digest` is equal where trees say the same."""

    manifest: JsonObject = field(repr=False)
    digest: str
    files: Mapping[str, StoredFile] = field(repr=False)

    def as_bytes(self) -> bytes:
        listed: JsonObject = {
            file.path: [file.size, file.sha256, file.likeness] for file in self.files.values()
        }
        return canonical({"manifest": self.manifest, "digest": self.digest, "files": listed})


def make_record(manifest: JsonObject, digest: str, files: Iterable[PackagedFile]) -> Record:
    stored = (StoredFile(file.path, file.size, file.sha256, file.likeness) for file in files)
    return Record(manifest, digest, {file.path: file for file in stored})


def read_record(storage: Storage, path: str) -> Record:
    """Raise `FileAbsent`."""
    with storage.open(path) as file:
        raw = json.load(file)
    files = {path: StoredFile(path, *about) for path, about in raw["files"].items()}
    return Record(raw["manifest"], raw["digest"], files)


def verified(chunks: Iterable[bytes], file: PackagedFile) -> Iterator[bytes]:
    """The same chunks; raises at the end where they are not the bytes that were checked."""
    whole = hashlib.sha256()
    for chunk in chunks:
        whole.update(chunk)
        yield chunk
    if whole.hexdigest() != file.sha256:
        raise EntryUnreadable(error(Code.CORRUPT_FILE, file.entry))
