"""The pages a learner meets: what they show, to whom, and at what price."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage, LessonCitation
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.rendering import text_of_version
from courses.enrolment.actions import enrol
from courses.progress import rules
from courses.progress.actions import keep_place, record_one
from courses.progress.models import CourseProgress, Evidence
from media.regulations.models import Regulation
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.courses.test_progress import report
from tests.makers import checklist, edition_of, make_course, outline_for, paragraph

MOST_QUERIES = 8


def address(course: CoursePage, lesson: OutlineLesson, name: str = "lesson") -> str:
    return reverse(f"courses:{name}", args=[course.slug, lesson.module_slug, lesson.slug])


def read_all(lan: Person, course: CoursePage) -> None:
    for lesson in outline_for(course).lessons:
        record_one(learner=lan, report=report(lesson.lesson_id), now=NOW)


@pytest.mark.parametrize("name", ["courses:index", "courses:mine"])
def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client, db: None, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse(name)}"


def test_a_course_says_what_it_gives_and_offers_one_main_action(
    lans_browser: Client, course: CoursePage
) -> None:
    page = lans_browser.get(reverse("courses:course", args=[course.slug])).content.decode()
    assert "Tóm tắt" in page
    assert "<li>Một</li><li>Hai</li>" in page
    assert page.count('class="dock"') == 1


def test_enrolling_takes_her_to_the_first_lesson(lans_browser: Client, course: CoursePage) -> None:
    answer = lans_browser.post(reverse("courses:enrol", args=[course.slug]), follow=True)
    assert answer.redirect_chain[-1][0] == address(course, outline_for(course).lessons[0])


def test_enrolling_from_a_lesson_comes_back_to_it_but_never_to_another_site(
    lans_browser: Client, course: CoursePage
) -> None:
    lesson = address(course, outline_for(course).lessons[1])
    enrolling = reverse("courses:enrol", args=[course.slug])
    assert lans_browser.post(enrolling, {"next": lesson})["Location"] == lesson
    away = lans_browser.post(enrolling, {"next": "https://example.org/"})
    assert away["Location"] == reverse("courses:resume", args=[course.slug])


def test_a_get_does_not_enrol(lans_browser: Client, lan: Person, course: CoursePage) -> None:
    lans_browser.get(reverse("courses:enrol", args=[course.slug]))
    assert not lan.enrolments.exists()


def test_a_lesson_can_be_read_before_enrolling_and_nothing_is_kept(
    lans_browser: Client, course: CoursePage
) -> None:
    page = lans_browser.get(address(course, outline_for(course).lessons[0])).content.decode()
    assert "Một đoạn văn." in page
    assert reverse("courses:enrol", args=[course.slug]) in page
    assert not Evidence.objects.exists()


def test_a_lesson_shows_its_neighbours(lans_browser: Client, course: CoursePage) -> None:
    first, second, third = outline_for(course).lessons
    page = lans_browser.get(address(course, second)).content.decode()
    assert f'rel="prev" href="{address(course, first)}"' in page
    assert f'rel="next" href="{address(course, third)}"' in page


def test_fetching_ahead_is_not_turning_to_a_lesson(
    lans_browser: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    second = outline_for(course).lessons[1]
    lans_browser.get(address(course, second), headers={"Sec-Purpose": "prefetch"})
    lans_progress.refresh_from_db()
    assert lans_progress.last_lesson_id is None
    lans_browser.get(address(course, second))
    lans_progress.refresh_from_db()
    assert lans_progress.last_lesson_id == second.lesson_id


def test_continue_leads_to_the_very_place(
    lans_browser: Client, lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    second = outline_for(course).lessons[1]
    keep_place(learner=lan, lesson_id=second.lesson_id, anchor="b-0123abcd", at=NOW, now=NOW)
    answer = lans_browser.get(reverse("courses:resume", args=[course.slug]))
    assert answer["Location"] == f"{address(course, second)}#b-0123abcd"
    assert f"{address(course, second)}#b-0123abcd" in lans_browser.get("/").content.decode()


def test_the_end_of_a_course_says_what_is_next(
    lans_browser: Client, lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    other = make_course("Bài riêng", title="Sinh hoạt chuyên đề")
    end = reverse("courses:finished", args=[course.slug])
    assert lans_browser.get(end).status_code == 302
    read_all(lan, course)
    page = lans_browser.get(end).content.decode()
    assert reverse("courses:course", args=[other.slug]) in page


def test_her_own_courses_stand_last_learnt_first(
    lans_browser: Client, lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    other = make_course("Bài riêng", title="Sinh hoạt chuyên đề")
    enrol(learner=lan, edition=edition_of(other), now=NOW + timedelta(days=1))
    page = lans_browser.get(reverse("courses:mine")).content.decode()
    assert page.index(other.title) < page.index(course.title)


def test_an_unknown_and_an_unpublished_address_answer_alike(lans_browser: Client, course: CoursePage) -> None:
    lesson = address(course, outline_for(course).lessons[0])
    unknown = [
        "/khoa-hoc/khong-co/",
        f"/khoa-hoc/{course.slug}/khong-co/",
        f"/khoa-hoc/{course.slug}/chuan-bi/khong-co/",
        f"/khoa-hoc/{course.slug}/chuan-bi/khong-co/danh-dau/",
    ]
    assert {lans_browser.get(page).status_code for page in unknown} == {404}
    course.unpublish()
    assert lans_browser.get(lesson).status_code == 404


def test_the_stranger_sees_nothing_of_lans_progress(
    sons_browser: Client, lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    read_all(lan, course)
    pages = ["/", reverse("courses:mine"), reverse("courses:course", args=[course.slug])]
    for page in pages:
        text = sons_browser.get(page).content.decode()
        assert "Lan" not in text
        assert "<progress" not in text
    assert sons_browser.get(reverse("courses:finished", args=[course.slug])).status_code == 302


def test_an_account_that_belongs_to_nobody_can_read_and_is_told_so(
    admin_client: Client, course: CoursePage
) -> None:
    answer = admin_client.post(reverse("courses:enrol", args=[course.slug]), follow=True)
    assert answer.status_code == 200
    assert admin_client.get("/").status_code == 200
    assert admin_client.get(reverse("courses:mine")).status_code == 200
    assert admin_client.get(address(course, outline_for(course).lessons[0])).status_code == 200


def test_no_page_asks_more_of_the_database_the_larger_the_course(
    lans_browser: Client,
    lan: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    db: None,
) -> None:
    course = make_course(*[f"Bài {n}" for n in range(30)])
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    lesson = outline_for(course).lessons[10]
    record_one(learner=lan, report=report(lesson.lesson_id), now=NOW)
    text_of_version(lesson.version_id)  # somebody has read it before her
    lans_browser.get("/")  # SQLite is asked once, by each connection, whether it knows JSON
    pages = [
        "/",
        reverse("courses:index"),
        reverse("courses:course", args=[course.slug]),
        address(course, lesson),
        reverse("courses:mine"),
    ]
    for page in pages:
        with django_assert_max_num_queries(MOST_QUERIES, info=page):
            assert lans_browser.get(page).status_code == 200


def test_ticks_are_shown_as_she_left_them(lans_browser: Client, lan: Person, db: None) -> None:
    course = make_course(body=[paragraph(), checklist("một", "hai")])
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    lesson = outline_for(course).lessons[0]
    one, two = lesson.checklist_items
    record_one(learner=lan, report=report(lesson.lesson_id, rules.TICKED, item=two), now=NOW)
    page = lans_browser.get(address(course, lesson)).content.decode()
    assert f'value="{two}" checked' in page
    assert f'value="{one}" checked' not in page


def test_a_lessons_sources_are_told_as_they_stand_today(lans_browser: Client, db: None) -> None:
    old = Regulation.objects.create(code="A", kind="central", number="1-CT/TW", title="Cũ", status="in_force")
    new = Regulation.objects.create(
        code="B", kind="central", number="2-CT/TW", title="Mới", status="in_force"
    )
    course = make_course(citations=[LessonCitation(regulation=old, article="Điều 8")])
    lesson = address(course, outline_for(course).lessons[0])
    before = lans_browser.get(lesson).content.decode()
    assert "1-CT/TW" in before
    assert "Điều 8" in before
    assert "2-CT/TW" not in before
    old.status, old.replaced_by = Regulation.Status.REPLACED, new
    old.save()
    assert "2-CT/TW" in lans_browser.get(lesson).content.decode()
