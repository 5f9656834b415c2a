"""Reads a CSV file: in UTF-8 or UTF-16, with commas, semicolons or tabs.

Excel on a Vietnamese machine saves plain "CSV" in a code page of one byte a letter, in which most marks
are lost. Guessing would spoil names silently, so such a file is refused with what to do.
"""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from typing import IO

from organisations.exchange.files.refusals import MAX_BYTES, UnreadableFile

SEPARATORS = (",", ";", "\t")


def text_of(file: IO[bytes]) -> str:
    """The whole text; its size was checked before."""
    file.seek(0)
    content = file.read(MAX_BYTES + 1)
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        raise UnreadableFile("not_utf8") from error
    if "\0" in text:
        raise UnreadableFile("not_a_workbook")
    return text


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    odd, even = content[1:200:2].count(0), content[0:200:2].count(0)
    if max(odd, even) * 4 > len(content[:200]):  # half of the letters are ASCII, as in any list of ours
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8-sig"


def rows_of(text: str, separator: str) -> Iterator[list[str]]:
    """Record by record, as Excel would show them."""
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableFile("damaged") from error
