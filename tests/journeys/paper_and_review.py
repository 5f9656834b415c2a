"""Prepares, beside the running site, a quiz of the questions below, and an attempt of the secretary's."""

from django.utils import timezone

from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, mark_reviewed, submit_attempt
from quizzes.grading.questions import (
    Accepted,
    Choice,
    Item,
    Matching,
    MultipleChoice,
    Ordering,
    Pair,
    ShortAnswer,
    TrueFalse,
)
from quizzes.papers.models import Quiz
from tests.quiz_makers import make_category, make_question, make_quiz, single

TITLE = "Nền nếp sinh hoạt chi bộ"
SHELF = "Câu hỏi của hành trình"


def prepare() -> None:
    """A quiz, handed in empty by the secretary: all of it waits for review."""
    shelf = make_category(SHELF)
    quiz = Quiz.objects.filter(title=TITLE).first() or make_quiz(
        *(make_question(question, category=shelf) for question in QUESTIONS), title=TITLE, slug="nen-nep"
    )
    lan = Person.objects.get(account__username="bithu")
    now = timezone.now()
    attempt = submit_attempt(attempt=begin_attempt(quiz=quiz, learner=lan, now=now), now=now)
    mark_reviewed(attempt=attempt, now=now)


QUESTIONS = (
    single(
        "Chi bộ sinh hoạt định kỳ vào thời gian nào trong tháng theo nền nếp chung?",
        "Từ mồng 2 đến mồng 5 hằng tháng, do chi bộ ấn định",
        "Bất cứ ngày nào bí thư rảnh",
        "Cuối quý",
    ),
    MultipleChoice(
        prompt="<p>Biên bản buổi sinh hoạt cần có chữ ký của ai?</p>",
        explanation="<p>Người chủ trì và người ghi biên bản cùng chịu trách nhiệm về nội dung.</p>",
        choices=(
            Choice("aa000001", "<p>Người chủ trì</p>", 50),
            Choice("aa000002", "<p>Người ghi biên bản</p>", 50),
            Choice("aa000003", "<p>Khách mời</p>"),
        ),
    ),
    TrueFalse(
        prompt="<p>Nghị quyết chi bộ phải ghi rõ việc gì, ai làm, khi nào xong.</p>",
        is_true=True,
        explanation="<p>Không rõ người, rõ việc thì không kiểm tra được.</p>",
    ),
    Matching(
        prompt="<p>Ai làm việc gì trong buổi sinh hoạt?</p>",
        pairs=(Pair("p1", "<p>Bí thư</p>", "a1"), Pair("p2", "<p>Thư ký</p>", "a2")),
        answers=(Item("a1", "<p>chủ trì, kết luận</p>"), Item("a2", "<p>ghi biên bản</p>")),
    ),
    Ordering(
        prompt="<p>Xếp các bước của buổi sinh hoạt theo thứ tự.</p>",
        items=(
            Item("i1", "<p>Mở đầu, điểm danh</p>"),
            Item("i2", "<p>Thảo luận</p>"),
            Item("i3", "<p>Kết luận, phân công</p>"),
        ),
    ),
    ShortAnswer(
        prompt="<p>Văn bản ghi điều chi bộ đã quyết gọi là gì?</p>", accepted=(Accepted("nghị quyết"),)
    ),
)
