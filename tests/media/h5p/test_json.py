"""JSON that a stranger wrote is read within bounds, or refused with a reason."""

from __future__ import annotations

import json
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.h5p.core.format.json_values import Json, canonical
from media.h5p.core.format.limits import DEFAULT_LIMITS, MIB, Limits
from media.h5p.core.format.strict_json import JsonRefused, parse_json
from media.h5p.core.sentences import phrases

SMALL = Limits(max_json_bytes=1000, max_json_depth=10, max_json_values=50)

json_values: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)


def reason(text: bytes, limits: Limits = DEFAULT_LIMITS) -> object:
    with pytest.raises(JsonRefused) as refused:
        parse_json(text, limits)
    return refused.value.reason


@given(json_values)
def test_every_value_survives_writing_and_reading(value: Json) -> None:
    assert parse_json(canonical(value), DEFAULT_LIMITS) == value


@given(json_values)
def test_the_same_value_gives_the_same_bytes(value: Json) -> None:
    assert canonical(parse_json(canonical(value), DEFAULT_LIMITS)) == canonical(value)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_python_reads_them_or_refused(text: bytes) -> None:
    try:
        value = parse_json(text, DEFAULT_LIMITS)
    except JsonRefused:
        return
    assert value == json.loads(text.removeprefix(b"\xef\xbb\xbf"))


@given(st.text('[]{}",:\\u0019dtnul ', max_size=60))
def test_text_made_of_json_parts_never_crashes_the_reader(text: str) -> None:
    with suppress(JsonRefused):
        assert parse_json(text.encode(), SMALL) == json.loads(text)


def test_a_byte_order_mark_is_tolerated() -> None:
    assert parse_json(b'\xef\xbb\xbf{"a":1}', DEFAULT_LIMITS) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"[" * 11 + b"]" * 11, phrases.JSON_TOO_DEEP),
        (b'{"a":' * 11 + b"1" + b"}" * 11, phrases.JSON_TOO_DEEP),
        (b"[" + b"1," * 60 + b"1]", phrases.JSON_TOO_MANY_VALUES),
        (b" " * 1001, phrases.JSON_TOO_LARGE),
        (b'"\xff"', phrases.NOT_UTF8),
        (b'{"a":\n\n oops}', phrases.syntax_error(3)),
        (b"", phrases.syntax_error(1)),
        (b'"\\ud83d"', phrases.HALF_A_CHARACTER),
        (b'{"\\udc00":1}', phrases.HALF_A_CHARACTER),
        (b"NaN", phrases.NUMBER_OUT_OF_RANGE),
        (b"[-Infinity]", phrases.NUMBER_OUT_OF_RANGE),
        (b"1e999", phrases.NUMBER_OUT_OF_RANGE),
        (b"9" * 400, phrases.NUMBER_OUT_OF_RANGE),
    ],
)
def test_each_kind_of_bad_json_has_its_reason(text: bytes, expected: object) -> None:
    assert reason(text, SMALL) == expected


def test_brackets_inside_texts_are_not_depth() -> None:
    assert parse_json(b'["' + b"[" * 50 + b'"]', SMALL) == ["[" * 50]
    assert parse_json(b'["\\"' + b"[" * 50 + b'\\\\"]', SMALL) == ['"' + "[" * 50 + "\\"]


def test_four_megabytes_of_brackets_cost_little_memory() -> None:
    hostile = b"[" + b"[]," * (4 * MIB // 3 - 2) + b"[]]"
    tracemalloc.start()
    try:
        assert reason(hostile) == phrases.JSON_TOO_MANY_VALUES
        assert tracemalloc.get_traced_memory()[1] < 24 * MIB
    finally:
        tracemalloc.stop()
