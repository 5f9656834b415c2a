"""What installing a package would do, and doing it: all of it or nothing.

A release that is here stays as it is for ever; a newer patch is put beside it and served from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from media.h5p.core.codes import Code
from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.findings import Finding, PackageRefused, Severity, error, warning
from media.h5p.core.format.manifests import DependencyKind
from media.h5p.core.format.names import LibraryName, LibraryVersion
from media.h5p.core.installed.contents import ContentStore
from media.h5p.core.installed.libraries import LibraryStore
from media.h5p.core.reading.dependency_checks import check_dependencies, missing_for_newer
from media.h5p.core.reading.libraries import PackagedLibrary
from media.h5p.core.reading.package import Package
from media.h5p.core.shelf import FirstOf, Shelves
from media.h5p.core.storage.protocol import Storage


class Verdict(StrEnum):
    """What a packaged library is to those installed."""

    NEW = "new"
    NEWER = "newer"
    SAME = "same"
    OLDER = "older"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What to do with the libraries of a package. The bytes that are installed stay in every case.

    Without `bring_code` the content must do with what is installed: for people who may upload content
    but no code. With `keep_installed` a release that is here with other bytes is used as it is here,
    in place of refusing the package.
    """

    bring_code: bool = True
    keep_installed: bool = False


DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class PlannedLibrary:
    """`installed` is the newest patch here before; `differing` are files that a conflict changes."""

    library: PackagedLibrary
    verdict: Verdict
    installed: LibraryVersion | None
    differing: tuple[str, ...] = ()

    @property
    def version(self) -> LibraryVersion:
        return self.library.manifest.version


@dataclass(frozen=True, slots=True)
class InstallPlan:
    """Shown to a person before anything happens; `findings` with an error mean that nothing will.

    `lacks` are the libraries that the content needs to be played and that are not installed, where the policy
    leaves the package's own aside.
    """

    libraries: tuple[PlannedLibrary, ...]
    findings: tuple[Finding, ...]
    policy: Policy
    lacks: tuple[LibraryName, ...] = ()

    @property
    def code(self) -> tuple[PlannedLibrary, ...]:
        """New or newer libraries in the package, whether or not they would be installed."""
        return tuple(each for each in self.libraries if each.verdict in (Verdict.NEW, Verdict.NEWER))

    @property
    def brings_code(self) -> tuple[PlannedLibrary, ...]:
        """New or newer libraries that would be installed: that takes a permission of its own."""
        return self.code if self.policy.bring_code else ()

    @property
    def refused(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Installed:
    """`revision` is None for a package that only brings libraries."""

    plan: InstallPlan
    revision: int | None


@dataclass(frozen=True, slots=True)
class Site:
    """The two stores of one storage."""

    storage: Storage
    libraries: LibraryStore
    contents: ContentStore

    @classmethod
    def on(cls, storage: Storage) -> Site:
        return cls(storage, LibraryStore(storage), ContentStore(storage))


def plan_install(package: Package, libraries: LibraryStore, policy: Policy = DEFAULT_POLICY) -> InstallPlan:
    """Compare a package with what is installed."""
    planned = tuple(_plan(library, libraries) for library in package.libraries.values())
    if not policy.bring_code:
        lacks = _lacking(package, libraries)
        findings = (*_conflicts(planned, policy), *_cannot_be_opened(lacks))
        return InstallPlan(planned, findings, policy, lacks)
    shelf = Shelves(package.shelf, libraries)
    newer = [each.library for each in planned if each.verdict is Verdict.NEWER]
    findings = (
        *_conflicts(planned, policy),
        *check_dependencies(package.content, package.libraries, shelf),
        *missing_for_newer(newer, shelf),
    )
    return InstallPlan(planned, findings, policy)


def install(package: Package, site: Site, content_id: str, policy: Policy = DEFAULT_POLICY) -> Installed:
    """Install the libraries and save the content as a new revision of `content_id`.

    Raises `PackageRefused` where the plan says so, and leaves nothing behind when it fails midway.
    """
    with site.storage.lock():
        plan = plan_install(package, site.libraries, policy)
        if plan.refused:
            raise PackageRefused(plan.findings)
        new = [each.library for each in plan.brings_code]
        try:
            for library in new:
                site.libraries.write_files(library, package)
            for library in new:
                site.libraries.write_record(library)
            content = package.content
            revision = site.contents.save(content_id, package, content) if content else None
        except BaseException:
            for library in new:
                site.libraries.delete(library.manifest.version)
            raise
    return Installed(plan, revision)


def _lacking(package: Package, libraries: LibraryStore) -> tuple[LibraryName, ...]:
    """What the content needs beyond what is installed, and what such a library needs in turn."""
    content = package.content
    if content is None:
        return ()
    shelf = FirstOf(libraries, package.shelf)
    resolution = resolve(libraries_of_content(content.params, content.main_library, shelf), shelf)
    needed = [*resolution.ordered, *(each.need for each in resolution.missing)]
    plays = dict.fromkeys(need.name for need in needed if need.kind is not DependencyKind.EDITOR)
    return tuple(name for name in plays if libraries.manifest(name) is None)


def _cannot_be_opened(lacks: tuple[LibraryName, ...]) -> Iterator[Finding]:
    if lacks:
        yield error(Code.INSTALL_MISSING_LIBRARIES, libraries=", ".join(map(str, lacks)))


def _plan(library: PackagedLibrary, libraries: LibraryStore) -> PlannedLibrary:
    version = library.manifest.version
    newest = libraries.newest(version.name)
    if newest is None:
        return PlannedLibrary(library, Verdict.NEW, None)
    if version > newest:
        return PlannedLibrary(library, Verdict.NEWER, newest)
    if version not in libraries.versions():
        return PlannedLibrary(library, Verdict.OLDER, newest)
    differing = tuple(_differing(library, libraries))
    return PlannedLibrary(library, Verdict.CONFLICTING if differing else Verdict.SAME, newest, differing)


def _differing(library: PackagedLibrary, libraries: LibraryStore) -> Iterator[str]:
    record = libraries.record(library.manifest.version)
    if record.digest == library.digest:
        return
    packaged = {file.path: file.likeness for file in library.files}
    for path in sorted(packaged.keys() | record.files.keys()):
        there = record.files.get(path)
        if there is None or packaged.get(path) != there.likeness:
            yield path


def _conflicts(planned: tuple[PlannedLibrary, ...], policy: Policy) -> Iterator[Finding]:
    tell = warning if policy.keep_installed or not policy.bring_code else error
    for each in planned:
        if each.verdict is Verdict.CONFLICTING:
            yield tell(
                Code.CONTENT_HASH_MISMATCH,
                each.library.folder,
                library=each.version,
                file=", ".join(each.differing[:3]),
            )
