"""Makers of interactive content: packages as they stand once installed, and a handler of a kind of its own.

Files of that kind are JSON behind a first word, so that a test says in a line what is in one.
"""

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Any

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from accounts.models import User
from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from media.packages.kinds import CannotInstall, Found, Inspected, Stored
from media.packages.models import Package, PackageRevision
from organisations.people.models import Person
from tests.makers import account_of, edition_of, make_person

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
FIRST_WORD = b"PLAYED "


def make_package(
    title: str = "Ai chủ trì?", *, kind: str = "h5p", revisions: int = 1, **fields: Any
) -> Package:
    """A package that can be played, the last of its revisions being current."""
    package = Package.objects.create(kind=kind, title=title, made_at=NOON, **fields)
    for number in range(1, revisions + 1):
        revision = PackageRevision(
            package=package,
            number=number,
            title=title,
            played_by="H5P.MultiChoice 1.16",
            sha256="0" * 64,
            size=10,
            weight=180_000,
            added_at=NOON,
        )
        revision.original.save("original", ContentFile(b"original"), save=False)
        revision.save()
        package.current = revision
    package.save()
    return package


def make_follower(course: CoursePage, name: str = "Vũ Thị Lan", *, now: datetime = NOON) -> Person:
    """She follows the course that holds the content."""
    person = make_person(name)
    enrol(learner=person, edition=edition_of(course), now=now)
    return person


def make_lecturer(name: str = "Lê Thị Hoa") -> Person:
    """Who looks at what she uses."""
    person = make_person(name)
    account_of(person).user_permissions.add(Permission.objects.get(codename="view_package"))
    return person


def file_of(title: str = "Ai chủ trì?", **said: Any) -> bytes:
    """A file of our own kind. `findings` are [severity, code, place, sentence]; `brings` is library code,
    `needs` that of it without which it cannot be played."""
    return FIRST_WORD + json.dumps({"title": title, **said}).encode()


def sent(data: bytes) -> BytesIO:
    return BytesIO(data)


class OwnKind:
    """A handler that says of a file what stands in it; what it does is written down in `done`."""

    kinds = ("h5p", "scorm12")

    def __init__(self) -> None:
        self.done: list[tuple[str, int]] = []

    def recognises(self, content: IO[bytes], name: str) -> bool:
        return content.read(len(FIRST_WORD)) == FIRST_WORD

    def inspect(
        self, content: IO[bytes], name: str, *, replaces: Package | None, may_bring_code: bool
    ) -> Inspected:
        said = _said(content)
        needs = said.get("needs", ()) if not may_bring_code else ()
        return Inspected(
            kind=said.get("kind", "h5p"),
            title=said["title"],
            played_by="H5P.MultiChoice 1.16",
            findings=tuple(Found(*one) for one in (*said.get("findings", ()), *map(_missing, needs))),
            brings=tuple(said.get("brings", ())) if may_bring_code else (),
            weight=183_000,
            told=(("Câu hỏi", str(said.get("questions", 1))),),
        )

    def install(
        self, content: IO[bytes], revision: PackageRevision, *, by: User | None, may_bring_code: bool
    ) -> Stored:
        said = _said(content)
        if not may_bring_code and said.get("needs"):
            raise CannotInstall(tuple(Found(*_missing(one)) for one in said["needs"]))
        if said.get("breaks"):
            raise CannotInstall((Found("error", "own.breaks", "", "Có việc xen vào giữa."),))
        self.done.append(("install", revision.number))
        return Stored(
            said["title"],
            "H5P.MultiChoice 1.16",
            183_000,
            settle=lambda: self.done.append(("settle", revision.number)),
            take_back=lambda: self.done.append(("take back", revision.number)),
            facts={"questions": said.get("questions", 1)},
            brings=tuple(said.get("brings", ())) if may_bring_code else (),
        )

    def remove(self, revision: PackageRevision) -> None:
        self.done.append(("remove", revision.number))

    def export(self, revision: PackageRevision, out: IO[bytes]) -> None:
        with revision.original.open("rb") as content:
            out.write(content.read())


def _missing(code: str) -> tuple[str, str, str, str]:
    return ("error", "own.code", "", f"Chưa cài {code}.")


def _said(content: IO[bytes]) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(content.read().removeprefix(FIRST_WORD))
    return said
