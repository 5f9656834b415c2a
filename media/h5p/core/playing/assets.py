"""The scripts and styles of a set of libraries, in loading order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from media.h5p.core.format.names import LibraryName, LibraryVersion
from media.h5p.core.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of one release; `path` is below the library's folder."""

    library: LibraryVersion
    path: str

    @property
    def address(self) -> str:
        """Relative to where libraries are served; names the patch, so it can be cached for ever."""
        return f"{self.library.folder}/{self.path}"


@dataclass(frozen=True, slots=True)
class Assets:
    scripts: tuple[Asset, ...]
    styles: tuple[Asset, ...]


def assets_of(ordered: Iterable[LibraryName], shelf: Shelf) -> Assets:
    """Files of the newest patches, less the styles that some library replaces (`dropLibraryCss`)."""
    manifests = [manifest for name in ordered if (manifest := shelf.manifest(name)) is not None]
    dropped = frozenset[str]().union(*(manifest.drops_styles_of for manifest in manifests))
    return Assets(
        scripts=tuple(Asset(manifest.version, path) for manifest in manifests for path in manifest.scripts),
        styles=tuple(
            Asset(manifest.version, path)
            for manifest in manifests
            if manifest.name.machine not in dropped
            for path in manifest.styles
        ),
    )
