"""The lock files: made by `make lock`, checked by `make check`.

Each lock file of Python packages begins with a fingerprint of the lists it was made from, so that a
list changed without a new lock is found without asking a registry.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXTRAS = {"run": [], "dev": ["dev"], "node": ["node"], "ffmpeg": ["ffmpeg"]}
ADDRESS = re.compile(r"https?://|git\+|\bfile:")


def lists_of(lock: str, root: Path = ROOT) -> str:
    """The fingerprint of the dependency lists in pyproject.toml that `lock` is made from."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = [project["optional-dependencies"][extra] for extra in EXTRAS[lock]]
    lists = [project["requires-python"], project["dependencies"], *extras]
    return hashlib.sha256(json.dumps(lists).encode()).hexdigest()


def heading(lock: str, root: Path = ROOT) -> str:
    return f"# Made by `make lock` from lists with this fingerprint: {lists_of(lock, root)}\n"


def faults(root: Path = ROOT) -> Iterator[str]:
    """A sentence for everything that is wrong with a lock file."""
    for lock in EXTRAS:
        yield from _faults_of_python_lock(root / "requirements" / f"{lock}.lock", heading(lock, root))
    yield from _faults_of_npm_lock(root)


def _faults_of_python_lock(path: Path, expected: str) -> Iterator[str]:
    text = path.read_text()
    if not text.startswith(expected):
        yield f"{path.name} is older than the lists in pyproject.toml: run `make lock`."
    if ADDRESS.search(text):
        yield f"{path.name} holds a download address."
    for entry in re.split(r"\n(?=\S)", text.removeprefix(expected).strip()):
        if "--hash=sha256:" not in entry:
            yield f"{path.name} has no hash for {entry.split()[0]}."


def _faults_of_npm_lock(root: Path) -> Iterator[str]:
    wanted = json.loads((root / "package.json").read_text())
    locked = json.loads((root / "package-lock.json").read_text())["packages"]
    for kind in ("dependencies", "devDependencies"):
        if wanted.get(kind, {}) != locked[""].get(kind, {}):
            yield f"package-lock.json is older than the {kind} of package.json: run `make lock`."
    for name, package in locked.items():
        if "resolved" in package:
            yield f"package-lock.json holds a download address for {name}."
        if name and "integrity" not in package:
            yield f"package-lock.json has no hash for {name}."


def write(options: list[str]) -> None:
    """Resolve anew with uv; versions locked before are kept unless `--upgrade` is given."""
    for lock, extras in EXTRAS.items():
        path = ROOT / "requirements" / f"{lock}.lock"
        command = ["uv", "pip", "compile", "pyproject.toml", "--quiet", "--output-file", str(path)]
        command += ["--universal", "--python-version", "3.11", "--generate-hashes"]
        command += ["--no-emit-index-url", "--no-annotate", "--no-header"]
        command += [f"--extra={extra}" for extra in extras]
        subprocess.run([sys.executable, "-m", *command, *options], cwd=ROOT, check=True)
        path.write_text(heading(lock) + path.read_text())


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(sys.argv[2:])
    elif found := list(faults()):
        sys.exit("\n".join(found))
