"""An example of each type of question, for the lecturer who is choosing one."""

from collections.abc import Mapping

from quizzes.grading.questions import (
    Accepted,
    AcceptedNumber,
    AnyQuestion,
    Choice,
    Cloze,
    Criterion,
    Essay,
    Gap,
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

EXAMPLES: Mapping[Kind, AnyQuestion] = {
    Kind.SINGLE: SingleChoice(
        prompt="<p>Chi bộ sinh hoạt thường kỳ mỗi tháng ít nhất mấy lần?</p>",
        choices=(
            Choice("a1", "<p>Một lần</p>", 100.0),
            Choice("a2", "<p>Hai lần</p>"),
            Choice("a3", "<p>Khi có việc mới họp</p>"),
        ),
    ),
    Kind.MULTIPLE: MultipleChoice(
        prompt="<p>Biên bản họp chi bộ phải ghi những gì?</p>",
        choices=(
            Choice("a1", "<p>Ai dự, ai vắng, lý do</p>", 50.0),
            Choice("a2", "<p>Kết luận và việc được giao</p>", 50.0),
            Choice("a3", "<p>Chuyện riêng của từng người</p>"),
        ),
    ),
    Kind.TRUE_FALSE: TrueFalse(
        prompt="<p>Nghị quyết chi bộ được thông qua khi quá nửa số đảng viên chính thức tán thành.</p>",
        is_true=True,
    ),
    Kind.MATCHING: Matching(
        prompt="<p>Ghép mỗi việc với người làm.</p>",
        pairs=(
            Pair("p1", "<p>Chủ trì buổi họp</p>", "r1"),
            Pair("p2", "<p>Ghi biên bản</p>", "r2"),
        ),
        answers=(Item("r1", "<p>Bí thư</p>"), Item("r2", "<p>Thư ký</p>"), Item("r3", "<p>Khách mời</p>")),
    ),
    Kind.ORDERING: Ordering(
        prompt="<p>Xếp các bước của buổi sinh hoạt.</p>",
        items=(
            Item("i1", "<p>Mở đầu, báo cáo quân số</p>"),
            Item("i2", "<p>Thảo luận</p>"),
            Item("i3", "<p>Kết luận, biểu quyết</p>"),
        ),
    ),
    Kind.SHORT_ANSWER: ShortAnswer(
        prompt="<p>Ai chủ trì buổi sinh hoạt chi bộ?</p>", accepted=(Accepted("bí thư chi bộ"),)
    ),
    Kind.NUMERICAL: Numerical(
        prompt="<p>Dành cho thảo luận chuyên đề khoảng bao nhiêu phút?</p>",
        accepted=(AcceptedNumber("40", "5"),),
        unit="phút",
    ),
    Kind.CLOZE: Cloze(
        prompt="<p>Điền vào chỗ trống.</p>",
        text="<p>Mỗi việc ghi rõ {{1}} làm và {{2}} xong.</p>",
        gaps=(Gap("1", accepted=(Accepted("ai"),)), Gap("2", accepted=(Accepted("bao giờ"),))),
    ),
    Kind.ESSAY: Essay(
        prompt="<p>Viết một đoạn: chi bộ đồng chí sẽ đổi điều gì ở buổi họp tháng tới?</p>",
        criteria=(Criterion("c1", "Việc cụ thể, làm được", 6), Criterion("c2", "Có người, có hạn", 4)),
    ),
}
