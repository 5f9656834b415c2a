"""Collects static files only when one of them changed: hashing and compressing take seconds."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from portal import static_storage


def collect_if_changed() -> bool:
    """Collect afresh where a source file, or the way of storing, differs from last time."""
    mark = Path(f"{settings.STATIC_ROOT}.fingerprint")
    now = _fingerprint()
    if mark.exists() and mark.read_text() == now:
        return False
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(now)
    return True


def _fingerprint() -> str:
    return hashlib.sha256("\n".join(sorted(_source_facts())).encode()).hexdigest()


def _source_facts() -> Iterator[str]:
    yield Path(static_storage.__file__).read_text()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            yield f"{name} {facts.st_size} {facts.st_mtime_ns}"
