"""What finishes a course follows from the set of facts alone, and is frozen with its edition."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.actions import RuleCannotBeMet
from courses.catalogue.models import CourseEdition, CoursePage, LessonPage, ModulePage
from courses.catalogue.rules import REQUIRED, SOME, CourseRule, Lack, lacks_of
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress
from courses.progress.rules import (
    ESSAY,
    LESSON,
    SESSION,
    TEST,
    CourseFact,
    CourseRequirement,
    course_tasks_of,
)
from organisations.people.models import Person
from quizzes.attempts.actions import begin_attempt, save_answers, submit_attempt
from quizzes.attempts.models import Attempt
from quizzes.attempts.settling import grade_attempt
from quizzes.papers.models import Quiz
from tests.courses.conftest import NOW
from tests.courses.test_editions import read
from tests.courses.test_quizzes_in_lessons import MINUTE, MOST_QUERIES, make_quiz, quiz_block, take
from tests.makers import add_lesson, edition_of, make_cell, make_course, outline_for, paragraph
from tests.practices.reviews.makers import attend, make_held_session, observe
from tests.quiz_makers import PHONE, essay, make_question, save

START = datetime(2026, 11, 3, 19, 0, tzinfo=UTC)
LESSONS, TESTS, ESSAYS = (1, 2, 3), (7, 8), (9,)

needs = st.builds(
    CourseRequirement,
    lessons=st.just(frozenset(LESSONS)),
    least_lessons=st.integers(1, 3),
    least_percent=st.sampled_from([0, 50, 70]),
    tests=st.just(frozenset(TESTS)),
    session=st.booleans(),
    essays=st.sampled_from([frozenset(), frozenset(ESSAYS)]),
)


@st.composite
def facts(draw: st.DrawFn) -> list[CourseFact]:
    kinds = {LESSON: LESSONS, TEST: TESTS, SESSION: (0,), ESSAY: ESSAYS}
    made = []
    for kind in draw(st.lists(st.sampled_from(list(kinds)), max_size=15)):
        at = START + timedelta(minutes=draw(st.integers(0, 20)))
        percent = float(draw(st.integers(0, 100))) if kind == TEST else 0.0
        made.append(CourseFact(kind, at, draw(st.sampled_from(kinds[kind])), percent))
    return made


@given(needs, facts(), st.data())
def test_neither_order_nor_repetition_changes_when_a_course_was_finished(
    need: CourseRequirement, given_facts: list[CourseFact], data: st.DataObject
) -> None:
    again = data.draw(st.permutations(given_facts + given_facts))
    assert need.is_finished_at(again) == need.is_finished_at(given_facts)
    assert course_tasks_of(need, again) == course_tasks_of(need, given_facts)


@given(needs, facts(), facts())
def test_a_finished_course_stays_finished_whatever_comes_later(
    need: CourseRequirement, before: list[CourseFact], more: list[CourseFact]
) -> None:
    earlier, later = need.is_finished_at(before), need.is_finished_at([*before, *more])
    assert earlier is None or (later is not None and later <= earlier)


@given(needs, facts())
def test_a_course_is_finished_exactly_when_no_task_is_left(
    need: CourseRequirement, given_facts: list[CourseFact]
) -> None:
    left = [task for task in course_tasks_of(need, given_facts) if not task.is_done]
    assert (need.is_finished_at(given_facts) is None) == bool(left)


@given(needs, facts())
def test_it_is_finished_by_what_was_known_at_that_moment_and_not_before(
    need: CourseRequirement, given_facts: list[CourseFact]
) -> None:
    """The naive way: let time pass from fact to fact, and ask each time whether everything is done."""
    naive = None
    for moment in sorted({fact.at for fact in given_facts}):
        known = [fact for fact in given_facts if fact.at <= moment]
        if all(task.is_done for task in course_tasks_of(need, known)):
            naive = moment
            break
    assert need.is_finished_at(given_facts) == naive


def test_the_mean_is_asked_of_all_tests_and_not_of_the_first() -> None:
    need = CourseRequirement(frozenset(), 0, least_percent=70, tests=frozenset(TESTS))
    first = CourseFact(TEST, START, 7, 90.0)
    second = CourseFact(TEST, START + MINUTE, 8, 50.0)
    [_, test] = course_tasks_of(need, [first])
    assert (test.is_done, test.count, test.total) == (False, 1, 2)
    assert course_tasks_of(need, [first, second])[1].met_at == second.at


rules = st.builds(
    CourseRule,
    lessons=st.sampled_from(["all", REQUIRED, SOME]),
    least_lessons=st.integers(1, 9),
    least_percent=st.integers(0, 100),
    session=st.booleans(),
    essays=st.lists(st.integers(1, 99), unique=True).map(tuple),
)


@given(rules)
def test_a_rule_comes_back_from_what_is_kept_of_it(rule: CourseRule) -> None:
    kept = CourseRule.of(rule.data)
    assert kept.data == rule.data
    assert (kept.lessons, kept.least_percent, kept.session, kept.essays) == (
        rule.lessons,
        rule.least_percent,
        rule.session,
        rule.essays,
    )


def test_an_edition_from_before_there_were_rules_asks_for_all_lessons() -> None:
    assert CourseRule.of({}) == CourseRule()
    assert CourseRule().data == {}


@given(rules, st.integers(0, 12), st.booleans(), st.booleans())
def test_what_can_be_met_lacks_nothing(rule: CourseRule, lessons: int, has_test: bool, asks: bool) -> None:
    lacks = lacks_of(rule, lessons=lessons, optional=0, has_test=has_test, asks_essay=asks)
    assert (Lack.TOO_FEW_LESSONS in lacks) == (rule.lessons == SOME and rule.least_lessons > lessons)
    assert (Lack.NO_TEST in lacks) == (rule.least_percent > 0 and not has_test)
    assert (Lack.NO_ESSAY in lacks) == (asks and not rule.essays)


# --- Stories ----------------------------------------------------------------------------------------


@pytest.fixture
def final(db: None) -> Quiz:
    return make_quiz(make_question(), title="Kiểm tra cuối khóa", purpose="final", max_attempts=3)


def with_rule(course: CoursePage, **rule: Any) -> CoursePage:
    """The author changes what finishes the course, and it is published."""
    page: CoursePage = CoursePage.objects.get(pk=course.pk)
    for name, value in rule.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def course_with_final(final: Quiz, **rule: Any) -> CoursePage:
    course = make_course("Bài một", "Bài cuối")
    lesson = LessonPage.objects.get(title="Bài cuối")
    lesson.body = [paragraph(), quiz_block(final)]
    lesson.save_revision().publish()
    return with_rule(course, **rule)


def follow(learner: Person, course: CoursePage) -> CourseProgress:
    progress: CourseProgress = enrol(learner=learner, edition=edition_of(course), now=NOW).progress
    progress.refresh_from_db()
    return progress


def test_a_course_that_asks_for_a_mark_is_finished_by_the_test_that_brings_it(
    lan: Person, final: Quiz
) -> None:
    progress = follow(lan, course_with_final(final, least_percent=70))
    read(lan, *LessonPage.objects.all())
    take(final, lan, right=False, now=NOW + MINUTE)
    progress.refresh_from_db()
    assert (progress.lessons_done, progress.finished_at, progress.not_passed) == (2, None, True)
    take(final, lan, now=NOW + 2 * MINUTE)
    progress.refresh_from_db()
    assert (progress.finished_at, progress.not_passed) == (NOW + 2 * MINUTE, False)
    assert progress.mark == Decimal(10)


def test_whichever_comes_last_finishes_it(lan: Person, final: Quiz) -> None:
    progress = follow(lan, course_with_final(final, least_percent=70))
    take(final, lan, now=NOW - MINUTE)
    progress.refresh_from_db()
    assert progress.finished_at is None
    read(lan, *LessonPage.objects.all())
    progress.refresh_from_db()
    assert progress.finished_at == NOW


def test_a_lesson_marked_optional_is_not_asked_for(lan: Person) -> None:
    course = make_course("Bài một", "Bài hai", "Bài đọc thêm")
    extra = LessonPage.objects.get(title="Bài đọc thêm")
    extra.is_optional = True
    extra.save_revision().publish()
    assert not any(lesson.is_optional for lesson in outline_for(course).lessons)
    progress = follow(lan, with_rule(course, lessons_asked="required"))
    assert progress.lessons_total == 2
    read(lan, extra)
    progress.refresh_from_db()
    assert progress.lessons_done == 0
    read(lan, *LessonPage.objects.exclude(pk=extra.pk))
    progress.refresh_from_db()
    assert progress.finished_at == NOW


def test_some_lessons_are_enough_whichever_they_are(lan: Person, course: CoursePage) -> None:
    progress = follow(lan, with_rule(course, lessons_asked="some", least_lessons=2))
    first, _, third = LessonPage.objects.order_by("path")
    read(lan, third)
    read(lan, first)
    progress.refresh_from_db()
    assert (progress.lessons_done, progress.lessons_total, progress.finished_at) == (2, 2, NOW)
    read(lan, *LessonPage.objects.all())
    progress.refresh_from_db()
    assert progress.lessons_done == 2


def test_a_course_that_asks_for_a_session_waits_for_it(lan: Person, course: CoursePage) -> None:
    progress = follow(lan, with_rule(course, asks_session=True))
    read(lan, *LessonPage.objects.all())
    progress.refresh_from_db()
    assert progress.finished_at is None
    participant = attend(make_held_session(make_cell()), lan)
    observe(participant)
    progress.refresh_from_db()
    participant.refresh_from_db()
    assert progress.finished_at == participant.reviewed_at


def test_a_course_that_asks_for_an_essay_waits_for_its_marker(lan: Person) -> None:
    written = make_quiz(make_question(essay()), title="Bài thu hoạch")
    course = make_course("Bài một", body=[paragraph(), quiz_block(written)])
    progress = follow(lan, with_rule(course, asks_essay=True))
    assert edition_of(course).rule == {"essays": [written.pk]}
    read(lan, *LessonPage.objects.all())
    attempt = hand_in_essay(written, lan)
    progress.refresh_from_db()
    assert progress.finished_at is None
    attempt.questions.update(fraction=1.0)
    grade_attempt(attempt=attempt, now=NOW + 5 * MINUTE)
    progress.refresh_from_db()
    assert progress.finished_at == NOW + 5 * MINUTE


def hand_in_essay(quiz: Quiz, learner: Person) -> Attempt:
    attempt = begin_attempt(quiz=quiz, learner=learner, now=NOW)
    saves = [save(row.slot, {"text": "Chi bộ tôi đã họp đúng ngày."}, NOW) for row in attempt.questions.all()]
    save_answers(attempt_id=attempt.pk, learner=learner, device=PHONE, saves=saves, now=NOW)
    return submit_attempt(attempt=attempt, now=NOW)


def test_what_another_did_finishes_nothing(lan: Person, son: Person, final: Quiz) -> None:
    progress = follow(lan, course_with_final(final, least_percent=70))
    follow(son, CoursePage.objects.get())
    read(lan, *LessonPage.objects.all())
    take(final, son)
    progress.refresh_from_db()
    assert progress.finished_at is None


def test_an_editions_rule_never_changes(course: CoursePage) -> None:
    old = edition_of(course)
    with_rule(course, lessons_asked="some", least_lessons=2)
    new = edition_of(course)
    assert CourseEdition.objects.get(pk=old.pk).rule == {}
    assert new.rule == {"lessons": "some", "least_lessons": 2}
    assert new.number == old.number + 1


def test_a_stricter_rule_reaches_those_under_way_and_leaves_the_finished(
    lan: Person, son: Person, final: Quiz
) -> None:
    course = course_with_final(final)
    lans, sons = follow(lan, course), follow(son, course)
    read(lan, *LessonPage.objects.all())
    with_rule(course, least_percent=70)
    read(son, *LessonPage.objects.all())
    lans.refresh_from_db()
    sons.refresh_from_db()
    assert lans.finished_at == NOW
    assert (sons.finished_at, sons.lessons_done) == (None, 2)


def test_a_milder_rule_finishes_who_has_done_enough(lan: Person, course: CoursePage) -> None:
    progress = follow(lan, course)
    read(lan, *LessonPage.objects.order_by("path")[:2])
    with_rule(course, lessons_asked="some", least_lessons=2)
    progress.refresh_from_db()
    assert progress.finished_at is not None
    assert (progress.lessons_done, progress.lessons_total) == (2, 2)


def test_a_new_rule_finds_who_has_the_lessons_and_the_mark(lan: Person, son: Person, final: Quiz) -> None:
    course = course_with_final(final)
    other = add_lesson(ModulePage.objects.child_of(course).get(), "Bài thêm")
    lans, sons = follow(lan, course), follow(son, course)
    for learner in (lan, son):
        read(learner, *LessonPage.objects.exclude(pk=other.pk))
    take(final, lan)
    with_rule(course, lessons_asked="some", least_lessons=2, least_percent=70)
    lans.refresh_from_db()
    sons.refresh_from_db()
    assert lans.finished_at is not None
    assert sons.finished_at is None


@pytest.mark.parametrize(
    "rule",
    [
        {"lessons_asked": "some", "least_lessons": 4},
        {"least_percent": 70},
        {"asks_essay": True},
    ],
)
def test_a_rule_that_nobody_can_meet_is_not_published(course: CoursePage, rule: dict[str, Any]) -> None:
    with pytest.raises(RuleCannotBeMet):
        with_rule(course, **rule)


def test_a_course_of_optional_lessons_alone_is_not_published(course: CoursePage) -> None:
    for lesson in LessonPage.objects.all():
        lesson.is_optional = True
        lesson.save_revision().publish()
    with pytest.raises(RuleCannotBeMet, match="tự chọn"):
        with_rule(course, lessons_asked="required")


def test_so_many_lessons_asks_for_their_number(course: CoursePage) -> None:
    course.lessons_asked = "some"
    with pytest.raises(ValidationError) as refused:
        course.full_clean()
    assert "least_lessons" in refused.value.message_dict


def test_rebuilding_finds_a_course_that_should_be_finished(
    lan: Person, final: Quiz, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = follow(lan, course_with_final(final, least_percent=70))
    read(lan, *LessonPage.objects.all())
    take(final, lan)
    call_command("rebuild_progress")
    finished = CourseProgress.objects.get().finished_at
    CourseProgress.objects.update(finished_at=None, lessons_done=F("lessons_done") - 1)
    with pytest.raises(CommandError, match="1 differences"):
        call_command("rebuild_progress")
    call_command("rebuild_progress", "--mend")
    progress.refresh_from_db()
    assert (progress.finished_at, progress.lessons_done) == (finished, 2)
    capsys.readouterr()
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out


# --- Told in words ----------------------------------------------------------------------------------


def test_the_course_says_what_finishes_it_before_and_while_she_learns(
    lan: Person, lans_browser: Client, final: Quiz
) -> None:
    course = course_with_final(final, least_percent=70, asks_session=True)
    page = reverse("courses:course", args=[course.slug])
    before = lans_browser.get(page).content.decode()
    assert "Để hoàn thành khóa học" in before
    assert "Học xong tất cả 2 bài" in before
    assert "Đạt từ 70% ở “Kiểm tra cuối khóa”" in before
    assert "Dự một buổi sinh hoạt điểm và gửi phiếu quan sát" in before
    follow(lan, course)
    read(lan, LessonPage.objects.get(title="Bài một"))
    take(final, lan, right=False)
    under_way = lans_browser.get(page).content.decode()
    assert "Còn 3 việc để hoàn thành khóa học" in under_way
    assert "đã xong 1" in under_way
    assert "hiện được 0%" in under_way


def test_who_has_done_every_lesson_is_led_to_what_is_left(
    lan: Person, lans_browser: Client, final: Quiz
) -> None:
    course = course_with_final(final, least_percent=70)
    follow(lan, course)
    read(lan, *LessonPage.objects.all())
    place = outline_for(course).lessons[0]
    lesson = reverse("courses:lesson", args=[course.slug, place.module_slug, place.slug])
    left = reverse("courses:course", args=[course.slug]) + "#hoan-thanh"
    assert left in lans_browser.get(lesson).content.decode()
    assert lans_browser.get(reverse("courses:resume", args=[course.slug]))["Location"] == left
    assert "Xem còn gì để hoàn thành khóa học" in lans_browser.get("/").content.decode()


def test_a_mark_that_the_quiz_does_not_show_is_not_told(lan: Person, lans_browser: Client) -> None:
    secret = make_quiz(make_question(), title="Kiểm tra kín", purpose="final", show_marks="never")
    course = course_with_final(secret, least_percent=70)
    follow(lan, course)
    take(secret, lan, right=False)
    page = lans_browser.get(reverse("courses:course", args=[course.slug])).content.decode()
    assert "Đạt từ 70%" in page
    assert "hiện được" not in page


def test_the_stranger_reads_the_rule_and_nothing_of_lans(
    lan: Person, son: Person, sons_browser: Client, final: Quiz
) -> None:
    course = course_with_final(final, least_percent=70)
    follow(lan, course)
    follow(son, course)
    read(lan, *LessonPage.objects.all())
    take(final, lan)
    page = sons_browser.get(reverse("courses:course", args=[course.slug])).content.decode()
    assert "Còn 2 việc để hoàn thành khóa học" in page
    assert "100%" not in page


def test_the_page_of_a_course_stays_within_its_queries(
    lan: Person, lans_browser: Client, final: Quiz, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plain = make_course("Bài riêng", title="Sinh hoạt chuyên đề")
    asking = course_with_final(final, least_percent=70)
    for course in (plain, asking):
        follow(lan, course)
        page = reverse("courses:course", args=[course.slug])
        lans_browser.get(page)
        with django_assert_max_num_queries(MOST_QUERIES, info=page):
            lans_browser.get(page)
