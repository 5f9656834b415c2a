"""The format of h5p.json and library.json, as core 1.28 and Lumi's JSON schemas give it."""

from __future__ import annotations

from media.h5p.core.format.names import MACHINE_NAME, MAX_VERSION_PART
from media.h5p.core.format.schema import Check, flag, like, list_of, one_of, record, text, whole_number

_VERSION = whole_number(MAX_VERSION_PART)
_PIXELS = whole_number(9_999)
_MACHINE = like(MACHINE_NAME.pattern)
_LONG_TEXT = text(5_000)
_DEPENDENCIES = list_of(
    record({"machineName": _MACHINE, "majorVersion": _VERSION, "minorVersion": _VERSION}, {})
)
_EMBED_TYPES = list_of(one_of("iframe", "div"))

# Without these a package cannot be played.
PACKAGE: Check = record(
    {
        "title": text(255),
        "language": like(r"[-a-zA-Z]{1,10}"),
        "preloadedDependencies": _DEPENDENCIES,
        "mainLibrary": like(r"[$a-zA-Z_][0-9a-zA-Z_.$]{1,254}"),
        "embedTypes": _EMBED_TYPES,
    },
    {"dynamicDependencies": _DEPENDENCIES, "editorDependencies": _DEPENDENCIES},
)

# These are shown to people, never used to play: a mistake is told, not refused.
PACKAGE_METADATA: Check = record(
    {},
    {
        "contentType": text(255),
        "author": text(255),
        "authors": list_of(record({"name": text(255)}, {"role": like(r"[\w ]+")})),
        "source": like(r"(https?://[^\n]+)?"),
        "license": one_of(
            "CC BY",
            "CC BY-SA",
            "CC BY-ND",
            "CC BY-NC",
            "CC BY-NC-SA",
            "CC BY-NC-ND",
            "CC0 1.0",
            "GNU GPL",
            "PD",
            "ODC PDDL",
            "CC PDM",
            "U",
            "C",
        ),
        "licenseVersion": one_of("1.0", "2.0", "2.5", "3.0", "4.0", ""),
        "licenseExtras": _LONG_TEXT,
        "yearFrom": whole_number(9_999),
        "yearTo": whole_number(9_999),
        "changes": list_of(record({}, {"date": text(40), "author": text(255), "log": _LONG_TEXT})),
        "authorComments": _LONG_TEXT,
        "w": _PIXELS,
        "h": _PIXELS,
    },
)

_PATH = r"(?:[\\/]?[a-zA-Z_\-\s0-9.])+\.{}"
LIBRARY: Check = record(
    {
        "title": text(255),
        "machineName": _MACHINE,
        "majorVersion": _VERSION,
        "minorVersion": _VERSION,
        "patchVersion": _VERSION,
        "runnable": flag,
    },
    {
        "author": text(255),
        "license": one_of(
            "cc-by",
            "cc-by-sa",
            "cc-by-nd",
            "cc-by-nc",
            "cc-by-nc-sa",
            "cc-by-nc-nd",
            "pd",
            "cr",
            "MIT",
            "GPL1",
            "GPL2",
            "GPL3",
            "MPL",
            "MPL2",
        ),
        "description": text(10_000),
        "preloadedJs": list_of(record({"path": like(_PATH.format("js"))}, {})),
        "preloadedCss": list_of(record({"path": like(_PATH.format("css"))}, {})),
        "preloadedDependencies": _DEPENDENCIES,
        "dynamicDependencies": _DEPENDENCIES,
        "editorDependencies": _DEPENDENCIES,
        "dropLibraryCss": list_of(record({"machineName": _MACHINE}, {})),
        "coreApi": record({"majorVersion": _VERSION, "minorVersion": _VERSION}, {}),
        "embedTypes": _EMBED_TYPES,
        "fullscreen": flag,
        "w": _PIXELS,
        "h": _PIXELS,
        "metadataSettings": record({}, {"disable": flag, "disableExtraTitleField": flag}),
        "addTo": record({}, {}),
    },
)
