"""Writes of H5P: a package is installed whole or not at all, libraries go when nothing needs them, and what
a content says of its learner is taken within bounds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID, uuid5

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from media.h5p.bundles import Bundles, bundles_for, remove_outdated
from media.h5p.bundles import take_back as remove_bundles
from media.h5p.core.dependencies import libraries_of_content, resolve
from media.h5p.core.format.limits import MIB
from media.h5p.core.format.names import LibraryName
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.installed.install import Installed, Policy, Site, install
from media.h5p.core.playing.boot import Addresses, Boot, Options, boot
from media.h5p.core.playing.xapi import Statement as Said
from media.h5p.core.reading.package import Package as OpenPackage
from media.h5p.models import H5PContent, H5PLibrary, H5PLibraryUse
from media.h5p.pictures import is_picture, renditions
from media.h5p.queries import content_of, named, unused_libraries
from media.h5p.rules import claim_of, definition_of, without_nul
from media.h5p.shelf import SiteLibraries, h5p_site
from media.h5p.storage import h5p_storage
from media.packages.actions import begin_attempt, hold, record_claim
from media.packages.models import Package, PackageRevision
from media.packages.turns import own_turn
from media.statements.actions import Result, record_statement
from media.statements.models import Statement
from organisations.people.models import Person

PICTURES_AT_ONCE = 2 * MIB
"""Pictures of so many bytes together are made small while the package is installed, more by the worker."""


class LibraryNeeded(Exception):
    """Some content would miss this library."""


# --- Installing --------------------------------------------------------------------------------


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
        small = _small_pictures(content, site) if at_once else {}
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
    remove_bundles(unpacked.bundles.new, unpacked.site)
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


# --- Pictures ----------------------------------------------------------------------------------


def make_small(*, revision: PackageRevision) -> None:
    """Make small renditions of a revision's pictures."""
    row = content_of(revision)
    if row is None:
        return
    site = h5p_site()
    small = _small_pictures(site.contents.load(row.folder, row.number), site)
    pictures = {path: name for path, (name, _size) in small.items()}
    H5PContent.objects.filter(pk=row.pk).update(pictures=pictures)


def _small_pictures(content: StoredContent, site: Site) -> dict[str, tuple[str, int]]:
    """By the path of a picture, the path and the size of the small rendition that was made of it."""
    sizes: dict[str, int] = {}

    def keep(path: str, data: bytes) -> None:
        site.storage.write(f"renditions/{content.id}/{content.revision}/{path}", [data])
        sizes[path] = len(data)

    made = renditions(
        [(file.path, file.size) for file in content.files.values()],
        partial(site.contents.open, content.id, content.revision),
        keep,
    )
    return {path: (small, sizes[small]) for path, small in made.items()}


# --- Playing -----------------------------------------------------------------------------------


def prepare(
    content: StoredContent, site: Site, *, now: datetime, language: str = "vi"
) -> tuple[Boot, Bundles]:
    """What the player of a content is told, the same for everybody, and the bundles that it loads."""
    started = boot(
        content,
        site.libraries,
        Addresses(site="", libraries="", content=""),
        options=Options(language="en" if language == "en" else "vi"),
    )
    assets = started.assets
    names = {asset.library.name for asset in (*assets.scripts, *assets.styles)}
    cast(SiteLibraries, site.libraries).expect(names, with_files=True)
    return started, bundles_for(assets.scripts, assets.styles, site, now=now)


# --- What is said ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """A statement from a frame, with the id that the page gave it and the time by her device."""

    id: UUID
    said: Said
    happened_at: datetime


@transaction.atomic
def take_report(*, learner: Person, package: Package, report: Report, now: datetime) -> bool:
    """Keep a statement, and what it claims of the whole package; False where it is known already."""
    hold(learner)
    said = report.said
    # Made the learner's own: the same id in other hands is another's statement.
    own_id = uuid5(learner.public_id, f"{package.public_id} {report.id}")
    if Statement.objects.filter(pk=own_id).exists():
        return False
    record_statement(
        id=own_id,
        learner=learner,
        verb=cast(Any, said.raw)["verb"]["id"],  # parse_statement has looked
        activity=_activity(package, said.sub_content_id),
        result=Result(
            scaled=said.score.share if said.score else None,
            raw=said.score.raw if said.score else None,
            least=0.0 if said.score else None,
            most=said.score.maximum if said.score else None,
            success=said.success,
            completion=said.completion,
            seconds=said.duration,
            response=without_nul(said.response or ""),
        ),
        timestamp=report.happened_at,
        now=now,
        more=definition_of(said.raw),
    )
    claim = claim_of(said)
    if claim is not None:
        record_claim(learner=learner, package=package, claim=claim, now=now)
    elif said.about_whole_content and said.verb == "attempted":
        begin_attempt(learner=learner, package=package, now=now)
    return True


def _activity(package: Package, part: str | None) -> str:
    about = f"urn:lop-chi-bo:package:{package.public_id}"
    return f"{about}#{part}" if part else about


# --- Taking away -------------------------------------------------------------------------------


@transaction.atomic
def remove_content(*, revision: PackageRevision) -> None:
    """Take the files of a revision away; libraries stay, and the list says which nothing needs now."""
    row = content_of(revision)
    H5PLibraryUse.objects.filter(revision=revision).delete()
    if row is not None:
        folder = row.folder
        row.delete()
        transaction.on_commit(partial(_delete_files, folder))


def _delete_files(folder: str) -> None:
    h5p_site().contents.delete(folder)
    h5p_storage().delete_folder(f"renditions/{folder}")


def remove_library(*, library: H5PLibrary, by: User | None) -> None:
    """Take a release away that nothing would miss. Raises LibraryNeeded."""
    with own_turn(), transaction.atomic():
        if not unused_libraries().filter(pk=library.pk).exists():
            raise LibraryNeeded
        _remove(library, by)


def remove_unused_libraries(*, by: User | None) -> int:
    """Take everything away that nothing would miss. Returns how many releases went."""
    with own_turn(), transaction.atomic():
        gone = list(unused_libraries())
        for library in gone:
            _remove(library, by)
    return len(gone)


def _remove(library: H5PLibrary, by: User | None) -> None:
    """The row goes first; a crash in between leaves files that nobody knows."""
    log(instance=library, action="media.remove_library", user=by)
    folder = f"libraries/{library.machine}-{library.version}"
    library.delete()
    transaction.on_commit(partial(h5p_storage().delete_folder, folder))
