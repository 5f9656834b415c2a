"""Style sheets of libraries become one text that asks for nothing: in a frame nothing could be fetched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.styles import MOST_FONT, MOST_FONT_INSIDE, Allowance, flattened

FILES = {
    "fonts/icons.woff2": b"w2",
    "fonts/icons.woff": b"w1",
    "fonts/icons.ttf": b"t",
    "fonts/old.ttf": b"t",
    "img/a.png": b"png",
    "img/a.svg": b"<svg/>",
    "css/part.css": b"b{background:url(../img/a.png)}",
    "css/circle.css": b'@import "circle.css";i{}',
}


def read(path: str, most: int) -> bytes | None:
    found = FILES.get(path)
    return found if found is not None and len(found) <= most else None


def flat(text: str, path: str = "css/x.css") -> str:
    return flattened(path, text, read)


def test_of_each_font_the_smallest_kind_is_put_inside_and_the_others_are_left_out() -> None:
    face = """@font-face { font-family: 'icons'; src: url('../fonts/icons.eot?abc');
        src: url('../fonts/icons.eot?#iefix') format('embedded-opentype'),
             url("../fonts/icons.woff2?x") format("woff2"), url(../fonts/icons.woff) format("woff"),
             url(../fonts/icons.ttf) format("truetype"); font-weight: normal; }"""
    made = flat(face)
    assert "data:font/woff2;base64,dzI=" in made
    assert made.count("url(") == 1
    assert "font-weight: normal" in made
    assert "icons'" in made


def test_a_large_font_comes_by_itself_and_its_place_in_the_sheet_tells_when_it_is_used() -> None:
    FILES["fonts/all.woff2"] = bytes(MOST_FONT_INSIDE + 1)
    left = Allowance()
    made = flattened(
        "css/x.css",
        "@font-face{font-family:'All Icons';font-weight:700;unicode-range:U+F000-F2FF;"
        "src:url(../fonts/all.woff2)}",
        read,
        left,
    )
    [face] = left.faces
    assert (face.family, face.kind, face.content) == ("All Icons", "woff2", FILES["fonts/all.woff2"])
    assert face.how == {"weight": "700", "unicodeRange": "U+F000-F2FF"}
    assert "font-family:'All Icons'" in made
    assert 'src:local("comes later")' in made
    assert "url(" not in made


def test_a_font_of_which_only_an_older_kind_is_there_is_kept_as_it_is() -> None:
    assert "data:font/ttf" in flat("@font-face{font-family:x;src:url(../fonts/old.ttf)}")


def test_a_font_that_is_inside_already_asks_for_none_outside() -> None:
    made = flat(
        "@font-face{font-family:x;src:url(../fonts/icons.eot);"
        "src:url('data:application/font-woff;base64,d09G') format('woff'),url(../fonts/icons.ttf)}"
    )
    assert "url('data:application/font-woff;base64,d09G') format('woff')" in made
    assert "fonts/" not in made


@pytest.mark.parametrize("family", ["Open Sans", "'Inter'", '"open sans"'])
def test_a_font_for_reading_gives_way_to_the_devices_own(family: str) -> None:
    assert "font-face" not in flat(f"@font-face{{font-family:{family};src:url(../fonts/icons.woff2)}}")


def test_a_font_that_is_too_large_or_not_there_is_left_out() -> None:
    FILES["fonts/large.woff2"] = bytes(MOST_FONT + 1)
    assert flat("a{}@font-face{font-family:x;src:url(../fonts/large.woff2)}b{}") == "a{}b{}"
    assert flat("@font-face{font-family:x;src:url(../fonts/gone.woff2)}") == ""


def test_a_small_picture_is_put_inside_and_what_is_elsewhere_is_not_asked_for() -> None:
    assert flat('a{background:url("../img/a.png") no-repeat}') == (
        "a{background:url(data:image/png;base64,cG5n) no-repeat}"
    )
    for elsewhere in (
        "https://example.org/a.png",
        "//example.org/a.png",
        "/a.png",
        "../../x.png",
        "gone.png",
    ):
        assert flat(f"a{{background:url({elsewhere})}}") == "a{background:none}"


def test_what_is_inside_already_stays() -> None:
    drawn = "a{background:url(\"data:image/svg+xml,%3Csvg viewBox='0 0 1 1'%3E\")}b{fill:url(#c)}"
    assert flat(drawn) == drawn


def test_an_imported_sheet_stands_where_it_was_asked_for_and_no_circle_goes_on_for_ever() -> None:
    assert flat('@charset "utf-8";@import "part.css";a{}') == (
        "b{background:url(data:image/png;base64,cG5n)}a{}"
    )
    assert flat("@import url('part.css') print;").startswith("@media print {b{")
    assert flat('@import "https://fonts.example.org/css?family=X";a{}') == "a{}"
    assert "i{}" in flat('@import "circle.css";')


@given(st.text(alphabet="@font-face{}:;src url(\"')/*.,woff2#data\\\n", max_size=300))
def test_no_sheet_breaks_it(text: str) -> None:
    assert "http" not in flat(text)


@pytest.mark.parametrize(
    "text",
    ["/*" * 200_000, "url(" * 200_000, "@font-face{" * 100_000, "@import " * 100_000, "url(' " * 150_000],
)
def test_no_sheet_makes_it_try_for_ever(text: str) -> None:
    began = time.process_time()
    flat(text)
    assert time.process_time() - began < 8
