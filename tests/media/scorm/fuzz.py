"""Mutated packages against the reader: `python -m tests.media.scorm.fuzz --seconds 60`.

Bytes of the archive are changed, and also the files inside it before it is zipped, so that both the zip
and the manifest are reached. Every package must be refused with an error or read to the end; nothing may
raise.
"""

import argparse
import io
import random
import sys
import time
from collections import Counter
from pathlib import Path

from media.scorm.core.inspection import inspect_package
from media.scorm.core.package import Version
from media.scorm.core.settling import Aim, bounded, resumed, settle
from tests.media.scorm.makers import TWO, Files, manifest, package_files, zipped

_TOKENS = [
    *(b"<", b">", b"/>", b'"', b"&", b"&amp;", b"&#0;", b"]]>", b"<![CDATA[", b"<!DOCTYPE a>", b"<?xml?>"),
    *(b"../", b"\\", b"\0", b"http://x/", b"javascript:", b"%2e%2e/", b"a" * 300, b"<item>" * 80),
    *(b"muc-1", b"tai-1", b"sco", b"asset", b"<manifest/>", b"1.2", b"2004", b"NaN", b"1e999", b"\xff\xfe"),
    *(b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06"),
]
_INSIDE = (
    "<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:prerequisites>muc-1</adlcp:prerequisites>"
    '<imsss:sequencing xmlns:imsss="http://www.imsglobal.org/xsd/imsss"><imsss:controlMode flow="true"/>'
    "</imsss:sequencing>"
)


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
            Path("fuzz-failure.zip").write_bytes(archive)
            print(f"seed {seed}: the package that failed is in fuzz-failure.zip", file=sys.stderr)
            raise
    print(f"seed {seed}: {outcomes.pop('tried')} packages, {outcomes.pop('read', 0)} read")
    for code, count in outcomes.most_common():
        print(f"{count:8} {code}")
    return 0


def mutated(chance: random.Random) -> bytes:
    version = chance.choice(["1.2", "2004"])
    files = package_files(version, parts=TWO, xml=manifest(version, parts=TWO, inside={2: _INSIDE}))
    if chance.random() < 0.8:
        for _ in range(chance.randint(1, 3)):
            mutate_file(files, chance)
    archive = bytearray(zipped(files).getvalue())
    if chance.random() < 0.4:
        for _ in range(chance.choice([1, 1, 2, 8, 40])):
            mutate_bytes(archive, chance)
    return bytes(archive)


def mutate_file(files: Files, chance: random.Random) -> None:
    name = (
        "imsmanifest.xml" if chance.random() < 0.8 and "imsmanifest.xml" in files else chance.choice([*files])
    )
    kind = chance.random()
    if kind < 0.05:
        del files[name]
    elif kind < 0.15:
        other = chance.choice(
            ["../x.html", "a/../../b.html", name.upper(), f"{name}/x.xml", f"thu-muc/{name}"]
        )
        files[other] = files.pop(name) if chance.random() < 0.5 else files[name]
    else:
        content = bytearray(files[name])
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            mutate_bytes(content, chance)
        files[name] = bytes(content)
    files.setdefault("cho-khoi-rong.txt", b"")


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
    inspection = inspect_package(io.BytesIO(archive))
    told = ["tried", *{finding.code.value for finding in inspection.findings}]
    for finding in inspection.findings:
        finding.sentence("vi"), finding.sentence("en")
    if inspection.package is None:
        if not inspection.errors:
            raise AssertionError("refused without an error")
        return told
    for part in inspection.package.parts:
        if part.launch.path not in inspection.package.files:
            raise AssertionError("opens what it does not hold")
        values = bounded({"cmi.core.score.raw": part.title, "cmi.completion_status": part.identifier}) or {}
        for version in Version:
            settle(values, version, Aim(part.mastery, part.completion_threshold))
            resumed(values, version)
    inspection.close()
    return [*told, "read"]


if __name__ == "__main__":
    sys.exit(main())
