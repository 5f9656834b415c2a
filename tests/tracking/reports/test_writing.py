"""One sheet, five kinds of file, each read back by a library that did not write it."""

import csv
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.tracking.reports.sheets import CELL, COLUMNS, NOTE, make_narrow_sheet, make_sheet, people
from tracking.reports.writing.documents import docx_pieces
from tracking.reports.writing.formats import FORMATS, TooManyRows, pieces_of
from tracking.reports.writing.printing import pdf_pieces
from tracking.reports.writing.saying import Saying
from tracking.reports.writing.sheets import Column, Kind, Passing, Sheet
from tracking.reports.writing.spreadsheets import xlsx_pieces
from tracking.reports.writing.texts import csv_pieces

DANGEROUS = ["=1+1", "+84912345678", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
HOSTILE = "<b>&\"' #import $x$ *đậm* \x07"


def workbook_of(sheet: Sheet, **how: Any) -> Any:
    return load_workbook(BytesIO(b"".join(xlsx_pieces(sheet))), **how).worksheets[0]


def csv_of(sheet: Sheet) -> list[list[str]]:
    text = "".join(csv_pieces(sheet))
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def pdf_of(sheet: Sheet) -> PdfReader:
    return PdfReader(BytesIO(b"".join(pdf_pieces(sheet))))


def docx_of(sheet: Sheet) -> Any:
    return Document(BytesIO(b"".join(docx_pieces(sheet))))


def words_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def heading_row(page: Any) -> int:
    """Where the names of the columns stand, below what says which report it is."""
    return [row[0].value for row in page.iter_rows()].index(COLUMNS[0].title) + 1


# Excel


def test_numbers_are_numbers_days_are_days_and_shares_are_shares() -> None:
    page = workbook_of(make_sheet())
    first = [page.cell(heading_row(page) + 1, place) for place in range(1, 10)]
    day = datetime(2026, 4, 3)  # noqa: DTZ001 - a spreadsheet knows no time zone
    assert [cell.value for cell in first] == [
        1,
        "Lò Thị Ngoãn 1",
        CELL,
        "Bí thư",
        day,
        1200,
        0.01,
        85.5,
        None,
    ]
    formats = [cell.number_format for cell in first]
    assert formats == ["#,##0", "@", "@", "@", "dd/mm/yyyy", "#,##0", "0.0%", "#,##0.0", "@"]


def test_a_workbook_can_be_filtered_printed_and_signed() -> None:
    page = workbook_of(make_sheet(40))
    row = heading_row(page)
    assert page.freeze_panes == f"A{row + 1}"
    assert page.auto_filter.ref == f"A{row}:I{row + 40}"
    assert page.print_title_rows == f"${row}:${row}"
    assert page.print_area.endswith(f"$A$1:$I${page.max_row}")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (
        page.oddFooter.left.text
        == "&9Báo cáo tiến độ học của bí thư, phó bí thư chi bộ · Số liệu đến ngày 30/09/2026"[2:]
    )
    assert page.oddFooter.right.text == "Trang &P/&N"
    words = [cell.value for line in page.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert words[:3] == ["ĐẢNG BỘ TỈNH TUYÊN QUANG", "ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG ỦY XÃ YÊN HOA"]
    assert words[-4:] == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Bùi Văn Minh", "Hoàng Văn Thụ"]
    assert f"– {NOTE}" in words


def test_a_total_follows_the_filter_and_stands_beside_its_value() -> None:
    sums, formulas = (workbook_of(make_sheet(5), data_only=only) for only in (True, False))
    last = heading_row(sums) + 6
    assert [sums.cell(last, place).value for place in (1, 2, 6)] == [None, "Cộng", 6000]
    assert formulas.cell(last, 6).value == f"=SUBTOTAL(109,F{last - 5}:F{last - 1})"


def test_a_total_that_the_query_tells_is_taken_as_it_is() -> None:
    page = workbook_of(make_narrow_sheet(("Yên Hoa", 3), ("Yên Lập", "–"), total=("Cả tỉnh", 7)))
    assert [cell.value for cell in page[6]] == ["Cả tỉnh", 7]
    assert page["B5"].value == "–", "a number that is not told leaves its place to a word"


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_spreadsheet_takes_a_name_for_a_formula(text: str) -> None:
    cell = workbook_of(make_narrow_sheet((text, 1)))["A4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert csv_of(make_narrow_sheet((text, 1)))[1][0] == f"'{text}"


@pytest.mark.parametrize("count", [0, 1, 501])
def test_any_number_of_rows_makes_a_whole_workbook(count: int) -> None:
    page = workbook_of(make_narrow_sheet(*[("Yên Hoa", 1)] * count))
    assert page.auto_filter.ref == f"A3:B{3 + count}"
    assert page.cell(4 + count, 2).value == (f"=SUBTOTAL(109,B4:B{3 + count})" if count else 0)


# CSV


def test_csv_is_for_machines() -> None:
    headings, first, *_rest = csv_of(make_sheet())
    assert headings[4:8] == ["Ngày giao", "Số bài đã học", "Tỷ lệ hoàn thành (%)", "Điểm"]
    assert first == ["1", "Lò Thị Ngoãn 1", CELL, "Bí thư", "2026-04-03", "1200", "1.0", "85.5", ""]


# Paper


def test_a_paper_says_what_the_sheet_says() -> None:
    reader = pdf_of(make_sheet())
    words = words_of(reader)
    said = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Yên Hoa, ngày 02 tháng 10 năm 2026", "Lò Thị Ngoãn 3", "03/04/2026"]
    for text in [*said, "1.200", "3,0%", "85,5", "Cộng 3.600", NOTE, "Hoàng Văn Thụ", "Trang 1/1"]:
        assert text in words
    assert reader.metadata is not None
    assert reader.metadata.title == "Báo cáo tiến độ học của bí thư, phó bí thư chi bộ"


def test_a_paper_lies_as_its_columns_need_and_every_page_has_their_names() -> None:
    wide, narrow = pdf_of(make_sheet(80)), pdf_of(make_narrow_sheet(("Yên Hoa", 1)))
    sizes = [[round(float(side) / 72 * 25.4) for side in one.pages[0].mediabox[2:]] for one in (wide, narrow)]
    assert sizes == [[297, 210], [210, 297]]
    pages = [" ".join(page.extract_text().split()) for page in wide.pages]
    assert len(pages) > 2
    assert all(
        "Họ và tên" in page and f"Trang {number}/{len(pages)}" in page for number, page in enumerate(pages, 1)
    )


@pytest.mark.parametrize(("notes", "companion"), [((NOTE,), "không tính"), ((), "Cộng")])
def test_signatures_never_stand_on_a_page_by_themselves(notes: tuple[str, ...], companion: str) -> None:
    """However full the page before is: without what goes along, seven to ten rows left them alone."""
    for count in range(5, 13):
        last = pdf_of(make_sheet(count, notes=notes)).pages[-1].extract_text()
        assert "Hoàng Văn Thụ" in last
        assert companion in last, count


def test_the_fonts_of_a_paper_lie_within_it() -> None:
    for page in pdf_of(make_sheet()).pages:
        fonts: Any = page["/Resources"]
        for font in fonts["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(described)


# Word


def test_a_document_is_one_that_offices_hand_in() -> None:
    document = docx_of(make_sheet(3))
    section = document.sections[0]
    centimetres = [round(side.cm, 1) for side in (section.page_width, section.page_height)]
    margins = [round(side.cm, 1) for side in (section.top_margin, section.bottom_margin, section.left_margin)]
    assert (centimetres, margins, round(section.right_margin.cm, 1)) == ([29.7, 21.0], [2.0, 2.0, 3.0], 1.5)
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 14)
    head, table, signed = document.tables
    assert [cell.text for cell in head.rows[0].cells] == [
        "ĐẢNG BỘ TỈNH TUYÊN QUANG\nĐẢNG ỦY XÃ YÊN HOA\n*\nSố 12-BC/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM\nYên Hoa, ngày 02 tháng 10 năm 2026",
    ]
    assert [cell.text for cell in signed.rows[0].cells] == [
        "NGƯỜI LẬP BIỂU\nBùi Văn Minh",
        "T/M BAN THƯỜNG VỤ\nBÍ THƯ\nHoàng Văn Thụ",
    ]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == [column.title for column in COLUMNS]
    assert rows[1] == ["1", "Lò Thị Ngoãn 1", CELL, "Bí thư", "03/04/2026", "1.200", "1,0%", "85,5", ""]
    assert (len(rows), rows[-1][1], rows[-1][5]) == (5, "Cộng", "3.600")
    assert "tblHeader" in table.rows[0]._tr.xml
    assert f"– {NOTE}" in [paragraph.text for paragraph in document.paragraphs]


def test_a_narrow_document_stands_upright_in_letters_of_thirteen_points() -> None:
    document = docx_of(make_narrow_sheet(("Yên Hoa", 1)))
    assert document.sections[0].page_height > document.sections[0].page_width
    assert document.styles["ReportCell"].font.size.pt == 13


def test_every_part_of_the_archives_is_sound_xml() -> None:
    for pieces in (xlsx_pieces, docx_pieces):
        with ZipFile(BytesIO(b"".join(pieces(make_sheet(title=HOSTILE, notes=(HOSTILE,)))))) as archive:
            assert archive.testzip() is None
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(name))  # noqa: S314 - written here


# All of them


def test_what_is_typed_is_markup_nowhere() -> None:
    def sheet() -> Sheet:
        return make_narrow_sheet((HOSTILE, 1), subtitles=(HOSTILE,))

    plain = HOSTILE.replace("\x07", "")
    assert workbook_of(sheet())["A5"].value == plain
    assert docx_of(sheet()).tables[0].rows[1].cells[0].text == plain
    assert "<b>&\"' #import $x$ *đậm*" in words_of(pdf_of(sheet()))


def test_a_letter_that_no_font_has_keeps_nothing_from_being_printed() -> None:
    assert "Lò Văn Ông" in words_of(pdf_of(make_narrow_sheet(("Lò Văn Ông 𠮷\x07😀", 1))))


LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)


@given(LETTERS)
def test_any_text_comes_back_as_it_left(text: str) -> None:
    kept = text.replace("\ufffe", "").replace("\uffff", "")
    assert (workbook_of(make_narrow_sheet((kept, 1)))["A4"].value or "") == kept
    assert csv_of(make_narrow_sheet((kept, 1)))[1][0].removeprefix("'") == kept.removeprefix("'")
    assert docx_of(make_narrow_sheet((kept, 1))).tables[0].rows[1].cells[0].text == kept


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**6), st.just("–")), max_size=30))
def test_a_sum_is_the_sum_of_what_is_told(numbers: list[int | str | None]) -> None:
    passing = Passing(make_narrow_sheet(*(("Yên Hoa", number) for number in numbers), total_label="Cộng"))
    assert [row[1] for row in passing] == numbers
    assert passing.total == ["Cộng", sum(number for number in numbers if isinstance(number, int))]


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        (Kind.NUMBER, 1234567, "1.234.567"),
        (Kind.SHARE, 0.855, "85,5%"),
        (Kind.SHARE, 1.0, "100,0%"),
        (Kind.MARK, 85.5, "85,5"),
        (Kind.DAY, date(2026, 4, 3), "03/04/2026"),
        (Kind.NUMBER, "–", "–"),
        (Kind.NUMBER, None, ""),
    ],
)
def test_figures_are_said_as_offices_write_them(kind: Kind, value: Any, said: str) -> None:
    assert Saying().said(value, Column("", kind)) == said


