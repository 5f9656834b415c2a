"""h5p.json and content/content.json: what the author made, and which library plays it."""

from __future__ import annotations

from collections.abc import Mapping

from media.h5p.core.codes import Code
from media.h5p.core.findings import Findings, error, warning
from media.h5p.core.format.json_values import JsonObject
from media.h5p.core.format.limits import Limits
from media.h5p.core.format.manifests import (
    ManifestInvalid,
    PackageManifest,
    doubtful_metadata,
    read_package_manifest,
)
from media.h5p.core.format.names import LibraryName
from media.h5p.core.format.strict_json import JsonRefused
from media.h5p.core.reading.archive import Archive, EntryUnreadable
from media.h5p.core.reading.fingerprints import PackagedFile
from media.h5p.core.reading.layout import MANIFEST, PARAMETERS
from media.h5p.core.reading.libraries import PackagedLibrary
from media.h5p.core.reading.package import PackagedContent
from media.h5p.core.sentences import phrases

# Bad syntax is one thing to an author, good syntax that asks too much of the server another.
_TOO_MUCH = (phrases.JSON_TOO_DEEP, phrases.JSON_TOO_LARGE, phrases.JSON_TOO_MANY_VALUES)


def read_content(
    archive: Archive,
    files: tuple[PackagedFile, ...],
    libraries: Mapping[LibraryName, PackagedLibrary],
    limits: Limits,
    findings: Findings,
) -> PackagedContent | None:
    """The content, or None with the reasons in `findings`."""
    manifest = _read_manifest(archive, limits, findings)
    params = _read_params(archive, limits, findings)
    if manifest is None or params is None:
        return None
    main = manifest.main_library or _newest(manifest.main_machine, libraries)
    if main is None:
        findings.add(error(Code.MISSING_MAIN_LIBRARY, MANIFEST, library=manifest.main_machine))
        return None
    return PackagedContent(manifest, main, params, tuple(file for file in files if file.entry != PARAMETERS))


def _read_manifest(archive: Archive, limits: Limits, findings: Findings) -> PackageManifest | None:
    if MANIFEST not in archive.entries:
        findings.add(error(Code.INVALID_H5P_JSON_FILE, MANIFEST))
        return None
    try:
        manifest = read_package_manifest(archive.json(MANIFEST, limits))
    except EntryUnreadable as unreadable:
        findings.add(unreadable.finding)
        return None
    except JsonRefused as refused:
        findings.add(error(Code.UNABLE_TO_PARSE, MANIFEST, reason=refused.reason))
        return None
    except ManifestInvalid as invalid:
        findings.extend(
            error(Code.INVALID_H5P_JSON, f"{MANIFEST}#/{at}", field=at, reason=reason)
            for at, reason in invalid.wrong
        )
        return None
    findings.extend(
        warning(Code.DOUBTFUL_METADATA, f"{MANIFEST}#/{at}", field=at, reason=reason)
        for at, reason in doubtful_metadata(manifest.raw)
    )
    return manifest


def _read_params(archive: Archive, limits: Limits, findings: Findings) -> JsonObject | None:
    if PARAMETERS not in archive.entries:
        findings.add(error(Code.INVALID_CONTENT_FOLDER, PARAMETERS))
        return None
    try:
        params = archive.json(PARAMETERS, limits)
    except EntryUnreadable:
        return None  # told when every byte was read
    except JsonRefused as refused:
        code = Code.INVALID_CONTENT_JSON if refused.reason in _TOO_MUCH else Code.UNABLE_TO_PARSE
        findings.add(error(code, PARAMETERS, reason=refused.reason))
        return None
    if not isinstance(params, dict):
        findings.add(error(Code.INVALID_CONTENT_JSON, PARAMETERS, reason=phrases.NOT_AN_OBJECT))
        return None
    return params


def _newest(machine: str, libraries: Mapping[LibraryName, PackagedLibrary]) -> LibraryName | None:
    """A main library that the list of dependencies forgot, when the package carries it."""
    return max((name for name in libraries if name.machine == machine), default=None)
