"""Export, import and export again: the same bytes, whatever the content."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.findings import PackageRefused
from media.h5p.core.format.json_values import Json
from media.h5p.core.installed.install import Site, install
from media.h5p.core.reading.inspection import inspect_package, read_package
from media.h5p.core.storage.memory import MemoryStorage
from media.h5p.core.writing.export import export_package
from media.h5p.core.writing.folders import pack, unpack
from tests.media.h5p.makers import (
    Files,
    codes,
    dependency,
    errors,
    inspect,
    library_files,
    manifest,
    meeting_params,
    opened,
    package_files,
)
from tests.media.h5p.test_json import json_values


def exported(files: Files | io.BytesIO) -> io.BytesIO:
    """Install into an empty site and export from it."""
    site = Site.on(MemoryStorage())
    inspection = inspect(files)
    assert inspection.package is not None, codes(inspection.findings)
    with inspection.package as package:
        install(package, site, "bai")
    out = io.BytesIO()
    export_package(site.contents.load("bai"), site, out)
    return io.BytesIO(out.getvalue())


changes = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("introduction", "behaviour", "khác"), json_values)
)


@given(changes, json_values)
def test_export_import_export_gives_the_same_bytes(changed: dict[str, Json], authors: Json) -> None:
    files = package_files(params=meeting_params(**changed), h5p=manifest(authors=authors))
    first = exported(files)
    assert exported(io.BytesIO(first.getvalue())).getvalue() == first.getvalue()


def test_nothing_of_the_upload_is_lost() -> None:
    files = package_files(params=meeting_params(old={"kept": "<script>"}), h5p=manifest(x="y"))
    with zipfile.ZipFile(exported(files)) as archive:
        assert set(archive.namelist()) == set(files)
        assert json.loads(archive.read("content/content.json")) == json.loads(files["content/content.json"])
        assert json.loads(archive.read("h5p.json"))["x"] == "y"
        for name in set(files) - {"content/content.json", "h5p.json"}:
            assert archive.read(name) == files[name]


def test_the_lists_of_libraries_are_written_anew_from_the_parameters() -> None:
    lying = manifest(preloadedDependencies=[dependency("LCB.CellMeeting 1.2"), dependency("LCB.Extra 1.0")])
    with zipfile.ZipFile(
        exported({**package_files(h5p=lying), **library_files("LCB.Extra-1.0.0")})
    ) as archive:
        h5p = json.loads(archive.read("h5p.json"))
        assert h5p["preloadedDependencies"] == [dependency("LCB.Note 1.0"), dependency("LCB.CellMeeting 1.2")]
        assert not [name for name in archive.namelist() if "Extra" in name]


def test_an_export_tells_neither_when_nor_by_whom_it_was_made() -> None:
    with zipfile.ZipFile(exported(package_files())) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.external_attr for info in archive.infolist()} == {0o100644 << 16}
        assert archive.namelist()[0] == "h5p.json"


def test_unpacking_and_packing_come_back_to_the_same_files(tmp_path: Path) -> None:
    with opened(package_files()) as package:
        assert unpack(package, tmp_path / "bai") == len(package_files())
    assert {path.name for path in tmp_path.iterdir()} == {"bai"}
    pack(tmp_path / "bai", tmp_path / "bai.h5p")
    first = (tmp_path / "bai.h5p").read_bytes()
    with read_package(tmp_path / "bai.h5p") as package:
        assert {name: b"".join(package.chunks_of(name)) for name in package.names} == package_files()
    (tmp_path / "bai" / "h5p.json").touch()
    pack(tmp_path / "bai", tmp_path / "bai.h5p")
    assert (tmp_path / "bai.h5p").read_bytes() == first


def test_unpacking_never_writes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    with opened(package_files()) as package, pytest.raises(FileExistsError):
        unpack(package, tmp_path)
    assert not list(tmp_path.iterdir())


def test_packing_makes_no_file_that_would_be_refused(tmp_path: Path) -> None:
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "h5p.json").write_text("{}")
    assert "invalid-content-folder" in errors(pack(folder, tmp_path / "bai.h5p"))
    (folder / "link.png").symlink_to("/etc/hostname")
    with pytest.raises(PackageRefused):
        pack(folder, tmp_path / "bai.h5p")
    assert not (tmp_path / "bai.h5p").exists()


def test_a_package_read_from_a_path_closes_its_file(tmp_path: Path) -> None:
    (tmp_path / "bai.h5p").write_bytes(exported(package_files()).getvalue())
    with (tmp_path / "bai.h5p").open("rb") as file:
        package = inspect_package(file, "bai.h5p").package
        assert package is not None
        package.close()
        assert file.closed
