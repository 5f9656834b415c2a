"""The names of QTI: camelCase in 2.x, `qti-` and hyphens in 3.0. Inside, everything is as in 2.x."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.exchange.formats.safe_xml import Element
from quizzes.exchange.formats.xml_writing import element

_HYPHEN = re.compile(r"-([a-z])")
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_OWN = re.compile(r"lcb[a-z]?-([\w.-]+)")
_IDENTIFIER = re.compile(r"[\w.-]{1,60}", re.ASCII)

SCORED = "RESPONSE"
EXTRAS = "LCB"
ANSWER = "lcb-answer"
"""The class of what stands around a field of ours: neither asked nor part of the text."""
TEXT = "lcb-text"
"""The class of the text of a cloze of ours, beside its prompt."""


def as_in_two(root: Element) -> Element:
    """A tree with the names of 2.x throughout."""
    for one in (root, *root.descendants()):
        if one.name.startswith("qti-"):
            one.name = _camel(one.name.removeprefix("qti-"))
            one.attributes = {_camel(name): value for name, value in one.attributes.items()}
    return root


def own_id(identifier: str) -> str:
    """The id that an identifier of ours carries, or nothing."""
    match = _OWN.fullmatch(identifier)
    return match.group(1) if match else ""


def identifier_for(id_: str, number: int, kind: str = "") -> str:
    return f"lcb{kind}-{id_}" if _IDENTIFIER.fullmatch(id_) else f"n{kind}{number}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """Writes elements with the names of one version."""

    version: str

    @property
    def is_three(self) -> bool:
        return self.version == "3.0"

    def element(self, name: str, *inside: str, attributes: Mapping[str, object] | None = None) -> str:
        if not self.is_three:
            return element(name, *inside, attributes=attributes)
        changed = {_kebab(key): value for key, value in (attributes or {}).items()}
        return element(f"qti-{_kebab(name)}", *inside, attributes=changed)

    def content(self, name: str, html: str, attributes: Mapping[str, object]) -> str:
        """An element that holds a text; 3.0 wants a body around it."""
        body = element("qti-content-body", html) if self.is_three else html
        return self.element(name, body, attributes=attributes)


def _camel(name: str) -> str:
    return name if name.startswith("data-") else _HYPHEN.sub(lambda match: match.group(1).upper(), name)


def _kebab(name: str) -> str:
    return _CAPITAL.sub(r"-\1", name).lower() if ":" not in name else name
