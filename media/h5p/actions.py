"""Writes of H5P: libraries go when nothing needs them, and what a content says of its learner is taken within
bounds. How H5P comes in stands in `installing`."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast
from uuid import UUID, uuid5

from django.db import transaction
from wagtail.log_actions import log

from accounts.models import User
from media.h5p.bundles import Bundles, bundles_for
from media.h5p.core.installed.contents import StoredContent
from media.h5p.core.installed.install import Site
from media.h5p.core.playing.boot import Addresses, Boot, Options, boot
from media.h5p.core.playing.xapi import Statement as Said
from media.h5p.models import H5PContent, H5PLibrary, H5PLibraryUse
from media.h5p.pictures import renditions
from media.h5p.queries import content_of, unused_libraries
from media.h5p.rules import claim_of, definition_of, without_nul
from media.h5p.shelf import SiteLibraries, h5p_site
from media.h5p.storage import h5p_storage
from media.packages.actions import begin_attempt, hold, record_claim
from media.packages.models import Package, PackageRevision
from media.packages.turns import own_turn
from media.statements.actions import Result, record_statement
from media.statements.models import Statement
from organisations.people.models import Person


class LibraryNeeded(Exception):
    """Some content would miss this library."""


# --- Pictures ----------------------------------------------------------------------------------


def make_small(*, revision: PackageRevision) -> None:
    """Make small renditions of a revision's pictures."""
    row = content_of(revision)
    if row is None:
        return
    site = h5p_site()
    small = small_pictures(site.contents.load(row.folder, row.number), site)
    pictures = {path: name for path, (name, _size) in small.items()}
    H5PContent.objects.filter(pk=row.pk).update(pictures=pictures)


def small_pictures(content: StoredContent, site: Site) -> dict[str, tuple[str, int]]:
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
