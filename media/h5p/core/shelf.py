"""Where libraries are looked up: in a package being read, among those installed, or in both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from media.h5p.core.format.manifests import LibraryManifest
from media.h5p.core.format.names import LibraryName
from media.h5p.core.semantics.fields import Fields


class Shelf(Protocol):
    """Libraries by the name content asks for. Each answer is for the newest patch the shelf has."""

    def manifest(self, name: LibraryName) -> LibraryManifest | None: ...

    def semantics(self, name: LibraryName) -> Fields:
        """The fields of a library's parameters; empty where it has none or is not here."""
        ...

    def addons(self) -> Iterable[LibraryManifest]:
        """Libraries that ask to be added to content by what its texts say."""
        ...


class EmptyShelf:
    """A site on which nothing is installed."""

    def manifest(self, name: LibraryName) -> LibraryManifest | None:
        return None

    def semantics(self, name: LibraryName) -> Fields:
        return {}

    def addons(self) -> Iterable[LibraryManifest]:
        return ()


NOTHING_INSTALLED = EmptyShelf()


class FirstOf:
    """Shelves as one, where a library is taken from the first that has any patch of it."""

    def __init__(self, *shelves: Shelf) -> None:
        self._shelves = shelves

    def manifest(self, name: LibraryName) -> LibraryManifest | None:
        return self._having(name).manifest(name)

    def semantics(self, name: LibraryName) -> Fields:
        return self._having(name).semantics(name)

    def addons(self) -> Iterable[LibraryManifest]:
        return self._shelves[0].addons()

    def _having(self, name: LibraryName) -> Shelf:
        return next((shelf for shelf in self._shelves if shelf.manifest(name) is not None), NOTHING_INSTALLED)


class Shelves:
    """Several shelves as one: of two patches of a library the newer is served, the first shelf's if equal."""

    def __init__(self, *shelves: Shelf) -> None:
        self._shelves = shelves

    def manifest(self, name: LibraryName) -> LibraryManifest | None:
        best = self._best(name)
        return best.manifest(name) if best else None

    def semantics(self, name: LibraryName) -> Fields:
        best = self._best(name)
        return best.semantics(name) if best else {}

    def addons(self) -> Iterable[LibraryManifest]:
        newest: dict[LibraryName, LibraryManifest] = {}
        for addon in (addon for shelf in self._shelves for addon in shelf.addons()):
            if addon.name not in newest or newest[addon.name].version < addon.version:
                newest[addon.name] = addon
        return newest.values()

    def _best(self, name: LibraryName) -> Shelf | None:
        best, patch = None, -1
        for shelf in self._shelves:
            manifest = shelf.manifest(name)
            if manifest is not None and manifest.version.patch > patch:
                best, patch = shelf, manifest.version.patch
        return best
