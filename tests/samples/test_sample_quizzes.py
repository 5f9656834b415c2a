"""The sample's questions and quizzes: all of them, sound, checked by a second person, safe to load again."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

from courses.catalogue.models import CourseEdition, CoursePage, LessonPage
from courses.catalogue.queries import current_editions, outline_of
from courses.progress.models import CourseProgress
from quizzes.attempts.models import Attempt, AttemptQuestion, QuizStanding
from quizzes.bank.models import Category, Question, QuestionVersion
from quizzes.grading.checking import problems_of
from quizzes.grading.codec import question_from as thaw
from quizzes.grading.marks import fraction_of
from quizzes.grading.questions import AnyQuestion
from quizzes.grading.responses import read_response
from quizzes.papers.models import Quiz
from quizzes.papers.queries import what_lacks
from quizzes.reviewing.models import ReviewCard
from samples.accounts import AUTHOR, REVIEWER, the_secretary
from samples.answers import right_answer, wrong_answer
from samples.curriculum import curriculum
from samples.questions import lesson_checking, question_from

ENTRIES = [entry for quiz in curriculum()["quizzes"] for entry in quiz["questions"]]


def by_id(entry: Any) -> str:
    return str(entry["id"])


@pytest.mark.parametrize("entry", ENTRIES, ids=by_id)
def test_the_right_answer_earns_everything_and_a_wrong_one_does_not(entry: Any) -> None:
    question = question_from(entry)
    assert problems_of(question) == []
    assert graded(question, right_answer(question)) == 1
    assert graded(question, wrong_answer(question, Random(3))) < 1


def graded(question: AnyQuestion, raw: Any) -> float:
    fraction = fraction_of(question, read_response(question, raw))
    assert fraction is not None
    return fraction


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("q1_01", "Ngày 3"),
        ("q1_01", "mồng ba"),
        ("q1_01", "ngay mung 3"),
        ("q1_01", "03"),
        ("q2_10", "90 ngày"),
        ("q3_06", "12 thang"),
        ("q3_06", "Một năm"),
        ("q4_09", "chín mươi"),
    ],
)
def test_what_people_would_type_is_accepted(code: str, typed: str) -> None:
    [entry] = [one for one in ENTRIES if one["id"] == code]
    assert graded(question_from(entry), typed) == 1


def test_every_question_leads_back_to_a_lesson() -> None:
    assert all(lesson_checking(entry["id"]) for entry in ENTRIES)


def test_all_of_them_are_there_on_shelves_by_course(sample: None) -> None:
    assert Question.objects.count() == len(ENTRIES) + 1 == 41
    kinds = Counter(Question.objects.values_list("kind", flat=True))
    assert set(kinds) == {
        "single", "multiple", "true_false", "matching", "ordering", "short_answer", "cloze", "essay",
    }  # fmt: skip
    assert Category.objects.filter(is_sample=True, parent__title="Câu hỏi mẫu").count() == 5
    assert not Question.objects.filter(is_sample=False).exists()
    assert not Question.objects.filter(read_again=None).exists()
    assert set(Question.objects.values_list("state", flat=True)) == {"in_use"}
    assert Question.objects.filter(topics__code="W5").count() == 2


def test_who_wrote_a_question_did_not_check_it(sample: None) -> None:
    names = QuestionVersion.objects.values_list("number", "written_by__username", "checked_by__username")
    assert set(names) == {(1, AUTHOR.username, REVIEWER.username)}


def test_what_was_frozen_is_what_the_data_says(sample: None) -> None:
    frozen = {thaw(version.content) for version in QuestionVersion.objects.all()}
    prompts = {question.prompt for question in frozen}
    assert {question_from(entry).prompt for entry in ENTRIES} <= prompts


def test_each_course_ends_in_its_final_test(sample: None) -> None:
    for edition, entry in zip(current_editions(), curriculum()["quizzes"], strict=True):
        last = outline_of(edition).lessons[-1]
        assert (last.title, last.completion, last.is_final_test) == ("Kiểm tra cuối khóa", "passed", True)
        quiz = Quiz.objects.get(pk=last.quizzes[0])
        assert quiz.title == entry["title"]
        assert (quiz.pass_percent, quiz.time_limit_minutes, quiz.max_attempts) == (
            entry["pass_mark"],
            entry["time_limit_minutes"],
            entry["max_attempts"],
        )
        assert quiz.fixed_items.count() == 10
    assert all(what_lacks(quiz) == [] for quiz in Quiz.objects.all())


def test_somebody_is_under_way_somebody_has_passed_and_somebody_waits_for_a_marker(sample: None) -> None:
    lan = the_secretary()
    states = list(Attempt.objects.filter(learner=lan).order_by("started_at").values_list("state", flat=True))
    assert states == ["graded", "open"]
    assert not QuizStanding.objects.filter(learner=lan).exclude(passed_at=None).exists()
    assert Attempt.objects.filter(state="waiting").count() == 3
    final = Quiz.objects.filter(purpose="final").order_by("pk")[0]
    finals = Attempt.objects.filter(quiz=final)
    assert finals.count() == 13
    assert {True, False} == set(finals.values_list("is_passed", flat=True))
    passed = set(final.standings.exclude(passed_at=None).values_list("learner", flat=True))
    first = current_editions()[0].course
    done = CourseProgress.objects.filter(lessons_done__gt=0, enrolment__course=first)
    done = done.exclude(enrolment__learner=lan)
    assert set(done.values_list("enrolment__learner", flat=True)) == passed
    call_command("rebuild_progress", verbosity=0)


def test_loading_again_changes_nothing(sample: None) -> None:
    def everything() -> list[Any]:
        return [
            list(model._default_manager.order_by("pk").values_list("pk", flat=True))
            for model in (Question, QuestionVersion, Quiz, Category, Attempt, CourseEdition, AttemptQuestion)
        ]

    before = everything()
    with override_settings(DEMO=True):
        call_command("load_samples", verbosity=0)
    assert everything() == before


def test_a_site_that_has_the_courses_already_is_given_the_quizzes_and_loses_no_progress(
    sample: None,
) -> None:
    """As it was before there were quizzes: lessons without them, no mark asked for, and one lesson that the
    School has changed."""
    ReviewCard.objects.all().delete()
    Attempt.objects.all().delete()
    QuizStanding.objects.all().delete()
    CourseProgress.objects.update(mark=None)
    first = CoursePage.objects.order_by("path")[0]
    CoursePage.objects.update(least_percent=None)
    take_quizzes_out()
    changed = LessonPage.objects.get(title="Chuẩn bị nội dung: từ phân công đến họp chi ủy")
    changed.summary = "Nhà trường đã sửa"
    changed.body = [("heading", "Của Nhà trường")]
    changed.save_revision().publish()
    before = CourseProgress.objects.get(enrolment__learner=the_secretary()).lessons_done
    with override_settings(DEMO=True):
        call_command("load_samples", verbosity=0)
    outline = outline_of(current_editions().get(course=first))
    assert outline.lessons[-1].is_final_test
    progress = CourseProgress.objects.get(enrolment__learner=the_secretary())
    assert (progress.lessons_done, progress.lessons_total) == (before, 9)
    changed.refresh_from_db()
    assert len(changed.body) == 1
    held = [lesson for lesson in outline_of(current_editions()[1]).lessons if lesson.quizzes]
    assert len(held) == 5
    call_command("rebuild_progress", verbosity=0)


def take_quizzes_out() -> None:
    for lesson in LessonPage.objects.filter(title="Kiểm tra cuối khóa"):
        lesson.unpublish()
        LessonPage.objects.filter(pk=lesson.pk).update(slug=f"cu-{lesson.pk}")
    for lesson in LessonPage.objects.live():
        body = [block for block in lesson.body.get_prep_value() if block["type"] != "quiz"]
        if len(body) < len(lesson.body):
            lesson.body = body
            lesson.save_revision().publish()
    for quiz in Quiz.objects.all():
        quiz.delete()
    Question.objects.update(current=None)
    QuestionVersion.objects.all().delete()
    for question in Question.objects.all():
        question.delete()
