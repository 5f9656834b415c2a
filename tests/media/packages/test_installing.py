"""Hoa sends files: read first, installed after a yes, all or nothing."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, connection
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from accounts.models import User
from media.packages.actions import save_state
from media.packages.installing import (
    CannotRemove,
    check_upload,
    install_file,
    install_upload,
    remove_package,
    rename_package,
    restore_revision,
)
from media.packages.kinds import CannotInstall
from media.packages.models import Package, PackageRevision, PackageState, PackageUpload
from media.packages.purging import KEPT_FOR, discard_upload, purge_uploads
from organisations.people.models import Person
from tests.package_makers import NOON, OwnKind, file_of, make_package

pytestmark = pytest.mark.django_db
ERROR = ["error", "own.broken", "content/content.json", "Tệp này hỏng."]
NOTE = ["note", "own.old", "h5p.json", "Bản này đã cũ."]


def check(by: User, data: bytes, name: str = "ai-chu-tri.h5p", **more: Any) -> PackageUpload:
    return check_upload(file=BytesIO(data), name=name, by=by, now=NOON, **more)


def is_stored(name: str) -> bool:
    return storages["private"].exists(name)


def test_a_sound_file_waits_for_a_yes_and_nothing_is_installed(hoa: User, handler: OwnKind) -> None:
    upload = check(hoa, file_of(findings=[NOTE], questions=4))
    assert upload.state == "checked"
    assert upload.found == [NOTE]
    assert upload.told["title"] == "Ai chủ trì?"
    assert upload.told["told"] == [["Câu hỏi", "4"]]
    assert is_stored(str(upload.file.name))
    assert not Package.objects.exists()
    assert handler.done == []


def test_a_file_that_cannot_be_used_is_told_and_not_kept(hoa: User, handler: OwnKind) -> None:
    upload = check(hoa, file_of(findings=[NOTE, ERROR]))
    assert upload.state == "refused"
    assert ERROR in upload.found
    assert not upload.file
    with pytest.raises(CannotInstall) as refusal:
        install_upload(upload=upload, by=hoa, now=NOON)
    assert [one.code for one in refusal.value.findings] == ["own.broken"]
    assert not Package.objects.exists()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x05\x06" + bytes(18), b"PLAYED"])
def test_a_file_that_nobody_knows_is_refused_with_a_sentence(
    hoa: User, handler: OwnKind, data: bytes
) -> None:
    upload = check(hoa, data)
    assert upload.state == "refused"
    [[severity, code, _place, sentence]] = upload.found
    assert (severity, code) == ("error", "package.unknown")
    assert ".h5p" in sentence


def test_a_yes_makes_a_package_that_lessons_can_hold(
    hoa: User, handler: OwnKind, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload = check(hoa, file_of(questions=4))
    waiting = str(upload.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        revision = install_upload(upload=upload, by=hoa, now=NOON)
    package = Package.objects.get()
    assert (package.title, package.kind, package.made_by, package.current) == (
        "Ai chủ trì?",
        "h5p",
        hoa,
        revision,
    )
    assert (revision.number, revision.weight, revision.facts) == (1, 183_000, {"questions": 4})
    with revision.original.open("rb") as content:
        assert content.read() == file_of(questions=4)
    assert not is_stored(waiting)
    upload.refresh_from_db()
    assert (upload.state, upload.made) == ("installed", revision)
    assert ModelLogEntry.objects.filter(action="media.install_package", user=hoa).count() == 1


def test_a_yes_said_twice_installs_once(hoa: User, handler: OwnKind) -> None:
    upload = check(hoa, file_of())
    first = install_upload(upload=upload, by=hoa, now=NOON)
    assert install_upload(upload=upload, by=hoa, now=NOON) == first
    assert PackageRevision.objects.count() == 1


def test_what_breaks_on_the_way_leaves_nothing_behind(hoa: User, handler: OwnKind) -> None:
    upload = check(hoa, file_of(breaks=True))
    folder = "packages"
    before = _files_under(folder)
    with pytest.raises(CannotInstall):
        install_upload(upload=upload, by=hoa, now=NOON)
    assert not Package.objects.exists()
    assert not PackageRevision.objects.exists()
    assert _files_under(folder) == before
    upload.refresh_from_db()
    assert upload.state == "checked"


def _files_under(folder: str) -> set[str]:
    store = storages["private"]
    if not store.exists(folder):
        return set()
    folders, files = store.listdir(folder)
    found = {f"{folder}/{name}" for name in files}
    return found.union(*(_files_under(f"{folder}/{name}") for name in folders))


def test_new_library_code_waits_for_somebody_who_may_install_it(
    hoa: User, tam: User, handler: OwnKind
) -> None:
    code = ["H5P.MultiChoice 1.16.14"]
    data = file_of(brings=code, needs=code)
    upload = check(hoa, data)
    assert upload.state == "refused"
    with pytest.raises(CannotInstall) as refusal:
        install_upload(upload=upload, by=hoa, now=NOON)
    assert "H5P.MultiChoice 1.16.14" in refusal.value.findings[0].sentence
    assert not Package.objects.exists()
    upload = check(tam, data)
    assert upload.told["brings"] == code
    assert install_upload(upload=upload, by=tam, now=NOON).number == 1


def test_content_that_can_do_with_the_code_that_is_here_comes_in_alone(hoa: User, handler: OwnKind) -> None:
    upload = check(hoa, file_of(brings=["H5P.MultiChoice 1.16.15"]))
    assert (upload.state, upload.told["brings"]) == ("checked", [])
    install_upload(upload=upload, by=hoa, now=NOON)
    assert ModelLogEntry.objects.get(action="media.install_package").data["brings"] == []


def test_whoever_says_yes_lets_no_code_in_that_was_not_shown(hoa: User, tam: User, handler: OwnKind) -> None:
    upload = check(hoa, file_of(brings=["H5P.MultiChoice 1.16.15"]))
    install_upload(upload=upload, by=tam, now=NOON)
    assert ModelLogEntry.objects.get(action="media.install_package").data["brings"] == []


def test_code_that_was_taken_away_since_the_file_was_read_is_missed_at_the_yes(
    hoa: User, handler: OwnKind
) -> None:
    code = ["H5P.MultiChoice 1.16.14"]
    upload = check(hoa, file_of(brings=code))
    with upload.file.storage.open(str(upload.file.name), "wb") as waiting:
        waiting.write(file_of(brings=code, needs=code))
    with pytest.raises(CannotInstall) as refusal:
        install_upload(upload=upload, by=hoa, now=NOON)
    assert code[0] in refusal.value.findings[0].sentence
    assert not Package.objects.exists()


def test_files_are_put_in_their_places_while_everybody_else_may_write(
    hoa: User, handler: OwnKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = check(hoa, file_of())
    begun = len(connection.savepoint_ids)
    meanwhile: list[int] = []
    install, original = handler.install, Storage.save

    def watched(*args: Any, **how: Any) -> Any:
        meanwhile.append(len(connection.savepoint_ids) - begun)
        return install(*args, **how)

    def saved(self: Storage, *args: Any, **how: Any) -> Any:
        meanwhile.append(len(connection.savepoint_ids) - begun)
        return original(self, *args, **how)

    monkeypatch.setattr(handler, "install", watched)
    monkeypatch.setattr(Storage, "save", saved)
    install_upload(upload=upload, by=hoa, now=NOON)
    # There its turn is a transaction, for which nobody waits.
    depth = 1 if connection.vendor == "postgresql" else 0
    assert meanwhile == [depth, depth]
    assert handler.done == [("install", 1), ("settle", 1)]


def test_a_database_that_refuses_at_the_end_takes_the_files_back(
    hoa: User, handler: OwnKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = check(hoa, file_of())
    before = _files_under("packages")

    def refuse(*args: Any, **how: Any) -> Any:
        raise IntegrityError

    monkeypatch.setattr("media.packages.installing._make_current", refuse)
    with pytest.raises(IntegrityError):
        install_upload(upload=upload, by=hoa, now=NOON)
    assert not Package.objects.exists()
    assert handler.done[-1] == ("take back", 1)
    assert _files_under("packages") == before


def test_a_new_version_stands_in_the_place_of_the_old_one(hoa: User, handler: OwnKind) -> None:
    first = install_upload(upload=check(hoa, file_of()), by=hoa, now=NOON)
    upload = check(hoa, file_of("Tên khác", questions=9), replaces=first.package)
    second = install_upload(upload=upload, by=hoa, now=NOON)
    package = Package.objects.get()
    assert (second.number, package.current) == (2, second)
    assert package.title == "Ai chủ trì?"
    assert second.title == "Tên khác"


def test_a_version_of_another_kind_is_refused(hoa: User, handler: OwnKind) -> None:
    package = make_package(kind="scorm12")
    upload = check(hoa, file_of(), replaces=package)
    assert upload.state == "refused"
    assert upload.found[0][1] == "package.another_kind"


def _keep(lan: Person, package: Package, part: str, *, drops: bool) -> None:
    assert package.current is not None
    save_state(
        learner=lan,
        revision=package.current,
        part=part,
        data_type="state",
        data="{}",
        drops_on_change=drops,
        now=NOON,
    )


def test_what_learners_keep_stays_unless_the_content_says_otherwise(
    lan: Person, hoa: User, handler: OwnKind
) -> None:
    package = install_upload(upload=check(hoa, file_of()), by=hoa, now=NOON).package
    other = make_package("Khác")
    for one in (package, other):
        _keep(lan, one, "stays", drops=False)
        _keep(lan, one, "goes", drops=True)
    install_upload(upload=check(hoa, file_of(), replaces=package), by=hoa, now=NOON)
    kept = PackageState.objects.values_list("package__title", "part")
    assert sorted(kept) == [("Ai chủ trì?", "stays"), ("Khác", "goes"), ("Khác", "stays")]


def test_an_older_version_is_played_again(lan: Person, hoa: User) -> None:
    package = make_package(revisions=3)
    _keep(lan, package, "goes", drops=True)
    first = package.revisions.get(number=1)
    restore_revision(revision=first, by=hoa, now=NOON)
    package.refresh_from_db()
    assert package.current == first
    assert package.revisions.count() == 3
    assert not PackageState.objects.exists()
    restore_revision(revision=first, by=hoa, now=NOON)
    assert ModelLogEntry.objects.filter(action="media.restore_package").count() == 1


def test_the_command_line_installs_as_the_screen_does(handler: OwnKind, db: None) -> None:
    revision = install_file(
        content=BytesIO(file_of(brings=["H5P.New 1.0.0"])), name="x.h5p", title="Tên riêng", now=NOON
    )
    assert (revision.package.title, revision.package.made_by) == ("Tên riêng", None)
    with pytest.raises(CannotInstall) as refusal:
        install_file(content=BytesIO(file_of(findings=[ERROR, NOTE])), name="x.h5p", now=NOON)
    assert [one.code for one in refusal.value.findings] == ["own.broken", "own.old"]


def test_renaming_is_written_down(hoa: User) -> None:
    package = make_package()
    rename_package(package=package, title="Ai ghi biên bản?", by=hoa)
    entry = ModelLogEntry.objects.get(action="media.rename_package")
    assert (entry.data["before"], entry.data["after"]) == ("Ai chủ trì?", "Ai ghi biên bản?")


# --- Letting go ---------------------------------------------------------------------------------


def test_files_without_a_yes_go_after_a_day(
    hoa: User, handler: OwnKind, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload = check(hoa, file_of())
    name = str(upload.file.name)
    assert DBTaskResult.objects.filter(run_after=NOON + KEPT_FOR).count() == 1
    assert purge_uploads(now=NOON + KEPT_FOR - timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_uploads(now=NOON + KEPT_FOR) == 1
    assert not is_stored(name)
    assert not PackageUpload.objects.exists()


def test_a_file_is_let_go_at_once_when_somebody_says_no(
    hoa: User, handler: OwnKind, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload = check(hoa, file_of())
    name = str(upload.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        discard_upload(upload=upload)
    assert not is_stored(name)


def test_a_package_that_nobody_would_miss_goes_with_its_files(
    hoa: User, handler: OwnKind, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    package = make_package(revisions=2)
    names = [str(one.original.name) for one in package.revisions.all()]
    with django_capture_on_commit_callbacks(execute=True):
        remove_package(package=package, by=hoa)
    assert not Package.objects.exists()
    assert sorted(handler.done) == [("remove", 1), ("remove", 2)]
    assert not any(map(is_stored, names))


def test_what_somebody_has_played_stays(lan: Person, hoa: User, handler: OwnKind) -> None:
    package = make_package()
    _keep(lan, package, "", drops=False)
    with pytest.raises(CannotRemove) as refusal:
        remove_package(package=package, by=hoa)
    assert (refusal.value.used_in, refusal.value.played_by) == ([], 1)
    assert Package.objects.exists()
