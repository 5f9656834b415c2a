"""The text of an item as HTML, with what is no text taken out of it."""

import re
from collections.abc import Callable, Iterable
from html import escape

from quizzes.exchange.formats.markup import KNOWN, Cleaner
from quizzes.exchange.formats.safe_xml import Element

_SPACES = re.compile(r"[ \t\r\n]+")
_BLOCKS = "p|div|ul|ol|li|table|thead|tbody|tfoot|tr|td|th|h[1-6]|blockquote|pre|section"
_BETWEEN = re.compile(rf"[ \n]{{0,8}}(</?(?:{_BLOCKS})\b[^<>]*>)[ \n]{{0,8}}")
_VOID = {"br", "img", "hr", "col"}
# Around texts, and saying nothing of their own.
CLEAR = {
    "contentBody", "prompt", "itemBody", "stimulusBody", "hottext", "templateBlock", "templateInline",
    "infoControl", "passage", "blockInteraction",
}  # fmt: skip
BESIDE = {"feedbackInline", "feedbackBlock", "rubricBlock", "modalFeedback", "stylesheet"}

Replace = Callable[[Element], str | None]


def html_of(nodes: Iterable[Element | str], replace: Replace | None = None) -> str:
    """Nodes as HTML, not yet cleaned; `replace` says what stands for an element, None for itself."""
    return _BETWEEN.sub(r"\1", "".join(_pieces(nodes, replace))).strip()


def held_gap(id_: str) -> str:
    """A gap of ours while the text around it is read: between signs that are no characters."""
    return f"\ufdd0{id_}\ufdd1"


def freed_gaps(text: str, cleaner: Cleaner) -> str:
    """A cleaned text with its gaps; what looked like one before is none."""
    return cleaner.without_gaps(text).replace("\ufdd0", "{{").replace("\ufdd1", "}}")


def is_html(node: Element) -> bool:
    return node.name.lower() in KNOWN


def _pieces(nodes: Iterable[Element | str], replace: Replace | None) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, str):
            yield escape(_SPACES.sub(" ", node), quote=False)
        elif (instead := replace(node) if replace else None) is not None:
            yield instead
        elif node.name in BESIDE:
            continue
        elif (
            not is_html(node)
            or node.name in CLEAR
            or (node.name == "div" and node.get("class").startswith("lcb-"))
        ):
            yield from _pieces(node.children, replace)
        else:
            yield from _element(node, replace)


def _element(node: Element, replace: Replace | None) -> Iterable[str]:
    name = node.name.lower()
    if name == "object" and node.get("type").startswith("image/"):
        yield f'<img src="{escape(node.get("data"))}" alt="{escape(node.text().strip())}">'
        return
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in node.attributes.items())
    if name in _VOID:
        yield f"<{name}{attributes}>"
        return
    yield f"<{name}{attributes}>"
    if name == "pre":
        yield escape(node.text(), quote=False)
    else:
        yield from _pieces(node.children, replace)
    yield f"</{name}>"
