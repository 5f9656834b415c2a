"""Installing, upgrading and removing: libraries are kept once, never changed, never missed by content."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from media.h5p.core.findings import PackageRefused
from media.h5p.core.format.names import LibraryVersion
from media.h5p.core.installed.contents import ContentMissing
from media.h5p.core.installed.install import DEFAULT_POLICY, Policy, Site, Verdict, install, plan_install
from media.h5p.core.installed.libraries import LibraryMissing
from media.h5p.core.installed.remove import LibraryUsed, remove_library, unused_libraries
from media.h5p.core.reading.archive import EntryUnreadable
from media.h5p.core.storage.files import FileStorage
from media.h5p.core.storage.memory import MemoryStorage
from tests.media.h5p.makers import (
    MEETING,
    NOTE,
    NOTE_FOLDER,
    PNG,
    Files,
    codes,
    content_type_files,
    inspect,
    library_files,
    manifest,
    meeting_params,
    opened,
    package_files,
    zipped,
)

NOTE_4 = LibraryVersion(NOTE, 4)
NOTE_5 = LibraryVersion(NOTE, 5)


@pytest.fixture
def site() -> Site:
    return Site.on(MemoryStorage())


def add(site: Site, files: Files, content_id: str = "bai", policy: Policy = DEFAULT_POLICY) -> int | None:
    with opened(files, installed=site.libraries) as package:
        return install(package, site, content_id, policy).revision


def with_note(patch: int, script: bytes = b"") -> Files:
    """The package with another patch of the note library."""
    files = package_files()
    note = files[f"{NOTE_FOLDER}/library.json"]
    files[f"{NOTE_FOLDER}/library.json"] = note.replace(b'"patchVersion": 4', b'"patchVersion": %d' % patch)
    files[f"{NOTE_FOLDER}/note.js"] += script
    return files


def test_what_is_installed_is_what_was_uploaded(site: Site) -> None:
    assert add(site, package_files()) == 1
    content = site.contents.load("bai")
    assert content.params == meeting_params()
    assert content.main_library == MEETING
    with site.contents.open("bai", 1, "images/hop.png") as file:
        assert file.read() == PNG
    for name, expected in content_type_files().items():
        folder, _, path = name.partition("/")
        version = NOTE_4 if folder == NOTE_FOLDER else LibraryVersion(MEETING, 3)
        with site.libraries.open(version, path) as file:
            assert file.read() == expected


def test_a_second_content_shares_the_libraries(site: Site) -> None:
    add(site, package_files())
    before = {path for path in site_files(site) if path.startswith("libraries/")}
    add(site, package_files(h5p=manifest(title="Kỳ họp tháng tư")), "bai-2")
    assert {path for path in site_files(site) if path.startswith("libraries/")} == before


def site_files(site: Site) -> dict[str, bytes]:
    assert isinstance(site.storage, MemoryStorage)
    return site.storage.files


def test_a_new_upload_is_a_new_revision_and_the_old_one_stays(site: Site) -> None:
    add(site, package_files())
    assert add(site, package_files(params=meeting_params(introduction="<p>Mới</p>"))) == 2
    assert site.contents.revisions("bai") == [1, 2]
    assert site.contents.load("bai").params["introduction"] == "<p>Mới</p>"
    assert site.contents.load("bai", 1).params == meeting_params()


def verdicts(site: Site, files: Files) -> dict[str, Verdict]:
    with opened(files, installed=site.libraries) as package:
        return {str(each.version): each.verdict for each in plan_install(package, site.libraries).libraries}


def test_the_plan_says_what_a_package_would_bring(site: Site) -> None:
    meeting = "LCB.CellMeeting 1.2.3"
    assert verdicts(site, package_files()) == {meeting: Verdict.NEW, "LCB.Note 1.0.4": Verdict.NEW}
    add(site, package_files())
    assert verdicts(site, package_files()) == {meeting: Verdict.SAME, "LCB.Note 1.0.4": Verdict.SAME}
    assert verdicts(site, with_note(5)) == {meeting: Verdict.SAME, "LCB.Note 1.0.5": Verdict.NEWER}
    assert verdicts(site, with_note(3)) == {meeting: Verdict.SAME, "LCB.Note 1.0.3": Verdict.OLDER}
    assert verdicts(site, with_note(4, b"//")) == {
        meeting: Verdict.SAME,
        "LCB.Note 1.0.4": Verdict.CONFLICTING,
    }


def test_the_newest_patch_is_served_and_an_older_one_never_installed(site: Site) -> None:
    add(site, package_files())
    add(site, with_note(5))
    assert site.libraries.newest(NOTE) == NOTE_5
    add(site, with_note(3), "bai-2")
    assert site.libraries.newest(NOTE) == NOTE_5
    assert LibraryVersion(NOTE, 3) not in site.libraries.versions()
    assert NOTE_4 in site.libraries.versions()


def test_the_tenth_patch_is_newer_than_the_ninth(site: Site) -> None:
    add(site, with_note(9))
    add(site, with_note(10))
    assert site.libraries.newest(NOTE) == LibraryVersion(NOTE, 10)


def test_the_same_release_with_other_bytes_is_refused_and_changes_nothing(site: Site) -> None:
    add(site, package_files())
    before = dict(site_files(site))
    with pytest.raises(PackageRefused) as refused:
        add(site, with_note(4, b"// changed"), "bai-2")
    assert codes(refused.value.findings) == ["content-hash-mismatch"]
    assert "note.js" in refused.value.findings[0].sentence("vi")
    assert site_files(site) == before


def test_an_administrator_may_go_on_with_the_release_that_is_here(site: Site) -> None:
    add(site, package_files())
    assert add(site, with_note(4, b"// changed"), "bai-2", Policy(keep_installed=True)) == 1
    with site.libraries.open(NOTE_4, "note.js") as file:
        assert b"changed" not in file.read()


def test_who_may_upload_content_but_no_code_uses_what_is_installed(site: Site) -> None:
    content_only = Policy(bring_code=False)
    with pytest.raises(PackageRefused) as refused:
        add(site, package_files(), policy=content_only)
    assert set(codes(refused.value.findings)) == {"install-missing-libraries"}
    assert refused.value.findings[0].details["libraries"] == "LCB.Note 1.0, LCB.CellMeeting 1.2"
    assert site_files(site) == {}
    add(site, package_files())
    before = site.libraries.versions()
    assert add(site, with_note(5, b"// newer"), "bai-2", content_only) == 1
    assert add(site, with_note(4, b"// changed"), "bai-3", content_only) == 1
    assert site.libraries.versions() == before


@pytest.mark.parametrize("path", ["note.js", "library.json"])
def test_a_release_that_a_tool_only_wrote_out_anew_is_the_same(site: Site, path: str) -> None:
    add(site, package_files())
    files = package_files()
    rewritten = files[f"{NOTE_FOLDER}/{path}"].replace(b"\n", b"\r\n")
    assert set(verdicts(site, {**files, f"{NOTE_FOLDER}/{path}": rewritten}).values()) == {Verdict.SAME}


def test_a_newer_patch_that_would_miss_a_library_is_refused(site: Site) -> None:
    add(site, package_files())
    other = package_files(h5p=manifest(title="Không dùng ghi nhớ"), params=meeting_params(notes=[]))
    stray = library_files("LCB.Extra-1.0.0")
    add(site, {**other, **stray}, "bai-2")
    newer = library_files("LCB.Extra-1.0.1", needs={"preloaded": ["LCB.Gone 1.0"]})
    with (
        opened({**other, **newer}, installed=site.libraries) as package,
        pytest.raises(PackageRefused) as refused,
    ):
        install(package, site, "bai-3")
    assert "missing-required-library" in codes(refused.value.findings)


class Failing(MemoryStorage):
    """A disk that is full after so many writes."""

    def __init__(self, room: int) -> None:
        super().__init__()
        self.room = room

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        if self.room == 0:
            raise OSError(28, "No space left on device")
        self.room -= 1
        super().write(path, chunks)


@pytest.mark.parametrize("room", range(len(package_files()) + 3))
def test_a_disk_that_fills_up_at_any_moment_leaves_nothing_behind(room: int) -> None:
    storage = Failing(room)
    site = Site.on(storage)
    writes = len(package_files()) - 2 + 1 + 2 + 1  # files, content.json anew, two libraries, one content
    if room >= writes:
        assert add(site, package_files()) == 1
        return
    with pytest.raises(OSError, match="No space"):
        add(site, package_files())
    assert storage.files == {}
    storage.room = 1000
    assert add(site, package_files()) == 1


def test_bytes_that_change_between_check_and_copy_are_caught(site: Site) -> None:
    file = zipped(package_files())
    package = inspect(file).package
    assert package is not None
    at = file.getvalue().find(b"content/images/hop.png") + len("content/images/hop.png")
    file.seek(at)
    file.write(b"\xff" * 6)
    with pytest.raises(EntryUnreadable):
        install(package, site, "bai")
    assert site_files(site) == {}


def test_everything_works_on_a_disk_and_nothing_lies_outside(tmp_path: Path) -> None:
    site = Site.on(FileStorage(tmp_path / "var" / "h5p"))
    assert add(site, package_files()) == 1
    assert Site.on(FileStorage(tmp_path / "var" / "h5p")).contents.load("bai").params == meeting_params()
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


def test_serving_knows_only_what_the_record_lists(site: Site) -> None:
    add(site, package_files())
    for path in ("../../content-records/bai/1.json", "gone.js", "", "/etc/passwd"):
        with pytest.raises(LibraryMissing):
            site.libraries.open(NOTE_4, path)
        with pytest.raises(ContentMissing):
            site.contents.open("bai", 1, path)
    with pytest.raises(LibraryMissing):
        site.libraries.open(NOTE_5, "note.js")


@pytest.mark.parametrize("content_id", ["gone", "../x", "", "a" * 65, "a/b"])
def test_a_content_that_is_not_here_is_told(site: Site, content_id: str) -> None:
    with pytest.raises(ContentMissing):
        site.contents.load(content_id)
    with pytest.raises(ContentMissing):
        site.contents.open(content_id, 1, "images/hop.png")


def test_what_content_needs_stays_and_the_rest_can_go(site: Site) -> None:
    extra = library_files("LCB.Extra-1.0.0")
    add(site, {**package_files(), **extra})
    add(site, with_note(5), "bai-2")
    contents = [site.contents.load("bai"), site.contents.load("bai-2")]
    unused = unused_libraries(contents, site.libraries)
    assert [str(version) for version in unused] == ["LCB.Extra 1.0.0", "LCB.Note 1.0.4"]
    for version in unused:
        remove_library(version, contents, site.libraries)
    assert unused_libraries(contents, site.libraries) == ()
    with pytest.raises(LibraryUsed) as used:
        remove_library(NOTE_5, contents, site.libraries)
    assert "Kỳ họp tháng ba" in used.value.finding.sentence("vi")
    site.contents.delete("bai")
    site.contents.delete("bai-2")
    for version in site.libraries.versions():
        remove_library(version, [], site.libraries)
    assert site_files(site) == {}


def test_libraries_alone_can_be_installed_for_content_that_brings_none(site: Site) -> None:
    with opened(content_type_files(), libraries_only=True) as package:
        assert install(package, site, "unused-id").revision is None
    assert add(site, package_files(libraries={})) == 1
