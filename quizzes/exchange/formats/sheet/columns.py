"""The columns of the workbook, and the words in them."""

import re
from dataclasses import dataclass

from common.vietnamese import fold
from quizzes.grading.questions import Kind

EXAMPLE = "Ví dụ"
SHEET, GUIDE, LISTS = "Câu hỏi", "Hướng dẫn", "Danh mục"
OPTIONS = "ABCDEFGHIJKLMNOPQRST"
OFFERED = 8
"""Options that have a column in a fresh workbook; more may be added."""


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    heading: str
    note: str
    width: int = 16


KINDS = {
    Kind.SINGLE: "Một lựa chọn",
    Kind.MULTIPLE: "Nhiều lựa chọn",
    Kind.TRUE_FALSE: "Đúng sai",
    Kind.MATCHING: "Ghép đôi",
    Kind.ORDERING: "Sắp xếp",
    Kind.SHORT_ANSWER: "Trả lời ngắn",
    Kind.NUMERICAL: "Trả lời bằng số",
    Kind.CLOZE: "Điền khuyết",
    Kind.ESSAY: "Tự luận",
}

_BEFORE = (
    Column("name", "Mã", "Mã riêng của câu, nếu có."),
    Column("kind", "Loại câu", "Chọn trong danh sách. Để trống: hiểu theo các cột sau.", 18),
    Column(
        "prompt",
        "Nội dung",
        "Lời hỏi. Câu điền khuyết: đặt từ cần điền trong [[ ]], các cách viết cách nhau bằng |.",
        60,
    ),
)
_AFTER = (
    Column(
        "answer",
        "Đáp án",
        "Chữ cái của phương án đúng (B hoặc A, C); Đúng hoặc Sai; từ hoặc số, các cách viết cách nhau "
        "bằng |.",
        24,
    ),
    Column(
        "shares",
        "Điểm từng phương án",
        "Chỉ khi cần: phần trăm điểm của từng phương án, ví dụ 100; 50; 0; -25.",
    ),
    Column("unit", "Đơn vị", "Của câu trả lời bằng số: ngày, %, đồng chí.", 10),
    Column("explanation", "Lời giải", "Vì sao đúng.", 40),
    Column("when_right", "Phản hồi khi đúng", "Lời nói với người trả lời đúng.", 24),
    Column("when_wrong", "Phản hồi khi sai", "Lời nói với người trả lời sai.", 24),
    Column("feedback", "Phản hồi từng phương án", "Mỗi dòng một phương án, ví dụ: A: Nhầm với họp quý.", 30),
    Column("hints", "Gợi ý", "Mỗi dòng một gợi ý.", 24),
    Column("difficulty", "Mức độ", "1 nhận biết, 2 thông hiểu, 3 vận dụng.", 10),
    Column("topics", "Chủ đề", "Cách nhau bằng dấu chấm phẩy.", 22),
    Column("sources", "Nguồn", "Số hiệu văn bản, cách nhau bằng dấu chấm phẩy.", 22),
    Column("category", "Danh mục", "Cấp trên và cấp dưới cách nhau bằng dấu >.", 24),
    Column("points", "Điểm", "Để trống là 1.", 8),
    Column("data", "Dữ liệu thêm", "Do hệ thống ghi khi xuất; không sửa.", 14),
)


def columns(options: int = OFFERED) -> list[Column]:
    """All columns, with one for each of so many options."""
    own = [
        Column(
            f"option {letter}",
            f"Phương án {letter}",
            "Ghép đôi: vế trái => vế phải. Sắp xếp: theo thứ tự đúng.",
            28,
        )
        for letter in OPTIONS[:options]
    ]
    return [*_BEFORE, *own, *_AFTER]


_OTHER_HEADINGS = {
    "macauhoi": "name",
    "macau": "name",
    "id": "name",
    "loai": "kind",
    "loaicauhoi": "kind",
    "dangcau": "kind",
    "cauhoi": "prompt",
    "noidungcauhoi": "prompt",
    "caudan": "prompt",
    "dapandung": "answer",
    "traloi": "answer",
    "phuongandung": "answer",
    "giaithich": "explanation",
    "huongdangiai": "explanation",
    "cancu": "sources",
    "vanban": "sources",
    "mucdonhanthuc": "difficulty",
    "dokho": "difficulty",
    "sodiem": "points",
    "chuong": "category",
    "nhom": "category",
    "nhomcauhoi": "category",
}
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_OPTION = re.compile(r"(?:phuongan|luachon|dapan)?([a-t])")


def column_of(heading: object) -> str | None:
    """The column that a heading means, however it is spelt."""
    key = _NOT_A_LETTER.sub("", fold(re.sub(r"\([^)]*\)", " ", str(heading or ""))))
    for column in (*_BEFORE, *_AFTER):
        if key == _NOT_A_LETTER.sub("", fold(column.heading)):
            return column.key
    if key in _OTHER_HEADINGS:
        return _OTHER_HEADINGS[key]
    found = _OPTION.fullmatch(key)
    return f"option {found[1].upper()}" if found else None


_OTHER_KINDS = {
    "mot dap an": Kind.SINGLE,
    "trac nghiem": Kind.SINGLE,
    "chon mot": Kind.SINGLE,
    "nhieu dap an": Kind.MULTIPLE,
    "chon nhieu": Kind.MULTIPLE,
    "dung/sai": Kind.TRUE_FALSE,
    "dung - sai": Kind.TRUE_FALSE,
    "noi": Kind.MATCHING,
    "ghep": Kind.MATCHING,
    "thu tu": Kind.ORDERING,
    "ngan": Kind.SHORT_ANSWER,
    "so": Kind.NUMERICAL,
    "dien vao cho trong": Kind.CLOZE,
    "dien tu": Kind.CLOZE,
    "bai thu hoach": Kind.ESSAY,
}


def kind_of(text: str) -> Kind | None:
    """The type that a cell means; None for another word."""
    words = fold(text).strip(" .")
    for kind, name in KINDS.items():
        if words in (fold(name), kind.value):
            return kind
    return _OTHER_KINDS.get(words)
