"""What a library is called: machine name and version, in the three spellings H5P uses.

`H5P.Image 1.1` inside parameters, `H5P.Image-1.1` as a folder, and a machine name beside two numbers in
JSON. Content pins major and minor; the patch only ever improves a library in place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# The format allows 255 characters; a folder name must also hold the version and fit in 255 bytes on disk.
MACHINE_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,200}", re.ASCII)
MAX_VERSION_PART = 99_999
# The identity of a piece of content inside content. Editors write a UUID, scripts that generate packages
# any token; core drops those, which costs the learner the saved state of that piece.
SUB_CONTENT_ID = re.compile(r"\{?(?!0\b)[A-Za-z0-9_\-]{1,64}\}?", re.ASCII)

_VERSION_PART = r"(\d{1,5})"
_SPELLING = re.compile(rf"({MACHINE_NAME.pattern})[ \-]{_VERSION_PART}\.{_VERSION_PART}", re.ASCII)


class NotALibraryName(Exception):
    """A text that names no library, such as `H5P.Image` without a version."""


@dataclass(frozen=True, slots=True, order=True)
class LibraryName:
    """What content and other libraries ask for: any patch of one minor version."""

    machine: str
    major: int
    minor: int

    @classmethod
    def parse(cls, text: str) -> LibraryName:
        """Read `H5P.Image 1.1` or `H5P.Image-1.1`; raise `NotALibraryName` for anything else."""
        match = _SPELLING.fullmatch(text)
        if match is None:
            raise NotALibraryName(text)
        return cls(match[1], int(match[2]), int(match[3]))

    @property
    def folder(self) -> str:
        return f"{self.machine}-{self.major}.{self.minor}"

    def __str__(self) -> str:
        return f"{self.machine} {self.major}.{self.minor}"


@dataclass(frozen=True, slots=True, order=True)
class LibraryVersion:
    """One exact release of a library: its bytes never change."""

    name: LibraryName
    patch: int

    @classmethod
    def parse(cls, text: str) -> LibraryVersion:
        """Read `H5P.Image-1.1.21`; raise `NotALibraryName` for anything else."""
        start, dot, patch = text.rpartition(".")
        if not dot or not patch.isascii() or not patch.isdigit() or len(patch) > len(str(MAX_VERSION_PART)):
            raise NotALibraryName(text)
        return cls(LibraryName.parse(start), int(patch))

    @property
    def folder(self) -> str:
        return f"{self.name.folder}.{self.patch}"

    def __str__(self) -> str:
        return f"{self.name}.{self.patch}"


@dataclass(frozen=True, slots=True, order=True)
class CoreApi:
    """The version of H5P's front-end core that a library is written for."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


# The core that h5p-php-library ships at b515e00 (July 2026).
OUR_CORE_API = CoreApi(1, 28)
