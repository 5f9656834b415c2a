"""Files of packages: looked at first, installed once somebody says so, made current again, taken away.

Nothing of a file is installed before it has been read whole. A file that cannot be used is not kept; one that
waits for a yes goes after a day.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from media.packages.kinds import CannotInstall, Found, Handler, Inspected, handler_of, handlers
from media.packages.models import (
    Package,
    PackageAttempt,
    PackageRevision,
    PackageStanding,
    PackageState,
    PackageUpload,
)
from media.packages.purging import drop_file
from media.packages.tasks import purge_later
from media.packages.uses import Use, uses_of

INSTALL_CODE = "media.install_library_code"
MOST_FINDINGS = 200
_CHUNK = 1024 * 1024
State = PackageUpload.State


class CannotRemove(Exception):
    """Lessons hold it, or somebody has played it."""

    def __init__(self, used_in: Sequence[Use], played_by: int) -> None:
        super().__init__(used_in, played_by)
        self.used_in = used_in
        self.played_by = played_by


# --- Looked at ---------------------------------------------------------------------------------


def check_upload(
    *, file: IO[bytes], name: str, by: User, replaces: Package | None = None, now: datetime
) -> PackageUpload:
    """Read a file and keep it, with what was found in it, until somebody says whether it is to be installed.

    What cannot be used is told and not kept.
    """
    inspected = inspect_file(file, name, replaces=replaces)
    sha256, size = _digest(file)
    upload = PackageUpload(
        kind=inspected.kind,
        name=name[-255:],
        sha256=sha256,
        size=size,
        state=State.CHECKED if inspected.can_be_used else State.REFUSED,
        found=[
            [one.severity, one.code, one.place, one.sentence] for one in inspected.findings[:MOST_FINDINGS]
        ],
        told={
            "title": inspected.title,
            "played_by": inspected.played_by,
            "brings": list(inspected.brings),
            "weight": inspected.weight,
            "told": [[str(label), text] for label, text in inspected.told],
        },
        replaces=replaces,
        sent_by=by,
        sent_at=now,
    )
    if inspected.can_be_used:
        file.seek(0)
        upload.file.save(str(upload.public_id), File(file), save=False)
    with transaction.atomic():
        upload.save()
        purge_later(sent_at=now)
    return upload


def inspect_file(content: IO[bytes], name: str, *, replaces: Package | None = None) -> Inspected:
    """What a file is and what was found in it; what nobody recognises has that as its one finding."""
    handler = _recognised(content, name)
    if handler is None:
        return _unknown()
    content.seek(0)
    inspected = handler.inspect(content, name, replaces=replaces)
    if replaces is not None and inspected.can_be_used and inspected.kind != replaces.kind:
        return _of_another_kind(inspected, replaces)
    return inspected


def _recognised(content: IO[bytes], name: str) -> Handler | None:
    for handler in handlers():
        content.seek(0)
        if handler.recognises(content, name):
            return handler
    return None


def _unknown() -> Inspected:
    sentence = _(
        "This is neither H5P content nor a SCORM package. Please choose a file ending in .h5p, or the .zip "
        "that the authoring program made for a learning system."
    )
    return Inspected("", "", "", (Found("error", "package.unknown", "", sentence),))


def _of_another_kind(inspected: Inspected, replaces: Package) -> Inspected:
    sentence = _(
        "The file is %(new)s, but the content so far is %(old)s. Please upload it as new content instead."
    ) % {"new": Package.Kind(inspected.kind).label, "old": replaces.get_kind_display()}
    found = Found("error", "package.another_kind", "", sentence)
    return Inspected(
        inspected.kind, inspected.title, inspected.played_by, (found, *inspected.findings), inspected.brings
    )


def _digest(content: IO[bytes]) -> tuple[str, int]:
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while read := content.read(_CHUNK):
        digest.update(read)
        size += len(read)
    return digest.hexdigest(), size


# --- Installed ---------------------------------------------------------------------------------


@transaction.atomic
def install_upload(*, upload: PackageUpload, by: User, now: datetime) -> PackageRevision:
    """Install a file that waits for a yes, all or nothing; one that is installed already stays as it is.

    Raises CannotInstall.
    """
    held = (
        PackageUpload.objects.select_for_update(of=("self",))
        .select_related("replaces", "made")
        .get(pk=upload.pk)
    )
    if held.state == State.INSTALLED and held.made:
        return held.made
    if held.state != State.CHECKED:
        raise CannotInstall(tuple(Found(*one) for one in held.found if one[0] == "error"))
    with held.file.open("rb") as content:
        revision = _install(
            content,
            Inspected(
                held.kind,
                held.told["title"],
                held.told["played_by"],
                brings=tuple(held.told["brings"]),
                weight=held.told["weight"],
            ),
            replaces=held.replaces,
            by=by,
            now=now,
        )
    drop_file(held)
    held.state, held.made = State.INSTALLED, revision
    held.save(update_fields=["state", "made", "file"])
    upload.refresh_from_db()
    return revision


@transaction.atomic
def install_file(
    *,
    content: IO[bytes],
    name: str,
    by: User | None = None,
    title: str = "",
    replaces: Package | None = None,
    is_sample: bool = False,
    now: datetime,
) -> PackageRevision:
    """Install a file at once, as the screen does after a yes; without `by` it is the operator who does.

    Raises CannotInstall with everything that was found.
    """
    inspected = inspect_file(content, name, replaces=replaces)
    if not inspected.can_be_used:
        raise CannotInstall(inspected.findings)
    return _install(content, inspected, replaces=replaces, by=by, now=now, title=title, is_sample=is_sample)


def _install(
    content: IO[bytes],
    inspected: Inspected,
    *,
    replaces: Package | None,
    by: User | None,
    now: datetime,
    title: str = "",
    is_sample: bool = False,
) -> PackageRevision:
    may_bring_code = by is None or by.has_perm(INSTALL_CODE)
    if inspected.brings and not may_bring_code:
        raise CannotInstall((_code_not_allowed(inspected.brings),))
    if replaces is None:
        package = Package.objects.create(
            kind=inspected.kind,
            title=(title or inspected.title)[:255],
            made_by=by,
            made_at=now,
            is_sample=is_sample,
        )
    else:
        package = Package.objects.select_for_update().get(pk=replaces.pk)
    sha256, size = _digest(content)
    last = package.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = PackageRevision(
        package=package,
        number=last + 1,
        title=inspected.title[:255],
        played_by=inspected.played_by[:300],
        sha256=sha256,
        size=size,
        weight=inspected.weight,
        added_by=by,
        added_at=now,
    )
    content.seek(0)
    revision.original.save("original", File(content), save=False)
    with _original_goes_on_failure(revision):
        revision.save()
        content.seek(0)
        stored = handler_of(inspected.kind).install(content, revision, by=by, may_bring_code=may_bring_code)
        revision.title, revision.played_by = stored.title[:255], stored.played_by[:300]
        revision.weight, revision.facts = stored.weight, stored.facts
        revision.save()
        _make_current(package, revision)
        if replaces is None and not title and stored.title:
            package.title = stored.title[:255]
            package.save(update_fields=["title"])
    log(
        instance=package,
        action="media.install_package",
        user=by,
        data={"revision": revision.number, "brings": list(inspected.brings), "sha256": sha256},
    )
    return revision


@contextmanager
def _original_goes_on_failure(revision: PackageRevision) -> Iterator[None]:
    try:
        yield
    except BaseException:
        revision.original.storage.delete(str(revision.original.name))
        raise


def _code_not_allowed(brings: Sequence[str]) -> Found:
    sentence = _(
        "The file brings program code that is not installed here yet: %(code)s. Please ask a reviewer or an "
        "administrator to install it; after that you can upload such content yourself."
    ) % {"code": ", ".join(brings)}
    return Found("error", "package.library_code", "", sentence)


def _make_current(package: Package, revision: PackageRevision) -> None:
    """What a player kept only for the content as it was goes; everything else stays."""
    PackageState.objects.filter(package=package, drops_on_change=True).delete()
    package.current = revision
    package.save(update_fields=["current"])


# --- Later -------------------------------------------------------------------------------------


@transaction.atomic
def restore_revision(*, revision: PackageRevision, by: User | None, now: datetime) -> Package:
    """Let learners play this version again; nothing that anybody reached changes."""
    package = Package.objects.select_for_update().get(pk=revision.package_id)
    if package.current_id != revision.pk:
        _make_current(package, revision)
        log(
            instance=package,
            action="media.restore_package",
            user=by,
            data={"revision": revision.number},
            timestamp=now,
        )
    return package


@transaction.atomic
def rename_package(*, package: Package, title: str, by: User | None) -> None:
    before, package.title = package.title, title
    package.save(update_fields=["title"])
    log(
        instance=package,
        action="media.rename_package",
        user=by,
        title=title,
        data={"before": before, "after": title},
    )


@transaction.atomic
def remove_package(*, package: Package, by: User | None) -> None:
    """Take a package away with its files, as long as nobody would miss it. Raises CannotRemove."""
    held = Package.objects.select_for_update().get(pk=package.pk)
    used_in = uses_of(held)
    played_by = people_who_played(held)
    if used_in or played_by:
        raise CannotRemove(used_in, played_by)
    log(instance=held, action="media.remove_package", user=by)
    revisions = list(held.revisions.all())
    held.current = None
    held.save(update_fields=["current"])
    handler = handler_of(held.kind)
    for revision in revisions:
        handler.remove(revision)
        transaction.on_commit(partial(revision.original.storage.delete, str(revision.original.name)))
    held.delete()


def people_who_played(package: Package) -> int:
    """How many people have begun it, or keep a state of it."""
    found: set[int] = set()
    for model in (PackageAttempt, PackageStanding, PackageState):
        found |= set(model.objects.filter(package=package).order_by().values_list("learner", flat=True))
    return len(found)
