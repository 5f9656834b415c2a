"""Texts with markup: what semantics allow stays, what could act is gone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.semantics.fields import FontStyle
from media.h5p.core.semantics.markup import clean_html, escape_text, lost_markup
from media.h5p.core.semantics.patterns import matches
from media.h5p.core.semantics.styles import allowed_declarations

PLAIN = frozenset[FontStyle]()
EVERY_STYLE = frozenset(FontStyle)
RICH = frozenset(
    {"p", "strong", "a", "ul", "table", "img", "script", "style", "iframe", "svg", "math", "form"}
)

markup = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<b>", "<script>", "</script>", "<svg>", "<math>", "<style>", "</style>", "<a "),
            *("href=", "javascript:alert(1)", "data:text/html,x", "'", '"', ">", "<", "onclick=", "x()", " "),
            *("<table>", "<td>", "<!--", "-->", "<img src=x onerror=y>", "&lt;", "&#106;", "style='", "url("),
            *(
                "<iframe srcdoc=",
                "<noscript>",
                "<template>",
                "<plaintext>",
                "<mtext>",
                "<mglyph>",
                "]]>",
                "\0",
            ),
        ]
    ),
    max_size=14,
).map("".join)


class Seen(HTMLParser):
    """The tags and attributes a reader of the text would meet."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


@given(markup)
def test_nothing_that_acts_survives_whatever_semantics_claim_to_allow(text: str) -> None:
    seen = Seen(clean_html(text, RICH, EVERY_STYLE))
    assert not seen.tags & {
        "script",
        "style",
        "iframe",
        "svg",
        "math",
        "form",
        "object",
        "template",
        "noscript",
    }
    for name, value in seen.attributes:
        assert not name.startswith("on")
        assert not re.match(r"\s*(javascript|data|vbscript):", value)
        assert "url(" not in value or name != "style"


@given(markup | st.text(max_size=80))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_html(text, RICH, EVERY_STYLE)
    assert clean_html(once, RICH, EVERY_STYLE) == once


@given(st.text(max_size=80))
def test_plain_text_has_no_markup_left_and_is_escaped_once(text: str) -> None:
    escaped = escape_text(text)
    assert not set(escaped) & set("<>\"'")
    assert escape_text(escaped) == escaped


def test_entities_that_the_editor_wrote_stay() -> None:
    assert escape_text("5 < 6 &amp; &#39;7&#39; & 8") == "5 &lt; 6 &amp; &#39;7&#39; &amp; 8"


def test_vietnamese_text_and_allowed_markup_stay_as_they_are() -> None:
    text = "<p>Đồng chí <strong>bí thư</strong> kết luận.</p>"
    assert clean_html(text, frozenset({"strong"}), PLAIN) == text
    assert lost_markup(text, clean_html(text, frozenset(), PLAIN)) == "strong"


def test_a_tag_brings_the_tags_its_editor_writes() -> None:
    assert "<em>" in clean_html("<em>a</em>", frozenset({"i"}), PLAIN)
    assert "<li>" in clean_html("<ul><li>a</li></ul>", frozenset({"ul"}), PLAIN)
    assert "<td>" in clean_html("<table><tr><td>a</td></tr></table>", frozenset({"table"}), PLAIN)
    assert "<td>" not in clean_html("<table><tr><td>a</td></tr></table>", frozenset(), PLAIN)


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color: #a4161a", "color: #a4161a;"),
        ("COLOR:red;font-size:1.2em", "color: red; font-size: 1.2em;"),
        ("text-align:center", "text-align: center;"),
        ("background:url(https://x)", ""),
        ("color:expression(1)", ""),
        ("color:red;position:fixed;top:0", "color: red;"),
        ("font-family:'Be Vietnam', serif", "font-family: 'Be Vietnam', serif;"),
        ("font-size:1em/**/;color", ""),
    ],
)
def test_styles_are_kept_one_by_one(style: str, kept: str) -> None:
    assert allowed_declarations(style, EVERY_STYLE, in_table=False) == kept


def test_styles_of_tables_and_fonts_need_their_permission() -> None:
    assert allowed_declarations("color: red", PLAIN, in_table=False) == ""
    assert allowed_declarations("padding: 2px", PLAIN, in_table=False) == ""
    assert allowed_declarations("padding: 2px; border: 1px solid #000", PLAIN, in_table=True) == (
        "padding: 2px; border: 1px solid #000;"
    )


def test_a_pattern_made_to_take_for_ever_is_answered() -> None:
    assert matches("^(a+)+$", "a" * 5000 + "!") is False
    assert matches("(x+x+)+y", "x" * 5000) is False


def test_patterns_are_matched_or_left_unchecked() -> None:
    assert matches(r"^\d{1,2}:[0-5]\d$", "1:30") is True
    assert matches(r"^\d{1,2}:[0-5]\d$", "1:90") is False
    assert matches("(?=a)b", "b") is None
    assert matches("(", "b") is None
    assert matches("a" * 5000, "b") is None
    assert matches("(?i)ĐỒNG CHÍ", "đồng chí") is True
