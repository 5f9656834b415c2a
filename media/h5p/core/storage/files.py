"""Files on a disk: each appears whole or not at all, and none outside the root."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from media.h5p.core.format.limits import Limits
from media.h5p.core.format.paths import why_unsafe
from media.h5p.core.storage.protocol import FileAbsent

_WAITING = ".tmp"
_LOCK = ".lock"
# The names of a package lie below folders of ours, so more is allowed here than in the package.
_LIMITS = Limits(max_path_bytes=2_048, max_folder_depth=32)


class PathEscapes(Exception):
    """A path that would leave the root. The reader refuses such packages: this is the second wall."""


class FileStorage:
    """Keeps everything below `root`, which must not be served to browsers. POSIX systems only."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def open(self, path: str) -> BinaryIO:
        try:
            return self._at(path).open("rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise FileAbsent(path) from None

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        target = self._at(path)
        waiting = self._root / _WAITING / uuid4().hex
        waiting.parent.mkdir(parents=True, exist_ok=True)
        try:
            with waiting.open("xb") as file:
                file.writelines(chunks)
                file.flush()
                os.fsync(file.fileno())
            target.parent.mkdir(parents=True, exist_ok=True)
            waiting.replace(target)
        finally:
            waiting.unlink(missing_ok=True)

    def names(self, folder: str) -> list[str]:
        try:
            with os.scandir(self._at(folder)) as entries:
                return sorted(entry.name for entry in entries if entry.is_file())
        except FileNotFoundError:
            return []

    def delete(self, path: str) -> None:
        self._at(path).unlink(missing_ok=True)

    def delete_folder(self, folder: str) -> None:
        shutil.rmtree(self._at(folder), ignore_errors=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        self._root.mkdir(parents=True, exist_ok=True)
        # Closing the file releases the lock, also when the process is killed.
        with (self._root / _LOCK).open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _at(self, path: str) -> Path:
        if why_unsafe(path, _LIMITS) is not None or path.startswith("."):
            raise PathEscapes(path)
        return self._root / path
