"""Which kinds of private files can be handed out: each slice says how its own are found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import File


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file to be handed out; `etag` is the same as long as its bytes are.

    `{origin}` in a header becomes the origin under which the file was asked for. A file that `may_be_framed`
    leaves to its own Content-Security-Policy which page may show it.
    """

    content: File[Any]
    content_type: str
    etag: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    may_be_framed: bool = False


Finder = Callable[[str, str], Delivered | None]
"""Gets the key of a folder and a path in it; None where there is no such file."""

_finders: dict[str, Finder] = {}


def deliver(kind: str, finder: Finder) -> None:
    """Let files of a kind be handed out under signed addresses; called when the app is ready."""
    _finders[kind] = finder


def find(kind: str, key: str, path: str) -> Delivered | None:
    finder = _finders.get(kind)
    return finder(key, path) if finder else None
