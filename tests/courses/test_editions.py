"""Publishing freezes an edition; those under way follow it, those who have finished keep theirs."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from courses.catalogue.models import CourseEdition, CoursePage, LessonPage, LessonVersion, ModulePage
from courses.catalogue.queries import current_editions
from courses.progress import rules
from courses.progress.actions import Report, record_evidence
from courses.progress.models import CourseProgress, LessonProgress
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.makers import add_lesson, edition_of, make_course, outline_for


def read(learner: Person, *lessons: LessonPage | int) -> None:
    ids = [lesson if isinstance(lesson, int) else lesson.pk for lesson in lessons]
    record_evidence(learner=learner, reports=[Report(uuid4(), rules.READ, pk, NOW) for pk in ids], now=NOW)


def test_publishing_a_course_freezes_its_lessons_in_order(course: CoursePage) -> None:
    outline = outline_for(course)
    assert [lesson.title for lesson in outline.lessons] == ["Bài một", "Bài hai", "Bài ba"]
    assert [lesson.number for lesson in outline.lessons] == [1, 2, 3]
    assert edition_of(course).minutes_total == 30


def test_publishing_again_what_has_not_changed_makes_no_new_edition(course: CoursePage) -> None:
    before = edition_of(course)
    lesson = LessonPage.objects.first()
    assert lesson is not None
    lesson.save_revision().publish()
    course.save_revision().publish()
    assert edition_of(course) == before


def test_a_changed_lesson_makes_a_new_edition_and_leaves_the_old_text_as_it_was(course: CoursePage) -> None:
    old = edition_of(course)
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.goal = "Một mục tiêu mới"
    lesson.save_revision().publish()
    new = edition_of(course)
    assert new.number == old.number + 1
    assert old.lessons.get(lesson=lesson).version.content["goal"] == ""
    assert new.lessons.get(lesson=lesson).version.content["goal"] == "Một mục tiêu mới"
    # Lessons that did not change are shared, not copied.
    assert LessonVersion.objects.filter(lesson__title="Bài một").count() == 1


def test_a_draft_does_not_reach_learners(course: CoursePage) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.title = "Bản nháp"
    lesson.save_revision()
    assert "Bản nháp" not in [x.title for x in outline_for(course).lessons]


def test_an_unpublished_lesson_leaves_the_course(course: CoursePage) -> None:
    LessonPage.objects.get(title="Bài hai").unpublish()
    assert [lesson.title for lesson in outline_for(course).lessons] == ["Bài một", "Bài ba"]


def test_an_unpublished_course_is_taught_no_more(course: CoursePage) -> None:
    course.unpublish()
    assert not current_editions().filter(course=course).exists()
    assert CourseEdition.objects.filter(course=course).count() == 1


def test_moving_a_lesson_to_another_course_changes_both(course: CoursePage) -> None:
    other = make_course("Bài riêng", title="Sinh hoạt chuyên đề")
    LessonPage.objects.get(title="Bài ba").move(ModulePage.objects.child_of(other).get(), pos="last-child")
    assert [x.title for x in outline_for(course).lessons] == ["Bài một", "Bài hai"]
    assert [x.title for x in outline_for(other).lessons] == ["Bài riêng", "Bài ba"]


def test_who_is_under_way_follows_the_new_edition(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    first, second, _ = LessonPage.objects.order_by("path")
    read(lan, first, second)
    add_lesson(ModulePage.objects.get(), "Bài bốn")
    lans_progress.refresh_from_db()
    assert lans_progress.edition == edition_of(course)
    assert (lans_progress.lessons_done, lans_progress.lessons_total) == (2, 4)


def test_who_has_finished_keeps_the_edition_she_learnt(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    learnt = edition_of(course)
    read(lan, *LessonPage.objects.all())
    add_lesson(ModulePage.objects.get(), "Bài bốn")
    lans_progress.refresh_from_db()
    assert lans_progress.finished_at == NOW
    assert lans_progress.edition == learnt
    assert edition_of(course) != learnt


def test_dropping_the_last_open_lesson_finishes_the_course(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    first, second, third = LessonPage.objects.order_by("path")
    read(lan, first, second)
    third.unpublish()
    lans_progress.refresh_from_db()
    assert lans_progress.lessons_done == lans_progress.lessons_total == 2
    assert lans_progress.finished_at is not None


def test_a_slug_is_made_of_the_title_without_marks(course: CoursePage) -> None:
    lesson = add_lesson(ModulePage.objects.get(), "Đúng ngày, báo sớm")
    assert lesson.slug == "dung-ngay-bao-som"


def test_a_module_cannot_take_an_address_that_has_another_use(course: CoursePage) -> None:
    module = ModulePage.objects.get()
    module.slug = "ghi-danh"
    with pytest.raises(ValidationError) as refused:
        module.full_clean()
    assert list(refused.value.message_dict) == ["slug"]


def test_pages_themselves_are_never_served(course: CoursePage, client: Client) -> None:
    assert client.get(course.url).status_code == 302
    parent = course.get_parent()
    parent.slug = "noi-khac"
    parent.save()
    assert client.get(f"/noi-khac/{course.slug}/").status_code == 404


def test_a_lesson_somebody_learnt_from_cannot_be_deleted(
    course: CoursePage, lan: Person, lans_progress: CourseProgress, admin_client: Client
) -> None:
    lesson = LessonPage.objects.get(title="Bài một")
    read(lan, lesson)
    answer = admin_client.post(f"/quan-tri/pages/{lesson.pk}/delete/", follow=True)
    assert answer.status_code == 200
    assert LessonPage.objects.filter(pk=lesson.pk).exists()
    assert LessonProgress.objects.filter(lesson=lesson).exists()
