"""Packages on the site: installed as the screens install them, in a course that Lan follows."""

import io
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import InMemoryStorage, Storage, storages

from accounts.models import User
from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from media.packages.installing import install_file
from media.packages.models import Package, PackageRevision
from organisations.people.models import Person
from tests.makers import add_lesson, edition_of, make_course
from tests.media.h5p.makers import NOTE_FOLDER, Files, library_files, package_files, zipped

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def own_storage(monkeypatch: pytest.MonkeyPatch, storage: Storage | None = None) -> Storage:
    """An empty private storage, for one test: what other tests stored stays where it is."""
    assert storages["private"] is not None
    own = InMemoryStorage() if storage is None else storage
    known: Any = storages
    monkeypatch.setitem(known._storages, "private", own)
    monkeypatch.setattr(PackageRevision._meta.get_field("original"), "storage", own)
    return own


def install(files: Files | io.BytesIO | None = None, **how: Any) -> PackageRevision:
    """A package as somebody with all permissions brings it in; the small sound one, if not told."""
    content = files if isinstance(files, io.BytesIO) else zipped(package_files() if files is None else files)
    return install_file(content=content, name="bai.h5p", **{"now": NOW, **how})


def with_note(patch: int, script: bytes = b"") -> Files:
    """The package with another patch of the note library."""
    files = package_files()
    note = files[f"{NOTE_FOLDER}/library.json"]
    files[f"{NOTE_FOLDER}/library.json"] = note.replace(b'"patchVersion": 4', b'"patchVersion": %d' % patch)
    files[f"{NOTE_FOLDER}/note.js"] += script
    return files


def with_strangers(count: int) -> Files:
    """The package with libraries beside it that nothing in it needs."""
    files = package_files()
    for number in range(count):
        files |= library_files(f"LCB.Extra{number}-1.0.0")
    return files


def course_with(package: Package, **lesson: Any) -> CoursePage:
    """A published course whose last lesson holds the package."""
    course = make_course("Bài một", title=f"Khóa {uuid4().hex[:6]}")
    block = {"type": "package", "value": {"package": package.pk}, "id": str(uuid4())}
    module = course.get_children().get().specific
    add_lesson(module, "Bài có nội dung tương tác", body=[block], **lesson)
    course.save_revision().publish()
    made: CoursePage = CoursePage.objects.get(pk=course.pk)
    return made


def follows(person: Person, course: CoursePage) -> Person:
    enrol(learner=person, edition=edition_of(course), now=NOW)
    return person


def xapi(
    verb: str = "completed",
    *,
    score: tuple[float, float] | None = (8, 10),
    part: str | None = None,
    **result: Any,
) -> dict[str, Any]:
    """A statement as the player's core makes it."""
    definition: dict[str, Any] = {"name": {"en-US": "Kỳ họp tháng ba"}}
    if part:
        definition["extensions"] = {"http://h5p.org/x-api/h5p-subContentId": part}
    told: dict[str, Any] = {"completion": True, "duration": "PT12.3S", **result}
    if score:
        told["score"] = {"min": 0, "raw": score[0], "max": score[1], "scaled": score[0] / score[1]}
    return {
        "actor": {"account": {"homePage": "x", "name": "y"}, "objectType": "Agent"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en-US": verb}},
        "object": {"id": "https://example.org/1", "objectType": "Activity", "definition": definition},
        "result": told,
    }


def author(*permissions: str) -> User:
    """Hoa, who may do what is named and nothing more."""
    hoa = User.objects.create_user(username=f"hoa{uuid4().hex[:6]}", full_name="Hoàng Thị Hoa")
    hoa.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return User.objects.get(pk=hoa.pk)
