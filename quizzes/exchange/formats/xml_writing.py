"""XML written: elements as nested calls, texts as they are meant."""

from collections.abc import Mapping
from html import escape

from quizzes.exchange.formats.decoding import NO_CHARACTERS

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name: str, *inside: str, attributes: Mapping[str, object] | None = None) -> str:
    """An element around what is XML already."""
    head = "".join(f' {key}="{quoted(value)}"' for key, value in (attributes or {}).items())
    body = "".join(inside)
    return f"<{name}{head}>{body}</{name}>" if body else f"<{name}{head}/>"


def words(text: object) -> str:
    """Plain text as XML."""
    return escape(NO_CHARACTERS.sub("", str(text)), quote=False)


def quoted(value: object) -> str:
    """An attribute's value; line breaks survive."""
    text = escape(NO_CHARACTERS.sub("", str(value)), quote=True)
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def marked(text: str) -> str:
    """A text with markup in it as one marked section."""
    safe = NO_CHARACTERS.sub("", text).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{safe}]]>" if safe else ""
