"""The letters of a file: UTF-8 as a rule, but files come from many programs and many years."""

import codecs
import re

from quizzes.exchange.formats import codes
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.limits import MIB, MOST_BYTES_OF_TEXT, MOST_LINES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Besides control characters: what Unicode says is no character, and so may stand for something while we read.
NO_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]")
_SAMPLE = 4096
_BAD_OF_GOOD = 4


def text_of(data: bytes, findings: Findings, *, declared: str = "") -> str:
    """The text, its lines ended by newlines only; `declared` is what the file says of itself."""
    text = _decoded(data, findings, declared)
    if len(text) > _SAMPLE and len(NO_CHARACTERS.findall(text[:_SAMPLE])) > _SAMPLE // 10:
        findings.error(codes.FILE_NOT_TEXT)
        return ""
    if "\0" in text:
        findings.loss(codes.FILE_CONTROL_CHARACTERS, text.count("\0"))
        text = text.replace("\0", "")
    cleaned, removed = NO_CHARACTERS.subn("", text.replace("\x0c", "\n"))
    if removed:
        findings.loss(codes.FILE_CONTROL_CHARACTERS, removed)
    return cleaned.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x85", "\n")


def lines_of(data: bytes, findings: Findings) -> list[str]:
    """The lines of a file that is nothing but text; none where it is too large."""
    if len(data) > MOST_BYTES_OF_TEXT:
        findings.error(codes.FILE_TOO_LARGE, MOST_BYTES_OF_TEXT // MIB)
        return []
    text = text_of(data, findings)
    if text.count("\n") > MOST_LINES:
        findings.error(codes.FILE_TOO_MANY_LINES, MOST_LINES)
        return []
    return text.split("\n")


def _decoded(data: bytes, findings: Findings, declared: str) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, findings)
    if encoding := _sixteen_bits(data):
        return _lenient(data, encoding, findings)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, findings, declared)


def _not_utf8(data: bytes, findings: Findings, declared: str) -> str:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if bad * _BAD_OF_GOOD < good:
        findings.loss(codes.FILE_BAD_BYTES, bad)
        return text
    encoding = declared if _is_one_byte(declared) else "windows-1252"
    findings.note(codes.FILE_NOT_UTF8, encoding)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _sixteen_bits(data: bytes) -> str:
    """UTF-16 without a mark tells itself by the NULs beside its Latin letters."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return ""
    if sample[1::2].count(0) > half * 0.6 > sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > half * 0.6 > sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _lenient(data: bytes, encoding: str, findings: Findings) -> str:
    text = data.decode(encoding, "replace")
    if "\ufffd" in text:
        findings.loss(codes.FILE_BAD_BYTES, text.count("\ufffd"))
    return text


def _is_one_byte(encoding: str) -> bool:
    return bool(re.fullmatch(r"(iso-8859-\d{1,2}|latin-?1|windows-125\d|cp125\d|koi8-r)", encoding.lower()))
