"""A small bank as lecturers left it: laid on a running site by a command, before journeys look at it."""

from dataclasses import replace

from accounts.models import User
from quizzes.authoring.keys import approve, send_for_checking
from quizzes.bank.actions import draft_question
from quizzes.bank.converting import body_of
from quizzes.bank.examples import EXAMPLES
from quizzes.bank.models import Category, Question
from quizzes.grading.questions import Kind, SingleChoice
from quizzes.papers.models import FixedItem, Quiz, RandomDraw
from samples.accounts import AUTHOR, REVIEWER

ABOVE, SHELF = "Nghiệp vụ công tác chi bộ", "Sinh hoạt thường kỳ"
QUIZ = "Kiểm tra thử: sinh hoạt thường kỳ"


def lay_ground() -> None:
    """Nine questions, one of each type: six checked, one of them changed and waiting; a quiz over them."""
    if Quiz.objects.filter(title=QUIZ).exists():
        return
    hoa, reviewer = (User.objects.get(username=demo.username) for demo in (AUTHOR, REVIEWER))
    above, _ = Category.objects.get_or_create(title=ABOVE, parent=None)
    shelf, _ = Category.objects.get_or_create(title=SHELF, parent=above)
    made = {
        kind: draft_question(question=content, category=shelf, by=hoa) for kind, content in EXAMPLES.items()
    }
    for question in list(made.values())[:6]:
        send_for_checking(obj=question, by=hoa)
        approve(obj=_fresh(question), by=reviewer)
    _change(_fresh(made[Kind.SINGLE]), hoa)
    send_for_checking(obj=_fresh(made[Kind.NUMERICAL]), by=hoa)
    quiz = Quiz(title=QUIZ, purpose=Quiz.Purpose.FINAL, time_limit_minutes=20, max_attempts=3, author=hoa)
    quiz.fixed_items = [FixedItem(question=_fresh(made[Kind.MULTIPLE]))]
    quiz.random_draws = [RandomDraw(count=3, category=shelf)]
    quiz.save()
    quiz.save_revision(user=hoa)
    send_for_checking(obj=Quiz.objects.get(pk=quiz.pk), by=hoa)
    approve(obj=Quiz.objects.get(pk=quiz.pk), by=reviewer)


def _change(question: Question, hoa: User) -> None:
    """Its words, and by mistake its right answer."""
    content = EXAMPLES[Kind.SINGLE]
    assert isinstance(content, SingleChoice)
    first, second, third = content.choices
    changed = replace(
        content,
        prompt="<p>Chi bộ họp thường kỳ mỗi tháng ít nhất mấy lần?</p>",
        choices=(replace(first, share=0.0), replace(second, share=100.0), third),
    )
    question.body = body_of(changed)
    question.save_revision(user=hoa)
    send_for_checking(obj=_fresh(question), by=hoa)


def _fresh(question: Question) -> Question:
    found: Question = Question.objects.get(pk=question.pk)
    return found
