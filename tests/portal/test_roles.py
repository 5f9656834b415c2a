"""Nothing is taught on one person's word: Hoa writes, Hòa approves, nobody approves her own."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.roles import GROUPS, LECTURERS, REVIEWERS
from courses.catalogue.models import CourseIndexPage, CoursePage, LessonPage
from organisations.people.models import Person
from portal.actions import prepare_site
from tests.makers import account_of, edition_of, lesson_form, make_course, make_person


def in_group(person: Person, *names: str) -> Client:
    account_of(person).groups.set(Group.objects.filter(name__in=names))
    client = Client()
    client.force_login(account_of(person), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def course(db: None) -> CoursePage:
    return make_course()


@pytest.fixture
def hoa(course: CoursePage) -> Client:
    return in_group(make_person("Lê Thị Hoa", username="hoa"), LECTURERS)


@pytest.fixture
def reviewer(course: CoursePage) -> Client:
    return in_group(make_person("Phạm Văn Hòa", username="pvhoa"), REVIEWERS)


def submit(browser: Client, lesson: LessonPage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    answer = browser.post(address, lesson_form(lesson, **{"action-submit": "1"}))
    assert answer.status_code == 302, answer.content.decode()[:500]


def approve(browser: Client, lesson: LessonPage) -> int:
    state = LessonPage.objects.get(pk=lesson.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, "approve", state.pk])
    return browser.post(address, {"comment": ""}).status_code


def test_a_lecturer_cannot_publish(hoa: Client, course: CoursePage) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    before = edition_of(course)
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    hoa.post(address, lesson_form(lesson, **{"action-publish": "1"}))
    assert edition_of(course) == before


def test_what_a_second_person_approves_is_taught(hoa: Client, reviewer: Client, course: CoursePage) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    before = edition_of(course)
    submit(hoa, lesson)
    assert edition_of(course) == before
    approve(reviewer, lesson)
    after = edition_of(course)
    assert after.number == before.number + 1
    assert after.lessons.get(lesson=lesson).version.content["goal"] == "Mục tiêu mới"


def test_nobody_approves_her_own_lesson(reviewer: Client, course: CoursePage) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    before = edition_of(course)
    submit(reviewer, lesson)
    approve(reviewer, lesson)
    assert edition_of(course) == before
    assert LessonPage.objects.get(pk=lesson.pk).workflow_in_progress


def mend_and_approve(browser: Client, lesson: LessonPage, **changed: object) -> None:
    """From within the editor, which saves the form before it approves."""
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    approval = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    browser.post(address, lesson_form(lesson, **{**changed, **approval}))


def test_who_mends_a_waiting_lesson_and_approves_it_at_once_is_refused(
    hoa: Client, reviewer: Client, course: CoursePage
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    before = edition_of(course)
    submit(hoa, lesson)
    mend_and_approve(reviewer, lesson, goal="Mục tiêu của người duyệt")
    approve(reviewer, lesson)
    assert edition_of(course) == before


def test_who_only_approves_has_written_nothing_though_the_editor_saves(
    hoa: Client, reviewer: Client, course: CoursePage
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    before = edition_of(course)
    submit(hoa, lesson)
    mend_and_approve(reviewer, lesson)
    assert edition_of(course).number == before.number + 1


def test_who_has_no_role_does_not_get_into_the_authoring_site(course: CoursePage) -> None:
    stranger = in_group(make_person("Đinh Văn Sơn", username="son"))
    answer = stranger.get(reverse("wagtailadmin_home"))
    assert answer.status_code in (302, 403)
    assert stranger.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).status_code in (302, 403)


def test_preparing_the_site_again_changes_nothing(db: None) -> None:
    first = prepare_site()
    index = CourseIndexPage.objects.get()
    assert prepare_site() == first
    assert CourseIndexPage.objects.get() == index
    assert Group.objects.count() == len(GROUPS)
