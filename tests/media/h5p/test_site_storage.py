"""Files of H5P on the site: whatever storage it is set up with behaves as the core's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from media.h5p.core.storage.files import FileStorage, PathEscapes
from media.h5p.core.storage.protocol import FileAbsent, Storage
from media.h5p.storage import SiteStorage


@pytest.fixture(params=["core", "disk", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "core":
        return FileStorage(tmp_path / "h5p")
    if request.param == "memory":
        return SiteStorage(InMemoryStorage())
    return SiteStorage(FileSystemStorage(location=tmp_path, file_permissions_mode=0o600))


def read(storage: Storage, path: str) -> bytes:
    with storage.open(path) as file:
        return file.read()


def broken() -> Iterator[bytes]:
    yield b"half"
    raise ConnectionAbortedError


def test_what_is_written_can_be_read_and_replaced(storage: Storage) -> None:
    storage.write("a/b/ảnh (1).png", [b"one", b"two"])
    assert read(storage, "a/b/ảnh (1).png") == b"onetwo"
    storage.write("a/b/ảnh (1).png", [b"three"])
    assert read(storage, "a/b/ảnh (1).png") == b"three"
    assert storage.names("a/b") == ["ảnh (1).png"]


@pytest.mark.parametrize("path", ["gone", "a", "a/x.txt/y"])
def test_what_is_not_there_is_told(storage: Storage, path: str) -> None:
    storage.write("a/x.txt", [b""])
    with pytest.raises(FileAbsent):
        storage.open(path)


def test_an_empty_file_is_a_file(storage: Storage) -> None:
    storage.write("a/empty", [])
    assert read(storage, "a/empty") == b""


def test_names_are_those_of_files_directly_in_the_folder(storage: Storage) -> None:
    for path in ("a/2", "a/1", "a/b/3", "ab/4"):
        storage.write(path, [b"x"])
    assert storage.names("a") == ["1", "2"]
    assert storage.names("nowhere") == []


def test_deleting_leaves_the_neighbours(storage: Storage) -> None:
    for path in ("a/1", "a/b/2", "ab/3"):
        storage.write(path, [b"x"])
    storage.delete_folder("a")
    storage.delete_folder("nowhere")
    storage.delete("nothing")
    assert storage.names("ab") == ["3"]
    assert storage.names("a/b") == []
    with pytest.raises(FileAbsent):
        storage.open("a/b/2")


def test_a_write_that_breaks_off_leaves_what_was_there(storage: Storage) -> None:
    storage.write("a", [b"whole"])
    for path in ("a", "b"):
        with pytest.raises(ConnectionAbortedError):
            storage.write(path, broken())
    assert read(storage, "a") == b"whole"
    with pytest.raises(FileAbsent):
        storage.open("b")


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ".lock", "a\\b", "a\0b", ""])
def test_no_path_leaves_the_root(tmp_path: Path, path: str) -> None:
    storage = SiteStorage(FileSystemStorage(location=tmp_path))
    for do in (lambda: storage.write(path, [b"x"]), lambda: storage.open(path), lambda: storage.names(path)):
        with pytest.raises(PathEscapes):
            do()
    assert not list(tmp_path.rglob("x"))


def test_a_disk_keeps_nothing_that_waited_and_gives_each_file_its_rights(tmp_path: Path) -> None:
    storage = SiteStorage(FileSystemStorage(location=tmp_path, file_permissions_mode=0o600))
    with pytest.raises(ConnectionAbortedError):
        storage.write("a", broken())
    storage.write("b", [b"x"])
    [file] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert file == tmp_path / "h5p" / "b"
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_empty_folder_stays_on_a_disk(tmp_path: Path) -> None:
    storage = SiteStorage(FileSystemStorage(location=tmp_path))
    for path in ("a/b/c/1", "a/2"):
        storage.write(path, [b"x"])
    storage.delete_folder("a")
    assert not (tmp_path / "h5p" / "a").exists()
