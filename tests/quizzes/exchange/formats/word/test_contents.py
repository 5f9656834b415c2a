"""What stands in a paper beside its letters: tables, pictures, equations, remarks, old fonts."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from quizzes.exchange.formats.drafts import Reading, Weight
from quizzes.exchange.formats.word import read, write
from quizzes.exchange.formats.word.old_letters import unicode_of
from tests.quizzes.exchange.formats.word.papers import Paper, codes, told, with_parts


def png(colour: str = "red") -> bytes:
    content = BytesIO()
    Image.new("RGB", (6, 4), colour).save(content, "PNG")
    return content.getvalue()


def told_all(reading: Reading) -> list[str]:
    return [told(draft) for draft in reading.drafts]


# --- tables ------------------------------------------------------------------------------------


def two_questions() -> Paper:
    return Paper().type(
        "Câu 1. X?\nA. một\nB. hai\nCâu 2. Y?\nA. một\nB. hai\nCâu 3. Z?\nA. một\nB. hai\nHẾT\nBẢNG ĐÁP ÁN"
    )


KEYS: dict[str, list[list[list[str]]]] = {
    "numbers over letters": [[["Câu", "1", "2", "3"], ["Đáp án", "A", "B", "B"]]],
    "numbers over letters, no heading": [[["1", "2", "3"], ["A", "B", "B"]]],
    "several pairs of rows": [[["1", "2"], ["A", "B"], ["3", ""], ["B", ""]]],
    "columns": [[["Câu", "Đáp án"], ["1", "A"], ["2", "B"], ["3", "B"]]],
    "columns beside columns": [
        [["Câu", "Đáp án", "", "Câu", "Đáp án"], ["1", "A", "", "3", "B"], ["2", "B", "", "", ""]]
    ],
    "both in a cell": [[["1-A", "2-B", "3-B"]]],
    "both in a cell, dotted": [[["1. A", "2. B"], ["3. B", ""]]],
    "one table after another": [[["1", "2"], ["A", "B"]], [["3"], ["B"]]],
}


@pytest.mark.parametrize("name", KEYS)
def test_a_key_is_read_from_any_table(name: str) -> None:
    paper = two_questions()
    for rows in KEYS[name]:
        paper.table(*rows)
    reading = paper.read()
    assert told_all(reading) == [
        "single | X? | *một | hai",
        "single | Y? | một | *hai",
        "single | Z? | một | *hai",
    ]
    assert codes(reading) == []


def test_a_key_table_needs_no_heading_where_it_holds_nothing_else() -> None:
    paper = Paper().type("Câu 1. X?\nA. một\nB. hai\nCâu 2. Y?\nA. một\nB. hai")
    reading = paper.table(["1", "2"], ["A", "B"]).read()
    assert told_all(reading) == ["single | X? | *một | hai", "single | Y? | một | *hai"]


def test_a_key_of_short_answers_is_taken_from_its_table() -> None:
    paper = (
        Paper()
        .type("Câu 1. Mấy ngày?\nCâu 2. Ai?\nHẾT\nĐÁP ÁN")
        .table(["Câu", "1", "2"], ["Đáp án", "15", "Bí thư"])
    )
    assert told_all(paper.read()) == ["numerical | Mấy ngày? | 15", "short_answer | Ai? | Bí thư"]


def test_a_key_of_statements_is_taken_from_its_table() -> None:
    paper = (
        Paper()
        .type("Câu 1. Đúng hay sai?\na) một\nb) hai\nHẾT\nĐÁP ÁN")
        .table(["Câu", "1", "2"], ["a)", "Đ", ""], ["b)", "S", ""])
    )
    reading = paper.read()
    assert [draft.question.is_true for draft in reading.drafts if draft.question] == [True, False]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "rows",
    [
        [["A. một", "B. hai"], ["C. ba", "**D. bốn**"]],
        [["A. một", "C. ba"], ["B. hai", "**D. bốn**"]],
        [["A.", "một", "B.", "hai"], ["C.", "ba", "**D.**", "bốn"]],
        [["A. một\nB. hai\nC. ba\n**D. bốn**"]],
    ],
    ids=["by rows", "by columns", "letters apart", "one cell"],
)
def test_options_may_be_laid_out_in_a_table(rows: list[list[str]]) -> None:
    reading = Paper().type("Câu 1. X?").table(*rows).read()
    assert told_all(reading) == ["single | X? | một | hai | ba | *bốn"]


def test_a_table_of_the_question_stays_a_table() -> None:
    paper = (
        Paper()
        .type("Câu 1. Theo bảng, năm nào?")
        .table(["Năm", "Số"], ["2024", "**12**"])
        .type("A. 2024\n**B. 2025**")
    )
    assert told_all(paper.read()) == [
        "single | <p>Theo bảng, năm nào?</p><table><tbody><tr><td>Năm</td><td>Số</td></tr>"
        "<tr><td>2024</td><td>12</td></tr></tbody></table> | 2024 | *2025"
    ]


def test_a_bank_kept_as_a_table_is_read_row_by_row() -> None:
    paper = Paper().table(
        ["STT", "Nội dung câu hỏi", "A", "B", "C", "Đáp án", "Nguồn"],
        ["1", "X?", "một", "hai", "ba", "B", "Điều lệ"],
        ["2", "Y?", "có", "không", "", "A", ""],
    )
    reading = paper.read()
    assert told_all(reading) == ["single | X? | một | *hai | ba", "single | Y? | *có | không"]
    assert reading.drafts[0].sources == ("Điều lệ",)


def test_a_bank_may_hold_the_options_below_the_question() -> None:
    paper = Paper().table(
        ["TT", "Câu hỏi", "Đáp án"], ["1", "X?\nA. một\nB. hai", "B"], ["2", "Y?\nA. một\nB. hai", "A"]
    )
    assert told_all(paper.read()) == ["single | X? | một | *hai", "single | Y? | *một | hai"]


def test_statements_to_tick_are_questions_of_their_own() -> None:
    paper = (
        Paper()
        .type("Câu 1. Về chi bộ:")
        .table(["Mệnh đề", "Đúng", "Sai"], ["Họp mỗi tháng", "x", ""], ["Họp mỗi năm", "", "x"])
    )
    assert told_all(paper.read()) == [
        "true_false | <p>Về chi bộ:</p><p>Họp mỗi tháng</p> | True",
        "true_false | <p>Về chi bộ:</p><p>Họp mỗi năm</p> | False",
    ]


def test_two_columns_may_be_matched() -> None:
    paper = (
        Paper()
        .type("Câu 1. Ghép cột A với cột B.")
        .table(["Cột A", "Cột B"], ["1. Bí thư", "a. Ghi chép"], ["2. Thư ký", "b. Chủ trì"])
    )
    reading = paper.type("Đáp án: 1-b, 2-a").read()
    assert told_all(reading) == ["matching | Ghép cột A với cột B. | Bí thư = Chủ trì | Thư ký = Ghi chép"]


def test_the_head_of_a_paper_is_no_question() -> None:
    paper = (
        Paper()
        .table(["TRƯỜNG CHÍNH TRỊ TỈNH", "ĐỀ KIỂM TRA\nThời gian: 45 phút"])
        .type("Họ và tên: ……………\nCâu 1. X?\nA. một\n**B. hai**")
    )
    reading = paper.read()
    assert told_all(reading) == ["single | X? | một | *hai"]
    assert codes(reading) == []


# --- what stands around a question --------------------------------------------------------------


def test_sections_become_categories() -> None:
    reading = (
        Paper()
        .type(
            "ĐỀ KIỂM TRA\nChương 1. Chi bộ\nI. Họp\nCâu 1. X?\n**A. một**\nB. hai\nII. Nghị quyết\nCâu "
            "2. Y?\n**A. một**\nB. hai\n"
            "Chương 2: Đảng viên\nCâu 3. Z?\n**A. một**\nB. hai"
        )
        .read()
    )
    assert [draft.category for draft in reading.drafts] == [
        ("Chương 1. Chi bộ", "I. Họp"),
        ("Chương 1. Chi bộ", "II. Nghị quyết"),
        ("Chương 2: Đảng viên",),
    ]


@pytest.mark.parametrize(
    ("typed", "level", "points"),
    [
        ("Câu 1 (NB). X?", 1, 1.0),
        ("Câu 1. (TH) X?", 2, 1.0),
        ("Câu 1. X? [VD]", 3, 1.0),
        ("Câu 1 (VDC): X?", 3, 1.0),
        ("Câu 1. [Nhận biết] X?", 1, 1.0),
        ("Câu 1 (0,5 điểm). X?", None, 0.5),
        ("Câu 1 (TH) (2 điểm): X?", 2, 2.0),
        ("Câu 1. X?", None, 1.0),
    ],
)
def test_difficulty_and_points_stand_in_brackets(typed: str, level: int | None, points: float) -> None:
    (draft,) = Paper().type(f"{typed}\n**A. một**\nB. hai").read().drafts
    assert (told(draft), draft.difficulty, draft.points) == ("single | X? | *một | hai", level, points)
    assert [one.code for one in draft.findings] == (["word.highest_level"] if "VDC" in typed else [])


def test_remarks_below_a_question_are_understood() -> None:
    (draft,) = (
        Paper()
        .type(
            "Câu 1. X?\nA. một\nB. hai\nĐáp án: A\nMức độ: Thông hiểu\nChủ đề: Sinh hoạt; Nghị quyết\n"
            "Căn cứ: 01-HD/TW\nĐiểm: 2\nMã câu: CB7\n"
            "Lời giải: Vì ~~một~~ trước.\nRồi mới **hai**."
        )
        .read()
        .drafts
    )
    assert (draft.difficulty, draft.topics, draft.sources) == (2, ("Sinh hoạt", "Nghị quyết"), ("01-HD/TW",))
    assert (draft.points, draft.name, draft.place) == (2.0, "CB7", "1")
    assert draft.question is not None
    assert draft.question.explanation == "<p>Vì <i>một</i> trước.</p><p>Rồi mới <b>hai</b>.</p>"


def test_solutions_at_the_end_find_their_questions() -> None:
    reading = (
        Paper()
        .type(
            "Câu 1. X?\nA. một\nB. hai\nCâu 2. Y?\nA. một\nB. hai\nHẾT\nHƯỚNG DẪN GIẢI\nCâu 1: Chọn B. "
            "Vì hai.\nNói thêm.\nCâu 2: A. Một là đúng."
        )
        .read()
    )
    explained = [draft.question.explanation for draft in reading.drafts if draft.question]
    assert explained == ["<p>Vì hai.</p><p>Nói thêm.</p>", "<p>Một là đúng.</p>"]


def test_the_raw_text_is_kept_for_the_preview() -> None:
    reading = Paper().type("Câu 1. X?\nA. một\t\t**B. hai**\nĐáp án: B\n\nCâu 2. Y?\n#A một\n#A hai").read()
    assert [draft.raw for draft in reading.drafts] == [
        "Câu 1. X?\nA. một\t\tB. hai\nĐáp án: B",
        "Câu 2. Y?\nA. một\nB. hai",
    ]
    assert [draft.place for draft in reading.drafts] == ["1", "5"]


# --- pictures, equations and what cannot be taken -------------------------------------------------


def test_pictures_come_with_what_they_show() -> None:
    paper = Paper().type("Câu 1. Biểu đồ nào?").picture(png(), "Sơ đồ chi bộ")
    paper.picture(png("blue"), before="A. ").picture(png("green"), "Hình b", before="B. ", after=" xanh")
    reading = paper.type("Đáp án: B").read()
    assert told_all(reading) == [
        'single | <p>Biểu đồ nào?</p><p><img src="hinh-1.png" alt="Sơ đồ chi bộ"></p> | <img '
        'src="hinh-2.png" alt=""> '
        '| *<img src="hinh-3.png" alt="Hình b"> xanh'
    ]
    assert {
        name: content == png(colour)
        for (name, content), colour in zip(reading.files.items(), ["red", "blue", "green"], strict=True)
    } == {"hinh-1.png": True, "hinh-2.png": True, "hinh-3.png": True}


def test_pictures_go_out_and_come_back() -> None:
    paper = (
        Paper().type("Câu 1. Biểu đồ nào?").picture(png(), 'Sơ đồ "chi bộ"').type("A. một\nB. hai\nĐáp án: B")
    )
    reading = paper.read()
    written = write(reading.drafts, reading.files)
    assert written.losses == ()
    assert list(read(written.data).files.values()) == [png()]


def test_a_picture_that_goes_out_under_another_name_is_not_lost() -> None:
    text = "Câu 1. Biểu đồ nào?"
    [draft] = Paper().type(text).picture(png(), "Sơ đồ").type("A. một\nB. hai\nĐáp án: B").read().drafts
    assert draft.question is not None
    named = replace(draft.question, prompt=draft.question.prompt.replace("hinh-1.png", "hinh-77.png"))
    drafts = [replace(draft, question=named)]
    assert write(drafts, {"hinh-77.png": png()}).losses == ()
    assert [one.code for one in write(drafts, {}).losses] == ["lost.prompt"]


def test_a_picture_outside_the_file_is_named_and_never_fetched() -> None:
    paper = Paper().type("Câu 1. X?").picture(png(), "").type("**A. một**\nB. hai")
    data = paper.bytes()
    rels = _part(data, "word/_rels/document.xml.rels")
    outside = rels.replace(
        b'Target="media/image1.png"', b'Target="http://example.invalid/a.png" TargetMode="External"'
    )
    reading = read(with_parts(data, {"word/_rels/document.xml.rels": outside}))
    assert told_all(reading) == ["single | X? | *một | hai"]
    assert codes(reading) == ["word.picture_outside"]
    assert reading.files == {}


def test_a_picture_that_no_browser_shows_is_found() -> None:
    paper = Paper().type("Câu 1. X?").picture(png(), "").type("**A. một**\nB. hai")
    reading = read(with_parts(paper.bytes(), {"word/media/image1.png": b"\xd7\xcd\xc6\x9a wmf"}))
    assert codes(reading) == ["word.picture_kind"]


def _part(data: bytes, name: str) -> bytes:
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name)


def _append(paper: Paper, line: str, xml: str) -> Paper:
    paragraph = paper.line(line)
    paragraph._p.append(parse_xml(xml))
    return paper


def _w(inside: str) -> Any:
    spaces = nsdecls("w") + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    spaces += ' xmlns:v="urn:schemas-microsoft-com:vml"'
    return inside.replace(" xmlns:here", f" {spaces}")


EQUATION = (
    "<m:oMath "
    "xmlns:here><m:r><m:t>y=</m:t></m:r><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    "<m:rad><m:radPr/><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>"
    "<m:sSup><m:e><m:r><m:t>z</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
)


def test_an_equation_becomes_a_line_of_text_and_says_so() -> None:
    paper = _append(Paper(), "Câu 1. Tính ", _w(EQUATION))
    reading = paper.type("**A. một**\nB. hai").read()
    assert told_all(reading) == ["single | Tính y=(a+b)/2√(x)z^2 | *một | hai"]
    assert [(one.code, one.weight, one.place) for one in reading.drafts[0].findings] == [
        ("word.equation", Weight.LOSS, "1")
    ]


@pytest.mark.parametrize(
    ("xml", "prompt", "found"),
    [
        (
            "<w:ins xmlns:here w:id='1' w:author='Hoa'><w:r><w:t>mới?</w:t></w:r></w:ins>",
            "Điều mới?",
            "word.tracked_changes",
        ),
        (
            "<w:del xmlns:here w:id='1' w:author='Hoa'><w:r><w:delText>cũ?</w:delText></w:r></w:del>",
            "Điều",
            "word.tracked_changes",
        ),
        ("<w:r xmlns:here><w:commentReference w:id='0'/></w:r>", "Điều", "word.comments"),
        ("<w:r xmlns:here><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", "Điều", "word.hidden_text"),
        ("<w:r xmlns:here><w:footnoteReference w:id='2'/></w:r>", "Điều", "word.footnote"),
        (
            "<w:r xmlns:here><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>Khung "
            "chữ</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>",
            "Điều",
            "word.text_box",
        ),
        ("<w:hyperlink xmlns:here><w:r><w:t>có liên kết?</w:t></w:r></w:hyperlink>", "Điều có liên kết?", ""),
        (
            "<w:sdt xmlns:here><w:sdtContent><w:r><w:t>điền?</w:t></w:r></w:sdtContent></w:sdt>",
            "Điều điền?",
            "",
        ),
        ("<w:r xmlns:here><w:sym w:font='Wingdings' w:char='F0E0'/></w:r>", "Điều →", ""),
        ("<w:r xmlns:here><w:instrText>PAGE</w:instrText></w:r>", "Điều", ""),
    ],
    ids=[
        "inserted",
        "deleted",
        "comment",
        "hidden",
        "footnote",
        "text box",
        "link",
        "control",
        "symbol",
        "field",
    ],
)
def test_what_word_adds_to_a_paragraph_is_taken_or_found(xml: str, prompt: str, found: str) -> None:
    reading = _append(Paper(), "Câu 1. Điều ", _w(xml)).type("**A. một**\nB. hai").read()
    assert told_all(reading) == [f"single | {prompt} | *một | hai"]
    assert codes(reading) == ([found] if found else [])


def test_headers_and_footers_are_passed_over() -> None:
    paper = Paper().type("Câu 1. X?\n**A. một**\nB. hai")
    paper.document.sections[0].header.paragraphs[0].text = "Câu 9. Ở đầu trang"
    paper.document.sections[0].footer.paragraphs[0].text = "Trang 1"
    assert told_all(paper.read()) == ["single | X? | *một | hai"]


def test_looks_may_come_from_a_style() -> None:
    paper = Paper().type("Câu 1. X?\nA. một\nB. hai")
    style = paper.document.styles.add_style("Đáp án đúng", 1)
    style.font.bold = True
    paper.document.paragraphs[2].style = style
    assert told_all(paper.read()) == ["single | X? | một | *hai"]


# --- letters of before Unicode --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "font", "meant"),
    [
        ("Chi bé häp th\xad\xeang k\xfa mçi th¸ng", ".VnTime", "Chi bộ họp thường kỳ mỗi tháng"),
        ("§¶ng bé", ".VnTime", "Đảng bộ"),
        ("®¶ng bé", ".VnTimeH", "ĐẢNG BỘ"),
        ("Chi boä hoïp thöôøng kyø moãi thaùng", "VNI-Times", "Chi bộ họp thường kỳ mỗi tháng"),
        ("Ñaûng boä, nghò quyeát, ñieàu leä", "VNI-Times", "Đảng bộ, nghị quyết, điều lệ"),
        ("Chi bộ", "Times New Roman", None),
    ],
)
def test_old_fonts_are_turned_into_unicode(typed: str, font: str, meant: str | None) -> None:
    assert unicode_of(typed, font) == meant


def test_a_paper_in_an_old_font_is_read_and_says_so() -> None:
    paper = Paper().type("C©u 1. Chi bé häp khi nµo?\nA. Mçi quý\n**B. Mçi th¸ng**", font=".VnTime")
    reading = paper.read()
    assert told_all(reading) == ["single | Chi bộ họp khi nào? | Mỗi quý | *Mỗi tháng"]
    assert codes(reading) == ["word.old_font"]
