"""The one place where ffmpeg is started: without a shell, on files alone, within bounds.

It is the machine's own; where there is none, the one that the package `imageio-ffmpeg` brings.
"""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from media.videos.making.facts import READ_AS

try:
    import resource
except ImportError:  # pragma: no cover  (a machine without such bounds)
    resource = None  # type: ignore[assignment]

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space; what it really uses of that is a fifth."""
MOST_WRITTEN = 2 * 1024**3
THREADS = "2"
"""More would each take memory of their own, and the site has the machine too."""
NICENESS = 10
MOST_PRINTED = 64 * 1024
STOPPED = -1


class NoFfmpeg(Exception):
    """Neither the machine nor our packages have it."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How it ended, and the last of what it printed."""

    status: int
    printed: str

    @property
    def is_stopped(self) -> bool:
        """It took too long."""
        return self.status == STOPPED


@cache
def program() -> str | None:
    """Where it stands; None where there is none."""
    found = shutil.which("ffmpeg")
    if found:
        return found
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def reading(path: Path) -> list[str]:
    """How a file is read: no other files, no addresses, no kinds that name some."""
    bounds = ["-threads", THREADS, "-protocol_whitelist", "file", "-format_whitelist", READ_AS]
    return [*bounds, "-i", f"file:{path}"]


def run(options: Sequence[str], *, seconds: float, hear: Callable[[str], None] | None = None) -> Ran:
    """Run it to its end or for so long; `hear` gets each line that it writes on standard output.

    Raises NoFfmpeg.
    """
    where = program()
    if where is None:
        raise NoFfmpeg
    with tempfile.TemporaryFile() as printed:
        process = subprocess.Popen(
            [where, "-hide_banner", "-nostdin", "-y", "-filter_threads", THREADS, *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=printed,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "MALLOC_ARENA_MAX": "2"},
        )
        _bound(process.pid, seconds)
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            _listen(process, hear)
            status = process.wait()
        finally:
            timer.cancel()
            if process.poll() is None:
                process.kill()
                process.wait()
        printed.seek(max(0, printed.seek(0, os.SEEK_END) - MOST_PRINTED))
        return Ran(STOPPED if is_late.is_set() else status, printed.read().decode(errors="replace"))


def _listen(process: "subprocess.Popen[bytes]", hear: Callable[[str], None] | None) -> None:
    if process.stdout is None:
        return
    with process.stdout as output:
        for line in output:
            if hear:
                hear(line.decode(errors="replace").strip())


def _bound(pid: int, seconds: float) -> None:
    """Memory, processor and what it may write; and others go first."""
    try:
        os.setpriority(os.PRIO_PROCESS, pid, NICENESS)
        if resource is not None and hasattr(resource, "prlimit"):
            cores = os.cpu_count() or 1
            resource.prlimit(pid, resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
            resource.prlimit(pid, resource.RLIMIT_CPU, (int(seconds * cores) + 1, int(seconds * cores) + 5))
    except (ProcessLookupError, PermissionError):  # it has ended already
        return
