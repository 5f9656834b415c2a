"""Typed makers for the bank and for quizzes: what a lecturer wrote and a second person has checked."""

from typing import Any
from uuid import UUID

from accounts.models import User
from quizzes.attempts.actions import Save
from quizzes.bank.actions import draft_question
from quizzes.bank.converting import body_of
from quizzes.bank.models import Category, Question
from quizzes.grading.ids import ids_for
from quizzes.grading.questions import AnyQuestion, Choice, Essay, SingleChoice
from quizzes.papers.models import FixedItem, Quiz, RandomDraw

PHONE = UUID("11111111-1111-4111-8111-111111111111")
TABLET = UUID("22222222-2222-4222-8222-222222222222")


def make_category(title: str = "Sinh hoạt thường kỳ", parent: Category | None = None) -> Category:
    category, _ = Category.objects.get_or_create(title=title, parent=parent)
    return category


def single(prompt: str = "Chi bộ họp ngày nào?", right: str = "Ngày 3", *wrong: str) -> SingleChoice:
    """A question with one right option, which stands first; its ids follow from its texts."""
    texts = [right, *(wrong or ("Ngày 15", "Ngày 30"))]
    ids = ids_for(texts, of=prompt)
    return SingleChoice(
        prompt=f"<p>{prompt}</p>",
        explanation="<p>Chỉ thị 50-CT/TW.</p>",
        choices=tuple(
            Choice(id_, f"<p>{text}</p>", 100.0 if number == 0 else 0.0)
            for number, (id_, text) in enumerate(zip(ids, texts, strict=True))
        ),
    )


def essay(prompt: str = "Viết bài thu hoạch.") -> Essay:
    return Essay(prompt=f"<p>{prompt}</p>")


def make_question(
    question: AnyQuestion | None = None,
    *,
    category: Category | None = None,
    by: User | None = None,
    **fields: Any,
) -> Question:
    """A question that has been checked and may be asked."""
    draft = draft_question(
        question=question or single(), category=category or make_category(), by=by, **fields
    )
    draft.latest_revision.publish()
    made: Question = Question.objects.get(pk=draft.pk)
    return made


def change_question(question: Question, content: AnyQuestion) -> Question:
    """Its author writes it anew, and it is checked again."""
    question.body = body_of(content)
    question.save_revision().publish()
    changed: Question = Question.objects.get(pk=question.pk)
    return changed


def make_quiz(*questions: Question, title: str = "Kiểm tra cuối khóa", draws: int = 0, **fields: Any) -> Quiz:
    """A published quiz over these questions, and over so many drawn from the whole bank."""
    quiz = Quiz(title=title, **fields)
    quiz.fixed_items = [FixedItem(question=question) for question in questions]
    if draws:
        quiz.random_draws = [RandomDraw(count=draws)]
    quiz.save()
    quiz.save_revision().publish()
    made: Quiz = Quiz.objects.get(pk=quiz.pk)
    return made


def save(slot: int, raw: Any, at: Any, sequence: int = 1, **more: Any) -> Save:
    return Save(sequence=sequence, slot=slot, raw=raw, answered_at=at, **more)
