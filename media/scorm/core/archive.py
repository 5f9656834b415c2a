"""The zip archive of a SCORM package: read by the reader of H5P packages, under limits of its own."""

from typing import BinaryIO

from media.h5p.core.findings import Findings as ArchiveFindings
from media.h5p.core.format.limits import Limits
from media.h5p.core.reading.archive import Archive, EntryUnreadable, open_archive
from media.scorm.core.findings import MOST, Findings

LIMITS = Limits(max_findings=MOST, skips_hidden=False)
"""As for H5P, but names may begin with a dot or an underscore, and every kind of file may come: all of them
play in a closed frame."""


def opened(file: BinaryIO, findings: Findings) -> Archive | None:
    """The archive; None where it is refused, and `findings` say why. The archive closes `file` with
    itself."""
    told = ArchiveFindings(MOST)
    archive = open_archive(file, LIMITS, told)
    for found in told:
        findings.take_over(found)
    if archive is not None and findings.refused:
        archive.close()
        return None
    return archive


def is_leftover(name: str) -> bool:
    """What a computer left in the archive by itself: not content."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")


def read_through(archive: Archive, findings: Findings) -> None:
    """Read every byte once: what says one size and holds another, or breaks off, is found before it is
    used."""
    for name in archive.entries:
        try:
            for _ in archive.chunks(name):
                pass
        except EntryUnreadable as unreadable:
            findings.take_over(unreadable.finding)
