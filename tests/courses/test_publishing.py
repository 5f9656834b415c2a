"""A changed rule, or a new lesson, asks what happens to those under way; who has finished stays finished."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageLogEntry

from accounts.models import User
from accounts.roles import LECTURERS, REVIEWERS
from courses.catalogue.choosing import Choice, choice_made, choosing
from courses.catalogue.models import CourseEdition, CoursePage, LessonPage, ModulePage, Onward
from courses.catalogue.rendering import text_of_version
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress, Evidence
from courses.publishing.queries import effect_of
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.courses.test_editions import read
from tests.makers import PASSWORD, add_lesson, edition_of, lesson_form, make_course, make_person, outline_for


def follow(learner: Person, course: CoursePage) -> CourseProgress:
    progress: CourseProgress = enrol(learner=learner, edition=edition_of(course), now=NOW).progress
    return progress


def draft_lesson(course: CoursePage, title: str = "Bài bốn", by: User | None = None) -> LessonPage:
    module = ModulePage.objects.child_of(course).get()
    lesson: LessonPage = module.add_child(instance=LessonPage(title=title, live=False, owner=by))
    lesson.save_revision(user=by)
    return lesson


def publish(lesson: LessonPage, onward: Onward) -> None:
    with choosing(Choice(onward)):
        lesson.get_latest_revision().publish()


def browser(name: str, role: str) -> Client:
    user = User.objects.create_user(name, password=PASSWORD)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


# --- What becomes of those under way ------------------------------------------------------------------


def test_by_default_those_under_way_learn_the_new_part(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    add_lesson(ModulePage.objects.get(), "Bài bốn")
    lans_progress.refresh_from_db()
    assert lans_progress.edition == edition_of(course)
    assert (edition_of(course).onward, edition_of(course).older_go_on) == (Onward.LEARN, False)


def test_who_keeps_what_she_has_goes_on_by_the_edition_she_began(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    old = edition_of(course)
    publish(draft_lesson(course), Onward.KEEP)
    lans_progress.refresh_from_db()
    assert (lans_progress.edition, lans_progress.lessons_total) == (old, 3)
    read(lan, *LessonPage.objects.exclude(title="Bài bốn"))
    lans_progress.refresh_from_db()
    assert (lans_progress.finished_at, lans_progress.edition) == (NOW, old)
    call_command("rebuild_progress")


def test_who_begins_afterwards_follows_the_new_edition(
    course: CoursePage, lan: Person, son: Person, lans_progress: CourseProgress
) -> None:
    publish(draft_lesson(course), Onward.KEEP)
    assert follow(son, course).lessons_total == 4


def test_a_finished_course_keeps_its_edition_whatever_is_chosen(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    old = edition_of(course)
    read(lan, *LessonPage.objects.all())
    publish(draft_lesson(course), Onward.LEARN)
    lans_progress.refresh_from_db()
    assert (lans_progress.edition, lans_progress.finished_at) == (old, NOW)


def test_a_mended_word_reaches_those_of_the_edition_before_and_not_who_kept_an_older_one(
    course: CoursePage, lan: Person, son: Person, lans_progress: CourseProgress
) -> None:
    old = edition_of(course)
    new = draft_lesson(course)
    publish(new, Onward.KEEP)
    sons = follow(son, course)
    new.goal = "Một mục tiêu rõ hơn"
    new.save_revision().publish()
    lans_progress.refresh_from_db()
    sons.refresh_from_db()
    mended = edition_of(course)
    assert (lans_progress.edition, sons.edition) == (old, mended)
    assert (mended.onward, mended.older_go_on) == ("", True)


def test_learning_the_new_part_later_brings_everybody_along(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    publish(draft_lesson(course), Onward.KEEP)
    publish(draft_lesson(course, "Bài năm"), Onward.LEARN)
    lans_progress.refresh_from_db()
    assert (lans_progress.edition, lans_progress.lessons_total) == (edition_of(course), 5)
    assert not edition_of(course).older_go_on


def test_she_walks_through_the_edition_she_began_also_where_a_lesson_was_dropped_since(
    course: CoursePage, lan: Person, lans_browser: Client, lans_progress: CourseProgress
) -> None:
    third = outline_for(course).lessons[2]
    dropped = reverse("courses:lesson", args=[course.slug, third.module_slug, third.slug])
    publish(draft_lesson(course), Onward.KEEP)
    LessonPage.objects.get(title="Bài ba").unpublish()
    page = lans_browser.get(reverse("courses:course", args=[course.slug])).content.decode()
    assert "Học xong tất cả 3 bài" in page
    assert "Bài bốn" not in page
    assert lans_browser.get(dropped).status_code == 200
    marked = reverse("courses:mark", args=[course.slug, third.module_slug, third.slug])
    lans_browser.post(marked, {"key": "11111111-1111-4111-8111-111111111111"})
    lans_progress.refresh_from_db()
    assert lans_progress.lessons_done == 1


def test_a_lesson_that_came_later_may_be_read_all_the_same(
    course: CoursePage, lans_browser: Client, lans_progress: CourseProgress
) -> None:
    publish(draft_lesson(course), Onward.KEEP)
    new = outline_for(course).lessons[-1]
    assert lans_browser.get(f"/khoa-hoc/{course.slug}/{new.module_slug}/{new.slug}/").status_code == 200


def test_what_she_does_counts_by_the_version_she_reads(
    course: CoursePage, lan: Person, lans_progress: CourseProgress
) -> None:
    old = outline_for(course).lessons[0]
    publish(draft_lesson(course), Onward.KEEP)
    lesson = LessonPage.objects.get(title="Bài một")
    lesson.completion = "marked"
    lesson.save_revision().publish()
    read(lan, lesson)
    assert Evidence.objects.get().version_id == old.version_id
    lans_progress.refresh_from_db()
    assert lans_progress.lessons_done == 1


def test_a_lesson_of_an_older_edition_stays_within_its_queries(
    course: CoursePage,
    lans_browser: Client,
    lans_progress: CourseProgress,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    lesson = outline_for(course).lessons[0]
    publish(draft_lesson(course), Onward.KEEP)
    text_of_version(lesson.version_id)
    page = reverse("courses:lesson", args=[course.slug, lesson.module_slug, lesson.slug])
    with django_assert_max_num_queries(8):
        lans_browser.get(page)


def test_a_choice_ends_with_the_publishing_it_was_made_for() -> None:
    with choosing(Choice(Onward.KEEP)):
        assert choice_made().onward == Onward.KEEP
    assert choice_made().onward == Onward.LEARN


# --- The question -------------------------------------------------------------------------------------


def test_the_effect_tells_what_is_new_and_how_many_it_concerns(
    course: CoursePage, lan: Person, son: Person, lans_progress: CourseProgress
) -> None:
    follow(son, course)
    read(son, *LessonPage.objects.all())
    effect = effect_of(draft_lesson(course))
    assert effect is not None
    assert (effect.difference.new_lessons, effect.under_way, effect.finished) == (("Bài bốn",), 1, 1)
    assert effect.asks


def test_a_mended_word_and_a_course_nobody_follows_ask_nothing(course: CoursePage, lan: Person) -> None:
    new = effect_of(draft_lesson(course))
    assert new is not None
    assert not new.asks
    follow(lan, course)
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.goal = "Rõ hơn"
    lesson.save_revision()
    mended = effect_of(LessonPage.objects.get(pk=lesson.pk))
    assert mended is not None
    assert not mended.asks


def test_a_changed_rule_asks(course: CoursePage, lans_progress: CourseProgress) -> None:
    course.lessons_asked, course.least_lessons = "some", 2
    course.save_revision()
    effect = effect_of(CoursePage.objects.get(pk=course.pk))
    assert effect is not None
    assert effect.asks
    assert effect.difference.rule_differs


def test_a_draft_beside_it_is_no_part_of_what_is_published(
    course: CoursePage, lans_progress: CourseProgress
) -> None:
    draft_lesson(course)
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.goal = "Rõ hơn"
    lesson.save_revision()
    effect = effect_of(LessonPage.objects.get(pk=lesson.pk))
    assert effect is not None
    assert not effect.asks


def test_who_publishes_alone_is_asked_and_her_answer_is_kept_and_logged(
    admin_client: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = draft_lesson(course)
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    question = reverse("course_publishing:publish", args=[lesson.pk])
    answer = admin_client.post(edit, lesson_form(lesson, **{"action-publish": "1"}))
    assert answer["Location"] == question
    assert not LessonPage.objects.get(pk=lesson.pk).live
    page = admin_client.get(question).content.decode()
    assert "Ảnh hưởng 1 đồng chí" in page
    assert "Bài mới: Bài bốn" in page
    admin_client.post(question, {"onward": "keep"})
    edition = edition_of(course)
    assert (edition.number, edition.onward) == (2, Onward.KEEP)
    entry = PageLogEntry.objects.get(action="courses.onward")
    assert entry.data == {"edition": 2, "onward": "keep"}
    assert entry.user == User.objects.get(username="admin")


def test_left_open_they_learn_the_new_part(
    admin_client: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = draft_lesson(course)
    admin_client.post(reverse("course_publishing:publish", args=[lesson.pk]), {})
    assert not LessonPage.objects.get(pk=lesson.pk).live
    admin_client.post(reverse("course_publishing:publish", args=[lesson.pk]), {"onward": ""})
    assert edition_of(course).onward == Onward.LEARN


def test_a_lecturer_publishes_nothing_by_the_address_of_the_question(
    course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = draft_lesson(course)
    hoa = browser("hoa", LECTURERS)
    hoa.post(reverse("course_publishing:publish", args=[lesson.pk]), {"onward": "learn"})
    assert not LessonPage.objects.get(pk=lesson.pk).live


def submitted(course: CoursePage) -> LessonPage:
    """A lesson that Hoa wrote and sent for approval."""
    hoa = User.objects.create_user("hoa", password=PASSWORD)
    lesson = draft_lesson(course, by=hoa)
    lesson.get_workflow().start(lesson, hoa)
    waiting: LessonPage = LessonPage.objects.get(pk=lesson.pk)
    return waiting


def approval(lesson: LessonPage | CoursePage) -> str:
    state = lesson.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])


def test_the_reviewer_is_asked_with_her_approval(course: CoursePage, lans_progress: CourseProgress) -> None:
    lesson = submitted(course)
    reviewer = browser("pvhoa", REVIEWERS)
    modal = reviewer.get(approval(lesson)).json()["html"]
    assert "Ảnh hưởng 1 đồng chí" in modal
    assert 'name="onward"' in modal
    reviewer.post(approval(lesson), {"onward": "keep", "comment": ""})
    lans_progress.refresh_from_db()
    assert (edition_of(course).onward, lans_progress.lessons_total) == (Onward.KEEP, 3)
    assert PageLogEntry.objects.get(action="courses.onward").user == User.objects.get(username="pvhoa")


def test_an_approval_that_concerns_nobody_asks_nothing(course: CoursePage) -> None:
    lesson = submitted(course)
    modal = browser("pvhoa", REVIEWERS).get(approval(lesson)).json()["html"]
    assert 'name="onward"' not in modal
    assert 'name="comment"' in modal


def test_an_approval_without_a_word_lets_them_learn_the_new_part(
    course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = submitted(course)
    browser("pvhoa", REVIEWERS).post(approval(lesson), {"comment": ""})
    assert edition_of(course).onward == Onward.LEARN


# --- What nobody could finish ---------------------------------------------------------------------------


def asking_for_a_mark(course: CoursePage, by: User | None = None) -> None:
    course.least_percent = 70
    course.save_revision(user=by)


def test_a_rule_that_nobody_can_meet_is_refused_with_a_sentence(
    admin_client: Client, course: CoursePage
) -> None:
    asking_for_a_mark(course)
    answer = admin_client.get(reverse("course_publishing:publish", args=[course.pk]), follow=True)
    assert "chưa bài nào đã xuất bản có bài kiểm tra" in answer.content.decode()
    assert CoursePage.objects.get(pk=course.pk).has_unpublished_changes
    assert CourseEdition.objects.count() == 1


def test_nor_is_it_approved(course: CoursePage) -> None:
    hoa = User.objects.create_user("hoa", password=PASSWORD)
    asking_for_a_mark(course, by=hoa)
    waiting = CoursePage.objects.get(pk=course.pk)
    waiting.get_workflow().start(waiting, hoa)
    waiting = CoursePage.objects.get(pk=course.pk)
    reviewer = browser("pvhoa", REVIEWERS)
    modal = reviewer.get(approval(waiting)).json()["html"]
    assert "chưa bài nào đã xuất bản có bài kiểm tra" in modal
    assert "Đồng chí yêu cầu sửa" in modal
    reviewer.post(approval(waiting), {"comment": ""})
    assert CourseEdition.objects.count() == 1
    assert CoursePage.objects.get(pk=course.pk).workflow_in_progress


@pytest.mark.parametrize("deed", ["unpublish", "move", "bulk"])
def test_a_lesson_without_which_nobody_could_finish_stays(admin_client: Client, deed: str) -> None:
    course = make_course("Bài một", "Bài hai")
    course.lessons_asked, course.least_lessons = "some", 2
    course.save_revision().publish()
    lesson = LessonPage.objects.get(title="Bài hai")
    other = ModulePage.objects.child_of(make_course("Bài riêng", title="Khóa khác")).get()
    addresses: dict[str, tuple[str, dict[str, Any]]] = {
        "unpublish": (reverse("wagtailadmin_pages:unpublish", args=[lesson.pk]), {}),
        "move": (reverse("wagtailadmin_pages:move_confirm", args=[lesson.pk, other.pk]), {}),
        "bulk": (
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={lesson.pk}",
            {"id": lesson.pk},
        ),
    }
    address, data = addresses[deed]
    answer = admin_client.post(address, data, follow=True)
    assert "không ai hoàn thành được khóa học" in answer.content.decode()
    assert LessonPage.objects.child_of(ModulePage.objects.child_of(course).get()).live().count() == 2


def test_several_at_once_are_published_one_by_one_where_one_needs_an_answer(
    admin_client: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = draft_lesson(course)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={lesson.pk}"
    answer = admin_client.post(bulk, {"id": lesson.pk}, follow=True)
    assert "Đồng chí xuất bản riêng trang ấy" in answer.content.decode()
    assert not LessonPage.objects.get(pk=lesson.pk).live


def test_an_author_finds_the_rule_in_the_editor(admin_client: Client, course: CoursePage) -> None:
    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert "Điều kiện hoàn thành khóa học" in page
    assert "tất cả các bài, trừ bài tự chọn" in page


def test_nobody_of_another_name_is_counted(course: CoursePage, lans_progress: CourseProgress) -> None:
    other = make_course("Bài riêng", title="Khóa khác")
    follow(make_person("Hoàng Thị Nga"), other)
    effect = effect_of(draft_lesson(course))
    assert effect is not None
    assert effect.under_way == 1
