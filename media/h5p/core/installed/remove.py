"""Which releases nothing needs any more, and taking them away without breaking what stays."""

from __future__ import annotations

from collections.abc import Iterable

from media.h5p.core.codes import Code
from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.findings import H5PError, error
from media.h5p.core.format.names import LibraryName, LibraryVersion
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.installed.libraries import LibraryStore


class LibraryUsed(H5PError):
    """A release that content needs, itself or through another library."""


def libraries_needed(content: StoredContent, libraries: LibraryStore) -> set[LibraryName]:
    """Everything a content needs, editor libraries included: an export carries them."""
    roots = libraries_of_content(content.params, content.main_library, libraries)
    return {need.name for need in resolve(roots, libraries, every_version=True).ordered}


def unused_libraries(
    contents: Iterable[StoredContent], libraries: LibraryStore
) -> tuple[LibraryVersion, ...]:
    """Releases that could be removed: those no content needs, and patches that a newer one replaced."""
    needed = set[LibraryName]().union(*(libraries_needed(content, libraries) for content in contents))
    served = {libraries.newest(name) for name in needed}
    return tuple(version for version in libraries.versions() if version not in served)


def remove_library(
    version: LibraryVersion, contents: Iterable[StoredContent], libraries: LibraryStore
) -> None:
    """Remove one release; raise `LibraryUsed` where a content would break.

    Hold the storage's lock around reading the contents and this call.
    """
    if version == libraries.newest(version.name):
        for content in contents:
            if version.name in libraries_needed(content, libraries):
                used_by = f"“{content.manifest.title}”"
                raise LibraryUsed(error(Code.LIBRARY_USED, library=version, used_by=used_by))
    libraries.delete(version)
