"""The sample questions and quizzes: drafted, checked by a second person, published, as lecturers do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import slugify

from accounts.models import User
from common.vietnamese import fold
from courses.catalogue.models import LessonPage
from media.regulations.models import Regulation
from media.topics.models import Topic
from quizzes.bank.actions import draft_question, freeze_version
from quizzes.bank.models import Category, Question
from quizzes.papers.models import FixedItem, Quiz
from quizzes.papers.rules import Behaviour, ShowWhen
from samples.curriculum import curriculum
from samples.questions import Entry, checks, lesson_checking, question_from, weaknesses_behind

SHELF = "Câu hỏi mẫu"


@dataclass(frozen=True, slots=True)
class Hands:
    """Who wrote the sample and who checked it; nobody where there are no demonstration accounts."""

    author: User | None = None
    reviewer: User | None = None


def load_quizzes(*, lessons: dict[str, LessonPage], hands: Hands, now: datetime) -> dict[str, Quiz]:
    """Load the quizzes that are missing, with their questions; those that are new, by their codes.

    A quiz is known by its address, and its questions come with it: what the School has changed or thrown away
    of a quiz that stands does not come back.
    """
    shelves = _Shelves(lessons, hands, now)
    made: dict[str, Quiz] = {}
    for entry in curriculum()["quizzes"]:
        if not _stands(entry["title"]):
            asked = shelves.questions(_title_of_course(entry["course_id"]), entry["questions"])
            made[entry["id"]] = _publish(_final(entry), asked, hands)
    for lesson, codes in checks():
        title = f"Tự kiểm tra: {lesson['title']}"
        if not _stands(title) and all(code in shelves.made for code in codes):
            made[lesson["id"]] = _publish(_check(title), [shelves.made[code] for code in codes], hands)
    for entry in curriculum()["assignments"]:
        if not _stands(entry["title"]):
            asked = shelves.questions("Bài thu hoạch", [entry])
            made[entry["id"]] = _publish(_assignment(entry), asked, hands)
    return made


def address_of(title: str) -> str:
    return slugify(fold(title))


def _stands(title: str) -> bool:
    return bool(Quiz.objects.filter(slug=address_of(title)).exists())


def _title_of_course(course_id: str) -> str:
    return str(next(course["title"] for course in curriculum()["courses"] if course["id"] == course_id))


class _Shelves:
    """Questions put on their shelves, remembered by their codes."""

    def __init__(self, lessons: dict[str, LessonPage], hands: Hands, now: datetime) -> None:
        self.lessons, self.hands, self.now = lessons, hands, now
        self.made: dict[str, Question] = {}
        self.regulations = Regulation.objects.in_bulk(field_name="code")
        self.topics = Topic.objects.filter(kind=Topic.Kind.WEAKNESS)

    def questions(self, shelf: str, entries: list[Entry]) -> list[Question]:
        top, _ = Category.objects.get_or_create(parent=None, title=SHELF, defaults={"is_sample": True})
        category, _ = Category.objects.get_or_create(parent=top, title=shelf, defaults={"is_sample": True})
        return [self._question(entry, category) for entry in entries]

    def _question(self, entry: Entry, category: Category) -> Question:
        lesson = entry.get("lesson_id") or lesson_checking(entry["id"])
        page = self.lessons.get(lesson) if lesson else None
        draft = draft_question(
            question=question_from(entry),
            category=category,
            by=self.hands.author,
            difficulty=entry["difficulty"],
            topics=self.topics.filter(code__in=weaknesses_behind(entry)),
            citations=[(self.regulations[entry["source"]], "")],
            read_again=page.page_ptr if page else None,
            is_sample=True,
        )
        # Checked before it is published: publishing finds the version that stands and keeps it.
        freeze_version(
            question=draft, written_by=self.hands.author, checked_by=self.hands.reviewer, now=self.now
        )
        draft.latest_revision.publish(user=self.hands.reviewer, skip_permission_checks=True)
        self.made[entry["id"]] = draft
        return draft


def _publish(quiz: Quiz, questions: list[Question], hands: Hands) -> Quiz:
    quiz.slug = address_of(quiz.title)
    quiz.author = hands.author
    quiz.is_sample = True
    quiz.live = False
    quiz.fixed_items = [FixedItem(question=question) for question in questions]
    quiz.save()
    quiz.save_revision(user=hands.author).publish(user=hands.reviewer, skip_permission_checks=True)
    published: Quiz = Quiz.objects.get(pk=quiz.pk)
    return published


def _final(entry: Entry) -> Quiz:
    return Quiz(
        title=entry["title"],
        purpose=Quiz.Purpose.FINAL,
        intro=(
            f"{len(entry['questions'])} câu trong {entry['time_limit_minutes']} phút, đạt từ "
            f"{entry['pass_mark']}%. Làm được {entry['max_attempts']} lần, tính lần cao nhất. "
            "Mất mạng giữa chừng không sao: câu đã trả lời được giữ trên máy và gửi sau."
        ),
        time_limit_minutes=entry["time_limit_minutes"],
        max_attempts=entry["max_attempts"],
        pass_percent=entry["pass_mark"],
        shuffle_questions=entry["shuffle_questions"],
        shuffle_options=entry["shuffle_options"],
        show_answers=ShowWhen.SUBMITTED,
        show_explanations=_SHOWN[entry["show_explanations"]],
    )


def _check(title: str) -> Quiz:
    at_once: Any = ShowWhen.AT_ONCE
    return Quiz(
        title=title,
        purpose=Quiz.Purpose.CHECK,
        intro="Tự kiểm tra ngay sau bài học: làm bao nhiêu lần cũng được, trả lời xong biết ngay đúng sai.",
        behaviour=Behaviour.IMMEDIATE,
        pass_percent=50,
        show_marks=at_once,
        show_answers=at_once,
        show_explanations=at_once,
    )


def _assignment(entry: Entry) -> Quiz:
    return Quiz(
        title=entry["title"],
        purpose=Quiz.Purpose.LESSON,
        intro=entry["intro"],
        pass_percent=entry["pass_mark"],
    )


_SHOWN = {"after_submit": ShowWhen.SUBMITTED}
