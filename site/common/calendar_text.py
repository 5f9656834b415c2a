"""Text of calendar files (RFC 5545): values escaped, lines folded, days and moments in their forms."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from unicodedata import category

LONGEST_LINE = 75
"""Octets, without the line's end."""


def calendar_text(lines: Iterable[str]) -> str:
    """Lines of properties as a file holds them."""
    return "".join(f"{part}\r\n" for part in _folded(lines))


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def day(on: date) -> str:
    return on.strftime("%Y%m%d")


def escaped(text: str) -> str:
    """As the value of a property: backslashes, commas, semicolons and ends of lines mean something there."""
    kept = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    kept = kept.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(letter for letter in kept if category(letter) != "Cc" or letter == "\t")


def quoted(text: str) -> str:
    """As the value of a parameter, in which a quotation mark cannot stand."""
    plain = "".join(letter for letter in text if letter.isprintable())
    return '"{}"'.format(plain.replace('"', "'"))


def _folded(lines: Iterable[str]) -> Iterator[str]:
    """No line is longer than 75 octets, and none is cut within a letter."""
    for line in lines:
        room, part = LONGEST_LINE, ""
        for letter in line:
            size = len(letter.encode())
            if size > room:
                yield part
                part, room = " ", LONGEST_LINE - 1
            part += letter
            room -= size
        yield part
