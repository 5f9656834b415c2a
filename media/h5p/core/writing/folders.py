"""Folders to packages and back, for people who make or mend content with their own tools."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from media.h5p.core.codes import Code
from media.h5p.core.findings import PackageRefused, error
from media.h5p.core.format.paths import is_hidden
from media.h5p.core.reading.archive import CHUNK
from media.h5p.core.reading.inspection import Inspection, Reading, inspect_package
from media.h5p.core.reading.package import Package
from media.h5p.core.sentences import phrases
from media.h5p.core.writing.zip_writing import Source, write_zip


def pack(folder: Path, target: Path, reading: Reading | None = None) -> Inspection:
    """Zip a folder laid out as a package, deterministically, and check the result.

    The target appears only when it is sound. Hidden files are left out. Raises `PackageRefused` for a
    link, which would bring in files from elsewhere.
    """
    sources = dict(_sources(folder))
    with TemporaryDirectory(dir=target.parent, prefix=".h5p-") as workplace:
        written = Path(workplace) / target.name
        with written.open("w+b") as out:
            write_zip(out, sources)
        inspection = inspect_package(written, target.name, reading)
        if inspection.package is not None:
            inspection.package.close()
            written.replace(target)
    return inspection


def unpack(package: Package, folder: Path) -> int:
    """Write the files of a sound package into a new folder and return how many there are.

    The folder appears whole or not at all. Raises FileExistsError where it is there already.
    """
    if folder.exists():
        raise FileExistsError(folder)
    with TemporaryDirectory(dir=folder.parent, prefix=".h5p-") as workplace:
        unpacked = Path(workplace) / "package"
        for name in package.names:
            path = unpacked / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.writelines(package.chunks_of(name))
        unpacked.rename(folder)
    return len(package.names)


def _sources(folder: Path) -> Iterator[tuple[str, Source]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if is_hidden(name) or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink():
            raise PackageRefused([error(Code.UNSAFE_PATH, name, reason=phrases.IS_A_LINK)])
        yield name, Source(path.stat().st_size, partial(_chunks, path))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
