"""The files of SCORM packages in the private storage: a folder for each revision, all of it or nothing."""

import logging
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, cast

from django.core.files.base import File

from media.h5p.core.format.paths import why_unsafe
from media.h5p.core.reading.archive import Archive
from media.packages.models import PackageRevision, private_storage
from media.scorm.core.archive import LIMITS

_IN_MEMORY = 512 * 1024
_log = logging.getLogger(__name__)


class CannotStore(Exception):
    """The storage keeps files under other names than they have."""


def folder_of(revision: PackageRevision) -> str:
    return f"packages/{revision.package.public_id}/{revision.number}"


def store(archive: Archive, root: str, names: tuple[str, ...], revision: PackageRevision) -> None:
    """Unpack the files below `root`; where one of them cannot be, none is left."""
    storage, folder = private_storage(), folder_of(revision)
    delete(folder)
    try:
        for name in names:
            target = f"{folder}/{name}"
            with SpooledTemporaryFile(max_size=_IN_MEMORY) as unpacked:
                for chunk in archive.chunks(root + name):
                    unpacked.write(chunk)
                unpacked.seek(0)
                if storage.save(target, File(cast("Any", unpacked), name=name)) != target:
                    raise CannotStore(target)
    except BaseException:
        delete(folder)
        raise


def file_of(revision: PackageRevision, path: str) -> File[Any] | None:
    """A file of the package; None where it has none of that name."""
    if not path or why_unsafe(path, LIMITS) is not None:
        return None
    storage, name = private_storage(), f"{folder_of(revision)}/{path}"
    try:
        return storage.open(name) if storage.exists(name) else None
    except (FileNotFoundError, IsADirectoryError):
        return None


def delete(folder: str) -> None:
    """Every file of a revision's folder, also what a broken installation has left."""
    storage = private_storage()
    for name in list(_all_below(folder)):
        storage.delete(name)
    for name in sorted(_folders_below(folder), key=len, reverse=True):
        try:
            storage.delete(name)
        except OSError:  # a bucket knows no folders
            _log.debug("The folder %s stays.", name)


def _all_below(folder: str) -> Iterator[str]:
    storage = private_storage()
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}/{name}"
    for name in folders:
        yield from _all_below(f"{folder}/{name}")


def _folders_below(folder: str) -> Iterator[str]:
    storage = private_storage()
    try:
        folders, _ = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield folder
    for name in folders:
        yield from _folders_below(f"{folder}/{name}")
