"""Read and check a package: the one way in.

Cheap checks come first and stop the rest, so that a hostile archive costs little: the directory before
any byte, every byte before any JSON, the format before the meaning. Nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from media.h5p.core.codes import Code
from media.h5p.core.findings import Finding, Findings, PackageRefused, Severity, error
from media.h5p.core.format.limits import DEFAULT_LIMITS, Limits
from media.h5p.core.reading.archive import Archive, open_archive
from media.h5p.core.reading.content import read_content
from media.h5p.core.reading.dependency_checks import check_dependencies
from media.h5p.core.reading.fingerprints import Scanner, fingerprint
from media.h5p.core.reading.layout import layout_of
from media.h5p.core.reading.libraries import LibraryReader
from media.h5p.core.reading.package import Package, PackagedContent, PackageShelf
from media.h5p.core.reading.param_checks import check_params
from media.h5p.core.shelf import NOTHING_INSTALLED, Shelf, Shelves


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a check found; `package` is None where it was refused, otherwise open until it is closed."""

    package: Package | None
    findings: tuple[Finding, ...]

    @property
    def unreadable(self) -> bool:
        """Whether the file is no archive at all."""
        return any(finding.code is Code.UNABLE_TO_UNZIP for finding in self.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How to read: `installed` fills in for libraries the package lacks, `scan` looks for malware."""

    installed: Shelf = NOTHING_INSTALLED
    limits: Limits = DEFAULT_LIMITS
    scan: Scanner | None = None
    libraries_only: bool = False


def inspect_package(source: Path | BinaryIO, name: str = "", reading: Reading | None = None) -> Inspection:
    """Check a package and tell everything that is wrong with it.

    `source` is a path or a seekable file, closed with the package; `name` is what the uploader called it.
    Raises OSError where the path cannot be opened.
    """
    reading = reading or Reading()
    findings = Findings(reading.limits.max_findings)
    name = name or (source.name if isinstance(source, Path) else "")
    if name and not name.lower().endswith(".h5p"):
        findings.add(error(Code.MISSING_H5P_EXTENSION, name))
    file = source.open("rb") if isinstance(source, Path) else source
    archive = open_archive(file, reading.limits, findings)
    package = _read(archive, reading, findings) if archive and not findings.refused else None
    if package is None:
        (archive or file).close()
    return Inspection(package, tuple(findings))


def read_package(source: Path | BinaryIO, name: str = "", reading: Reading | None = None) -> Package:
    """The package, open (use it in a `with`); raise `PackageRefused` with every reason."""
    inspection = inspect_package(source, name, reading)
    if inspection.package is None:
        raise PackageRefused(inspection.findings)
    return inspection.package


def _read(archive: Archive, reading: Reading, findings: Findings) -> Package | None:
    limits = reading.limits
    layout = layout_of(archive, limits, findings)
    if findings.refused:
        return None
    wanted = () if reading.libraries_only else layout.content
    content_files = fingerprint(archive, wanted, reading.scan, findings)
    folders = {
        folder: fingerprint(archive, names, reading.scan, findings)
        for folder, names in layout.libraries.items()
    }
    libraries = LibraryReader(archive, limits, findings).read_all(folders)
    content: PackagedContent | None = None
    if not reading.libraries_only:
        content = read_content(archive, content_files, libraries, limits, findings)
    elif not libraries:
        findings.add(error(Code.NO_LIBRARY_IN_PACKAGE))
    if findings.refused:
        return None
    own = PackageShelf(archive, libraries, limits)
    shelf = Shelves(own, reading.installed)
    findings.extend(check_dependencies(content, libraries, shelf))
    if content is not None and not findings.refused:
        findings.extend(check_params(content, shelf, limits))
    if findings.refused:
        return None
    return Package(content, libraries, own, tuple(findings), archive.hidden + layout.ignored, archive)
