"""Names of libraries in their three spellings, and which file names are safe anywhere."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.format.limits import DEFAULT_LIMITS
from media.h5p.core.format.names import CoreApi, LibraryName, LibraryVersion, NotALibraryName
from media.h5p.core.format.paths import extension, is_hidden, same_on_any_disk, why_unsafe

machines = st.from_regex(r"[A-Za-z0-9_.\-]{1,40}", fullmatch=True)
parts = st.integers(0, 99_999)


@given(machines, parts, parts, parts)
def test_every_name_is_read_back_from_every_spelling(
    machine: str, major: int, minor: int, patch: int
) -> None:
    name = LibraryName(machine, major, minor)
    assert LibraryName.parse(str(name)) == LibraryName.parse(name.folder) == name
    assert LibraryVersion.parse(LibraryVersion(name, patch).folder) == LibraryVersion(name, patch)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H5P.X",
        "H5P.X 1",
        "H5P.X 1.2.3",
        "H5P.X  1.2",
        "H5P X 1.2",
        "H5P.X 1.123456",
        "../x 1.2",
        "Bài 1.2",
    ],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(NotALibraryName):
        LibraryName.parse(text)


@pytest.mark.parametrize(
    "text", ["H5P.X-1.2", "H5P.X-1.2.", "H5P.X-1.2.x", "H5P.X-1.2.²", "H5P.X-1.2.123456"]
)
def test_what_is_no_release_is_refused(text: str) -> None:
    with pytest.raises(NotALibraryName):
        LibraryVersion.parse(text)


def test_versions_are_ordered_by_number_not_by_text() -> None:
    name = LibraryName("H5P.X", 1, 2)
    assert LibraryVersion(name, 9) < LibraryVersion(name, 10)
    assert LibraryName("H5P.X", 1, 9) < LibraryName("H5P.X", 1, 10)
    assert CoreApi(1, 9) < CoreApi(1, 28)


@given(st.text(max_size=60))
def test_a_name_that_is_called_safe_stays_inside_its_folder_on_every_system(name: str) -> None:
    if why_unsafe(name, DEFAULT_LIMITS) is not None:
        return
    for kind in (PurePosixPath, PureWindowsPath):
        path = kind(name)
        assert not path.is_absolute()
        assert not path.drive
        assert ".." not in path.parts
        assert "\\" not in name
    name.encode()


@given(st.text(st.sampled_from("./\\:a\0 "), max_size=12))
def test_names_made_of_dots_and_slashes_never_escape(name: str) -> None:
    if why_unsafe(name, DEFAULT_LIMITS) is None:
        assert ".." not in name.split("/")
        assert not name.startswith("/")


def test_names_that_some_disk_takes_for_one_have_one_key() -> None:
    assert same_on_any_disk("Ảnh.PNG") == same_on_any_disk("ảnh.png")
    assert same_on_any_disk("a.png") != same_on_any_disk("b.png")


def test_hidden_names_and_extensions_are_read_as_core_reads_them() -> None:
    assert is_hidden("__MACOSX/a.js")
    assert is_hidden("language/.en.json")
    assert not is_hidden("language/en_.json")
    assert extension("images/a.JPG") == "jpg"
    assert extension("v1.2/LICENSE") == ""
