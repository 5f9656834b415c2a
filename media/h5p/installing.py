"""H5P comes in: files first, libraries once for all, then every row in one transaction; or nothing at all.

Between the two steps nobody is kept from writing: see `media.packages.turns`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO, cast

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from media.h5p.actions import prepare, small_pictures
from media.h5p.bundles import Bundles, remove_outdated
from media.h5p.bundles import take_back as take_back_bundles
from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.format.limits import MIB
from media.h5p.core.format.names import LibraryName, LibraryVersion
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.installed.install import Installed, Policy, Site, install
from media.h5p.core.reading.inspection import Reading, read_package
from media.h5p.core.reading.package import Package as OpenPackage
from media.h5p.models import H5PContent, H5PLibraryUse
from media.h5p.pictures import is_picture
from media.h5p.queries import named
from media.h5p.shelf import SiteLibraries, h5p_site
from media.packages.models import PackageRevision
from media.packages.turns import own_turn

PICTURES_AT_ONCE = 2 * MIB
"""Pictures of so many bytes together are made small while the package is installed, more by the worker."""


# --- Content -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A content whose files lie in their places, with the libraries that it brought; no row says so yet.

    `weight` is what a first visit loads, in bytes; `pictures` leads from pictures to their small renditions,
    and where `pictures_wait` they are left to the worker.
    """

    content: StoredContent
    folder: str
    site: Site
    done: Installed
    weight: int
    bundles: Bundles
    pictures: Mapping[str, str]
    pictures_wait: bool


def unpack_content(
    *, package: OpenPackage, revision: PackageRevision, site: Site, may_bring_code: bool, now: datetime
) -> Unpacked:
    """Put a package that was read and found sound into its places, with the libraries it brings.

    All of it or nothing. Raises the core's PackageRefused.
    """
    folder = folder_of(revision)
    site.contents.delete(folder)  # what an interruption may have left
    done = install(package, site, folder, Policy(bring_code=may_bring_code))
    try:
        content = site.contents.load(folder, done.revision)
        at_once = _size_of_pictures(content) <= PICTURES_AT_ONCE
        small = small_pictures(content, site) if at_once else {}
        bundles = prepare(content, site, now=now)[1]
    except BaseException:
        _take_back(done, folder, site)
        raise
    sizes = {path: size for path, (_name, size) in small.items()}
    pictures = {path: name for path, (name, _size) in small.items()}
    weight = bundles.weight + _size_of_pictures(content, sizes)
    return Unpacked(content, folder, site, done, weight, bundles, pictures, pictures_wait=not at_once)


@transaction.atomic
def settle_content(*, unpacked: Unpacked, revision: PackageRevision, now: datetime) -> None:
    """Write the rows that make an unpacked content count."""
    site, content = unpacked.site, unpacked.content
    cast(SiteLibraries, site.libraries).settle()
    _note_needs(revision, content, site)
    _note_new_needs(unpacked.done, site)
    H5PContent.objects.create(
        revision=revision, folder=unpacked.folder, number=content.revision, pictures=dict(unpacked.pictures)
    )
    remove_outdated(site, now=now)


def take_back_content(*, unpacked: Unpacked) -> None:
    """Remove what was unpacked and did not come to count."""
    take_back_bundles(unpacked.bundles.new, unpacked.site)
    _take_back(unpacked.done, unpacked.folder, unpacked.site)


def folder_of(revision: PackageRevision) -> str:
    """The core's name for the content: a revision of ours is a content of its own there."""
    return f"{revision.package.public_id}_{revision.number}"


def _take_back(done: Installed, folder: str, site: Site) -> None:
    for library in done.plan.brings_code:
        site.libraries.delete(library.version)
    site.contents.delete(folder)
    site.storage.delete_folder(f"renditions/{folder}")


def _note_needs(revision: PackageRevision, content: StoredContent, site: Site) -> None:
    roots = libraries_of_content(content.params, content.main_library, site.libraries)
    H5PLibraryUse.objects.bulk_create(
        H5PLibraryUse(revision=revision, name=str(name)) for name in sorted(_closure(roots, site))
    )


def _note_new_needs(done: Installed, site: Site) -> None:
    """A newer patch may need more than the one before: what uses it needs that as well from now on."""
    for library in done.plan.brings_code:
        if library.installed is None:
            continue
        name = library.version.name
        needs = {str(need) for need in _closure([name], site)}
        users = named({str(name)}).values_list("revision", flat=True)
        H5PLibraryUse.objects.bulk_create(
            (H5PLibraryUse(revision_id=user, name=need) for user in users for need in needs),
            ignore_conflicts=True,
        )


def _closure(roots: Iterable[LibraryName], site: Site) -> set[LibraryName]:
    """Everything these need, editor libraries included: an export carries them."""
    return {need.name for need in resolve(roots, site.libraries, every_version=True).ordered}


def _size_of_pictures(content: StoredContent, small: Mapping[str, int] = MappingProxyType({})) -> int:
    """Bytes of pictures, of those that are `small` already as they are handed out. Film and sound are not
    loaded before somebody asks."""
    return sum(small.get(file.path, file.size) for file in content.files.values() if is_picture(file.path))


# --- Libraries alone ---------------------------------------------------------------------------


def install_libraries(
    *, content: BinaryIO, by: User | None, now: datetime, then: Callable[[], None] = lambda: None
) -> tuple[LibraryVersion, ...]:
    """Install what a file brings of libraries and leave content in it aside; answer what is new.

    `then` belongs into the same transaction. Raises the core's PackageRefused.
    """
    site = h5p_site(by=by, now=now)
    with own_turn(), read_package(content, "", libraries_read_by(site)) as package:
        done = install(package, site, "", Policy())
        brought = tuple(library.version for library in done.plan.brings_code)
        try:
            with transaction.atomic():
                for row in cast(SiteLibraries, site.libraries).settle():
                    log(instance=row, action="media.install_library", user=by)
                _note_new_needs(done, site)
                then()
        except BaseException:
            for version in brought:
                site.libraries.delete(version)
            raise
    return brought


def libraries_read_by(site: Site) -> Reading:
    return Reading(installed=site.libraries, libraries_only=True)
