"""Photographs of signed sheets: looked into, turned upright, written anew without what cameras note."""

import warnings
from io import BytesIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_MB = 15
MOST_POINTS = 60_000_000
LONGEST_SIDE = 2600
KINDS = ["JPEG", "PNG", "WEBP"]
TYPE = "image/jpeg"


class NotAPhotograph(Exception):
    """Not a picture of a kind that is taken, or a damaged one."""


class TooLarge(Exception):
    """More bytes or points than are taken."""


def private_storage() -> Storage:
    return storages["private"]


def without_traces(sent: File) -> bytes:  # type: ignore[type-arg]
    """The picture as a JPEG that holds nothing but the picture. Raises NotAPhotograph, TooLarge."""
    if (sent.size or 0) > LARGEST_MB * 1024 * 1024:
        raise TooLarge
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(sent, formats=KINDS)
        if picture.width * picture.height > MOST_POINTS:
            raise TooLarge
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as reason:
        raise NotAPhotograph from reason
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = BytesIO()
    bare.save(written, "JPEG", quality=82, optimize=True)
    return written.getvalue()


def keep(name: str, picture: bytes) -> str:
    """Where it lies from now on."""
    return private_storage().save(name, ContentFile(picture))


def let_go(name: str) -> None:
    private_storage().delete(name)
