"""Mutated packages against the reader: `python -m tests.media.scorm.fuzz --seconds 60`.

Every package must be refused with an error or read to the end; nothing may raise.
"""

import io
import random
import sys

from media.scorm.core.inspection import inspect_package
from media.scorm.core.package import Version
from media.scorm.core.settling import Aim, bounded, resumed, settle
from tests.media.fuzzing import ZIP_TOKENS, Mutation, fuzz
from tests.media.h5p.makers import Files
from tests.media.scorm.makers import TWO, manifest, package_files

_TOKENS = [
    *ZIP_TOKENS,
    *(b"<", b">", b"/>", b'"', b"&", b"&amp;", b"&#0;", b"]]>", b"<![CDATA[", b"<!DOCTYPE a>", b"<?xml?>"),
    *(b"http://x/", b"javascript:", b"%2e%2e/", b"a" * 300, b"<item>" * 80, b"<manifest/>"),
    *(b"muc-1", b"tai-1", b"sco", b"asset", b"1.2", b"2004", b"NaN", b"1e999", b"\xff\xfe"),
]
_INSIDE = (
    "<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:prerequisites>muc-1</adlcp:prerequisites>"
    '<imsss:sequencing xmlns:imsss="http://www.imsglobal.org/xsd/imsss"><imsss:controlMode flow="true"/>'
    "</imsss:sequencing>"
)


def main() -> int:
    mutation = Mutation(_TOKENS, picked, names_instead, share=0.8, share_of_bytes=0.4)
    return fuzz(
        __doc__,
        lambda chance: mutation.package(sound(chance), chance),
        outcome_of,
        good="read",
        kept_as="fuzz-failure.zip",
    )


def sound(chance: random.Random) -> Files:
    version = chance.choice(["1.2", "2004"])
    return package_files(version, parts=TWO, xml=manifest(version, parts=TWO, inside={2: _INSIDE}))


def picked(files: Files, chance: random.Random) -> str:
    is_manifest = chance.random() < 0.8 and "imsmanifest.xml" in files
    return "imsmanifest.xml" if is_manifest else chance.choice([*files])


def names_instead(name: str) -> list[str]:
    return ["../x.html", "a/../../b.html", name.upper(), f"{name}/x.xml", f"thu-muc/{name}"]


def outcome_of(archive: bytes) -> list[str]:
    """The codes that were told; an exception from here is what the fuzzer looks for."""
    inspection = inspect_package(io.BytesIO(archive))
    told = [*{finding.code.value for finding in inspection.findings}]
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
