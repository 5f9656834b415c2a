"""What the stores ask of a place to keep files. Small enough for a disk, a bucket or a dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import BinaryIO, Protocol


class FileAbsent(Exception):
    """There is no file of that name."""


class Storage(Protocol):
    """Paths are relative, use `/`, and are safe by the time they come here (see `paths.why_unsafe`).

    Nothing is ever changed in place: a path is written once, whole, and read often. What makes a set of
    files count is a record written after them, so a crash leaves files that nobody knows, never half a
    library.
    """

    def open(self, path: str) -> BinaryIO:
        """Open for reading; raise `FileAbsent`."""
        ...

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        """Write a whole file; when `chunks` raises, or the power fails, nothing is there."""
        ...

    def names(self, folder: str) -> list[str]:
        """Names of the files directly in a folder, sorted; empty where there is no such folder."""
        ...

    def delete(self, path: str) -> None:
        """Delete a file, or nothing where there is none."""
        ...

    def delete_folder(self, folder: str) -> None:
        """Delete a folder with everything below it, or nothing where there is none."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold off every other writer, in this process and in others, until released."""
        ...
