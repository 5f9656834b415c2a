"""Files of H5P in the private storage of the site, whether that is a disk or a bucket.

The core asks for six methods (`media.h5p.core.storage.protocol`); everything lies below one folder, where
neither nginx nor the address of uploads reaches it.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import IO, BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from media.h5p.core.format.limits import Limits
from media.h5p.core.format.paths import why_unsafe
from media.h5p.core.storage.files import PathEscapes
from media.h5p.core.storage.protocol import FileAbsent
from media.packages.turns import own_turn

ROOT = "h5p"
_WAITING = ".waiting"
_IN_MEMORY = 1024 * 1024
# Names of a package lie below folders of ours, so more is allowed here than in a package.
_LIMITS = Limits(max_path_bytes=2_048, max_folder_depth=32)


class SiteStorage:
    """The core's storage over one of Django's."""

    def __init__(self, storage: Storage, root: str = ROOT) -> None:
        self._storage = storage
        self._root = root

    def open(self, path: str) -> BinaryIO:
        try:
            return cast(BinaryIO, self._storage.open(self._at(path), "rb"))
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError, FileExistsError):
            raise FileAbsent(path) from None

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        name = self._at(path)
        with self._waiting() as waiting:
            for chunk in chunks:
                waiting.write(chunk)
            waiting.flush()
            self._storage.delete(name)
            waiting.seek(0)
            saved = self._storage.save(name, cast("File[bytes]", waiting))
        if saved != name:  # somebody without the lock was faster
            self._storage.delete(saved)
            raise FileExistsError(path)

    def names(self, folder: str) -> list[str]:
        return sorted(self._listed(self._at(folder))[1])

    def delete(self, path: str) -> None:
        self._storage.delete(self._at(path))

    def delete_folder(self, folder: str) -> None:
        self._delete_below(self._at(folder))

    def lock(self) -> AbstractContextManager[None]:
        return own_turn()

    def _listed(self, name: str) -> tuple[list[str], list[str]]:
        try:
            return self._storage.listdir(name)
        except (FileNotFoundError, NotADirectoryError):
            return [], []

    def _delete_below(self, name: str) -> None:
        folders, files = self._listed(name)
        for file in files:
            self._storage.delete(f"{name}/{file}")
        for folder in folders:
            self._delete_below(f"{name}/{folder}")
        if (folders or files) and isinstance(self._storage, FileSystemStorage):
            self._storage.delete(name)

    @contextmanager
    def _waiting(self) -> Iterator[IO[bytes]]:
        """A file that is not there yet: on a disk it is moved to its place whole, elsewhere sent whole."""
        if not isinstance(self._storage, FileSystemStorage):
            with SpooledTemporaryFile(_IN_MEMORY) as spooled:
                yield cast(IO[bytes], File(spooled, name="waiting"))
            return
        folder = Path(self._storage.path(f"{self._root}/{_WAITING}"))
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, delete=False) as file:
            try:
                yield cast(IO[bytes], _OnDisk(file, name=file.name))
            finally:
                Path(file.name).unlink(missing_ok=True)

    def _at(self, path: str) -> str:
        if why_unsafe(path, _LIMITS) is not None or path.startswith("."):
            raise PathEscapes(path)
        return f"{self._root}/{path}"


class _OnDisk(File[bytes]):
    """A file that Django's storage moves to its place in one step."""

    def temporary_file_path(self) -> str:
        self.flush()
        os.fsync(self.fileno())
        return str(self.name)


def h5p_storage() -> SiteStorage:
    return SiteStorage(storages["private"])
