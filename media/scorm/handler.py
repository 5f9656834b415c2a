"""SCORM packages as the desk handles every kind: read, installed, removed, given back."""

from functools import partial
from io import SEEK_SET
from typing import IO, Any, cast
from zipfile import BadZipFile, ZipFile

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from media.h5p.core.findings import Severity
from media.h5p.core.reading.zip_directory import lists_more_than
from media.packages.kinds import CannotInstall, Found, Inspected, Stored
from media.packages.models import Package, PackageRevision
from media.scorm import storing
from media.scorm.core.archive import LIMITS
from media.scorm.core.codes import Code
from media.scorm.core.findings import Finding
from media.scorm.core.inspection import MANIFEST, Inspection, inspect_package
from media.scorm.core.package import ScormPackage, Version
from media.scorm.rules import Facts

KINDS = {Version.SCORM_12: Package.Kind.SCORM_12, Version.SCORM_2004: Package.Kind.SCORM_2004}
_CHUNK = 256 * 1024


class _Borrowed:
    """A file of somebody else's, who closes it."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self._content.seek(0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._content, name)

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        self._content.seek(offset, whence)
        return self._content.tell()

    def close(self) -> None:
        """Left to its owner."""


class ScormHandler:
    """SCORM 1.2 and 2004."""

    kinds: tuple[str, ...] = (Package.Kind.SCORM_12.value, Package.Kind.SCORM_2004.value)

    def recognises(self, content: IO[bytes], name: str) -> bool:
        """Whatever is named as an archive and holds no H5P: so that the findings say what is missing."""
        names = _names_in(content)
        if "h5p.json" in names:
            return False
        has_manifest = any(one.rpartition("/")[2].lower() == MANIFEST for one in names)
        return has_manifest or name.lower().endswith(".zip")

    def inspect(
        self, content: IO[bytes], name: str, *, replaces: Package | None, may_bring_code: bool
    ) -> Inspected:
        """SCORM shares no code between packages: whoever may upload content may bring it."""
        inspection = _inspected(content)
        inspection.close()
        findings = [*inspection.findings]
        package = inspection.package
        if package is None:
            kind = replaces.kind if replaces and replaces.kind in self.kinds else self.kinds[0]
            return Inspected(kind, name, "SCORM", _told(findings))
        findings += _lost(package, replaces)
        return Inspected(
            kind=KINDS[package.version],
            title=package.title,
            played_by=_played_by(package),
            findings=_told(findings),
            weight=package.weight,
            told=(
                (_("Parts"), str(len(package.parts))),
                (_("Opens with"), package.parts[0].launch.path),
            ),
        )

    def install(
        self, content: IO[bytes], revision: PackageRevision, *, by: User | None, may_bring_code: bool
    ) -> Stored:
        inspection = _inspected(content)
        package = inspection.package
        try:
            if package is None or inspection.archive is None:
                raise CannotInstall(_told([*inspection.findings]))
            storing.store(inspection.archive, package.root, package.files, revision)
        finally:
            inspection.close()
        return Stored(
            package.title,
            _played_by(package),
            package.weight,
            settle=_nothing_to_write,
            take_back=partial(storing.delete, storing.folder_of(revision)),
            facts=package.as_facts(),
        )

    def remove(self, revision: PackageRevision) -> None:
        """Once it is certain that nothing names them any more."""
        transaction.on_commit(partial(storing.delete, storing.folder_of(revision)))

    def export(self, revision: PackageRevision, out: IO[bytes]) -> None:
        """The file as it was uploaded."""
        with revision.original.open("rb") as original:
            while chunk := original.read(_CHUNK):
                out.write(chunk)


def _nothing_to_write() -> None:
    """All that is known of a SCORM package stands in its revision."""


def _inspected(content: IO[bytes]) -> Inspection:
    return inspect_package(cast("Any", _Borrowed(content)))


def _names_in(content: IO[bytes]) -> frozenset[str]:
    borrowed: Any = _Borrowed(content)
    try:
        if lists_more_than(borrowed, LIMITS.max_files):
            return frozenset()
        with ZipFile(borrowed) as archive:
            return frozenset(archive.namelist())
    except (BadZipFile, OSError, ValueError, EOFError, RuntimeError, NotImplementedError):
        return frozenset()
    finally:
        content.seek(0)


def _played_by(package: ScormPackage) -> str:
    return " ".join(one for one in ("SCORM", package.version.value, package.edition) if one)


def _lost(package: ScormPackage, replaces: Package | None) -> list[Finding]:
    """Parts of the version before that this one lacks."""
    if replaces is None or replaces.kind != KINDS[package.version] or replaces.current is None:
        return []
    kept = {part.identifier for part in package.parts}
    return [
        Finding(Code.PARTS_CHANGED, severity=Severity.WARNING, details={"found": part.title})
        for part in Facts.read(replaces.current.facts).parts
        if part.identifier not in kept
    ]


def _told(findings: list[Finding]) -> tuple[Found, ...]:
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    return tuple(
        Found(
            severity=finding.severity.value,
            code=finding.code.value,
            place=finding.place,
            sentence=finding.sentence("en" if language == "en" else "vi"),
        )
        for finding in findings
    )
