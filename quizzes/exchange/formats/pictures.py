"""Pictures that come with a file: known by their bytes, kept under a name of their own."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from quizzes.exchange.formats.limits import LARGEST_PICTURE

_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}


def kind_of(data: bytes) -> str:
    """The ending that the bytes deserve, or nothing where they are no picture that we show."""
    for signature, kind in _KINDS:
        if data.startswith(signature):
            return kind
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


class Pictures:
    """The pictures of one file by name; `name_for` finds a free name, the same for the same bytes."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def add(self, data: bytes, wanted: str = "") -> str:
        """The name the picture is kept under, or nothing where it is none."""
        kind = kind_of(data)
        if not kind or len(data) > LARGEST_PICTURE:
            return ""
        name = self._name_for(data, wanted, kind)
        self.files[name] = data
        return name

    def _name_for(self, data: bytes, wanted: str, kind: str) -> str:
        digest = sha256(data).hexdigest()
        tidy = re.sub(r"[\x00-\x1f\"<>|?*:]+", "-", wanted.replace("\\", "/").rpartition("/")[2]).strip(". ")[
            -120:
        ]
        name = tidy or f"picture-{digest[:12]}.{kind}"
        if not PurePosixPath(name).suffix:
            name = f"{name}.{kind}"
        if self.files.get(name, data) != data:
            name = f"{digest[:8]}-{name}"
        return name


def media_type(name: str, files: Mapping[str, bytes]) -> str:
    return MEDIA_TYPES.get(kind_of(files[name]), "application/octet-stream")
