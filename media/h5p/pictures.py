"""Small renditions of the pictures in a content, for weak lines; the originals stay for export."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

from media.h5p.core.format.paths import extension

WIDEST = 1024
"""Pixels: three times a telephone's width, more than it shows."""
SMALL_ENOUGH = 24 * 1024
"""Bytes below which a picture is left as it is."""
WORTH_IT = 0.8
"""A rendition must be smaller than this share of its original."""
ENDING = "webp"
KIND = "image/webp"
_QUALITY = 75
_KINDS = frozenset({"png", "jpg", "jpeg", "bmp", "tif", "tiff"})
# A JPEG is decoded at a fraction of its size; all others whole, at four bytes a pixel.
_MOST_PIXELS = 8_000_000
_MOST_PIXELS_OF_JPEG = 60_000_000
_ORIENTATION = 0x0112
_LIES_ON_ITS_SIDE = 5
_FORMATS = ("JPEG", "PNG", "BMP", "TIFF")
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def renditions(
    files: Iterable[tuple[str, int]],
    read: Callable[[str], BinaryIO],
    keep: Callable[[str, bytes], None],
) -> dict[str, str]:
    """Make what is worth it of files, each a path and its size in bytes; answer path by rendition's path."""
    made: dict[str, str] = {}
    for path, size in files:
        if not is_picture(path) or size <= SMALL_ENOUGH:
            continue
        with read(path) as file:
            small = rendition(file)
        if small is not None and len(small) < size * WORTH_IT:
            made[path] = f"{path}.{ENDING}"
            keep(made[path], small)
    return made


def is_picture(path: str) -> bool:
    return extension(path) in _KINDS


def rendition(file: BinaryIO) -> bytes | None:
    """The picture, upright, at most `WIDEST` pixels wide, as WebP; None where it cannot be made."""
    with suppress(*_BROKEN), Image.open(file, formats=_FORMATS) as picture:
        width, height = picture.size
        most = _MOST_PIXELS_OF_JPEG if picture.format == "JPEG" else _MOST_PIXELS
        if width * height > most or getattr(picture, "is_animated", False):
            return None
        box = (WIDEST, WIDEST * 8)
        if picture.getexif().get(_ORIENTATION, 1) >= _LIES_ON_ITS_SIDE:
            box = (box[1], box[0])
        if picture.format == "JPEG":
            picture.draft("RGB", box)
        wanted = "RGBA" if _has_holes(picture) else "RGB"
        small = picture if picture.mode == wanted else picture.convert(wanted)
        small.thumbnail(box, reducing_gap=2.0)
        small = ImageOps.exif_transpose(small)
        out = BytesIO()
        small.save(out, "WEBP", quality=_QUALITY, method=4)
        return out.getvalue()
    return None


def _has_holes(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
