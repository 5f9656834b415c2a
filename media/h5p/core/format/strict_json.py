"""Reading JSON that a stranger wrote: bounded in bytes, values and depth before it is parsed.

Python's own parser would spend about fifty times the file's size on a file full of brackets, and accepts
NaN, half surrogates and numbers that are no JSON. Depth and number of values are counted first, in linear
time, so hostile text costs no more memory than its own bytes.
"""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import NoReturn, cast

from media.h5p.core.format.json_values import Json
from media.h5p.core.format.limits import Limits
from media.h5p.core.sentences import Phrase, phrases

# Possessive, so that no text makes it try twice; an unclosed string runs to the end of the text.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_ALL_BUT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class JsonRefused(Exception):
    """The text is no JSON we accept; `reason` says why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.en)
        self.reason = reason


def parse_json(text: bytes, limits: Limits) -> Json:
    """The value in `text` (UTF-8, a byte order mark is tolerated); raise `JsonRefused`."""
    if len(text) > limits.max_json_bytes:
        raise JsonRefused(phrases.JSON_TOO_LARGE)
    text = text.removeprefix(_BYTE_ORDER_MARK)
    _check_shape(text, limits)
    try:
        value = json.loads(
            text.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite, parse_int=_bounded
        )
    except UnicodeDecodeError as broken:
        raise JsonRefused(phrases.NOT_UTF8) from broken
    except json.JSONDecodeError as broken:
        raise JsonRefused(phrases.syntax_error(broken.lineno)) from broken
    # A half surrogate can only come from an escape: the decoder has refused raw ones.
    if b"\\u" in text and _HALF_SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise JsonRefused(phrases.HALF_A_CHARACTER)
    return cast("Json", value)


def _check_shape(text: bytes, limits: Limits) -> None:
    bare = _STRING.sub(b"", text)
    if bare.count(b",") + bare.count(b"[") + bare.count(b"{") > limits.max_json_values:
        raise JsonRefused(phrases.JSON_TOO_MANY_VALUES)
    depth = 0
    for bracket in bare.translate(None, _ALL_BUT_BRACKETS):
        depth += 1 if bracket in b"[{" else -1
        if depth > limits.max_json_depth:
            raise JsonRefused(phrases.JSON_TOO_DEEP)


def _refuse_constant(_name: str) -> NoReturn:
    raise JsonRefused(phrases.NUMBER_OUT_OF_RANGE)


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise JsonRefused(phrases.NUMBER_OUT_OF_RANGE)
    return number


def _bounded(digits: str) -> int:
    # JavaScript reads a longer one as infinity, and Python as minutes of work.
    if len(digits) > 300:
        raise JsonRefused(phrases.NUMBER_OUT_OF_RANGE)
    return int(digits)
