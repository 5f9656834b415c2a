"""A question of each of the nine types, with keys and remarks that stand nowhere else.

Every text that may not leave the server while a question is open holds the word KEY.
"""

from typing import Any

from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    Cloze,
    Criterion,
    Essay,
    Forgiving,
    Gap,
    GapKind,
    Item,
    Kind,
    Matching,
    MultipleChoice,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
)

KEY = "chỉ-sau-khi-nộp"


def said(what: str) -> str:
    return f"<p>{what} ({KEY})</p>"


def _remarks(about: str) -> dict[str, Any]:
    return {
        "explanation": said(f"Giải thích: {about}"),
        "when_right": said("Đồng chí nắm chắc"),
        "when_partly": said("Đồng chí nắm được một phần"),
        "when_wrong": said("Đồng chí nên đọc lại"),
    }


def single_choice() -> SingleChoice:
    return SingleChoice(
        prompt="<p>Chi bộ họp thường kỳ mấy lần một tháng?</p>",
        choices=(
            Choice("c1", "<p>Một lần</p>", 100.0, said("Đúng theo Điều lệ")),
            Choice("c2", "<p>Hai lần</p>", 0.0, said("Nhiều hơn quy định")),
            Choice("c3", "<p>Khi có việc</p>", 0.0, said("Phải có nền nếp")),
        ),
        hints=("<p>Nghĩ đến nền nếp sinh hoạt.</p>",),
        **_remarks("họp ít nhất mỗi tháng một lần"),
    )


def multiple_choice() -> MultipleChoice:
    return MultipleChoice(
        prompt="<p>Cuộc họp chi ủy trước kỳ sinh hoạt thường kỳ cần làm những việc nào?</p>",
        choices=(
            Choice("m1", "<p>Đánh giá kết quả lãnh đạo của tháng trước</p>", 50.0, said("Cần làm")),
            Choice("m2", "<p>Đề ra nhiệm vụ tháng tiếp theo</p>", 50.0, said("Cũng cần làm")),
            Choice("m3", "<p>Quyết định thay chi bộ để đỡ phải họp lâu</p>", 0.0, said("Không làm thay")),
        ),
        **_remarks("chi ủy chuẩn bị, chi bộ quyết định"),
    )


def true_false() -> TrueFalse:
    return TrueFalse(
        prompt="<p>Biên bản sinh hoạt chi bộ phải được thông qua trước khi kết thúc buổi họp.</p>",
        is_true=True,
        feedback_true=said("Đúng vậy"),
        feedback_false=said("Xem lại quy định về biên bản"),
        **_remarks("biên bản có chữ ký của chủ trì và thư ký"),
    )


def matching() -> Matching:
    return Matching(
        prompt="<p>Ai làm việc gì?</p>",
        pairs=(
            Pair("p1", "<p>Bí thư</p>", "a1"),
            Pair("p2", "<p>Thư ký</p>", "a2"),
            Pair("p3", "<p>Đảng viên</p>", "a3"),
        ),
        answers=(
            Item("a1", "<p>Chủ trì buổi họp</p>"),
            Item("a2", "<p>Ghi biên bản</p>"),
            Item("a3", "<p>Thảo luận, biểu quyết</p>"),
            Item("a4", "<p>Duyệt danh sách khách mời</p>"),
        ),
        **_remarks("mỗi người một việc"),
    )


def ordering() -> Ordering:
    return Ordering(
        prompt="<p>Xếp các phần của buổi sinh hoạt theo thứ tự.</p>",
        items=(
            Item("o1", "<p>Phần mở đầu</p>"),
            Item("o2", "<p>Thông tin thời sự</p>"),
            Item("o3", "<p>Thảo luận, ra nghị quyết</p>"),
            Item("o4", "<p>Thông qua biên bản</p>"),
        ),
        **_remarks("mở đầu, nội dung, kết thúc"),
    )


def short_answer() -> ShortAnswer:
    return ShortAnswer(
        prompt="<p>Cơ quan lãnh đạo cao nhất của chi bộ là gì?</p>",
        accepted=(
            Accepted("đại hội đảng viên", 100.0, said("Đúng tên gọi")),
            Accepted("đại hội*", 50.0, said("Gần đúng")),
        ),
        forgiving=Forgiving(marks=True),
        **_remarks("đại hội của toàn thể"),
    )


def numerical() -> Numerical:
    return Numerical(
        prompt="<p>Chi bộ phải có ít nhất bao nhiêu đảng viên chính thức?</p>",
        accepted=(AcceptedNumber("3", "0", 100.0, said("Đúng số")),),
        unit="đảng viên",
        **_remarks("con số tối thiểu"),
    )


def cloze() -> Cloze:
    return Cloze(
        prompt="<p>Điền vào chỗ trống.</p>",
        text="<p>Nghị quyết phải nêu rõ {{g1}}, việc gì và {{g2}} xong; đọc lại sau {{g3}} ngày.</p>",
        gaps=(
            Gap("g1", GapKind.SHORT, accepted=(Accepted(f"ai làm {KEY}"),)),
            Gap("g2", GapKind.CHOICE, accepted=(Accepted("bao giờ"),)),
            Gap("g3", GapKind.NUMBER, numbers=(AcceptedNumber("30", "2"),)),
        ),
        bank=("bao giờ", "ở đâu"),
        **_remarks("rõ người, rõ việc, rõ thời hạn"),
    )


def essay() -> Essay:
    return Essay(
        prompt="<p>Đồng chí sẽ đổi điều gì trong buổi sinh hoạt tới?</p>",
        criteria=(Criterion("k1", "Sát chi bộ", 6, "Có việc cụ thể"), Criterion("k2", "Khả thi", 4)),
        words_min=5,
        words_max=400,
        files_max=2,
        template="1. Việc sẽ đổi:\n2. Cách làm:",
        **_remarks("gợi ý cho người chấm"),
    )


def one_of_each() -> list[AnyQuestion]:
    """In the order of `Kind`."""
    made: list[AnyQuestion] = [
        single_choice(),
        multiple_choice(),
        true_false(),
        matching(),
        ordering(),
        short_answer(),
        numerical(),
        cloze(),
        essay(),
    ]
    assert [one.kind for one in made] == list(Kind)
    return made


RIGHT: dict[Kind, object] = {
    Kind.SINGLE: "c1",
    Kind.MULTIPLE: ["m1", "m2"],
    Kind.TRUE_FALSE: "true",
    Kind.MATCHING: {"p1": "a1", "p2": "a2", "p3": "a3"},
    Kind.ORDERING: ["o1", "o2", "o3", "o4"],
    Kind.SHORT_ANSWER: "đại hội đảng viên",
    Kind.NUMERICAL: "3",
    Kind.CLOZE: {"g1": f"ai làm {KEY}", "g2": "bao giờ", "g3": "30"},
    Kind.ESSAY: {"text": "Gửi tài liệu trước ba ngày."},
}
"""A right answer to each, in the shape in which it is stored."""
