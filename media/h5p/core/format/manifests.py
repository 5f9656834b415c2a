"""h5p.json and library.json as typed values; what they say beyond the format is kept in `raw`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from media.h5p.core.format import manifest_format
from media.h5p.core.format.json_values import Json, JsonObject
from media.h5p.core.format.names import CoreApi, LibraryName, LibraryVersion
from media.h5p.core.format.schema import Check, Wrong, as_whole_number


class DependencyKind(StrEnum):
    """When a library is loaded: with the content, on demand by its own code, or only while editing."""

    PRELOADED = "preloaded"
    DYNAMIC = "dynamic"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Need:
    """One dependency as a manifest declares it."""

    kind: DependencyKind
    name: LibraryName


class ManifestInvalid(Exception):
    """The JSON breaks the format; `wrong` lists (field, reason)."""

    def __init__(self, wrong: tuple[Wrong, ...]) -> None:
        super().__init__(", ".join(at for at, _ in wrong))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class PackageManifest:
    """h5p.json: what the content is called and what it needs."""

    title: str
    language: str
    main_machine: str
    needs: tuple[Need, ...]
    raw: JsonObject = field(compare=False, repr=False)

    @property
    def main_library(self) -> LibraryName | None:
        """The main library with its version, which only the list of dependencies tells."""
        return next((need.name for need in self.needs if need.name.machine == self.main_machine), None)


@dataclass(frozen=True, slots=True)
class LibraryManifest:
    """library.json: one release of a library."""

    version: LibraryVersion
    title: str
    runnable: bool
    needs: tuple[Need, ...]
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    drops_styles_of: frozenset[str]
    core_api: CoreApi | None
    fullscreen: bool
    addon_pattern: tuple[str, ...]
    raw: JsonObject = field(compare=False, repr=False)

    @property
    def name(self) -> LibraryName:
        return self.version.name

    @property
    def licence(self) -> str:
        return str(self.raw.get("license") or "")


def read_package_manifest(value: Json) -> PackageManifest:
    """Raise `ManifestInvalid` where the value breaks the format."""
    raw = _checked(value, manifest_format.PACKAGE)
    return PackageManifest(
        title=str(raw["title"]),
        language=str(raw["language"]),
        main_machine=str(raw["mainLibrary"]),
        needs=tuple(_needs(raw)),
        raw=raw,
    )


def doubtful_metadata(value: JsonObject) -> Iterator[Wrong]:
    """Descriptive fields of h5p.json that are not well formed; they never stop the content."""
    for at, reason in manifest_format.PACKAGE_METADATA(value, ""):
        yield at.removeprefix("/"), reason


def read_library_manifest(value: Json) -> LibraryManifest:
    """Raise `ManifestInvalid` where the value breaks the format."""
    raw = _checked(value, manifest_format.LIBRARY)
    api = raw.get("coreApi")
    return LibraryManifest(
        version=LibraryVersion(_name(raw), _number(raw["patchVersion"])),
        title=str(raw["title"]),
        runnable=_flag(raw["runnable"]),
        needs=tuple(_needs(raw)),
        scripts=tuple(_texts(raw, "preloadedJs", "path")),
        styles=tuple(_texts(raw, "preloadedCss", "path")),
        drops_styles_of=frozenset(_texts(raw, "dropLibraryCss", "machineName")),
        core_api=CoreApi(_number(api["majorVersion"]), _number(api["minorVersion"]))
        if isinstance(api, dict)
        else None,
        fullscreen=_flag(raw.get("fullscreen")),
        addon_pattern=tuple(_addon_patterns(raw.get("addTo"))),
        raw=raw,
    )


def _checked(value: Json, check: Check) -> JsonObject:
    wrong = tuple((at.removeprefix("/") or "/", reason) for at, reason in check(value, ""))
    if wrong:
        raise ManifestInvalid(wrong)
    assert isinstance(value, dict)  # noqa: S101  (the check has said so; this tells the type checker)
    return value


def _needs(raw: JsonObject) -> Iterator[Need]:
    for kind in DependencyKind:
        for each in _objects(raw.get(f"{kind.value}Dependencies")):
            yield Need(kind, _name(each))


def _name(raw: JsonObject) -> LibraryName:
    return LibraryName(str(raw["machineName"]), _number(raw["majorVersion"]), _number(raw["minorVersion"]))


def _number(value: Json) -> int:
    return as_whole_number(value) or 0


def _flag(value: Json) -> bool:
    return value is True or as_whole_number(value) == 1


def _objects(value: Json) -> Iterator[JsonObject]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def _texts(raw: JsonObject, key: str, inner: str) -> Iterator[str]:
    for each in _objects(raw.get(key)):
        # Core accepts both slashes, and strays of space, in the paths of a manifest.
        yield str(each[inner]).strip().replace("\\", "/").removeprefix("/")


def _addon_patterns(value: Json) -> Iterator[str]:
    """The texts an add-on asks to be added to: `addTo.content.types[].text.regex`."""
    content = value.get("content") if isinstance(value, dict) else None
    for each in _objects(content.get("types") if isinstance(content, dict) else None):
        text = each.get("text")
        if isinstance(text, dict) and isinstance(text.get("regex"), str):
            yield str(text["regex"])
