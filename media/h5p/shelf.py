"""The installed libraries: the core's store of them, with its records kept in the database.

One of these lives as long as one operation. The list of all releases is one query, what stands in their
manifests comes in a few more, whatever their number; no folder is ever listed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from json import loads
from typing import cast

from django.utils import timezone

from accounts.models import User
from media.h5p.core.codes import Code
from media.h5p.core.findings import error
from media.h5p.core.format.json_values import JsonObject, canonical
from media.h5p.core.format.limits import DEFAULT_LIMITS
from media.h5p.core.format.manifests import LibraryManifest, read_library_manifest
from media.h5p.core.format.names import LibraryName, LibraryVersion
from media.h5p.core.format.strict_json import parse_json
from media.h5p.core.installed.contents import ContentStore
from media.h5p.core.installed.install import Site
from media.h5p.core.installed.libraries import LibraryMissing, LibraryStore
from media.h5p.core.installed.records import Record, StoredFile
from media.h5p.core.reading.libraries import SEMANTICS, PackagedLibrary
from media.h5p.core.reading.package import Package
from media.h5p.core.semantics.fields import Fields
from media.h5p.core.semantics.parsing import parse_semantics
from media.h5p.core.storage.protocol import Storage
from media.h5p.models import H5PLibrary
from media.h5p.storage import h5p_storage


@dataclass(frozen=True, slots=True)
class _Described:
    manifest: LibraryManifest
    semantics: str
    is_addon: bool


class SiteLibraries(LibraryStore):
    """What is installed on this site; `by` and `now` are written beside what is added.

    What is added is served from here at once, and to everybody once `settle` has written its rows: between
    the two, files are unpacked without a transaction.
    """

    def __init__(self, storage: Storage, *, by: User | None = None, now: datetime | None = None) -> None:
        super().__init__(storage)
        self._by = by
        self._now = now
        self._semantics_texts: dict[LibraryName, str] = {}
        self._waiting: dict[LibraryVersion, H5PLibrary] = {}
        self._forget()

    # --- Looking up ----------------------------------------------------------------------------

    def versions(self) -> list[LibraryVersion]:
        return sorted(self._releases)

    def newest(self, name: LibraryName) -> LibraryVersion | None:
        return self._newest.get(name)

    def manifest(self, name: LibraryName) -> LibraryManifest | None:
        described = self._described(name)
        return described.manifest if described else None

    def semantics(self, name: LibraryName) -> Fields:
        if name not in self._fields:
            described = self._described(name)
            text = described.semantics if described else ""
            self._fields[name] = parse_semantics(parse_json(text.encode(), DEFAULT_LIMITS)) if text else {}
        return self._fields[name]

    def addons(self) -> Iterator[LibraryManifest]:
        wanted = [name for name, version in self._newest.items() if self._releases[version][1]]
        self._load(wanted)
        for name in wanted:
            manifest = self.manifest(name)
            if manifest is not None:
                yield manifest

    def record(self, version: LibraryVersion) -> Record:
        if version not in self._records:
            self._load_records([version])
        found = self._records.get(version)
        if found is None:
            raise LibraryMissing(error(Code.LIBRARY_MISSING, library=version))
        return found

    def expect(self, names: Iterable[LibraryName], *, with_files: bool = False) -> None:
        """Bring what stands in the manifests of these at once, and the lists of their files."""
        wanted = list(names)
        self._load(wanted)
        if with_files:
            self._load_records([version for name in wanted if (version := self.newest(name))])

    # --- Adding and taking away ----------------------------------------------------------------

    def write_record(self, library: PackagedLibrary) -> None:
        manifest = library.manifest
        self._waiting[manifest.version] = H5PLibrary(
            name=str(manifest.name),
            machine=manifest.name.machine,
            major=manifest.name.major,
            minor=manifest.name.minor,
            patch=manifest.version.patch,
            title=manifest.title.replace("\0", "")[:255],
            is_runnable=manifest.runnable,
            is_addon=bool(manifest.addon_pattern),
            manifest=canonical(manifest.raw).decode(),
            semantics=self._semantics_texts.pop(manifest.name, ""),
            files={file.path: [file.size, file.sha256, file.likeness] for file in library.files},
            digest=library.digest,
            size=sum(file.size for file in library.files),
            installed_by=self._by,
            installed_at=self._now or timezone.now(),
        )
        self._forget()

    def settle(self) -> list[H5PLibrary]:
        """Write the rows of what was added, and answer them."""
        added = H5PLibrary.objects.bulk_create(self._waiting.values())
        self._waiting = {}
        self._forget()
        return added

    def write_files(self, library: PackagedLibrary, package: Package) -> None:
        super().write_files(library, package)
        found = next((file for file in library.files if file.path == SEMANTICS), None)
        if found is not None:
            text = b"".join(package.chunks(found)).decode("utf-8-sig")
            self._semantics_texts[library.manifest.name] = text

    def delete(self, version: LibraryVersion) -> None:
        """Take back what was added and is not settled yet; rows of others stay."""
        self._storage.delete_folder(f"libraries/{version.folder}")
        self._waiting.pop(version, None)
        self._forget()

    # --- Kept for the operation ----------------------------------------------------------------

    def _forget(self) -> None:
        self._kept_releases: dict[LibraryVersion, tuple[int | None, bool]] | None = None
        self._kept_newest: dict[LibraryName, LibraryVersion] = {}
        self._known: dict[LibraryName, _Described] = {}
        self._fields: dict[LibraryName, Fields] = {}
        self._records: dict[LibraryVersion, Record] = {}

    @property
    def _releases(self) -> dict[LibraryVersion, tuple[int | None, bool]]:
        """The number of each release's row, where it has one yet, and whether it is an add-on."""
        if self._kept_releases is None:
            rows = H5PLibrary.objects.order_by("patch").values_list(
                "machine", "major", "minor", "patch", "pk", "is_addon"
            )
            self._kept_releases = {
                LibraryVersion(LibraryName(machine, major, minor), patch): (pk, is_addon)
                for machine, major, minor, patch, pk, is_addon in rows
            }
            self._kept_releases |= {new: (None, row.is_addon) for new, row in self._waiting.items()}
            self._kept_newest = {version.name: version for version in sorted(self._kept_releases)}
        return self._kept_releases

    @property
    def _newest(self) -> dict[LibraryName, LibraryVersion]:
        _ = self._releases
        return self._kept_newest

    def _described(self, name: LibraryName) -> _Described | None:
        if name not in self._known and name in self._newest:
            self._load([name])
        return self._known.get(name)

    def _load(self, names: Iterable[LibraryName]) -> None:
        """These and what they need, level by level: as many queries as the tree is deep."""
        wanted = set(names)
        while wanted := {name for name in wanted if name in self._newest and name not in self._known}:
            newest = [self._newest[name] for name in wanted]
            for row in self._rows(newest, "manifest", "semantics", "is_addon"):
                manifest = read_library_manifest(loads(row.manifest))
                self._known[manifest.name] = _Described(manifest, row.semantics, row.is_addon)
            wanted = {need.name for name in wanted for need in self._known[name].manifest.needs}

    def _load_records(self, versions: Iterable[LibraryVersion]) -> None:
        known = [version for version in versions if version in self._releases]
        for row in self._rows(known, "machine", "major", "minor", "patch", "manifest", "digest", "files"):
            version = LibraryVersion(LibraryName(row.machine, row.major, row.minor), row.patch)
            listed = {path: StoredFile(path, *about) for path, about in row.files.items()}
            self._records[version] = Record(cast(JsonObject, loads(row.manifest)), row.digest, listed)

    def _rows(self, versions: Iterable[LibraryVersion], *wanted: str) -> Iterator[H5PLibrary]:
        """The rows of these releases, with what is wanted of them: one query."""
        asked = list(versions)
        yield from (self._waiting[version] for version in asked if version in self._waiting)
        numbers = [number for version in asked if (number := self._releases[version][0]) is not None]
        if numbers:
            yield from H5PLibrary.objects.filter(pk__in=numbers).order_by().only(*wanted)


def h5p_site(*, by: User | None = None, now: datetime | None = None) -> Site:
    """The core's stores on the files and the database of this site."""
    storage = h5p_storage()
    return Site(storage, SiteLibraries(storage, by=by, now=now), ContentStore(storage))
