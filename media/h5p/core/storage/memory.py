"""Files in a dictionary, for tests and for looking at a package without a disk."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from io import BytesIO
from threading import RLock
from typing import BinaryIO, cast

from media.h5p.core.storage.protocol import FileAbsent


class MemoryStorage:
    """`files` may be looked at freely; every path maps to its bytes."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._lock = RLock()

    def open(self, path: str) -> BinaryIO:
        try:
            return BytesIO(self.files[path])
        except KeyError:
            raise FileAbsent(path) from None

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        self.files[path] = b"".join(chunks)

    def names(self, folder: str) -> list[str]:
        start = folder + "/"
        below = [path.removeprefix(start) for path in self.files if path.startswith(start)]
        return sorted(name for name in below if "/" not in name)

    def delete(self, path: str) -> None:
        self.files.pop(path, None)

    def delete_folder(self, folder: str) -> None:
        for path in [path for path in self.files if path.startswith(folder + "/")]:
            del self.files[path]

    def lock(self) -> AbstractContextManager[None]:
        return cast("AbstractContextManager[None]", self._lock)
