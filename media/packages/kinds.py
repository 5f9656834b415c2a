"""What each kind of package brings: how a file is read, installed, taken out again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any, Protocol

from django.utils.functional import Promise

from accounts.models import User
from media.packages.models import Package, PackageRevision

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in a file: `severity` is "error" (it cannot be used), "warning" (somebody should look) or
    "note"; `place` is where in the file; `sentence` says what is the matter and what to do."""

    severity: str
    code: str
    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file as it was read, before anything of it is installed.

    `brings` names new or newer library code ("H5P.MultiChoice 1.16.14") that would be installed with it,
    which needs the permission `media.install_library_code`. `told` are further facts for the screen, each a
    label and a text.
    """

    kind: str
    title: str
    played_by: str
    findings: tuple[Found, ...] = ()
    brings: tuple[str, ...] = ()
    weight: int = 0
    told: tuple[tuple[Text, str], ...] = ()

    @property
    def can_be_used(self) -> bool:
        return all(finding.severity != "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Stored:
    """What installing a file made of it; see `PackageRevision`.

    Its files lie in their places and count for nobody yet. `settle` writes the rows that make them count, in
    the transaction that saves the revision; `take_back` removes the files where that fails.
    """

    title: str
    played_by: str
    weight: int
    settle: Callable[[], None]
    take_back: Callable[[], None]
    facts: dict[str, Any] = field(default_factory=dict)
    brings: tuple[str, ...] = ()


class CannotInstall(Exception):
    """Since the file was read, something came in between; `findings` say what."""

    def __init__(self, findings: tuple[Found, ...]) -> None:
        super().__init__(findings)
        self.findings = findings


class Handler(Protocol):
    """How packages of some kinds are handled."""

    kinds: tuple[str, ...]

    def recognises(self, content: IO[bytes], name: str) -> bool:
        """Whether it is, by its look, a file for this handler; reads no more than it must."""
        ...

    def inspect(
        self, content: IO[bytes], name: str, *, replaces: Package | None, may_bring_code: bool
    ) -> Inspected:
        """Read all of it and write nothing. Never raises for what stands in the file.

        For whom may bring no code, it is read as content that must do with the code that is here.
        """
        ...

    def install(
        self, content: IO[bytes], revision: PackageRevision, *, by: User | None, may_bring_code: bool
    ) -> Stored:
        """Put its files where its player finds them, all or nothing; the revision is not saved yet, and no
        transaction is open, so that nobody waits meanwhile. Raises CannotInstall."""
        ...

    def remove(self, revision: PackageRevision) -> None:
        """Delete the files of a revision; libraries that others share stay."""
        ...

    def export(self, revision: PackageRevision, out: IO[bytes]) -> None:
        """Write the package as a file that other sites can take."""
        ...


_handlers: list[Callable[[], Handler]] = []


def handle(make: Callable[[], Handler]) -> None:
    """Let packages of some kinds in; called when the app is ready."""
    _handlers.append(make)


def handlers() -> list[Handler]:
    return [make() for make in _handlers]


def handler_of(kind: str) -> Handler:
    """Raises LookupError for a kind that nobody handles."""
    found = next((one for one in handlers() if kind in one.kinds), None)
    if found is None:
        raise LookupError(kind)
    return found
