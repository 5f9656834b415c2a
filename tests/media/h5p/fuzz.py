"""Mutated packages against the reader: `python -m tests.media.h5p.fuzz --seconds 60`.

Bytes of the archive are changed, and also the files inside it before it is zipped, so that both the zip
and the JSON layers are reached. Every package must be refused with findings or install, start and export
to a fixed point; nothing may raise, and nothing may be written outside the site's folder.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from media.h5p.core.findings import PackageRefused
from media.h5p.core.installed.install import Site, install
from media.h5p.core.playing.boot import Addresses, boot
from media.h5p.core.reading.inspection import inspect_package
from media.h5p.core.storage.files import FileStorage
from media.h5p.core.storage.memory import MemoryStorage
from media.h5p.core.writing.export import export_package
from tests.media.h5p.makers import Files, codes, package_files, zipped

ADDRESSES = Addresses(site="https://x.example", libraries="/lib", content="/content")
_TOKENS = [
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b",",
        b":",
        b"null",
        b"true",
        b"-1",
        b"1e308",
        b"1e999",
        b"NaN",
        b"\\ud800",
    ),
    *(b"../", b"\\", b"\0", b"LCB.Note 1.0", b"LCB.CellMeeting 1.2", b"<script>", b"9" * 40),
    *(
        b"PK\x01\x02",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"PK\x06\x06",
        b"content/",
        b"library",
        b"params",
        b"[" * 200,
    ),
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="print of an earlier run, to repeat it")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    outcomes = Counter[str]()
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        archive = mutated(chance)
        try:
            outcomes.update(outcome_of(archive))
        except Exception:
            Path("fuzz-failure.h5p").write_bytes(archive)
            print(f"seed {seed}: the package that failed is in fuzz-failure.h5p", file=sys.stderr)
            raise
    print(f"seed {seed}: {outcomes.pop('tried')} packages, {outcomes.pop('installed', 0)} installed")
    for code, count in outcomes.most_common():
        print(f"{count:8} {code}")
    return 0


def mutated(chance: random.Random) -> bytes:
    files = package_files()
    if chance.random() < 0.7:
        for _ in range(chance.randint(1, 3)):
            mutate_file(files, chance)
    archive = bytearray(zipped(files).getvalue())
    if chance.random() < 0.5:
        for _ in range(chance.choice([1, 1, 2, 8, 40])):
            mutate_bytes(archive, chance)
    return bytes(archive)


def mutate_file(files: Files, chance: random.Random) -> None:
    name = chance.choice([name for name in files if name.endswith((".json", ".svg"))] or list(files))
    kind = chance.random()
    if kind < 0.1:
        del files[name]
    elif kind < 0.2:
        other = chance.choice(
            ["../x.png", "content/a/../../b.png", name.upper(), f"{name}/x.json", "LCB.X/a.js"]
        )
        files[other] = files[name]
    else:
        content = bytearray(files[name])
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            mutate_bytes(content, chance)
        files[name] = bytes(content)


def mutate_bytes(content: bytearray, chance: random.Random) -> None:
    if not content:
        content += chance.choice(_TOKENS)
        return
    at = chance.randrange(len(content))
    match chance.randrange(6):
        case 0:
            content[at] = chance.randrange(256)
        case 1:
            content[at] ^= 1 << chance.randrange(8)
        case 2:
            del content[at : at + chance.choice([1, 2, 16, 200])]
        case 3:
            content[at:at] = chance.choice(_TOKENS)
        case 4:
            content[at : at + 4] = chance.randbytes(4)
        case _:
            other = chance.randrange(len(content))
            content[at:at] = content[other : other + chance.choice([4, 30, 100])]


def outcome_of(archive: bytes) -> list[str]:
    """The codes that were told; an exception from here is what the fuzzer looks for."""
    inspection = inspect_package(io.BytesIO(archive), "bai.h5p")
    told = ["tried", *set(codes(inspection.findings))]
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
