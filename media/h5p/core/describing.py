"""A package in numbers and names, for a person or a program to look at before installing."""

from __future__ import annotations

from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.reading.libraries import PackagedLibrary
from media.h5p.core.reading.package import Package, PackagedContent


def describe(package: Package) -> JsonObject:
    """Sizes are in bytes, unpacked."""
    libraries: list[Json] = [_library(library) for _, library in sorted(package.libraries.items())]
    return {
        "content": _content(package.content) if package.content else None,
        "libraries": libraries,
        "hidden_files": package.hidden,
    }


def _content(content: PackagedContent) -> JsonObject:
    raw = content.manifest.raw
    return {
        "title": content.manifest.title,
        "language": content.manifest.language,
        "main_library": str(content.main_library),
        "licence": str(raw.get("license") or "U"),
        "files": len(content.files),
        "bytes": sum(file.size for file in content.files),
    }


def _library(library: PackagedLibrary) -> JsonObject:
    manifest = library.manifest
    return {
        "name": str(manifest.version),
        "title": manifest.title,
        "licence": manifest.licence,
        "runnable": manifest.runnable,
        "core_api": str(manifest.core_api) if manifest.core_api else None,
        "sha256": library.digest,
        "files": len(library.files),
        "bytes": sum(file.size for file in library.files),
        "needs": [f"{need.kind} {need.name}" for need in manifest.needs],
    }
