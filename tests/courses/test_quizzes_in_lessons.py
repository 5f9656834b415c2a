"""A quiz in a lesson: what it shows, whom, and how passing it finishes the lesson."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage, LessonPage, LessonVersion
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.queries import lessons_with_quiz
from courses.catalogue.rendering import text_of_version
from courses.enrolment.actions import enrol
from courses.progress import rules
from courses.progress.actions import record_one
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.queries import way_through
from organisations.people.actions import merge_people
from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import Attempt
from quizzes.papers.models import Quiz, QuizException
from tests.courses.conftest import NOW
from tests.courses.test_progress import report
from tests.makers import edition_of, lesson_form, make_course, make_person, outline_for, paragraph
from tests.quiz_makers import PHONE, make_question, save
from tests.quiz_makers import make_quiz as make_a_quiz

MINUTE = timedelta(minutes=1)
MOST_QUERIES = 8


def make_quiz(*questions: Any, **fields: Any) -> Quiz:
    """A published quiz with an address of its own."""
    return make_a_quiz(*questions, **{"slug": f"kiem-tra-{uuid4().hex[:8]}", **fields})


def quiz_block(quiz: Quiz) -> dict[str, Any]:
    return {"type": "quiz", "value": {"quiz": quiz.pk}, "id": "abcdef01-0000-4000-8000-000000000000"}


def course_with(*quizzes: Quiz, completion: str = "passed", **fields: Any) -> CoursePage:
    """A course whose first lesson holds these quizzes."""
    body = [paragraph(), *map(quiz_block, quizzes)]
    return make_course("Bài kiểm tra", "Bài hai", body=body, completion=completion, **fields)


def first_lesson(course: CoursePage) -> OutlineLesson:
    return outline_for(course).lessons[0]


def address(course: CoursePage) -> str:
    lesson = first_lesson(course)
    return reverse("courses:lesson", args=[course.slug, lesson.module_slug, lesson.slug])


def take(quiz: Quiz, learner: Person, *, right: bool = True, now: Any = NOW) -> Attempt:
    """She answers every question, rightly or wrongly, and hands in."""
    attempt = begin_attempt(quiz=quiz, learner=learner, now=now)
    rows = attempt.questions.select_related("version")
    answers = [
        save(
            row.slot,
            next(c["id"] for c in row.version.content["choices"] if bool(c.get("share")) is right),
            now,
        )
        for row in rows
    ]
    save_answers(attempt_id=attempt.pk, learner=learner, device=PHONE, saves=answers, now=now)
    return submit_attempt(attempt=attempt, now=now)


@pytest.fixture
def quiz(db: None) -> Quiz:
    return make_quiz(make_question(), title="Kiểm tra chuẩn bị", max_attempts=3, pass_percent=70)


def test_passing_the_quiz_finishes_the_lesson_at_that_moment(lan: Person, quiz: Quiz) -> None:
    course = course_with(quiz)
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW).progress
    take(quiz, lan, now=NOW + MINUTE)
    progress.refresh_from_db()
    assert progress.lessons_done == 1
    assert LessonProgress.objects.get().done_at == NOW + MINUTE


def test_lan_finishes_a_course_by_passing_its_final_test(lan: Person, lans_browser: Client, db: None) -> None:
    final = make_quiz(make_question(), title="Kiểm tra cuối khóa: chuẩn bị", purpose="final", max_attempts=3)
    course = course_with(final)
    finished = reverse("courses:finished", args=[course.slug])
    lans_browser.post(reverse("courses:enrol", args=[course.slug]))
    record_one(learner=lan, report=report(outline_for(course).lessons[1].lesson_id), now=NOW)
    take(final, lan, right=False)
    before = lans_browser.get(address(course)).content.decode()
    assert "Chưa đạt: 0%" in before
    assert "còn 2 lần làm" in before
    assert lans_browser.get(finished).status_code == 302
    take(final, lan)
    assert "Kiểm tra cuối khóa đạt 100%" in lans_browser.get(finished).content.decode()
    page = lans_browser.get(reverse("courses:course", args=[course.slug])).content.decode()
    assert "Đã đạt: 100%" in page.split('id="kiem-tra"')[1]


def test_a_lesson_with_two_quizzes_waits_for_both(lan: Person, quiz: Quiz) -> None:
    other = make_quiz(make_question(), title="Kiểm tra thứ hai")
    course = course_with(quiz, other)
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW).progress
    take(quiz, lan)
    progress.refresh_from_db()
    assert progress.lessons_done == 0
    take(other, lan, now=NOW + MINUTE)
    progress.refresh_from_db()
    assert progress.lessons_done == 1


def test_a_quiz_within_a_lesson_that_is_read_does_not_finish_it(lan: Person, quiz: Quiz) -> None:
    course = course_with(quiz, completion="read")
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW).progress
    take(quiz, lan)
    progress.refresh_from_db()
    assert progress.lessons_done == 0
    assert way_through(outline_for(course), lan).state(first_lesson(course)).passed == {quiz.pk}


def test_passing_twice_is_told_once(lan: Person, quiz: Quiz) -> None:
    enrol(learner=lan, edition=edition_of(course_with(quiz)), now=NOW)
    take(quiz, lan)
    take(quiz, lan, now=NOW + MINUTE)
    assert Evidence.objects.filter(kind=rules.PASSED).count() == 1


def test_what_was_passed_before_enrolling_counts_at_once(lan: Person, quiz: Quiz) -> None:
    course = course_with(quiz)
    take(quiz, lan)
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW + MINUTE).progress
    progress.refresh_from_db()
    assert progress.lessons_done == 1
    assert LessonProgress.objects.get().done_at == NOW


def test_a_new_edition_that_asks_for_a_quiz_knows_who_has_passed_it(
    lan: Person, son: Person, quiz: Quiz
) -> None:
    course = make_course("Bài một", "Bài hai")
    take(quiz, lan)
    for learner in (lan, son):
        enrol(learner=learner, edition=edition_of(course), now=NOW)
    lesson = LessonPage.objects.get(title="Bài một")
    lesson.body, lesson.completion = [("quiz", {"quiz": quiz})], "passed"
    lesson.save_revision().publish()
    done = dict(CourseProgress.objects.values_list("enrolment__learner", "lessons_done"))
    assert done == {lan.pk: 1, son.pk: 0}


def test_a_lesson_that_comes_to_ask_for_the_quiz_it_held_is_done_for_who_passed_it(
    lan: Person, quiz: Quiz
) -> None:
    course = course_with(quiz, completion="read")
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    take(quiz, lan)
    lesson = LessonPage.objects.get(title="Bài kiểm tra")
    lesson.completion = "passed"
    lesson.save_revision().publish()
    assert CourseProgress.objects.get().lessons_done == 1
    call_command("rebuild_progress")


def test_rebuilding_finds_nothing_to_mend_and_mends_what_was_lost(
    lan: Person, quiz: Quiz, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(learner=lan, edition=edition_of(course_with(quiz)), now=NOW)
    take(quiz, lan)
    call_command("rebuild_progress")
    LessonProgress.objects.update(passed=[], done_at=None)
    call_command("rebuild_progress", "--mend")
    assert LessonProgress.objects.get().passed == [quiz.pk]
    capsys.readouterr()
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out


def test_nobody_passes_a_quiz_by_saying_so(lan: Person, lans_browser: Client, quiz: Quiz) -> None:
    course = course_with(quiz)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    claim = {
        "id": str(uuid4()),
        "kind": "passed",
        "lesson": first_lesson(course).lesson_id,
        "item": str(quiz.pk),
        "at": NOW.isoformat(),
    }
    answer = lans_browser.post(reverse("courses:evidence"), [claim], content_type="application/json")
    assert answer.status_code == 400
    assert not Evidence.objects.exists()


def test_who_follows_no_course_leaves_no_evidence(son: Person, quiz: Quiz) -> None:
    course_with(quiz)
    take(quiz, son)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("passer", ["kept", "gone"])
@pytest.mark.parametrize("follower", ["kept", "gone"])
def test_two_entries_become_one_and_what_either_passed_finishes_what_either_follows(
    quiz: Quiz, passer: str, follower: str
) -> None:
    entries = {"kept": make_person("Vũ Thị Lan"), "gone": make_person("Vũ Thị Lan")}
    take(quiz, entries[passer])
    course = course_with(quiz)
    enrol(learner=entries[follower], edition=edition_of(course), now=NOW)
    merge_people(kept=entries["kept"], gone=entries["gone"], by=None, now=NOW)
    progress = CourseProgress.objects.get()
    assert (progress.enrolment.learner, progress.lessons_done) == (entries["kept"], 1)


def test_a_lesson_says_in_words_what_is_left(lan: Person, lans_browser: Client, quiz: Quiz) -> None:
    course = course_with(quiz)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    page = lans_browser.get(address(course)).content.decode()
    assert "Đạt bài kiểm tra “Kiểm tra chuẩn bị” (từ 70%)" in page
    assert "1 câu hỏi" in page
    assert "Chưa làm" in page
    take(quiz, lan)
    assert "Đã đạt: 100%" in lans_browser.get(address(course)).content.decode()


def test_the_stranger_never_sees_where_another_stands(
    lan: Person, son: Person, lans_browser: Client, sons_browser: Client, quiz: Quiz
) -> None:
    course = course_with(quiz)
    for learner in (lan, son):
        enrol(learner=learner, edition=edition_of(course), now=NOW)
    take(quiz, lan)
    lans_browser.get(address(course))  # her page is made first, and its text kept for all
    page = sons_browser.get(address(course)).content.decode()
    assert "Chưa làm" in page
    assert "100%" not in page


def test_an_attempt_under_way_is_gone_on_with(lan: Person, lans_browser: Client, quiz: Quiz) -> None:
    course = course_with(quiz)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    begin_attempt(quiz=quiz, learner=lan, now=NOW)
    page = lans_browser.get(address(course)).content.decode()
    assert "Đang làm dở" in page


def test_who_has_no_attempt_left_is_told_unless_she_was_given_one(
    lan: Person, lans_browser: Client, db: None
) -> None:
    quiz = make_quiz(make_question(), max_attempts=1)
    course = course_with(quiz)
    take(quiz, lan, right=False)
    assert "đã hết lượt làm" in lans_browser.get(address(course)).content.decode()
    QuizException.objects.create(quiz=quiz, person=lan, extra_attempts=1, reason="Mất mạng", given_at=NOW)
    assert "còn 1 lần làm" in lans_browser.get(address(course)).content.decode()


def test_the_card_and_the_main_action_lead_to_the_quiz_with_the_way_back(
    lan: Person, lans_browser: Client, quiz: Quiz
) -> None:
    course = course_with(quiz)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    taken_at = reverse("quizzes:quiz", args=[quiz.slug])
    link = f'href="{taken_at}?{urlencode({"tu": address(course)})}"'
    page = lans_browser.get(address(course)).content.decode()
    assert page.count(link) == 1
    assert link in page.split('class="dock"')[1]
    take(quiz, lan)
    done = lans_browser.get(address(course)).content.decode()
    assert done.count(link) == 1
    assert "Xem bài đã nộp" in done


def test_a_quiz_that_was_withdrawn_says_so_and_leads_nowhere(lans_browser: Client, quiz: Quiz) -> None:
    course = course_with(quiz)
    quiz.unpublish()
    page = lans_browser.get(address(course)).content.decode()
    assert "đang được giảng viên sửa" in page
    assert 'href="/bai-kiem-tra/' not in page


def test_a_lesson_that_asks_for_a_quiz_and_holds_none_cannot_be_saved(
    admin_client: Client, course: CoursePage
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.completion = "passed"
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    form = lesson_form(lesson, **{"action-publish": "1"})
    answer = admin_client.post(edit, form)
    assert "Trong bài chưa có bài kiểm tra nào" in answer.content.decode()
    assert LessonPage.objects.get(pk=lesson.pk).completion == "read"
    with pytest.raises(ValidationError):
        lesson.save_revision()


def test_a_lesson_with_its_quiz_is_written_and_published(
    admin_client: Client, course: CoursePage, quiz: Quiz
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    form = lesson_form(
        lesson,
        **{
            "completion": "passed",
            "body-count": "1",
            "body-0-type": "quiz",
            "body-0-order": "0",
            "body-0-deleted": "",
            "body-0-value-quiz": str(quiz.pk),
            "action-publish": "1",
        },
    )
    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert answer.status_code == 302
    version = LessonVersion.objects.filter(lesson=lesson).latest("pk")
    assert (version.quizzes, version.completion, version.is_final_test) == ([quiz.pk], "passed", False)


def test_the_lessons_that_hold_a_quiz_are_found(quiz: Quiz) -> None:
    course = course_with(quiz)
    [(outline, lesson)] = lessons_with_quiz(quiz.pk)
    assert (outline.slug, lesson) == (course.slug, first_lesson(course))
    assert lessons_with_quiz(quiz.pk + 1) == []


def test_a_quiz_that_lessons_ask_for_is_not_deleted(admin_client: Client, quiz: Quiz) -> None:
    course_with(quiz)
    admin_client.post(reverse("wagtailsnippets_quizzes_quiz:delete", args=[quiz.pk]))
    assert Quiz.objects.filter(pk=quiz.pk).exists()
    spare = make_quiz(make_question(), title="Thừa")
    admin_client.post(reverse("wagtailsnippets_quizzes_quiz:delete", args=[spare.pk]))
    assert not Quiz.objects.filter(pk=spare.pk).exists()


def test_an_outline_marks_lessons_with_quizzes_and_the_final_test(lans_browser: Client, quiz: Quiz) -> None:
    course = course_with(quiz)
    page = lans_browser.get(reverse("courses:course", args=[course.slug])).content.decode()
    assert "Có bài kiểm tra" in page
    assert 'id="kiem-tra"' not in page
    final = course_with(make_quiz(make_question(), title="Cuối khóa", purpose="final"), title="Khóa hai")
    page = lans_browser.get(reverse("courses:course", args=[final.slug])).content.decode()
    assert 'id="kiem-tra"' in page


def test_an_author_sees_the_card_in_her_preview(admin_client: Client, course: CoursePage, quiz: Quiz) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.body = [("quiz", {"quiz": quiz})]
    lesson.save_revision()
    page = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).content.decode()
    assert "Kiểm tra chuẩn bị" in page
    assert "từ 70% là đạt" in page


def test_from_a_question_back_to_the_lesson_where_it_stands_today(
    lans_browser: Client, course: CoursePage
) -> None:
    lesson = first_lesson(course)
    again = reverse("courses:read_again", args=[lesson.lesson_id])
    assert lans_browser.get(again)["Location"] == address(course)
    page = LessonPage.objects.get(pk=lesson.lesson_id)
    page.slug = "ten-moi"
    page.save_revision().publish()
    assert lans_browser.get(again)["Location"].endswith("/ten-moi/")
    course.unpublish()
    assert lans_browser.get(again).status_code == 404
    assert lans_browser.get(reverse("courses:read_again", args=[999_999])).status_code == 404


def test_a_course_may_not_take_the_address_that_reads_again(course: CoursePage) -> None:
    course.slug = "doc-lai"
    with pytest.raises(ValidationError):
        course.full_clean()


def test_an_open_quiz_that_ends_by_itself_is_the_next_thing(
    lan: Person, lans_browser: Client, sons_browser: Client, db: None
) -> None:
    quiz = make_quiz(make_question(), title="Cuối khóa", time_limit_minutes=20)
    begin_attempt(quiz=quiz, learner=lan, now=timezone.now(), came_from="/khoa-hoc/")
    for page in ("/", reverse("courses:mine")):
        assert "Cuối khóa" in lans_browser.get(page).content.decode()
        assert "Cuối khóa" not in sons_browser.get(page).content.decode()


def test_quizzes_cost_a_page_one_query_however_many_there_are(
    lan: Person, lans_browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    quizzes = [make_quiz(make_question(), title=f"Kiểm tra {n}", purpose="final") for n in range(4)]
    course = course_with(*quizzes)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    for quiz in quizzes[:2]:
        take(quiz, lan)
    text_of_version(first_lesson(course).version_id)
    lans_browser.get(address(course))
    lans_browser.get("/")  # SQLite is asked once, by each connection, whether it knows JSON
    for page in (
        address(course),
        reverse("courses:course", args=[course.slug]),
        "/",
        reverse("courses:mine"),
    ):
        with django_assert_max_num_queries(MOST_QUERIES, info=page):
            assert lans_browser.get(page).status_code == 200
