"""The workbook to begin with: headings, an example of each type, and how to fill it in."""

from io import BytesIO

from openpyxl.styles import Alignment, Font

from quizzes.exchange.formats.sheet.columns import EXAMPLE, GUIDE, KINDS, columns
from quizzes.exchange.formats.sheet.writing import book_with
from quizzes.grading.questions import Kind

_EXAMPLES: tuple[tuple[Kind, dict[str, str]], ...] = (
    (
        Kind.SINGLE,
        {
            "prompt": "Chi bộ sinh hoạt thường kỳ mấy lần?",
            "option A": "Mỗi tháng một lần",
            "option B": "Mỗi quý một lần",
            "option C": "Mỗi năm một lần",
            "answer": "A",
            "explanation": "Điều lệ Đảng quy định chi bộ họp thường lệ mỗi tháng một lần.",
            "feedback": "B: Mỗi quý là của sinh hoạt chuyên đề.",
            "difficulty": "1",
            "topics": "Sinh hoạt chi bộ",
            "sources": "Điều lệ Đảng",
            "category": "Sinh hoạt chi bộ > Họp thường kỳ",
        },
    ),
    (
        Kind.MULTIPLE,
        {
            "prompt": "Những ai có trong chi ủy?",
            "option A": "Bí thư",
            "option B": "Phó bí thư",
            "option C": "Quần chúng",
            "answer": "A, B",
        },
    ),
    (Kind.TRUE_FALSE, {"prompt": "Chi bộ lãnh đạo bằng nghị quyết.", "answer": "Đúng"}),
    (
        Kind.MATCHING,
        {
            "prompt": "Ghép người với việc.",
            "option A": "Bí thư => Chủ trì buổi họp",
            "option B": "Thư ký => Ghi biên bản",
            "option C": "? => Duyệt quyết toán",
        },
    ),
    (
        Kind.ORDERING,
        {
            "prompt": "Sắp xếp các bước của buổi họp.",
            "option A": "Thảo luận",
            "option B": "Biểu quyết",
            "option C": "Kết luận",
        },
    ),
    (
        Kind.SHORT_ANSWER,
        {"prompt": "Văn bản nào quy định tiêu chuẩn đảng viên?", "answer": "Điều lệ Đảng | Điều lệ"},
    ),
    (
        Kind.NUMERICAL,
        {"prompt": "Đảng viên dự bị phải qua bao nhiêu tháng thử thách?", "answer": "12", "unit": "tháng"},
    ),
    (Kind.CLOZE, {"prompt": "Điền từ còn thiếu.\nChi bộ là [[nền tảng | nền móng]] của Đảng."}),
    (Kind.ESSAY, {"prompt": "Đồng chí hãy nêu các việc cần chuẩn bị trước buổi họp chi bộ."}),
)
_RULES = (
    "Mỗi câu hỏi một hàng, ở trang “Câu hỏi”. Hàng có mã bắt đầu bằng “Ví dụ” được bỏ qua khi nhập.",
    "Cột có thể xếp theo thứ tự khác; cột không cần thì có thể xóa. Cần hơn tám phương án thì thêm cột "
    "“Phương án I”, “Phương án J”…",
    "Một câu hỏi bắt buộc có nội dung; câu chọn phương án bắt buộc có ít nhất hai phương án và đáp án.",
    "Ghép đôi: mỗi ô phương án ghi “vế trái => vế phải”; vế phải thừa để gây nhiễu ghi “? => vế phải”.",
    "Sắp xếp: các phương án ghi theo thứ tự đúng; khi làm bài, thứ tự được trộn.",
    "Điền khuyết: đặt từ cần điền trong [[ ]]; nhiều cách viết được chấp nhận cách nhau bằng dấu |.",
    "Số thập phân viết bằng dấu phẩy (3,5); sai số ghi sau dấu ±, ví dụ 15 ± 1.",
    "Không dùng công thức: hệ thống không tính, chỉ lấy giá trị đang hiện và báo lại.",
    "Muốn xuống dòng trong ô, bấm Alt + Enter. Hình ảnh, chữ đậm, chữ nghiêng: nhập bằng Word hoặc sửa "
    "sau khi nhập.",
    "Nhập xong vẫn là bản nháp: phải có người thứ hai duyệt rồi câu hỏi mới được dùng.",
)


def template() -> bytes:
    """The workbook as a file."""
    rows = [
        {"name": f"{EXAMPLE} {number}", "kind": KINDS[kind], **cells}
        for number, (kind, cells) in enumerate(_EXAMPLES, start=1)
    ]
    book = book_with(rows)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2, max_row=len(rows) + 1):
        for cell in row:
            cell.font = Font(italic=True, color="FF666666")
    guide = book.create_sheet(GUIDE, 1)
    guide.column_dimensions["A"].width = 26
    guide.column_dimensions["B"].width = 100
    lines = [
        ("Cách điền", ""),
        *((str(number), rule) for number, rule in enumerate(_RULES, start=1)),
        ("", ""),
        ("Cột", "Ghi gì"),
        *((column.heading, column.note) for column in columns()),
    ]
    for number, (first, second) in enumerate(lines, start=1):
        guide.cell(number, 1, first).font = Font(bold=True)
        guide.cell(number, 2, second).alignment = Alignment(wrap_text=True, vertical="top")
    content = BytesIO()
    book.save(content)
    return content.getvalue()
