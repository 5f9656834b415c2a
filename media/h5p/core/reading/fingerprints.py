"""One look at every byte of a package: whole, of the kind its name says, harmless, and which bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from media.h5p.core.codes import Code
from media.h5p.core.findings import Finding, Findings, error
from media.h5p.core.format.paths import extension
from media.h5p.core.reading.archive import Archive, EntryUnreadable
from media.h5p.core.reading.file_kinds import active_markup, disguise
from media.h5p.core.reading.likeness import Likeness

# Given a name and its bytes, answers the name of the malware found in them, or None.
Scanner = Callable[[str, Iterator[bytes]], str | None]


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """`path` is below the folder of its library or below `content/`; `entry` is its name in the archive.

    `sha256` tells the bytes, `likeness` what they say (see `likeness.py`).
    """

    path: str
    entry: str
    size: int
    sha256: str
    likeness: str


def fingerprint(
    archive: Archive, names: Iterable[str], scan: Scanner | None, findings: Findings
) -> tuple[PackagedFile, ...]:
    """Read each entry to its end, once, in chunks; what is wrong with it goes into `findings`."""
    files = []
    for name in names:
        try:
            files.append(_look_at(archive, name, findings))
            findings.extend(_look_closer(archive, name, scan))
        except EntryUnreadable as unreadable:
            findings.add(unreadable.finding)
    return tuple(files)


def digest_of(files: Iterable[PackagedFile]) -> str:
    """SHA-256 of the sorted list of paths and likenesses: equal for trees that say the same."""
    whole = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.path):
        whole.update(f"{file.likeness} {file.path}\n".encode())
    return whole.hexdigest()


def _look_at(archive: Archive, name: str, findings: Findings) -> PackagedFile:
    digest, likeness, size = hashlib.sha256(), Likeness(name), 0
    for chunk in archive.chunks(name):
        if size == 0 and (actual := disguise(extension(name), chunk)):
            findings.add(error(Code.FILE_KIND_MISMATCH, name, kind=extension(name), actual=actual))
        digest.update(chunk)
        likeness.update(chunk)
        size += len(chunk)
    path = name.partition("/")[2]
    return PackagedFile(path, name, size, digest.hexdigest(), likeness.hexdigest())


def _look_closer(archive: Archive, name: str, scan: Scanner | None) -> Iterator[Finding]:
    if extension(name) == "svg" and (found := active_markup(archive.chunks(name))):
        yield error(Code.ACTIVE_SVG, name, reason=found)
    if scan is not None and (threat := scan(name, archive.chunks(name))):
        yield error(Code.MALWARE_FOUND, name, threat=threat)
