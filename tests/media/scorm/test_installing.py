"""A package comes in whole, goes out whole, and comes back as it was."""

import io
from typing import Any

import pytest
from django.core.files.storage import storages

from media.packages.kinds import CannotInstall, handler_of, handlers
from media.packages.models import Package
from media.scorm import storing
from media.scorm.handler import ScormHandler
from tests.media.h5p.makers import zipped
from tests.media.scorm.makers import TWO, manifest, package_files
from tests.media.scorm.packages import install

pytestmark = pytest.mark.django_db


def files_kept(package: Package) -> set[str]:
    assert package.current is not None
    folder = storing.folder_of(package.current)
    return {name.removeprefix(f"{folder}/") for name in storing._all_below(folder)}


def test_a_package_is_told_before_anything_is_kept() -> None:
    seen = ScormHandler().inspect(
        zipped(package_files("2004", parts=TWO)), "goi.zip", replaces=None, may_bring_code=False
    )
    assert seen.can_be_used
    assert (seen.kind, seen.title, seen.played_by) == (
        "scorm2004",
        "Sinh hoạt chi bộ",
        "SCORM 2004 4th Edition",
    )
    assert seen.brings == ()
    assert [text for _, text in seen.told] == ["2", "chuan-bi/course.html"]


def test_findings_speak_the_readers_language() -> None:
    seen = ScormHandler().inspect(zipped({"a.html": b"x"}), "goi.zip", replaces=None, may_bring_code=False)
    assert not seen.can_be_used
    assert seen.findings[0].code == "no-manifest"
    assert "đồng chí" in seen.findings[0].sentence


def test_the_file_stays_its_owners() -> None:
    content = zipped(package_files())
    ScormHandler().inspect(content, "goi.zip", replaces=None, may_bring_code=False)
    assert not content.closed


def test_every_file_is_kept_below_the_revision() -> None:
    package = install(zipped({f"ngoai/{name}": data for name, data in package_files().items()}))
    assert files_kept(package) == set(package_files())
    assert package.current is not None
    assert package.current.facts["version"] == "1.2"
    assert package.current.facts["parts"][0]["address"] == "chuan-bi/course.html"


def test_where_one_file_cannot_be_kept_none_is(monkeypatch: pytest.MonkeyPatch) -> None:
    package = install(zipped(package_files()))
    storage, kept = storages["private"], []
    save = storage.save

    def fail_at_the_third(name: str, content: Any, max_length: int | None = None) -> str:
        kept.append(name)
        if len(kept) == 3:
            raise OSError("the disk is full")
        return save(name, content, max_length)

    monkeypatch.setattr(storage, "save", fail_at_the_third)
    assert package.current is not None
    with pytest.raises(OSError, match="full"):
        ScormHandler().install(zipped(package_files()), package.current, by=None, may_bring_code=False)
    assert len(kept) == 3
    assert files_kept(package) == set()


def test_a_refused_package_is_not_installed() -> None:
    package = install(zipped(package_files()))
    assert package.current is not None
    with pytest.raises(CannotInstall):
        ScormHandler().install(zipped({"a.html": b"x"}), package.current, by=None, may_bring_code=True)
    assert files_kept(package) == set(package_files())


def test_parts_that_the_version_before_had_are_told() -> None:
    package = install(zipped(package_files(parts=TWO)))
    seen = ScormHandler().inspect(zipped(package_files()), "goi.zip", replaces=package, may_bring_code=False)
    assert seen.can_be_used
    assert [one.code for one in seen.findings] == ["parts-changed"]


def test_it_comes_back_as_it_was_sent_and_goes_without_a_trace(
    django_capture_on_commit_callbacks: Any,
) -> None:
    source = zipped(package_files())
    package, out = install(source), io.BytesIO()
    assert package.current is not None
    handler = handler_of("scorm12")
    handler.export(package.current, out)
    assert out.getvalue() == source.getvalue()
    with django_capture_on_commit_callbacks(execute=True):
        handler.remove(package.current)
    assert files_kept(package) == set()


@pytest.mark.parametrize(
    ("name", "files", "is_its"),
    [
        ("goi.zip", package_files(), True),
        ("goi.bin", package_files(), True),
        ("goi.zip", {"a.html": b"x"}, True),
        ("goi.zip", {"h5p.json": b"{}"}, False),
        ("goi.h5p", {"h5p.json": b"{}"}, False),
    ],
)
def test_what_is_its_own_is_recognised(name: str, files: dict[str, bytes], is_its: bool) -> None:
    assert ScormHandler().recognises(zipped(files), name) is is_its


def test_a_file_that_is_no_archive_is_only_its_own_by_name() -> None:
    assert ScormHandler().recognises(io.BytesIO(b"not a zip"), "goi.zip")
    assert not ScormHandler().recognises(io.BytesIO(b"not a zip"), "phim.mp4")


def test_scorm_is_among_the_kinds() -> None:
    assert any("scorm12" in handler.kinds and "scorm2004" in handler.kinds for handler in handlers())


def test_a_file_without_a_version_is_guessed() -> None:
    seen = ScormHandler().inspect(
        zipped(package_files(xml=manifest(said=""))), "goi.zip", replaces=None, may_bring_code=False
    )
    assert seen.kind == "scorm12"
    assert [one.code for one in seen.findings] == ["version-guessed"]
