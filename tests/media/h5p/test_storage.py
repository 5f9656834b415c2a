"""Where files are kept: the disk and the dictionary behave alike, and nothing half-written is ever seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from media.h5p.core.storage.files import FileStorage, PathEscapes
from media.h5p.core.storage.memory import MemoryStorage
from media.h5p.core.storage.protocol import FileAbsent, Storage


@pytest.fixture(params=["disk", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return FileStorage(tmp_path / "h5p") if request.param == "disk" else MemoryStorage()


def read(storage: Storage, path: str) -> bytes:
    with storage.open(path) as file:
        return file.read()


def broken() -> Iterator[bytes]:
    yield b"half"
    raise ConnectionAbortedError


def test_what_is_written_can_be_read_and_replaced(storage: Storage) -> None:
    storage.write("a/b/ảnh.png", [b"one", b"two"])
    assert read(storage, "a/b/ảnh.png") == b"onetwo"
    storage.write("a/b/ảnh.png", [b"three"])
    assert read(storage, "a/b/ảnh.png") == b"three"


@pytest.mark.parametrize("path", ["gone", "a", "a/x.txt/y"])
def test_what_is_not_there_is_told(storage: Storage, path: str) -> None:
    storage.write("a/x.txt", [b""])
    with pytest.raises(FileAbsent):
        storage.open(path)


def test_names_are_those_of_files_directly_in_the_folder(storage: Storage) -> None:
    for path in ("a/2", "a/1", "a/b/3", "ab/4"):
        storage.write(path, [b""])
    assert storage.names("a") == ["1", "2"]
    assert storage.names("nowhere") == []


def test_deleting_leaves_the_neighbours(storage: Storage) -> None:
    for path in ("a/1", "a/b/2", "ab/3"):
        storage.write(path, [b""])
    storage.delete_folder("a")
    storage.delete_folder("nowhere")
    storage.delete("nothing")
    assert storage.names("ab") == ["3"]
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


def test_writers_hold_one_another_off(storage: Storage) -> None:
    seen: list[int] = []

    def write(number: int) -> None:
        with storage.lock():
            seen.append(number)
            seen.append(number)

    threads = [Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen[::2] == seen[1::2]


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ".lock", "a\\b", "a\0b", ""])
def test_the_disk_lets_no_path_out_of_its_root(tmp_path: Path, path: str) -> None:
    storage = FileStorage(tmp_path / "h5p")
    with pytest.raises(PathEscapes):
        storage.write(path, [b"x"])
    assert not list(tmp_path.rglob("x"))


def test_nothing_is_left_waiting_on_the_disk(tmp_path: Path) -> None:
    storage = FileStorage(tmp_path)
    with pytest.raises(ConnectionAbortedError):
        storage.write("a", broken())
    storage.write("b", [b"x"])
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["b"]
