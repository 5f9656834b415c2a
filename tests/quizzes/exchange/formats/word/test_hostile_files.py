"""Files that are no papers, damaged ones, and such as were made to do harm."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.exchange.formats.drafts import Weight
from quizzes.exchange.formats.office_archives import SUSPECT_FROM
from quizzes.exchange.formats.word import read
from tests.quizzes.exchange.formats.word.papers import Paper, codes, with_parts

DOCUMENT = "word/document.xml"


def paper() -> bytes:
    return Paper().type("Câu 1. X?\n**A. một**\nB. hai").bytes()


def document(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(DOCUMENT)


def refusal(data: bytes) -> str:
    reading = read(data)
    assert reading.drafts == ()
    (finding,) = reading.findings
    assert finding.weight is Weight.ERROR
    return finding.code


def packed(**parts: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return content.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "word.empty"),
        (b"\0" * 500, "word.empty"),
        (b"%PDF-1.7 ...", "word.pdf"),
        (b"{\\rtf1 ...", "word.rtf"),
        (b"Just text", "word.not_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "word.old_doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "word.locked"),
        (b"PK\x03\x04 broken", "word.damaged"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "word.open_document"),
        (packed(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}), "word.not_word"),
        (packed(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), "word.not_word"),
        (packed(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a"}), "word.damaged"),
    ],
    ids=[
        "empty",
        "zeros",
        "pdf",
        "rtf",
        "text",
        "doc",
        "locked",
        "broken zip",
        "odt",
        "xlsx",
        "no body",
        "bad xml",
    ],
)
def test_what_is_no_paper_is_refused_in_words(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_opened() -> None:
    assert refusal(b"PK" + b"x" * (50 * 1024 * 1024)) == "word.too_large"


def test_macros_are_refused() -> None:
    assert refusal(with_parts(paper(), {}, more={"word/vbaProject.bin": b"x"})) == "word.macros"
    types = (
        b"<Types><Override PartName='/word/document.xml' ContentType="
        b"'application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
    )
    assert refusal(with_parts(paper(), {"[Content_Types].xml": types})) == "word.macros"


@pytest.mark.parametrize("name", ["../escape.xml", "/etc/passwd", "word/../../x", "a\\b.xml", "C:/x.xml"])
def test_names_that_lead_out_of_the_archive_are_refused(name: str) -> None:
    data = with_parts(paper(), {}, more={"word/aaaaaaaaaa.xml": b"x"})
    while len(name) < len("word/aaaaaaaaaa.xml"):
        name += "x"
    assert refusal(data.replace(b"word/aaaaaaaaaa.xml", name.encode()[:19])) == "word.unsafe_name"


def test_a_part_that_would_fill_the_memory_is_refused() -> None:
    bomb = with_parts(paper(), {}, more={"word/media/bomb.bin": b"\0" * (SUSPECT_FROM + 1)})
    assert len(bomb) < 100_000
    assert refusal(bomb) == "word.unpacks_too_large"


def test_a_part_larger_than_it_says_is_damaged() -> None:
    data = bytearray(paper())
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(DOCUMENT.encode()))
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert refusal(bytes(data)) == "word.damaged"


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
    ids=["bomb", "file", "dtd"],
)
@pytest.mark.parametrize("part", [DOCUMENT, "word/styles.xml", "word/_rels/document.xml.rels"])
def test_entities_are_refused_wherever_they_stand(doctype: bytes, part: str) -> None:
    data = paper()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = archive.read(part)
    head, rest = content.split(b"?>", 1)
    assert refusal(with_parts(data, {part: head + b"?>" + doctype + rest})) == "word.entities"


def test_entities_are_refused_in_another_encoding_too() -> None:
    text = document(paper()).decode().replace("UTF-8", "UTF-16")
    head, rest = text.split("?>", 1)
    harmful = f'{head}?><!DOCTYPE x [<!ENTITY a "b">]>{rest}'.encode("utf-16")
    assert refusal(with_parts(paper(), {DOCUMENT: harmful})) == "word.entities"


def test_a_tower_of_elements_is_refused() -> None:
    tower = b"<w:sdt>" * 5000 + b"</w:sdt>" * 5000
    changed = document(paper()).replace(b"<w:body>", b"<w:body>" + tower)
    assert refusal(with_parts(paper(), {DOCUMENT: changed})) == "word.damaged"


def test_a_style_that_is_based_on_itself_does_no_harm() -> None:
    data = paper()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        styles = archive.read("word/styles.xml")
    circle = (
        b'<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        b'<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    changed = document(data).replace(b"<w:p>", b'<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>')
    reading = read(
        with_parts(data, {"word/styles.xml": styles.replace(b"</w:styles>", circle), DOCUMENT: changed})
    )
    assert len(reading.drafts) == 1


def test_script_in_a_paper_is_text() -> None:
    (draft,) = (
        Paper().type("Câu 1. <script>alert(1)</script>\n**A. <img src=x onerror=y>**\nB. hai").read().drafts
    )
    assert draft.question is not None
    assert "<script" not in draft.question.prompt
    assert "<img" not in str(draft.question)


def test_too_many_questions_are_cut_and_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizzes.exchange.formats.word.paper.MOST_QUESTIONS", 2)
    reading = (
        Paper()
        .type("\n".join(f"Câu {number}. X{number}?\n**A. một**\nB. hai" for number in range(1, 5)))
        .read()
    )
    assert len(reading.drafts) == 2
    assert "word.too_many_questions" in codes(reading)


@pytest.mark.parametrize(
    "line",
    [
        "Đáp án" + " đề" * 34 + " a b c d e f",
        "Đáp án" + " đề" * 400 + " a b c d e f",
        "A. một" + " " * 30_000 + "hết",
        "A. một" + " " * 30_000 + "* hết",
        "A. một" + "\u00a0" * 30_000 + "hết",
        "Hỏi?" + "\tA. x" * 4_000,
        "Hỏi?  A." + " x  A." * 4_000,
    ],
)
def test_a_line_that_begins_like_something_again_and_again_is_read_to_its_end(line: str) -> None:
    reading = (
        Paper().type(f"Câu 1. X?\n**A. một**\nB. hai\n{line}\nCâu 2. Y?\n{line}\n**A. ba**\nB. bốn").read()
    )
    assert reading.drafts[0].number == 1
    assert len(reading.drafts) >= 2


def test_a_part_of_far_too_many_tags_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizzes.exchange.formats.word.opening.MOST_TAGS", 2_000)
    many = document(paper()).replace(b"</w:body>", b"<w:p/>" * 2_000 + b"</w:body>")
    assert refusal(with_parts(paper(), {DOCUMENT: many})) == "word.unpacks_too_large"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_damaged_file_is_found_and_never_raises(changes: list[tuple[int, int]]) -> None:
    data = bytearray(paper())
    for place, value in changes:
        data[place % len(data)] = value
    reading = read(bytes(data))
    assert reading.drafts or reading.findings


LINES = st.sampled_from(
    "Câu 1. X?|Câu 2: Y|A. một|B. hai|**C. ba**|a) nhỏ|Đáp án: B|Đáp án|ĐÁP ÁN|1-A 2-B|HẾT|Lời giải|"
    "PHẦN I. Một|I. Hai|II. Ba|"
    "1. Số|2) Số|………………|chữ thường|Nguồn: x|Mức độ: 2|Đúng\tSai|#1 một|#A hai|#a ba|1-b, 2-a|B → A|"
    "Chọn B|Câu 1: B|".split("|")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=25))
def test_lines_in_any_order_are_read_without_a_fall(lines: list[str]) -> None:
    reading = Paper().type("\n".join(lines) or " ").read()
    assert [draft.number for draft in reading.drafts] == list(range(1, len(reading.drafts) + 1))
    for draft in reading.drafts:
        assert draft.question is not None
        assert draft.raw
