"""A regulation was replaced: completions are by an old text until a short update lesson has been taken."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.roles import LECTURERS
from courses.catalogue.models import CoursePage, LessonCitation, LessonPage, ModulePage, Onward
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress
from courses.progress.outdated import completions_by_old_texts, old_texts_behind
from courses.progress.portrait import learning_of
from courses.publishing.updating import courses_by_old_texts
from media.regulations.models import Regulation
from media.regulations.rules import out_of_date
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.courses.test_editions import read
from tests.courses.test_publishing import draft_lesson, publish
from tests.courses.test_quizzes_in_lessons import MINUTE, make_quiz, quiz_block, take
from tests.makers import account_of, add_lesson, edition_of, make_course
from tests.quiz_makers import make_question


@given(st.sets(st.integers(1, 6)), st.dictionaries(st.integers(1, 6), st.none() | st.integers(1, 6)))
def test_only_what_has_been_replaced_is_out_of_date(cited: set[int], replaced: dict[int, int | None]) -> None:
    found = out_of_date(cited, replaced)
    assert set(found) <= cited & set(replaced)
    assert out_of_date(cited, {}) == []


def test_who_cites_the_successor_as_well_knows_of_the_change() -> None:
    assert out_of_date({1}, {1: 2}) == [1]
    assert out_of_date({1, 2}, {1: 2}) == []
    assert out_of_date({1, 2}, {1: 2, 2: 3}) == [1, 2]
    assert out_of_date({1, 3}, {1: 2, 2: 3}) == []
    assert out_of_date({1}, {1: None}) == [1]
    assert out_of_date({1}, {1: 2, 2: 1}) == [1]


@pytest.fixture
def old(db: None) -> Regulation:
    return Regulation.objects.create(
        code="A", kind="central", number="12-HD/BTCTW", title="Cũ", status="in_force"
    )


@pytest.fixture
def new(db: None) -> Regulation:
    return Regulation.objects.create(
        code="B", kind="central", number="25-HD/BTCTW", title="Mới", issued_on=date(2027, 2, 3)
    )


@pytest.fixture
def course(old: Regulation) -> CoursePage:
    return make_course("Bài một", "Bài hai", citations=[LessonCitation(regulation=old)])


def replace(old: Regulation, new: Regulation) -> None:
    old.status, old.replaced_by = Regulation.Status.REPLACED, new
    old.save()


def finish(learner: Person, course: CoursePage) -> CourseProgress:
    progress: CourseProgress = enrol(learner=learner, edition=edition_of(course), now=NOW).progress
    read(learner, *LessonPage.objects.descendant_of(course))
    progress.refresh_from_db()
    return progress


def update_lesson(course: CoursePage, new: Regulation, **fields: object) -> LessonPage:
    module = ModulePage.objects.child_of(course).get()
    cited = [LessonCitation(regulation=new)]
    return add_lesson(module, "Cập nhật: 25-HD", is_update=True, citations=cited, **fields)


def test_a_completion_is_by_an_old_text_once_the_regulation_is_replaced(
    lan: Person, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    progress = finish(lan, course)
    assert old_texts_behind(progress) == []
    assert not completions_by_old_texts().exists()
    replace(old, new)
    [text] = old_texts_behind(progress)
    assert (text.name, text.successor, text.since) == ("12-HD/BTCTW", "25-HD/BTCTW", date(2027, 2, 3))
    assert completions_by_old_texts().get() == progress


def test_what_is_under_way_is_no_completion(
    lan: Person, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW).progress
    replace(old, new)
    assert old_texts_behind(progress) == []
    assert not completions_by_old_texts().exists()


def test_lan_is_told_and_keeps_her_result(
    lan: Person, lans_browser: Client, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    finish(lan, course)
    replace(old, new)
    for address in ("courses:finished", "courses:course"):
        page = lans_browser.get(reverse(address, args=[course.slug])).content.decode()
        assert "Hoàn thành theo văn bản cũ" in page
        assert "12-HD/BTCTW đã được thay bằng 25-HD/BTCTW ngày 03/02/2027" in page
        assert "vẫn giữ nguyên" in page
    assert "theo văn bản cũ" in lans_browser.get(reverse("courses:mine")).content.decode()
    assert "theo văn bản cũ" in str(learning_of(lan).rows)


def test_an_update_lesson_asks_those_who_have_finished_and_takes_nothing_from_them(
    lan: Person, lans_browser: Client, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    progress = finish(lan, course)
    learnt = progress.edition
    replace(old, new)
    lesson = update_lesson(course, new)
    progress.refresh_from_db()
    assert progress.is_to_update
    assert (progress.finished_at, progress.edition) == (NOW, learnt)
    page = lans_browser.get(reverse("courses:finished", args=[course.slug])).content.decode()
    assert "Cần học cập nhật" in page
    assert "Cập nhật: 25-HD" in page
    assert "cần học cập nhật" in lans_browser.get(reverse("courses:mine")).content.decode()
    read(lan, lesson)
    progress.refresh_from_db()
    assert (progress.is_to_update, progress.update_done_at, progress.finished_at) == (False, NOW, NOW)
    assert old_texts_behind(progress) == []
    assert not completions_by_old_texts().exists()
    page = lans_browser.get(reverse("courses:finished", args=[course.slug])).content.decode()
    assert "Đã học cập nhật ngày 23/11/2026" in page
    assert "theo văn bản cũ" not in page


def test_an_update_lesson_may_be_finished_by_its_quiz(
    lan: Person, course: CoursePage, new: Regulation
) -> None:
    quiz = make_quiz(make_question())
    progress = finish(lan, course)
    update_lesson(course, new, body=[quiz_block(quiz)], completion="passed")
    take(quiz, lan, now=NOW + MINUTE)
    progress.refresh_from_db()
    assert progress.update_done_at == NOW + MINUTE


def test_who_is_under_way_learns_it_as_any_lesson_and_is_asked_nothing_more(
    lan: Person, course: CoursePage, new: Regulation
) -> None:
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW).progress
    update_lesson(course, new)
    read(lan, *LessonPage.objects.all())
    progress.refresh_from_db()
    assert (progress.finished_at, progress.lessons_done, progress.update_edition) == (NOW, 3, None)


def test_who_finishes_by_an_older_edition_is_asked_as_soon_as_she_has(
    lan: Person, course: CoursePage, new: Regulation
) -> None:
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW).progress
    draft = draft_lesson(course, "Cập nhật")
    draft.is_update = True
    draft.save_revision()
    publish(draft, Onward.KEEP)
    read(lan, *LessonPage.objects.exclude(pk=draft.pk))
    progress.refresh_from_db()
    assert progress.finished_at == NOW
    assert progress.is_to_update


def test_a_further_update_asks_again_and_one_that_is_withdrawn_asks_no_more(
    lan: Person, course: CoursePage, new: Regulation
) -> None:
    progress = finish(lan, course)
    first = update_lesson(course, new)
    read(lan, first)
    second = add_lesson(ModulePage.objects.child_of(course).get(), "Cập nhật thứ hai", is_update=True)
    progress.refresh_from_db()
    assert progress.is_to_update
    LessonPage.objects.get(pk=second.pk).unpublish()
    progress.refresh_from_db()
    assert (progress.is_to_update, progress.update_done_at) == (False, NOW)
    LessonPage.objects.get(pk=first.pk).unpublish()
    progress.refresh_from_db()
    assert progress.update_done_at == NOW


def test_a_mended_word_in_it_asks_nobody_again(lan: Person, course: CoursePage, new: Regulation) -> None:
    progress = finish(lan, course)
    lesson = update_lesson(course, new)
    read(lan, lesson)
    lesson.goal = "Rõ hơn"
    lesson.save_revision().publish()
    progress.refresh_from_db()
    assert progress.update_done_at == NOW


def test_rebuilding_finds_nothing_to_mend_and_mends_a_lost_update(
    lan: Person, course: CoursePage, new: Regulation, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = finish(lan, course)
    read(lan, update_lesson(course, new))
    call_command("rebuild_progress")
    CourseProgress.objects.update(update_done_at=None)
    call_command("rebuild_progress", "--mend")
    progress.refresh_from_db()
    assert progress.update_done_at == NOW
    capsys.readouterr()
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out


def test_the_stranger_is_told_nothing_of_it(
    lan: Person, sons_browser: Client, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    finish(lan, course)
    replace(old, new)
    update_lesson(course, new)
    for address in (reverse("courses:course", args=[course.slug]), reverse("courses:mine")):
        page = sons_browser.get(address).content.decode()
        assert "văn bản cũ" not in page
        assert "ần học cập nhật" not in page


def test_her_courses_cost_the_same_however_many_she_has_finished(
    lan: Person,
    lans_browser: Client,
    course: CoursePage,
    old: Regulation,
    new: Regulation,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    replace(old, new)
    for number in range(3):
        cited = [LessonCitation(regulation=old)]
        finish(lan, make_course("Bài một", title=f"Khóa {number}", citations=cited))
    page = reverse("courses:mine")
    lans_browser.get(page)
    with django_assert_max_num_queries(8):
        lans_browser.get(page)


# --- Authors ------------------------------------------------------------------------------------------


@pytest.fixture
def hoa(son: Person) -> Client:
    """A lecturer."""
    account_of(son).groups.set(Group.objects.filter(name=LECTURERS))
    client = Client()
    client.force_login(account_of(son), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


OLD_TEXTS = "course_publishing:old_texts"
OPEN = "course_publishing:open_update"


def test_hoa_sees_which_courses_rest_on_an_old_text_and_opens_an_update(
    hoa: Client, lan: Person, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    make_course("Bài riêng", title="Khóa không trích dẫn")
    finish(lan, course)
    assert "Không khóa học nào dựa trên văn bản cũ" in hoa.get(reverse(OLD_TEXTS)).content.decode()
    replace(old, new)
    [found] = courses_by_old_texts()
    assert (found.course, found.completions) == (course, 1)
    page = hoa.get(reverse(OLD_TEXTS)).content.decode()
    assert "12-HD/BTCTW" in page
    assert "Khóa không trích dẫn" not in page
    answer = hoa.post(reverse(OPEN), {"course": course.pk, "regulation": old.pk})
    lesson = LessonPage.objects.get(is_update=True)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert (lesson.title, lesson.live) == ("Cập nhật: 25-HD/BTCTW", False)
    assert [cited.regulation for cited in lesson.citations.all()] == [new]
    assert "Cập nhật: 25-HD/BTCTW" in hoa.get(reverse(OLD_TEXTS)).content.decode()


def test_what_is_no_old_text_opens_no_update(
    hoa: Client, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    replace(old, new)
    for wrong in ({"course": course.pk, "regulation": new.pk}, {"course": 0, "regulation": old.pk}, {}):
        answer = hoa.post(reverse(OPEN), wrong, follow=True)
        assert "chọn lại từ danh sách" in answer.content.decode()
    assert not LessonPage.objects.filter(is_update=True).exists()


def test_a_learner_finds_nothing_there(lans_browser: Client, course: CoursePage) -> None:
    """The authoring site asks her to sign in as somebody else, as at each of its addresses."""
    assert lans_browser.get(reverse(OLD_TEXTS)).status_code == 302
    assert lans_browser.post(reverse(OPEN), {"course": course.pk, "regulation": 1}).status_code == 302
    assert not LessonPage.objects.filter(is_update=True).exists()


def test_once_the_update_is_published_the_course_rests_on_todays_text(
    lan: Person, course: CoursePage, old: Regulation, new: Regulation
) -> None:
    replace(old, new)
    assert [one.course for one in courses_by_old_texts()] == [course]
    update_lesson(course, new)
    assert courses_by_old_texts() == []
