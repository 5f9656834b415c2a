"""HTML of a file made fit for the bank, and HTML of the bank made fit for a file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from html import escape, unescape
from typing import Any

import nh3

from quizzes.grading.questions import AnyQuestion

RICH = {
    "prompt",
    "explanation",
    "text",
    "feedback",
    "when_right",
    "when_partly",
    "when_wrong",
    "feedback_true",
    "feedback_false",
    "hints",
}
"""Fields that hold HTML; everything else is plain words."""
_PLAIN = {("Accepted", "text")}
"""Of these the one field that bears such a name and is typed words."""
_TAGS = {
    "p",
    "br",
    "b",
    "i",
    "sup",
    "sub",
    "ul",
    "ol",
    "li",
    "a",
    "img",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}
_SAME = (("strong", "b"), ("em", "i"))
_IMG = re.compile(r"<img\b[^>]*>")
_EMBED = re.compile(r"<embed\b[^>]*?/?>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_INNER_LINK = re.compile(r"<a\b(?=[^>]*linktype=)[^>]*>(.*?)</a>", re.DOTALL)

Link = Callable[[str, str], str]
"""Makes the element for a picture of the file, from its name and what it shows."""


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same question with every text of HTML changed."""
    if isinstance(value, tuple):
        return tuple(with_texts(one, change) for one in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        said = getattr(value, field.name)
        if field.name in RICH and (type(value).__name__, field.name) not in _PLAIN:
            changed[field.name] = tuple(map(change, said)) if isinstance(said, tuple) else change(said)
        else:
            changed[field.name] = with_texts(said, change)
    return replace(value, **changed)


def brought_in(question: AnyQuestion, link: Link) -> AnyQuestion:
    """A question of a file as the bank keeps it: no script, no foreign picture, our own elements."""
    made: AnyQuestion = with_texts(question, lambda html: _clean(html, link))
    return made


def _clean(html: str, link: Link) -> str:
    if "<" not in html:
        return html
    for theirs, ours in _SAME:
        html = re.sub(rf"<(/?){theirs}\b[^>]*>", rf"<\1{ours}>", html)
    safe = nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto"}, link_rel=None
    )

    def linked(found: re.Match[str]) -> str:
        said = _attributes(found[0])
        return link(said.get("src", ""), said.get("alt", ""))

    return _IMG.sub(linked, safe)


def taken_out(question: AnyQuestion, name_of: Callable[[str], str]) -> AnyQuestion:
    """A question of the bank with its pictures by the names of their files (`name_of` gets the id)."""

    def change(html: str) -> str:
        def named(found: re.Match[str]) -> str:
            said = _attributes(found[0])
            if said.get("embedtype") != "image" or not (name := name_of(said.get("id", ""))):
                return escape(said.get("alt", ""))
            return f'<img src="{escape(name)}" alt="{escape(said.get("alt", ""))}">'

        return _EMBED.sub(named, _INNER_LINK.sub(r"\1", html))

    made: AnyQuestion = with_texts(question, change)
    return made


def picture_ids(question: AnyQuestion) -> set[str]:
    """The pictures that a question of the bank shows."""
    found: set[str] = set()

    def look(html: str) -> str:
        for one in _EMBED.findall(html):
            said = _attributes(one)
            if said.get("embedtype") == "image":
                found.add(said.get("id", ""))
        return html

    with_texts(question, look)
    return found


def embedded(names: Mapping[str, int]) -> Link:
    """Pictures by their ids in the bank; what was not taken leaves what it shows, in words."""

    def link(src: str, alt: str) -> str:
        pk = names.get(src)
        if pk is None:
            return f"[{escape(alt)}]" if alt else ""
        return f'<embed alt="{escape(alt)}" embedtype="image" format="fullwidth" id="{pk}"/>'

    return link


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
