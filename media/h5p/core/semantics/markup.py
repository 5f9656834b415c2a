"""Text as the player may show it: HTML with the tags its semantics allow, or plain text, escaped.

The sanitiser is nh3 (Rust's ammonia, which parses as browsers do). Semantics narrow what is allowed; they
never widen it beyond `_SAFE_TAGS`, because semantics come with the package.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import nh3

from media.h5p.core.semantics.fields import FontStyle
from media.h5p.core.semantics.styles import allowed_declarations

_ALWAYS = frozenset({"div", "span", "p", "br"})
_TABLE_TAGS = "tr td th colgroup col thead tbody tfoot figure figcaption caption"
_TABLE = frozenset(_TABLE_TAGS.split())
# A tag the author may use brings those that its editor writes in its place.
_COMPANIONS = {
    "table": _TABLE,
    "b": frozenset({"strong"}),
    "i": frozenset({"em"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "del": frozenset({"s"}),
    "strike": frozenset({"s"}),
}
_TEXT_TAGS = (
    "a abbr b bdi bdo blockquote br cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li "
    "mark ol p pre q rp rt ruby s samp small span strike strong sub sup table tt u ul var"
)
_SAFE_TAGS = _TABLE | frozenset(_TEXT_TAGS.split())
_ATTRIBUTES = {
    "*": {"class", "dir", "id", "lang", "role", "style", "title"},
    "a": {"href", "target"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"reversed", "start", "type"},
    "li": {"value"},
    "table": {"border", "cellpadding", "cellspacing", "summary"},
    "td": {"colspan", "rowspan", "headers", "align", "valign"},
    "th": {"colspan", "rowspan", "headers", "scope", "align", "valign"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
}
_URL_SCHEMES = {"http", "https", "mailto", "tel"}

_LONE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_EVENT_HANDLER = re.compile(r"<[a-zA-Z][^<>]{0,2000}?[\s\"'/](on[a-z]{3,30})\s*=", re.IGNORECASE)


def clean_html(text: str, tags: frozenset[str], styles: frozenset[FontStyle]) -> str:
    """The text with nothing but allowed tags, attributes, styles and addresses."""
    return _cleaner(tags, styles).clean(text)


def escape_text(text: str) -> str:
    """Plain text as HTML. An entity that is already there stays: the editor stores some texts escaped."""
    escaped = _LONE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&quot;").replace("'", "&#039;")


def lost_markup(before: str, after: str) -> str:
    """The tags and event handlers that cleaning took away, as a short list; empty where it took none."""
    lost = Counter(_names(before)) - Counter(_names(after))
    return ", ".join(sorted(lost)[:5])


def _names(text: str) -> list[str]:
    names = [name.lower() for name in _TAG.findall(text)]
    return names + [name.lower() for name in _EVENT_HANDLER.findall(text)]


@lru_cache(maxsize=64)
def _cleaner(tags: frozenset[str], styles: frozenset[FontStyle]) -> nh3.Cleaner:
    allowed = (_ALWAYS | tags).union(*(_COMPANIONS.get(tag, frozenset()) for tag in tags)) & _SAFE_TAGS

    def filter_attribute(_tag: str, attribute: str, value: str) -> str | None:
        if attribute != "style":
            return value
        return allowed_declarations(value, styles, in_table="table" in tags) or None

    return nh3.Cleaner(
        tags=set(allowed),
        attributes={tag: names for tag, names in _ATTRIBUTES.items() if tag == "*" or tag in allowed},
        attribute_filter=filter_attribute,
        generic_attribute_prefixes={"aria-", "data-"},
        url_schemes=_URL_SCHEMES,
    )
