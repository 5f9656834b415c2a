"""An installed content as a `.h5p` again: the same content gives the same bytes, wherever it was stored.

The lists of dependencies are written anew from what the parameters use, so an export is right even where
the upload was not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.format.json_values import Json, JsonObject, canonical
from media.h5p.core.format.manifests import DependencyKind
from media.h5p.core.format.names import LibraryName
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.installed.install import Site
from media.h5p.core.reading.archive import CHUNK
from media.h5p.core.reading.layout import MANIFEST, PARAMETERS
from media.h5p.core.writing.zip_writing import Source, of_bytes, write_zip


def export_package(content: StoredContent, site: Site, out: BinaryIO) -> None:
    """Write the content with every library it needs into a seekable file."""
    roots = libraries_of_content(content.params, content.main_library, site.libraries)
    sources = {
        MANIFEST: of_bytes(canonical(_manifest(content, roots, site))),
        PARAMETERS: of_bytes(canonical(content.params)),
    }
    for path, file in content.files.items():
        opened = partial(site.contents.open, content.id, content.revision, path)
        sources[f"content/{path}"] = Source(file.size, partial(_chunks, opened))
    for need in resolve(roots, site.libraries, every_version=True).ordered:
        sources |= _library_sources(need.name, site)
    write_zip(out, sources)


def _manifest(content: StoredContent, roots: tuple[LibraryName, ...], site: Site) -> JsonObject:
    resolution = resolve(roots, site.libraries)
    manifest = {key: each for key, each in content.manifest.raw.items() if not key.endswith("Dependencies")}
    for kind in (DependencyKind.PRELOADED, DependencyKind.DYNAMIC):
        names = resolution.of_kind(kind)
        if names or kind is DependencyKind.PRELOADED:
            manifest[f"{kind.value}Dependencies"] = [_dependency(name) for name in names]
    return manifest


def _dependency(name: LibraryName) -> Json:
    return {"machineName": name.machine, "majorVersion": name.major, "minorVersion": name.minor}


def _library_sources(name: LibraryName, site: Site) -> dict[str, Source]:
    version = site.libraries.newest(name)
    if version is None:
        return {}
    sources = {}
    for path, file in site.libraries.record(version).files.items():
        opened = partial(site.libraries.open, version, path)
        sources[f"{name.folder}/{path}"] = Source(file.size, partial(_chunks, opened))
    return sources


def _chunks(opened: partial[BinaryIO]) -> Iterator[bytes]:
    with opened() as file:
        while chunk := file.read(CHUNK):
            yield chunk
