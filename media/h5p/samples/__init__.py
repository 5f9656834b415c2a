"""A small content type of our own, written from nothing, and a package made with it: the sample and the tests
play it. Its folder is laid out as a package; `packed` makes the file of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from media.h5p.core.writing.folders import pack

FOLDER = Path(__file__).parent / "ket-luan-buoi-sinh-hoat"


def packed() -> bytes:
    """The sample as a `.h5p` file; always the same bytes."""
    with TemporaryDirectory() as place:
        target = Path(place) / f"{FOLDER.name}.h5p"
        pack(FOLDER, target)
        return target.read_bytes()
