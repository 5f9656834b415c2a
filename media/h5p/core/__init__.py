"""H5P packages in Python, without a framework: read, check, install, play, export.

Start at `read_package`, `install`, `boot` and `export_package`; README.md beside this file shows them at
work. Nothing here imports Django.
"""

from __future__ import annotations

from media.h5p.core.codes import Code
from media.h5p.core.dependencies import resolve
from media.h5p.core.findings import Finding, H5PError, PackageRefused, Severity
from media.h5p.core.format.limits import Limits
from media.h5p.core.format.names import CoreApi, LibraryName, LibraryVersion
from media.h5p.core.installed.contents import ContentMissing, ContentStore, StoredContent
from media.h5p.core.installed.install import (
    Installed,
    InstallPlan,
    Policy,
    Site,
    Verdict,
    install,
    plan_install,
)
from media.h5p.core.installed.libraries import LibraryMissing, LibraryStore
from media.h5p.core.installed.remove import LibraryUsed, remove_library, unused_libraries
from media.h5p.core.playing.boot import Addresses, Boot, LibrariesMissing, Options, boot
from media.h5p.core.playing.finished import Finished, parse_finished
from media.h5p.core.playing.user_data import UserDataKey, UserDataRefused, UserState, parse_save
from media.h5p.core.playing.xapi import Score, Statement, StatementRefused, parse_statement
from media.h5p.core.reading.inspection import Inspection, Reading, inspect_package, read_package
from media.h5p.core.reading.package import Package
from media.h5p.core.semantics.cleaning import Cleaned, clean
from media.h5p.core.semantics.completing import complete
from media.h5p.core.shelf import Shelf
from media.h5p.core.storage.memory import MemoryStorage
from media.h5p.core.storage.protocol import FileAbsent, Storage
from media.h5p.core.writing.export import export_package

__all__ = [
    "Addresses",
    "Boot",
    "Cleaned",
    "Code",
    "ContentMissing",
    "ContentStore",
    "CoreApi",
    "FileAbsent",
    "Finding",
    "Finished",
    "H5PError",
    "Inspection",
    "InstallPlan",
    "Installed",
    "LibrariesMissing",
    "LibraryMissing",
    "LibraryName",
    "LibraryStore",
    "LibraryUsed",
    "LibraryVersion",
    "Limits",
    "MemoryStorage",
    "Options",
    "Package",
    "PackageRefused",
    "Policy",
    "Reading",
    "Score",
    "Severity",
    "Shelf",
    "Site",
    "Statement",
    "StatementRefused",
    "Storage",
    "StoredContent",
    "UserDataKey",
    "UserDataRefused",
    "UserState",
    "Verdict",
    "boot",
    "clean",
    "complete",
    "export_package",
    "inspect_package",
    "install",
    "parse_finished",
    "parse_save",
    "parse_statement",
    "plan_install",
    "read_package",
    "remove_library",
    "resolve",
    "unused_libraries",
]