@pytest.mark.parametrize("write", [xlsx_pieces, csv_pieces, docx_pieces])
def test_fifty_thousand_rows_pass_through_a_few_megabytes(write: Callable[[Sheet], Iterator[Any]]) -> None:
    for _piece in write(make_sheet(1)):
        pass  # what is made once for all files is made now
    tracemalloc.start()
    try:
        written = sum(len(piece) for piece in write(make_sheet(50_000)))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert written > 1_000_000
    assert most < 8_000_000


@pytest.mark.parametrize("key", ["pdf", "docx"])
def test_what_is_too_long_is_refused_before_the_file_begins(key: str) -> None:
    form = FORMATS[key]
    asked = iter(people(form.most + 10))
    with pytest.raises(TooManyRows):
        pieces_of(make_sheet(rows=asked), form, count=form.most + 1)
    assert next(asked)[0] == 1, "nothing was asked for that is not wanted"


def test_a_paper_is_refused_by_its_rows_when_nobody_counted_them() -> None:
    form = FORMATS["pdf"]
    with pytest.raises(TooManyRows):
        pieces_of(make_sheet(form.most + 1), form)


def test_every_kind_of_file_has_a_plain_name() -> None:
    names = [form.name_of(make_sheet()) for form in FORMATS.values()]
    assert names == [f"tien-do-yen-hoa-2026-09-30.{key}" for key in ("xlsx", "csv", "pdf", "docx")]
