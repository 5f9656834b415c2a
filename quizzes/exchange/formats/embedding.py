"""Pictures inside a text itself, for formats that bring no files."""

import base64
import re
from collections.abc import Callable, Mapping
from html import unescape
from urllib.parse import quote

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.pictures import media_type

SOURCE = re.compile(r'(<img\b[^<>]*?\bsrc=")([^"]*)(")')


def embedded(html: str, files: Mapping[str, bytes], losses: Findings, number: int) -> str:
    """The text with its pictures in it, each under its name."""

    def embed(match: re.Match[str]) -> str:
        name = unescape(match.group(2))
        if name not in files:
            losses.loss(codes.PICTURE_MISSING, name, str(number))
            return match.group()
        data = base64.b64encode(files[name]).decode()
        return f'{match.group(1)}data:{media_type(name, files)};name={quote(name, safe="")};base64,{data}"'

    return SOURCE.sub(embed, html) if "<img" in html else html


def embedding(files: Mapping[str, bytes], losses: Findings, number: int) -> Callable[[str], str]:
    """What puts the pictures of one question's texts into them."""
    return lambda html: embedded(html, files, losses, number)


def named(html: str) -> list[str]:
    """The names of the pictures in a text."""
    return [unescape(match.group(2)) for match in SOURCE.finditer(html)]
