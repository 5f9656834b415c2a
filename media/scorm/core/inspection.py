"""Read and check a SCORM package: the one way in.

Cheap checks come first and stop the rest: the directory of the archive before any byte, every byte before the
manifest, the manifest before what it means. Nothing is written.
"""

import re
from dataclasses import dataclass
from typing import BinaryIO

from media.h5p.core.findings import Severity
from media.h5p.core.format.limits import MIB, in_mib
from media.h5p.core.reading.archive import Archive, EntryUnreadable
from media.scorm.core.archive import is_leftover, opened, read_through
from media.scorm.core.codes import Code
from media.scorm.core.findings import Finding, Findings
from media.scorm.core.launching import Files
from media.scorm.core.organising import LONGEST_TITLE, Organiser
from media.scorm.core.package import Part, ScormPackage, Version
from media.scorm.core.xml_tree import Element, XmlRefused, parse

MANIFEST = "imsmanifest.xml"
MOST_MANIFEST = 4 * MIB
_OTHER_FORMATS = {"tincan.xml": "xAPI (Tin Can)", "cmi5.xml": "cmi5", "h5p.json": "H5P", "course.au": "AICC"}
_FRAMES = re.compile(rb"<\s*(?:iframe|frameset|frame)\b", re.IGNORECASE)
_MOST_OF_A_PAGE = 2 * MIB
_EDITIONS = {
    "cam 1.3": "2nd Edition",
    "2004 2nd edition": "2nd Edition",
    "2004 3rd edition": "3rd Edition",
    "2004 4th edition": "4th Edition",
    "2004": "",
}


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a check found; `package` is None where it was refused, `archive` is open until it is closed."""

    package: ScormPackage | None
    findings: tuple[Finding, ...]
    archive: Archive | None = None

    def close(self) -> None:
        if self.archive is not None:
            self.archive.close()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


def inspect_package(file: BinaryIO) -> Inspection:
    """Check a package and tell everything that is wrong with it.

    Takes a seekable file, which is closed with the inspection, or at once where the package is refused.
    """
    findings = Findings()
    archive = opened(file, findings)
    if archive is None:
        file.close()
        return Inspection(None, tuple(findings))
    package = _read(archive, findings)
    if findings.refused or package is None:
        archive.close()
        return Inspection(None, tuple(findings))
    return Inspection(package, tuple(findings), archive)


def _read(archive: Archive, findings: Findings) -> ScormPackage | None:
    root = _root_of(archive, findings)
    if root is None:
        return None
    read_through(archive, findings)
    manifest = None if findings.refused else _manifest(archive, root, findings)
    if manifest is None:
        return None
    version, edition = _version_of(manifest, findings)
    if version is None:
        return None
    names = [name for name in archive.entries if name.startswith(root[0]) and not is_leftover(name)]
    files = frozenset(name.removeprefix(root[0]) for name in names)
    organised = Organiser(manifest, version, Files.of(files), findings).read()
    if findings.refused:
        return None
    _tell_frames(archive, root[0], organised.parts, findings)
    return ScormPackage(
        version=version,
        edition=edition,
        title=(organised.title or organised.parts[0].title)[:LONGEST_TITLE],
        parts=organised.parts,
        root=root[0],
        files=tuple(sorted(files)),
        weight=sum(archive.entries[name].size for name in names),
    )


def _root_of(archive: Archive, findings: Findings) -> tuple[str, str] | None:
    """The folder of the manifest and the manifest's own name; None where it is unclear which it is."""
    found = [
        name
        for name in archive.entries
        if name.rpartition("/")[2].lower() == MANIFEST and not is_leftover(name)
    ]
    if not found:
        others = {name.rpartition("/")[2].lower() for name in archive.entries}
        told = next((said for name, said in _OTHER_FORMATS.items() if name in others), None)
        if told:
            findings.error(Code.ANOTHER_FORMAT, format=told)
        else:
            findings.error(Code.NO_MANIFEST)
        return None
    depth = min(name.count("/") for name in found)
    highest = [name for name in found if name.count("/") == depth]
    if len(highest) > 1:
        findings.error(Code.SEVERAL_MANIFESTS, highest[0], other=highest[1])
        return None
    folder, slash, name = highest[0].rpartition("/")
    if folder:
        findings.note(Code.MANIFEST_IN_FOLDER, folder)
    return folder + slash, name


def _manifest(archive: Archive, root: tuple[str, str], findings: Findings) -> Element | None:
    place = "".join(root)
    size = archive.entries[place].size
    if size > MOST_MANIFEST:
        findings.error(Code.MANIFEST_TOO_LARGE, place, size=in_mib(size), limit=in_mib(MOST_MANIFEST))
        return None
    try:
        manifest = parse(archive.read(place, MOST_MANIFEST))
    except EntryUnreadable as unreadable:
        findings.take_over(unreadable.finding)
        return None
    except XmlRefused as refused:
        if refused.is_hostile:
            findings.error(Code.XML_ENTITIES, place)
        elif refused.line is not None:
            findings.error(Code.XML_BROKEN, place, line=refused.line)
        else:
            findings.error(Code.XML_TOO_MUCH, place)
        return None
    if manifest.name != "manifest":
        findings.error(Code.NOT_A_MANIFEST, place, found=manifest.name)
        return None
    if (nested := manifest.first("manifest")) is not None:
        findings.error(Code.SUB_MANIFEST, place, found=nested.get("identifier"))
        return None
    return manifest


def _version_of(manifest: Element, findings: Findings) -> tuple[Version | None, str]:
    said = manifest.said("metadata", "schemaversion")
    plain = said.lower()
    if plain == "1.2":
        return Version.SCORM_12, ""
    if plain in _EDITIONS:
        edition = _EDITIONS[plain]
        if edition:
            findings.note(Code.EDITION, edition=edition)
        return Version.SCORM_2004, edition
    namespaces = {space for one in manifest.descendants() for space in one.namespaces}
    by_names = next((version for mark, version in _MARKS if any(mark in name for name in namespaces)), None)
    if by_names is None or (plain and not _is_plausible(plain)):
        findings.error(Code.VERSION_UNKNOWN, version=said or "?")
        return None, ""
    findings.warning(Code.VERSION_GUESSED, version=by_names.value)
    return by_names, ""


_MARKS = (("adlcp_rootv1p2", Version.SCORM_12), ("adlcp_v1p3", Version.SCORM_2004))


def _is_plausible(said: str) -> bool:
    """Tools write odd things here, such as "SCORM 1.2" or "1.3"; where it says 1.0 or AICC, it means that."""
    return any(mark in said for mark in ("1.2", "1.3", "2004"))


def _tell_frames(archive: Archive, root: str, parts: tuple[Part, ...], findings: Findings) -> None:
    """Frames inside the frame have origins of their own: pages in them cannot call each other."""
    for path in dict.fromkeys(part.launch.path for part in parts):
        try:
            page = archive.read(root + path, _MOST_OF_A_PAGE)
        except EntryUnreadable:
            continue
        if _FRAMES.search(page):
            findings.warning(Code.PAGES_IN_FRAMES, path)
