"""What a camera reads on paper: the page is drawn and its squares are read, neither by tools of ours."""

from typing import Any

import pypdfium2
import zxingcpp


def scanned(pdf: bytes) -> str:
    """The one square on the first page."""
    picture: Any = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil()
    [square] = zxingcpp.read_barcodes(picture)
    return square.text
