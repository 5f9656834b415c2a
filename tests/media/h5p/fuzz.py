"""Mutated packages against the reader: `python -m tests.media.h5p.fuzz --seconds 60`.

Every package must be refused with findings or install, start and export to a fixed point; nothing may
raise, and nothing may be written outside the site's folder.
"""

import io
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from media.h5p.core.findings import PackageRefused
from media.h5p.core.installed.install import Site, install
from media.h5p.core.playing.boot import Addresses, boot
from media.h5p.core.reading.inspection import inspect_package
from media.h5p.core.storage.files import FileStorage
from media.h5p.core.storage.memory import MemoryStorage
from media.h5p.core.writing.export import export_package
from tests.media.fuzzing import ZIP_TOKENS, Mutation, fuzz
from tests.media.h5p.makers import Files, codes, package_files

ADDRESSES = Addresses(site="https://x.example", libraries="/lib", content="/content")
_TOKENS = [
    *ZIP_TOKENS,
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"null", b"true", b"-1", b"1e308", b"1e999", b"NaN"),
    *(b"\\ud800", b"LCB.Note 1.0", b"LCB.CellMeeting 1.2", b"<script>", b"9" * 40, b"[" * 200),
    *(b"content/", b"library", b"params"),
]


def main() -> int:
    mutation = Mutation(_TOKENS, picked, names_instead)
    return fuzz(
        __doc__,
        lambda chance: mutation.package(package_files(), chance),
        outcome_of,
        good="installed",
        kept_as="fuzz-failure.h5p",
    )


def picked(files: Files, chance: random.Random) -> str:
    return chance.choice([name for name in files if name.endswith((".json", ".svg"))] or list(files))


def names_instead(name: str) -> list[str]:
    return ["../x.png", "content/a/../../b.png", name.upper(), f"{name}/x.json", "LCB.X/a.js"]


def outcome_of(archive: bytes) -> list[str]:
    """The codes that were told; an exception from here is what the fuzzer looks for."""
    inspection = inspect_package(io.BytesIO(archive), "bai.h5p")
    told = [*set(codes(inspection.findings))]
    if inspection.package is None:
        if not inspection.errors:
            raise AssertionError("refused without an error")
        return told
    with TemporaryDirectory() as folder, inspection.package as package:
        root = Path(folder) / "site"
        site = Site.on(FileStorage(root))
        try:
            install(package, site, "bai")
        except PackageRefused as refused:
            return [*told, *set(codes(refused.findings))]
        if [path.name for path in Path(folder).iterdir()] != ["site"]:
            raise AssertionError("a file lies outside the site")
        content = site.contents.load("bai")
        boot(content, site.libraries, ADDRESSES)
        first = io.BytesIO()
        export_package(content, site, first)
    check_fixed_point(first.getvalue())
    return [*told, "installed"]


def check_fixed_point(exported: bytes) -> None:
    """An export must be sound, and export to itself."""
    again = inspect_package(io.BytesIO(exported), "bai.h5p").package
    if again is None:
        raise AssertionError("our own export is refused")
    site = Site.on(MemoryStorage())
    with again:
        install(again, site, "bai")
    second = io.BytesIO()
    export_package(site.contents.load("bai"), site, second)
    if second.getvalue() != exported:
        raise AssertionError("export, import, export changed the bytes")


if __name__ == "__main__":
    sys.exit(main())
