"""Files made to hurt: refused or cleaned, and said, never raised and never believed."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange.formats import aiken, codes, gift, moodlexml, qti
from quizzes.exchange.formats.collecting import Findings
from quizzes.exchange.formats.drafts import Reading
from quizzes.exchange.formats.limits import MOST_BYTES, MOST_QUESTIONS
from quizzes.exchange.formats.markup import Cleaner
from quizzes.grading.questions import SingleChoice

READERS: dict[str, Callable[[bytes], Reading]] = {
    "gift": gift.read,
    "aiken": aiken.read,
    "moodlexml": moodlexml.read,
    "qti": qti.read,
}
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
EVIL = [
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" JaVaScRiPt:alert(1)">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    '<svg onload="alert(1)"></svg>',
    '<iframe src="https://example.org"></iframe>',
    '<b onclick="alert(1)">b</b>',
    '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    '<img src="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIi8+">',
    '<form action="https://example.org"><input name="p"></form>',
    "<style>@import 'https://example.org'</style>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
]


def _codes(reading: Reading) -> set[str]:
    found = [*reading.findings, *(one for draft in reading.drafts for one in draft.findings)]
    return {one.code for one in found}


def _is_clean(html: str) -> bool:
    low = html.lower()
    signs = (
        "<script",
        "javascript:",
        "<iframe",
        "<svg",
        "<form",
        "<style",
        "data:",
        " onerror=",
        " onclick=",
        " onload=",
    )
    return not any(sign in low for sign in signs)


@pytest.mark.parametrize("evil", EVIL)
def test_script_is_taken_out_of_every_text_and_said(evil: str) -> None:
    findings = Findings()
    assert _is_clean(Cleaner(findings).clean(f"<p>trước {evil} sau</p>"))
    assert findings.all()


@pytest.mark.parametrize("evil", EVIL[:8])
def test_script_in_settings_that_pretend_to_be_ours_is_taken_out(evil: str) -> None:
    (honest,) = gift.read(b"Hai? {=a ~b}").drafts
    assert isinstance(honest.question, SingleChoice)
    hinted = replace(honest, question=replace(honest.question, hints=("x",)))
    written = gift.write([hinted], {}).data.decode()
    said = json.loads(written.partition("// lcb: ")[2].partition("\n")[0])
    said["question"] |= {
        "hints": [evil],
        "when_right": evil,
        "choices.0.feedback": evil,
        "prompt": f"<p>{evil}</p>",
    }
    (draft,) = gift.read(f"// lcb: {json.dumps(said)}\nHai? {{=a ~b}}".encode()).drafts
    assert codes.EXTRAS_OUTDATED not in {found.code for found in draft.findings}
    assert _is_clean(str(draft.question))


@pytest.mark.parametrize("name", ["moodlexml", "qti"])
@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE q [<!ENTITY l0 "lol">{LAUGHS}]><quiz>&l9;</quiz>',
        '<!DOCTYPE q [<!ENTITY a "' + "a" * 100_000 + '">]><quiz>' + "&a;" * 10_000 + "</quiz>",
        '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
        '<!DOCTYPE q SYSTEM "https://example.org/q.dtd"><quiz/>',
        '<!DOCTYPE q [<!ENTITY % p SYSTEM "https://example.org/p">%p;]><quiz/>',
    ],
    ids=["laughs", "quadratic", "external", "dtd", "parameter"],
)
def test_a_document_type_is_refused(name: str, document: str) -> None:
    reading = READERS[name](document.encode())
    assert codes.XML_DOCUMENT_TYPE in _codes(reading)
    assert not reading.drafts


@pytest.mark.parametrize("name", READERS)
def test_a_file_of_fifty_megabytes_is_refused_unread(name: str) -> None:
    reading = READERS[name](b"a" * 50_000_000)
    assert [found.code for found in reading.findings] == [codes.FILE_TOO_LARGE]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 10_000, b"\xff\xfe\xfd" * 5_000, bytes(range(256)) * 40, b"PK\x03\x04" + b"x" * 99]
)
def test_bytes_that_mean_nothing_are_found(name: str, data: bytes) -> None:
    reading = READERS[name](data)
    assert _codes(reading)
    assert not any(draft.is_usable for draft in reading.drafts)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("gift", b"Q {T}\n\n" * 100_000),
        ("aiken", b"Q\nA. a\nB. b\nANSWER: A\n" * 80_000),
        ("moodlexml", b"<quiz>" + b'<question type="x"/>' * 100_000 + b"</quiz>"),
    ],
    ids=["gift", "aiken", "moodlexml"],
)
def test_of_a_hundred_thousand_questions_no_more_are_read_than_may_be(name: str, data: bytes) -> None:
    assert len(data) < MOST_BYTES
    reading = READERS[name](data)
    assert len(reading.drafts) == MOST_QUESTIONS
    assert codes.FILE_TOO_MANY in _codes(reading)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("gift", b"Q {" + b"=a ~b " * 50_000 + b"}", codes.QUESTION_TOO_LONG),
        ("gift", b"Q {" + b"=a ~b " * 5_000 + b"}", codes.QUESTION_TOO_MANY_PARTS),
        ("gift", b"[html]" + b"<div>" * 5_000 + b"x {T}", codes.MARKUP_TOO_DEEP),
        ("gift", b"//\n" * 500_000, codes.FILE_TOO_MANY_LINES),
        ("moodlexml", b"<a>" * 100_000, codes.XML_TOO_MUCH),
        ("moodlexml", b"<quiz>" + b"<a/>" * 400_000 + b"</quiz>", codes.XML_TOO_MUCH),
        (
            "moodlexml",
            b"<quiz><question type='cloze'><questiontext><text>"
            + b"{1:SA:=a} " * 9_000
            + b"</text></questiontext></question></quiz>",
            codes.QUESTION_TOO_MANY_PARTS,
        ),
        ("qti", b"<a " + b" ".join(b'a%d="1"' % n for n in range(600_000)) + b"/>", codes.XML_TOO_MUCH),
    ],
    ids=["long", "parts", "deep-html", "lines", "deep", "wide", "gaps", "attributes"],
)
def test_what_grows_without_end_is_cut_short_in_bounded_memory(name: str, data: bytes, code: str) -> None:
    tracemalloc.start()
    try:
        reading = READERS[name](data)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert code in _codes(reading)
    assert most < 400 * 1024 * 1024


def _zip(name: str, data: bytes, mode: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_zip("a.xml", b"\0" * 30_000_000), codes.ZIP_BOMB),
        (_zip("../../a.xml", b"<a/>"), codes.ZIP_UNSAFE_PATH),
        (_zip("/etc/a.xml", b"<a/>"), codes.ZIP_UNSAFE_PATH),
        (_zip("c:\\a.xml", b"<a/>"), codes.ZIP_UNSAFE_PATH),
        (_zip("a.xml", b"/etc/passwd", 0o120777), codes.ZIP_LINK),
        (_zip("a.xml", b"<a/>" * 99)[:-30], codes.ZIP_UNREADABLE),
    ],
    ids=["bomb", "escape", "absolute", "drive", "link", "cut"],
)
def test_a_hostile_archive_is_refused_before_it_is_unpacked(data: bytes, code: str) -> None:
    reading = qti.read(data)
    assert code in _codes(reading)
    assert not reading.drafts


def test_an_archive_of_too_many_files_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}.xml", b"")
    assert _codes(qti.read(buffer.getvalue())) == {codes.ZIP_TOO_MANY}


_PIECES = st.sampled_from(
    [
        "{",
        "}",
        "=",
        "~",
        "#",
        "::",
        "\\",
        "%50%",
        "->",
        "..",
        "\n\n",
        "\n",
        "//",
        "// lcb: {}",
        "$CATEGORY:",
        "T",
        "a",
        "<p>",
        "</p>",
        '<img src="',
        ">",
        "<!--",
        "]]>",
        "<![CDATA[",
        "&",
        "&#0;",
        "&amp;",
        "[html]",
        "[markdown]",
        "*",
        "A. a",
        "ANSWER: A",
        "<quiz>",
        "</quiz>",
        '<question type="cloze">',
        '<question type="numerical">',
        "</question>",
        "<questiontext><text>",
        "</text></questiontext>",
        '<answer fraction="1e9">',
        "</answer>",
        "{1:MC:",
        "[[1]]",
        "NaN",
        "<assessmentItem>",
        "<itemBody>",
        '<choiceInteraction responseIdentifier="R">',
        "\ufdd0",
        "\u2028",
        "\ud7ff",
    ]
)


@pytest.mark.parametrize("name", READERS)
@given(pieces=st.lists(st.one_of(_PIECES, st.text(max_size=5)), max_size=40))
@settings(max_examples=200)
def test_nothing_a_file_says_raises_and_nothing_is_dropped_in_silence(name: str, pieces: list[str]) -> None:
    reading = READERS[name]("".join(pieces).encode("utf-8", "surrogatepass"))
    for draft in reading.drafts:
        assert draft.is_usable or draft.findings
    assert reading.drafts or reading.findings


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=300))
def test_no_bytes_raise(name: str, data: bytes) -> None:
    READERS[name](data)


def test_every_code_has_its_sentence() -> None:
    named = {value for name, value in vars(codes).items() if name.isupper() and isinstance(value, str)}
    assert named == set(codes.SENTENCES)
