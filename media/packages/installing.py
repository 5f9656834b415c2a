"""Files of packages: looked at first, installed once somebody says so, made current again, taken away.

Nothing of a file is installed before it has been read whole. A file that cannot be used is not kept; one that
waits for a yes goes after a day.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
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
from media.packages.kinds import CannotInstall, Found, Handler, Inspected, Stored, handler_of, handlers
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
from media.packages.turns import own_turn
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
    inspected = inspect_file(file, name, replaces=replaces, by=by)
    told = {
        "title": inspected.title,
        "played_by": inspected.played_by,
        "brings": list(inspected.brings),
        "weight": inspected.weight,
        "told": [[str(label), text] for label, text in inspected.told],
    }
    upload = PackageUpload(
        kind=inspected.kind, name=name[-255:], told=told, replaces=replaces, sent_by=by, sent_at=now
    )
    keep_upload(upload=upload, file=file, findings=inspected.findings)
    return upload


def keep_upload(*, upload: PackageUpload, file: IO[bytes], findings: Sequence[Found]) -> None:
    """Keep a file until somebody says whether it is to be installed; of one with an error, what was found."""
    is_sound = all(finding.severity != "error" for finding in findings)
    upload.state = State.CHECKED if is_sound else State.REFUSED
    upload.found = [[one.severity, one.code, one.place, one.sentence] for one in findings[:MOST_FINDINGS]]
    upload.sha256, upload.size = _digest(file)
    if is_sound:
        file.seek(0)
        upload.file.save(str(upload.public_id), File(file), save=False)
    with transaction.atomic():
        upload.save()
        purge_later(sent_at=upload.sent_at)


def inspect_file(
    content: IO[bytes], name: str, *, replaces: Package | None = None, by: User | None = None
) -> Inspected:
    """What a file is and what was found in it, for whom sends it; without `by` it is the operator.

    What nobody recognises has that as its one finding.
    """
    handler = _recognised(content, name)
    if handler is None:
        return _unknown()
    content.seek(0)
    inspected = handler.inspect(content, name, replaces=replaces, may_bring_code=_may_bring_code(by))
    if replaces is not None and inspected.can_be_used and inspected.kind != replaces.kind:
        return _of_another_kind(inspected, replaces)
    return inspected


def _may_bring_code(by: User | None) -> bool:
    return by is None or by.has_perm(INSTALL_CODE)


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


def install_upload(*, upload: PackageUpload, by: User, now: datetime) -> PackageRevision:
    """Install a file that waits for a yes, all or nothing; one that is installed already stays as it is.

    Raises CannotInstall.
    """
    with own_turn():
        held = held_upload(upload)
        if held.state == State.INSTALLED and held.made:
            return held.made
        with held.file.open("rb") as content:
            revision = _install(
                content,
                held.kind,
                # What was not shown does not come in, whoever says yes.
                may_bring_code=bool(held.told["brings"]) and _may_bring_code(by),
                replaces=held.replaces,
                by=by,
                now=now,
                then=partial(_note_installed, held),
            )
    upload.refresh_from_db()
    return revision


def held_upload(upload: PackageUpload) -> PackageUpload:
    """The file as it stands now that it is one's turn. Raises CannotInstall for one that was refused."""
    held = PackageUpload.objects.select_related("replaces", "made").get(pk=upload.pk)
    if held.state == State.REFUSED:
        raise CannotInstall(tuple(Found(*one) for one in held.found if one[0] == "error"))
    return held


def _note_installed(held: PackageUpload, revision: PackageRevision) -> None:
    drop_file(held)
    held.state, held.made = State.INSTALLED, revision
    held.save(update_fields=["state", "made", "file"])


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
    inspected = inspect_file(content, name, replaces=replaces, by=by)
    if not inspected.can_be_used:
        raise CannotInstall(inspected.findings)
    with own_turn():
        return _install(
            content,
            inspected.kind,
            may_bring_code=_may_bring_code(by),
            replaces=replaces,
            by=by,
            now=now,
            title=title,
            is_sample=is_sample,
        )


def _install(
    content: IO[bytes],
    kind: str,
    *,
    may_bring_code: bool,
    replaces: Package | None,
    by: User | None,
    now: datetime,
    title: str = "",
    is_sample: bool = False,
    then: Callable[[PackageRevision], None] = lambda _revision: None,
) -> PackageRevision:
    """Files first, which takes its time and keeps nobody from writing; then all rows in one transaction."""
    package = replaces or Package(kind=kind, made_by=by, made_at=now, is_sample=is_sample)
    sha256, size = _digest(content)
    revision = PackageRevision(
        package=package, number=_next_number(replaces), sha256=sha256, size=size, added_by=by, added_at=now
    )
    content.seek(0)
    stored = handler_of(kind).install(content, revision, by=by, may_bring_code=may_bring_code)
    revision.title, revision.played_by = stored.title[:255], stored.played_by[:300]
    revision.weight, revision.facts = stored.weight, stored.facts
    if replaces is None:
        package.title = (title or stored.title)[:255]
    with _files_go_on_failure(revision, stored):
        content.seek(0)
        revision.original.save("original", File(content), save=False)
        with transaction.atomic():
            _settle(package, revision, stored, by)
            then(revision)
    return revision


def _next_number(replaces: Package | None) -> int:
    last = replaces.revisions.aggregate(last=Max("number"))["last"] if replaces else 0
    return (last or 0) + 1


def _settle(package: Package, revision: PackageRevision, stored: Stored, by: User | None) -> None:
    if package.pk is None:
        package.save()
    else:
        Package.objects.select_for_update().get(pk=package.pk)
    revision.save()
    stored.settle()
    _make_current(package, revision)
    log(
        instance=package,
        action="media.install_package",
        user=by,
        data={"revision": revision.number, "brings": list(stored.brings), "sha256": revision.sha256},
    )


@contextmanager
def _files_go_on_failure(revision: PackageRevision, stored: Stored) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if revision.original:
            revision.original.storage.delete(str(revision.original.name))
        stored.take_back()
        raise


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


def remove_package(*, package: Package, by: User | None) -> None:
    """Take a package away with its files, as long as nobody would miss it. Raises CannotRemove."""
    with own_turn(), transaction.atomic():
        held = Package.objects.select_for_update().get(pk=package.pk)
        used_in = uses_of(held)
        played_by = people_who_played(held)
        if used_in or played_by:
            raise CannotRemove(used_in, played_by)
        _remove(held, by)


def _remove(held: Package, by: User | None) -> None:
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
