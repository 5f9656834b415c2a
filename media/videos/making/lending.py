"""A file of the storage as a path, which is what ffmpeg reads: its own where it lies on this machine."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.models.fields.files import FieldFile


@contextmanager
def on_this_machine(file: FieldFile) -> Iterator[Path]:
    """The file where it lies, or a copy of it for as long as it is needed."""
    try:
        where = Path(file.path)
    except NotImplementedError:
        where = Path()
    if where.is_file():
        yield where
        return
    with tempfile.NamedTemporaryFile(prefix="recording-") as copy:
        with file.open("rb") as content:
            shutil.copyfileobj(content, copy)
        copy.flush()
        yield Path(copy.name)
