"""A sheet on the screen says what its files say."""

from django.template.loader import render_to_string
from django.utils.translation import override

from tests.tracking.reports.sheets import NOTE, make_narrow_sheet, make_sheet
from tracking.reports.presenting import shown
from tracking.reports.writing.sheets import Sheet


def page_of(sheet: Sheet) -> str:
    return render_to_string("tracking/reports/_sheet.html", {"sheet": shown(sheet)})


def test_a_page_says_what_the_paper_says() -> None:
    page = page_of(make_sheet(2))
    for said in (
        "1.200",
        "1,0%",
        "85,5",
        "03/04/2026",
        "2.400",
        NOTE,
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Hoàng Văn Thụ",
    ):
        assert said in page
    assert '<td data-label="Số bài đã học" class="num">1.200</td>' in page


def test_figures_follow_the_language_of_the_screen() -> None:
    with override("en"):
        assert shown(make_sheet(1)).rows[0][5].said == "1,200"


def test_what_is_typed_is_text() -> None:
    assert "&lt;script&gt;" in page_of(make_narrow_sheet(("<script>", 1)))


def test_an_empty_report_says_so() -> None:
    assert "Không có dòng nào phù hợp với điều đồng chí chọn." in page_of(make_narrow_sheet())
