"""Mutates packages until the time is over: what the fuzz commands of H5P and of SCORM share.

Bytes of an archive are changed, and also the files inside it before it is zipped, so that both the zip and
what lies in it are reached.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.media.h5p.makers import Files, zipped

ZIP_TOKENS = (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"../", b"\\", b"\0")


@dataclass(frozen=True, slots=True)
class Mutation:
    """How packages of one kind are spoilt: `tokens` go in among their bytes, `picks` says which file is
    spoilt, `others` are the names that a file may be given; `share` of all packages have files spoilt, and
    `share_of_bytes` bytes of the archive."""

    tokens: Sequence[bytes]
    picks: Callable[[Files, random.Random], str]
    others: Callable[[str], list[str]]
    share: float = 0.7
    share_of_bytes: float = 0.5

    def package(self, files: Files, chance: random.Random) -> bytes:
        if chance.random() < self.share:
            for _ in range(chance.randint(1, 3)):
                self._file(files, chance)
        archive = bytearray(zipped(files).getvalue())
        if chance.random() < self.share_of_bytes:
            for _ in range(chance.choice([1, 1, 2, 8, 40])):
                self._bytes(archive, chance)
        return bytes(archive)

    def _file(self, files: Files, chance: random.Random) -> None:
        if not files:
            return
        name = self.picks(files, chance)
        kind = chance.random()
        if kind < 0.08:
            del files[name]
        elif kind < 0.18:
            other = chance.choice(self.others(name))
            files[other] = files.pop(name) if chance.random() < 0.5 else files[name]
        else:
            content = bytearray(files[name])
            for _ in range(chance.choice([1, 1, 1, 2, 5])):
                self._bytes(content, chance)
            files[name] = bytes(content)

    def _bytes(self, content: bytearray, chance: random.Random) -> None:
        if not content:
            content += chance.choice(self.tokens)
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
                content[at:at] = chance.choice(self.tokens)
            case 4:
                content[at : at + 4] = chance.randbytes(4)
            case _:
                other = chance.randrange(len(content))
                content[at:at] = content[other : other + chance.choice([4, 30, 100])]


def fuzz(
    about: str | None,
    made: Callable[[random.Random], bytes],
    outcome_of: Callable[[bytes], list[str]],
    *,
    good: str,
    kept_as: str,
) -> int:
    """Try mutated packages for `--seconds`. `outcome_of` gives the codes that were told, `good` among them
    where a package is used after all; it raises where something is wrong, and that package is kept."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="print of an earlier run, to repeat it")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    outcomes = Counter[str]()
    tried = 0
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        archive = made(chance)
        tried += 1
        try:
            outcomes.update(outcome_of(archive))
        except Exception:
            Path(kept_as).write_bytes(archive)
            print(f"seed {seed}: the package that failed is in {kept_as}", file=sys.stderr)
            raise
    print(f"seed {seed}: {tried} packages, {outcomes.pop(good, 0)} {good}")
    for code, count in outcomes.most_common():
        print(f"{count:8} {code}")
    return 0
