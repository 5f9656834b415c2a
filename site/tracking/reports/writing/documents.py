"""A sheet as a Word document, in the form in which offices hand papers in.

python-docx makes everything around the table; the rows are written into its place while they come in, since
it would hold each of them as a tree.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from common.workbooks import archive_pieces, without_control_letters
from tracking.reports.writing.saying import Saying
from tracking.reports.writing.sheets import Heading, Kind, Passing, Sheet, Signer

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BODY = "word/document.xml"
_EMPTY_TABLE = b"<w:tbl/>"
_TEXT = 14
_CELL_MARGINS = '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
_ROWS_A_PIECE = 200
_TWIPS_A_CM = 567
_ALIGNS = {Kind.TEXT: "left", Kind.DAY: "center"}
_CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def docx_pieces(sheet: Sheet) -> Iterator[bytes]:
    """The bytes of the document while rows come from the query."""
    frame = BytesIO()
    passing = Passing(sheet)
    _framed(sheet).save(frame)
    with ZipFile(frame) as archive:
        before, after = archive.read(_BODY).split(_EMPTY_TABLE)
        others = [(name, [archive.read(name)]) for name in archive.namelist() if name != _BODY]
    return archive_pieces([*others, (_BODY, _body(before, after, passing))])


def _body(before: bytes, after: bytes, passing: Passing) -> Iterator[bytes]:
    yield before
    for piece in _table(passing):
        yield piece.encode()
    yield after


def _table(passing: Passing) -> Iterator[str]:
    sheet, saying = passing.sheet, Saying()
    aligns = [_ALIGNS.get(column.kind, "right") for column in sheet.columns]
    widths = _widths(sheet)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_CELL_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
    openings = [_opening(width, align) for width, align in zip(widths, aligns, strict=True)]
    headings = [_opening(width, "center", is_middle=True) for width in widths]
    titles = [column.title for column in sheet.columns]
    yield _row(headings, titles, beside="<w:tblHeader/>", is_bold=True)
    piece: list[str] = []
    for row in passing:
        piece.append(_row(openings, saying.row(row, sheet.columns)))
        if len(piece) == _ROWS_A_PIECE:
            yield "".join(piece)
            piece.clear()
    yield "".join(piece)
    if passing.total:
        yield _row(openings, saying.row(passing.total, sheet.columns), is_bold=True)
    yield "</w:tbl>"


def _opening(width: int, align: str, *, is_middle: bool = False) -> str:
    middle = '<w:vAlign w:val="center"/>' if is_middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{middle}</w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="ReportCell"/><w:jc w:val="{align}"/></w:pPr>'
    )


def _row(openings: Iterable[str], texts: Iterable[str], *, beside: str = "", is_bold: bool = False) -> str:
    opened = "<w:r><w:rPr><w:b/></w:rPr>" if is_bold else "<w:r>"
    run, closed = f'{opened}<w:t xml:space="preserve">', "</w:t></w:r></w:p></w:tc>"
    cells = "".join(
        f"{opening}{run}{escape(without_control_letters(text))}{closed}"
        for opening, text in zip(openings, texts, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{beside}</w:trPr>{cells}</w:tr>"


def _room(sheet: Sheet) -> float:
    """Centimetres between the margins."""
    return (29.7 if sheet.is_landscape else 21) - 3 - 1.5


def _widths(sheet: Sheet) -> list[int]:
    """In twentieths of a point; together as wide as the page is between its margins."""
    room = round(_room(sheet) * _TWIPS_A_CM)
    return [room * column.width // sheet.letters for column in sheet.columns]


def _framed(sheet: Sheet) -> Any:
    """The document with an empty table where the rows will stand."""
    document = Document()
    document.core_properties.title = without_control_letters(sheet.title)[:255]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    _set_page(document, sheet)
    _set_styles(document, sheet)
    if sheet.heading is not None:
        _add_head(document, sheet.heading, sheet.place_and_day)
    _add(document, sheet.title, is_bold=True, before=12)
    for subtitle in sheet.subtitles:
        _add(document, subtitle, is_italic=True)
    _add(document, "")
    document._body._body.insert_element_before(OxmlElement("w:tbl"), "w:sectPr")
    _add_notes(document, sheet)
    _add_signatures(document, sheet)
    return document


def _set_page(document: Any, sheet: Sheet) -> None:
    section = document.sections[0]
    across, down = (29.7, 21) if sheet.is_landscape else (21, 29.7)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(across), Cm(down)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.header_distance = section.footer_distance = Cm(1)
    # Pages are numbered from the second on, above the text.
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def _set_styles(document: Any, sheet: Sheet) -> None:
    normal = document.styles["Normal"]
    normal.paragraph_format.space_after = Pt(0)
    cell = document.styles.add_style("ReportCell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = normal
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    for style, size in ((normal, _TEXT), (cell, sheet.letter_size(_room(sheet)))):
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:cs"):
            fonts.set(qn(script), "Times New Roman")


def _add(
    holder: Any, text: str, *, is_bold: bool = False, is_italic: bool = False, size: int = 0, before: int = 0
) -> Any:
    paragraph = holder.add_paragraph()
    paragraph.alignment = _CENTRE
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(without_control_letters(text))
    run.bold, run.italic = is_bold, is_italic
    if size:
        run.font.size = Pt(size)
    return paragraph


def _add_head(document: Any, heading: Heading, place_and_day: str) -> None:
    left, right = _two_beside(document)
    for line in heading.above:
        _add(left, line)
    _add(left, heading.issuer, is_bold=True)
    _add(left, "*")
    _add(left, heading.number)
    _underline(_add(right, heading.party, is_bold=True, size=15))
    _add(right, place_and_day, is_italic=True, before=10)
    _drop_first(left, right)


def _underline(paragraph: Any) -> None:
    for run in paragraph.runs:
        run.underline = True


def _add_notes(document: Any, sheet: Sheet) -> None:
    if not sheet.notes:
        return
    heading = _add(document, _("How the figures are made"), is_bold=True, size=12, before=8)
    heading.alignment = WD_ALIGN_PARAGRAPH.LEFT
    heading.paragraph_format.keep_with_next = True
    for note in sheet.notes:
        told = _add(document, f"– {note}", size=12)
        told.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    # The signatures never stand on a page by themselves.
    told.paragraph_format.keep_with_next = True


def _add_signatures(document: Any, sheet: Sheet) -> None:
    if sheet.left is None and sheet.right is None:
        return
    _add(document, "").paragraph_format.keep_with_next = True
    left, right = _two_beside(document)
    if sheet.heading is None and sheet.place_and_day:
        _add(left, "")
        _add(right, sheet.place_and_day, is_italic=True)
    for holder, signer in ((left, sheet.left), (right, sheet.right)):
        _add_signer(holder, signer or Signer(()))
    _drop_first(left, right)


def _add_signer(holder: Any, signer: Signer) -> None:
    for line in signer.capacity:
        _add(holder, line, is_bold=True)
    if signer.name:
        _add(holder, signer.name, is_bold=True, before=70)


def _two_beside(document: Any) -> tuple[Any, Any]:
    """Two cells without lines around them, kept on one page."""
    table = document.add_table(rows=1, cols=2)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table.rows[0].cells[0], table.rows[0].cells[1]


def _drop_first(*cells: Any) -> None:
    """A new cell has a paragraph already, which stays only where nothing else was put."""
    for cell in cells:
        if len(cell.paragraphs) > 1:
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)
