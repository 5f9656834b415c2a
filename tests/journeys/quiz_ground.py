"""Quizzes for the journeys, made within the running site's database: run by `manage.py shell`."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from quizzes.attempts.models import Attempt
from quizzes.grading.questions import Item, Ordering
from quizzes.papers.models import Quiz
from quizzes.papers.rules import Behaviour, ShowWhen
from samples.accounts import the_secretary
from tests.quiz_kinds import one_of_each
from tests.quiz_makers import make_category, make_question, make_quiz, single

TITLES = ("Thứ nhất", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm")


@transaction.atomic
def build() -> None:
    """All kinds, five plain ones, one marked at once, one with tries; nothing is shuffled."""
    if Quiz.objects.filter(slug="chin-dang").exists():
        return
    shelf = make_category("Hành trình")
    kinds = [make_question(one, category=shelf) for one in one_of_each()]
    five = [make_question(single(f"Câu {title.lower()}?", "Đúng"), category=shelf) for title in TITLES]
    plain: dict[str, Any] = {"shuffle_questions": False, "shuffle_options": False}
    make_quiz(*kinds, title="Chín dạng", **plain)
    make_quiz(*kinds, title="Một trang", per_page=9, **plain)
    make_quiz(*five, title="Năm câu", time_limit_minutes=15, **plain)
    make_quiz(*five, title="Hai lần", max_attempts=2, **plain)
    at_once: dict[str, Any] = {"show_marks": ShowWhen.AT_ONCE, "show_answers": ShowWhen.AT_ONCE, **plain}
    at_once["show_explanations"] = ShowWhen.AT_ONCE
    make_quiz(*kinds[:4], title="Chấm ngay", behaviour=Behaviour.IMMEDIATE, **at_once)
    make_quiz(*kinds[:4], title="Thử lại", behaviour=Behaviour.TRIES, tries=3, penalty_percent=25, **at_once)


def build_first_quiz() -> None:
    """The one that the learner's guide shows."""
    if Quiz.objects.filter(slug="kiem-tra-lam-quen").exists():
        return
    shelf = make_category("Làm quen")
    once = single("Chi bộ sinh hoạt thường kỳ mấy lần một tháng?", "Một lần", "Hai lần", "Khi có việc")
    words = ("Phần mở đầu", "Nội dung sinh hoạt", "Kết thúc, thông qua biên bản")
    order = Ordering(
        prompt="<p>Xếp các phần của buổi sinh hoạt theo thứ tự.</p>",
        items=tuple(Item(f"w{n}", f"<p>{text}</p>") for n, text in enumerate(words)),
        explanation="<p>Mở đầu, nội dung, kết thúc: ba phần của buổi sinh hoạt thường kỳ.</p>",
    )
    who = single("Ai chủ trì buổi sinh hoạt chi bộ?", "Bí thư chi bộ", "Thư ký", "Đảng viên trẻ nhất")
    made = [make_question(one, category=shelf) for one in (once, order, who)]
    fields: dict[str, Any] = {"shuffle_questions": False, "shuffle_options": False, "max_attempts": 3}
    make_quiz(*made, title="Kiểm tra làm quen", time_limit_minutes=15, **fields)


def end_in(seconds: int, slug: str) -> None:
    """The secretary's open attempt at a quiz ends in so many seconds."""
    open_ones = Attempt.objects.filter(state=Attempt.State.OPEN, quiz__slug=slug, learner=the_secretary())
    open_ones.update(deadline_at=timezone.now() + timedelta(seconds=seconds))


def forget(slug: str) -> None:
    """The secretary has never been asked this quiz."""
    Attempt.objects.filter(quiz__slug=slug, learner=the_secretary()).delete()
