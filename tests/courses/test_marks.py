"""The mark of a course follows from what counts in its tests, whoever graded what in which order."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage, LessonPage
from courses.enrolment.actions import enrol
from courses.progress.actions import record_one
from courses.progress.models import CourseProgress
from courses.progress.rules import Result, mark_of
from courses.progress.signals import course_progress_changed
from organisations.people.actions import merge_people
from organisations.people.models import Person
from quizzes.attempts.settling import grade_attempt, take_back_pass
from quizzes.papers.models import Quiz
from tests.courses.conftest import NOW
from tests.courses.test_progress import report
from tests.courses.test_quizzes_in_lessons import MINUTE, course_with, make_quiz, quiz_block, take
from tests.makers import edition_of, make_course, make_person, outline_for
from tests.quiz_makers import make_question

results = st.lists(st.builds(Result, st.floats(0, 100), st.booleans()), max_size=8)


@given(results, st.randoms())
def test_a_mark_depends_on_the_results_alone_and_lies_between_0_and_10(
    given_results: list[Result], chance: Any
) -> None:
    shuffled = list(given_results)
    chance.shuffle(shuffled)
    mark = mark_of(given_results)
    assert mark == mark_of(shuffled)
    assert (mark is None) == (not given_results)
    assert mark is None or Decimal(0) <= mark <= Decimal(10)


def test_a_mark_has_two_decimals_and_is_rounded_as_at_a_desk() -> None:
    assert mark_of([Result(70.0, True), Result(80.0, True), Result(76.66, True)]) == Decimal("7.56")
    assert mark_of([Result(66.65, False)]) == Decimal("6.67")


@pytest.fixture
def final(db: None) -> Quiz:
    return make_quiz(make_question(), title="Kiểm tra cuối khóa", purpose="final", max_attempts=3)


@pytest.fixture
def check(db: None) -> Quiz:
    return make_quiz(make_question(), title="Kiểm tra trong bài", max_attempts=3)


@pytest.fixture
def told() -> Iterator[list[tuple[int, list[int]]]]:
    """Whom the rooms above were told of, in the order in which they were told."""
    heard: list[tuple[int, list[int]]] = []

    def hear(sender: type, course_id: int, learners: list[int], **_: Any) -> None:
        heard.append((course_id, list(learners)))

    course_progress_changed.connect(hear)
    yield heard
    course_progress_changed.disconnect(hear)


def follow(learner: Person, course: CoursePage) -> CourseProgress:
    progress: CourseProgress = enrol(learner=learner, edition=edition_of(course), now=NOW).progress
    return progress


def standing(progress: CourseProgress) -> tuple[Decimal | None, bool]:
    progress.refresh_from_db()
    return progress.mark, progress.not_passed


def test_lan_has_no_mark_until_a_test_is_marked_and_her_best_one_counts(lan: Person, final: Quiz) -> None:
    progress = follow(lan, course_with(final))
    assert standing(progress) == (None, False)
    take(final, lan, right=False)
    assert standing(progress) == (Decimal(0), True)
    take(final, lan, now=NOW + MINUTE)
    assert standing(progress) == (Decimal(10), False)


def test_where_there_is_a_final_test_other_quizzes_do_not_count(
    lan: Person, final: Quiz, check: Quiz
) -> None:
    course = make_course("Bài một", "Bài cuối", body=[quiz_block(check)], completion="passed")
    last = LessonPage.objects.get(title="Bài cuối")
    last.body = [("quiz", {"quiz": final})]
    last.save_revision().publish()
    progress = follow(lan, course)
    take(check, lan, right=False)
    assert standing(progress) == (None, False)
    take(final, lan)
    assert standing(progress) == (Decimal(10), False)


def test_without_a_final_test_the_mean_of_all_quizzes_counts(lan: Person, check: Quiz) -> None:
    other = make_quiz(make_question())
    progress = follow(lan, course_with(check, other))
    take(check, lan)
    assert standing(progress) == (Decimal(10), False)
    take(other, lan, right=False)
    assert standing(progress) == (Decimal(5), True)


def test_a_finished_course_is_never_not_passed(lan: Person, check: Quiz) -> None:
    course = course_with(check, completion="read")
    progress = follow(lan, course)
    take(check, lan, right=False)
    for lesson in outline_for(course).lessons:
        record_one(learner=lan, report=report(lesson.lesson_id), now=NOW)
    assert standing(progress) == (Decimal(0), False)
    assert progress.finished_at == NOW


def test_what_was_taken_before_she_enrolled_counts(lan: Person, check: Quiz) -> None:
    course = course_with(check)
    take(check, lan, right=False)
    assert standing(follow(lan, course)) == (Decimal(0), True)


def test_a_new_edition_brings_the_marks_of_its_own_tests(lan: Person, son: Person, check: Quiz) -> None:
    course = make_course("Bài một", "Bài hai")
    take(check, lan, right=False)
    lans, sons = follow(lan, course), follow(son, course)
    lesson = LessonPage.objects.get(title="Bài một")
    lesson.body, lesson.completion = [("quiz", {"quiz": check})], "passed"
    lesson.save_revision().publish()
    assert standing(lans) == (Decimal(0), True)
    assert standing(sons) == (None, False)
    lesson.body, lesson.completion = [], "read"
    lesson.save_revision().publish()
    assert standing(lans) == (None, False)


def test_two_entries_become_one_and_their_best_results_make_her_mark(check: Quiz) -> None:
    kept, gone = make_person("Vũ Thị Lan"), make_person("Vũ Thị Lan")
    progress = follow(kept, course_with(check))
    take(check, kept, right=False)
    take(check, gone, now=NOW + MINUTE)
    merge_people(kept=kept, gone=gone, by=None, now=NOW + timedelta(days=1))
    assert standing(progress) == (Decimal(10), False)


def test_those_above_are_told_once_a_mark_changes_and_not_otherwise(
    lan: Person, final: Quiz, told: list[tuple[int, list[int]]]
) -> None:
    course = course_with(final)
    follow(lan, course)
    told.clear()
    take(final, lan, right=False)
    assert told == [(course.pk, [lan.pk])]
    take(final, lan, right=False, now=NOW + MINUTE)
    assert len(told) == 1


def test_another_persons_result_marks_nobody(lan: Person, son: Person, final: Quiz) -> None:
    progress = follow(lan, course_with(final))
    take(final, son)
    assert standing(progress) == (None, False)


def test_rebuilding_finds_nothing_to_mend_and_mends_a_wrong_mark(
    lan: Person, final: Quiz, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = follow(lan, course_with(final))
    take(final, lan, right=False)
    call_command("rebuild_progress")
    CourseProgress.objects.update(mark=Decimal(9), not_passed_at=None)
    with pytest.raises(CommandError, match="1 differences"):
        call_command("rebuild_progress")
    call_command("rebuild_progress", "--mend")
    assert standing(progress) == (Decimal(0), True)
    capsys.readouterr()
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out


def test_a_mark_that_a_marker_takes_back_is_taken_from_the_course(lan: Person, final: Quiz) -> None:
    progress = follow(lan, course_with(final))
    attempt = take(final, lan)
    attempt.questions.update(fraction=0)
    grade_attempt(attempt=attempt, now=NOW)
    take_back_pass(attempt=attempt, now=NOW)
    assert standing(progress) == (Decimal(0), True)


def test_a_mark_that_waits_for_a_marker_again_is_none(lan: Person, final: Quiz) -> None:
    progress = follow(lan, course_with(final))
    attempt = take(final, lan)
    attempt.questions.update(fraction=None)
    grade_attempt(attempt=attempt, now=NOW)
    assert standing(progress) == (None, False)


def test_saving_evidence_in_a_course_without_tests_asks_as_much_as_before(
    lan: Person, course: CoursePage, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    follow(lan, course)
    lesson = outline_for(course).lessons[0].lesson_id
    with django_assert_num_queries(EVIDENCE_QUERIES):
        record_one(learner=lan, report=report(lesson), now=NOW)


EVIDENCE_QUERIES = 10
"""One piece of evidence, with its transaction: as many as before courses had marks."""
