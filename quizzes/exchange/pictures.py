"""Pictures of a file, looked at before they are kept."""

from io import BytesIO

from PIL import Image

MOST_PIXELS = 40_000_000
_KINDS = {"PNG", "JPEG", "GIF", "WEBP"}


def is_picture(content: bytes) -> bool:
    """Whether it is a picture that browsers show, of a size that can be worked with; nothing is unpacked."""
    try:
        with Image.open(BytesIO(content)) as picture:
            return picture.format in _KINDS and 0 < picture.width * picture.height <= MOST_PIXELS
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
