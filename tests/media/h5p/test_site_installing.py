"""H5P comes in through Django: files and rows together or not at all, libraries once, newest patch served."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from media.h5p.actions import LibraryNeeded, remove_library
from media.h5p.core.format.json_values import JsonObject
from media.h5p.handler import H5PHandler
from media.h5p.models import H5PBundle, H5PContent, H5PLibrary, H5PLibraryUse
from media.h5p.queries import library_list, unused_libraries, users_of
from media.packages.installing import inspect_file, install_file, remove_package
from media.packages.kinds import CannotInstall, Inspected
from media.packages.models import Package, PackageRevision
from tests.media.h5p.makers import (
    NOTE_FOLDER,
    Files,
    library_files,
    manifest,
    meeting_params,
    note,
    package_files,
    zipped,
)
from tests.media.h5p.packages import NOW, author, install, own_storage, with_note

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> Any:
    return own_storage(monkeypatch)


def looked_at(files: Files, name: str = "bai.h5p") -> Inspected:
    return inspect_file(zipped(files), name)


def codes(found: Inspected | CannotInstall) -> list[str]:
    return [finding.code for finding in found.findings]


def releases() -> list[str]:
    return [str(library) for library in H5PLibrary.objects.all()]


def paths(storage: InMemoryStorage, folder: str = "h5p") -> list[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return []
    below = [path for each in folders for path in paths(storage, f"{folder}/{each}")]
    return sorted([f"{folder}/{name}" for name in names] + below)


# --- Looked at ---------------------------------------------------------------------------------


def test_a_file_is_told_apart_by_its_look_and_told_before_anything_is_installed(files: Any) -> None:
    found = looked_at(package_files())
    assert found.can_be_used
    assert (found.kind, found.title, found.played_by) == ("h5p", "Kỳ họp tháng ba", "LCB.CellMeeting 1.2")
    assert found.brings == ("LCB.CellMeeting 1.2.3", "LCB.Note 1.0.4")
    assert found.weight > 80_000
    assert "LCB.CellMeeting 1.2" in [text for _label, text in found.told]
    assert not releases()
    assert not paths(files)


def test_what_is_installed_already_is_not_brought_again_and_a_newer_patch_is_named() -> None:
    install()
    assert looked_at(package_files()).brings == ()
    newer = looked_at(with_note(5))
    assert newer.brings == ("LCB.Note 1.0.5",)
    assert any("LCB.Note 1.0.5 (4)" in text for _, text in newer.told)


def test_a_film_on_another_site_is_a_warning_that_tells_its_address() -> None:
    params = meeting_params(
        recording=[{"path": "https://www.youtube.com/watch?v=x", "mime": "video/YouTube"}]
    )
    found = looked_at(package_files(params=params))
    [told] = [finding for finding in found.findings if finding.code == "external-address"]
    assert (told.severity, found.can_be_used) == ("warning", True)
    assert "youtube.com" in told.sentence


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda files: files.pop("content/content.json"), "invalid-content-folder"),
        (lambda files: files.update({"content/../../x.png": b"x"}), "unsafe-path"),
        (lambda files: files.update({"content/a.exe": b"MZ"}), "not-in-whitelist"),
        (lambda files: files.update({f"{NOTE_FOLDER}/library.json": b"{"}), "invalid-library-json-file"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(
    files: Any, spoil: Callable[[Files], object], code: str
) -> None:
    spoilt = package_files()
    spoil(spoilt)
    found = looked_at(spoilt)
    assert not found.can_be_used
    assert code in codes(found)
    with pytest.raises(CannotInstall):
        install(spoilt)
    assert not Package.objects.exists()
    assert not paths(files)


def test_no_archive_at_all_is_told_and_the_file_stays_open() -> None:
    file = io.BytesIO(b"no archive")
    found = inspect_file(file, "bai.h5p")
    assert codes(found) == ["unable-to-unzip"]
    assert not file.closed


# --- Installed ---------------------------------------------------------------------------------


def test_a_package_comes_in_whole(files: Any) -> None:
    revision = install()
    assert releases() == ["LCB.CellMeeting 1.2.3", "LCB.Note 1.0.4"]
    assert set(revision.h5p_libraries.values_list("name", flat=True)) == {
        "LCB.CellMeeting 1.2",
        "LCB.Note 1.0",
    }
    assert revision.played_by == "LCB.CellMeeting 1.2"
    assert revision.package.current == revision
    assert sorted(H5PBundle.objects.values_list("name", flat=True))[0].endswith((".js", ".css"))
    stored = paths(files)
    folder = f"{revision.package.public_id}_1"
    assert f"h5p/contents/{folder}/1/media/images/hop.png" in stored
    assert "h5p/libraries/LCB.Note-1.0.4/note.js" in stored
    assert not [path for path in stored if path.startswith("h5p/library-records")]


def test_libraries_are_shared_and_a_second_content_brings_no_file_of_them(files: Any) -> None:
    install()
    before = [path for path in paths(files) if not path.startswith("h5p/content")]
    install(package_files(h5p=manifest(title="Kỳ họp tháng tư")))
    assert [path for path in paths(files) if not path.startswith("h5p/content")] == before


def test_a_newer_patch_stands_beside_the_older_and_is_served_to_all() -> None:
    first = install()
    install(with_note(5))
    assert releases() == ["LCB.CellMeeting 1.2.3", "LCB.Note 1.0.5", "LCB.Note 1.0.4"]
    assert [str(one) for one in unused_libraries()] == ["LCB.Note 1.0.4"]
    export = io.BytesIO()
    H5PHandler().export(first, export)
    with zipfile.ZipFile(export) as archive:
        assert b'"patchVersion": 5' in archive.read(f"{NOTE_FOLDER}/library.json")


def test_the_same_version_with_other_bytes_is_refused_and_nothing_of_it_stays(files: Any) -> None:
    install()
    before = paths(files)
    with pytest.raises(CannotInstall) as refused:
        install(with_note(4, b"alert(1)"))
    assert "content-hash-mismatch" in codes(refused.value)
    assert paths(files) == before
    assert Package.objects.count() == 1


def test_a_newer_patch_that_needs_more_brings_it_to_all_who_use_it() -> None:
    first = install()
    files = with_note(5) | library_files("LCB.Paint-1.0.0")
    text = files[f"{NOTE_FOLDER}/library.json"].decode().rstrip().removesuffix("}")
    needs = '"preloadedDependencies": [{"machineName": "LCB.Paint", "majorVersion": 1, "minorVersion": 0}]}'
    files[f"{NOTE_FOLDER}/library.json"] = f"{text}, {needs}".encode()
    install(files)
    assert "LCB.Paint 1.0" in set(first.h5p_libraries.values_list("name", flat=True))


def test_hoa_may_bring_content_but_no_code_until_somebody_has() -> None:
    hoa = author("add_package")
    with pytest.raises(CannotInstall):
        install(by=hoa)
    assert not releases()
    install(by=author("add_package", "install_library_code"))
    revision = install(package_files(h5p=manifest(title="Bài của Hoa")), by=hoa)
    assert revision.title == "Bài của Hoa"


def test_hoa_is_told_all_the_code_that_is_missing_and_nothing_that_is_here() -> None:
    found = inspect_file(zipped(package_files()), "bai.h5p", by=author("add_package"))
    assert not found.can_be_used
    [told] = [one for one in found.findings if one.severity == "error"]
    assert "LCB.Note 1.0, LCB.CellMeeting 1.2" in told.sentence
    install()
    found = inspect_file(zipped(with_note(5)), "bai.h5p", by=author("add_package"))
    assert (found.can_be_used, found.brings) == (True, ())
    [aside] = [one for one in found.findings if one.code == "package.code_left_aside"]
    assert "LCB.Note 1.0.5" in aside.sentence


def test_a_file_of_libraries_alone_is_sent_to_the_screen_that_takes_it() -> None:
    files = {name: data for name, data in package_files().items() if name.startswith("LCB.")}
    assert codes(looked_at(files)) == ["h5p.only_libraries"]
    assert "invalid-h5p-json-file" in codes(looked_at({"LCB.Note-1.0/library.json": b"{"}))


def test_without_permission_a_newer_patch_is_left_aside_and_the_content_uses_what_is_here() -> None:
    install()
    package = Package.objects.create(kind="h5p", title="Bài", made_at=NOW)
    revision = PackageRevision.objects.create(
        package=package, number=1, title="", sha256="0" * 64, size=1, added_at=NOW
    )
    H5PHandler().install(zipped(with_note(5)), revision, by=None, may_bring_code=False).settle()
    assert "LCB.Note 1.0.5" not in releases()


def test_what_breaks_in_the_middle_leaves_neither_file_nor_row(
    files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise ConnectionAbortedError

    monkeypatch.setattr("media.h5p.installing.prepare", broken)
    with pytest.raises(ConnectionAbortedError):
        install()
    assert not releases()
    assert not Package.objects.exists()
    assert not paths(files)


def test_a_database_that_refuses_in_the_middle_leaves_neither_file_nor_row(
    files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO media_h5plibrary (id) VALUES (1)")
        raise AssertionError("the database took it")

    monkeypatch.setattr("media.h5p.installing._note_needs", refuse)
    with pytest.raises(IntegrityError):
        install()
    assert not releases()
    assert not paths(files)


# --- Pictures ----------------------------------------------------------------------------------


def photograph(width: int = 2400, height: int = 1600, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    picture = Image.effect_noise((width, height), 60).convert("RGB")
    picture.save(out, kind, quality=90)
    return out.getvalue()


def with_photograph(content: bytes, name: str = "hop.jpg") -> Files:
    picture: JsonObject = {"path": f"images/{name}", "mime": "image/jpeg", "width": 2400, "height": 1600}
    files = package_files(params=meeting_params(picture=picture))
    files.pop("content/images/hop.png")
    return files | {f"content/images/{name}": content}


def test_a_photograph_is_handed_out_small_and_exported_as_it_came(files: Any) -> None:
    original = photograph()
    revision = install(with_photograph(original))
    row = H5PContent.objects.get(pk=revision.pk)
    assert row.pictures == {"images/hop.jpg": "images/hop.jpg.webp"}
    with files.open(f"h5p/renditions/{row}/images/hop.jpg.webp") as file, Image.open(file) as small:
        assert small.format == "WEBP"
        assert small.width == 1024
    export = io.BytesIO()
    H5PHandler().export(revision, export)
    with zipfile.ZipFile(export) as archive:
        assert archive.read("content/images/hop.jpg") == original


def test_what_only_says_that_it_is_a_photograph_is_handed_out_as_it_is() -> None:
    files = with_photograph(b"\xff\xd8\xff\xe0" + bytes(100_000))
    assert H5PContent.objects.get(pk=install(files).pk).pictures == {}


def test_many_pictures_are_left_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("media.h5p.installing.PICTURES_AT_ONCE", 0)
    waiting: list[int] = []
    monkeypatch.setattr("media.h5p.handler.make_pictures_small", SimpleNamespace(enqueue=waiting.append))
    revision = install(with_photograph(photograph()))
    assert waiting == [revision.pk]


# --- Exported, removed -------------------------------------------------------------------------


def test_what_is_exported_and_brought_in_again_is_exported_to_the_same_bytes() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    H5PHandler().export(install(), first)
    again = install(io.BytesIO(first.getvalue()))
    H5PHandler().export(again, second)
    assert first.getvalue() == second.getvalue()


def test_a_removed_package_takes_its_files_along_and_leaves_the_libraries(
    files: Any, django_capture_on_commit_callbacks: Any
) -> None:
    revision = install()
    with django_capture_on_commit_callbacks(execute=True):
        remove_package(package=revision.package, by=None)
    assert not [path for path in paths(files) if str(revision.package.public_id) in path]
    assert releases() == ["LCB.CellMeeting 1.2.3", "LCB.Note 1.0.4"]
    assert [str(one) for one in unused_libraries()] == releases()


def test_a_library_goes_when_nothing_needs_it_and_never_before(
    files: Any, django_capture_on_commit_callbacks: Any
) -> None:
    install()
    install(with_note(5))
    old, new = H5PLibrary.objects.get(patch=4), H5PLibrary.objects.get(machine="LCB.Note", patch=5)
    with pytest.raises(LibraryNeeded):
        remove_library(library=new, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        remove_library(library=old, by=None)
    assert releases() == ["LCB.CellMeeting 1.2.3", "LCB.Note 1.0.5"]
    assert not [path for path in paths(files) if "LCB.Note-1.0.4" in path]


def test_who_needs_a_library_and_what_is_unused_cost_the_same_however_many_there_are() -> None:
    install()

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(library_list())
            list(unused_libraries())
            users_of(H5PLibrary.objects.all()[0])
        return len(asked)

    few = queries()
    for number in range(4):
        files = package_files(h5p=manifest(title=f"Bài {number}")) | library_files(f"LCB.More{number}-1.0.0")
        install(files)
    assert H5PLibrary.objects.count() == 6
    assert queries() == few


def test_a_package_within_a_package_keeps_every_library_that_it_needs() -> None:
    inside: JsonObject = {
        "library": "LCB.CellMeeting 1.2",
        "params": meeting_params(notes=[]),
        "subContentId": "a-b",
    }
    install(package_files(params=meeting_params(notes=[note("<p>x</p>"), inside])))
    assert H5PLibraryUse.objects.count() == 2


def test_the_file_that_was_lent_is_read_again_by_whoever_lent_it() -> None:
    file = zipped(package_files())
    install_file(content=file, name="bai.h5p", now=NOW)
    file.seek(0)
    assert file.read(2) == b"PK"
