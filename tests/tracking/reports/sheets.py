"""Sheets to write: how far the people of a commune are, in nine columns."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tracking.reports.writing.sheets import Column, Heading, Kind, Sheet, Signer, Values

COLUMNS = (
    Column("TT", Kind.NUMBER, 5),
    Column("Họ và tên", width=26),
    Column("Tổ chức đảng", width=34),
    Column("Chức vụ", width=14),
    Column("Ngày giao", Kind.DAY, 12),
    Column("Số bài đã học", Kind.NUMBER, 10, is_summed=True),
    Column("Tỷ lệ hoàn thành", Kind.SHARE, 11),
    Column("Điểm", Kind.MARK, 8),
    Column("Ghi chú", width=12),
)
NOTE = "Tỷ lệ hoàn thành: số người hoàn thành chia cho số người được giao; người được miễn không tính."
CELL = "Chi bộ thôn Nà Chang, Đảng bộ xã Yên Hoa"


def people(count: int) -> Iterator[Values]:
    for number in range(1, count + 1):
        mark = 85.5 if number % 3 else None
        share = number % 101 / 100
        yield (number, f"Lò Thị Ngoãn {number}", CELL, "Bí thư", date(2026, 4, 3), 1200, share, mark, "")


def make_sheet(count: int = 3, **fields: Any) -> Sheet:
    """A paper of a Party committee, as it is handed in."""
    given: dict[str, Any] = {
        "file_name": "Tiến độ Yên Hoa 2026-09-30",
        "title": "Báo cáo tiến độ học của bí thư, phó bí thư chi bộ",
        "columns": COLUMNS,
        "rows": people(count),
        "subtitles": ("Đảng bộ xã Yên Hoa", "Số liệu đến ngày 30/09/2026"),
        "total_label": "Cộng",
        "notes": (NOTE,),
        "heading": Heading(("ĐẢNG BỘ TỈNH TUYÊN QUANG",), "ĐẢNG ỦY XÃ YÊN HOA", "Số 12-BC/ĐU"),
        "place_and_day": "Yên Hoa, ngày 02 tháng 10 năm 2026",
        "left": Signer(("NGƯỜI LẬP BIỂU",), "Bùi Văn Minh"),
        "right": Signer(("T/M BAN THƯỜNG VỤ", "BÍ THƯ"), "Hoàng Văn Thụ"),
    }
    return Sheet(**given | fields)


def make_narrow_sheet(*rows: Values, **fields: Any) -> Sheet:
    """Two columns and nothing around them."""
    columns = (Column("Đơn vị", width=30), Column("Hoàn thành", Kind.NUMBER, 12, is_summed=True))
    return Sheet(file_name="hep", title="Theo đơn vị", columns=columns, rows=rows, **fields)
