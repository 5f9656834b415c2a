"""Interactive content in a lesson: who may play it, and how going through it finishes the lesson."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import CoursePage, LessonPage, LessonVersion
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.queries import lessons_with_package
from courses.enrolment.actions import enrol
from courses.progress import rules
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.queries import way_through
from media.packages.actions import record_claim
from media.packages.models import Package, PackageStanding
from media.packages.queries import may_play
from media.packages.rules import Claim
from media.packages.uses import uses_of
from organisations.people.actions import merge_people
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.makers import edition_of, lesson_form, make_course, make_person, outline_for, paragraph
from tests.package_makers import make_package

MINUTE = timedelta(minutes=1)


def package_block(package: Package) -> dict[str, Any]:
    return {"type": "package", "value": {"package": package.pk}, "id": str(uuid4())}


def course_with(*packages: Package, completion: str = "played", **fields: Any) -> CoursePage:
    """A course whose first lesson holds these packages."""
    body = [paragraph(), *map(package_block, packages)]
    return make_course(
        "Nội dung tương tác", "Bài hai", body=body, completion=completion, **{"least_percent": 80, **fields}
    )


def first_lesson(course: CoursePage) -> OutlineLesson:
    return outline_for(course).lessons[0]


def address(course: CoursePage) -> str:
    lesson = first_lesson(course)
    return reverse("courses:lesson", args=[course.slug, lesson.module_slug, lesson.slug])


def play(
    package: Package, learner: Person, share: float | None, *, now: Any = NOW, done: bool = True
) -> PackageStanding:
    claim = Claim(share=share, is_complete=done, ends=done)
    return record_claim(learner=learner, package=package, claim=claim, now=now)


def lessons_done(learner: Person) -> int:
    return CourseProgress.objects.get(enrolment__learner=learner).lessons_done


@pytest.fixture
def package(db: None) -> Package:
    return make_package("Ai chủ trì?")


def test_reaching_the_least_share_finishes_the_lesson_at_that_moment(lan: Person, package: Package) -> None:
    enrol(learner=lan, edition=edition_of(course_with(package)), now=NOW)
    play(package, lan, 0.85, now=NOW + MINUTE)
    assert lessons_done(lan) == 1
    assert LessonProgress.objects.get().done_at == NOW + MINUTE


def test_going_through_below_the_share_does_not_and_a_better_way_later_does(
    lan: Person, package: Package
) -> None:
    enrol(learner=lan, edition=edition_of(course_with(package)), now=NOW)
    play(package, lan, 0.79)
    assert lessons_done(lan) == 0
    assert not Evidence.objects.exists()
    play(package, lan, 0.8, now=NOW + MINUTE)
    assert lessons_done(lan) == 1
    assert LessonProgress.objects.get().done_at == NOW + MINUTE
    play(package, lan, 0.1, now=NOW + 2 * MINUTE)
    assert lessons_done(lan) == 1


def test_points_without_the_end_do_not_finish_it(lan: Person, package: Package) -> None:
    enrol(learner=lan, edition=edition_of(course_with(package)), now=NOW)
    play(package, lan, 1.0, done=False)
    assert lessons_done(lan) == 0
    play(package, lan, None, now=NOW + MINUTE)
    assert lessons_done(lan) == 1


def test_content_without_points_counts_when_it_has_been_gone_through(lan: Person, package: Package) -> None:
    enrol(learner=lan, edition=edition_of(course_with(package)), now=NOW)
    play(package, lan, None)
    assert lessons_done(lan) == 1


def test_a_lesson_with_two_waits_for_both(lan: Person, package: Package) -> None:
    other = make_package("Ai ghi biên bản?")
    enrol(learner=lan, edition=edition_of(course_with(package, other)), now=NOW)
    play(package, lan, 1.0)
    assert lessons_done(lan) == 0
    play(other, lan, 1.0, now=NOW + MINUTE)
    assert lessons_done(lan) == 1


def test_within_a_lesson_that_is_read_it_does_not_finish_it(lan: Person, package: Package) -> None:
    course = course_with(package, completion="read")
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    play(package, lan, 1.0)
    assert lessons_done(lan) == 0
    assert way_through(outline_for(course), lan).state(first_lesson(course)).played == {package.pk}


def test_what_was_reached_before_enrolling_counts_at_once(lan: Person, package: Package) -> None:
    course = course_with(package)
    play(package, lan, 1.0)
    enrol(learner=lan, edition=edition_of(course), now=NOW + MINUTE)
    assert lessons_done(lan) == 1
    assert LessonProgress.objects.get().done_at == NOW


def test_a_new_edition_that_asks_for_it_knows_who_has_reached_it(
    lan: Person, son: Person, package: Package
) -> None:
    third = make_person("Lý Thị Ba")
    course = make_course("Bài một", "Bài hai")
    play(package, lan, 0.9)
    play(package, son, 0.5)
    for learner in (lan, son, third):
        enrol(learner=learner, edition=edition_of(course), now=NOW)
    lesson = LessonPage.objects.get(title="Bài một")
    lesson.body, lesson.completion, lesson.least_percent = [("package", {"package": package})], "played", 80
    lesson.save_revision().publish()
    done = dict(CourseProgress.objects.values_list("enrolment__learner", "lessons_done"))
    assert done == {lan.pk: 1, son.pk: 0, third.pk: 0}


def test_an_edition_that_asks_for_less_is_reached_by_who_had_that_much(lan: Person, package: Package) -> None:
    course = course_with(package)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    play(package, lan, 0.6)
    assert lessons_done(lan) == 0
    lesson = LessonPage.objects.get(title="Nội dung tương tác")
    lesson.least_percent = 50
    lesson.save_revision().publish()
    assert lessons_done(lan) == 1


def test_rebuilding_finds_nothing_to_mend(
    lan: Person, package: Package, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(learner=lan, edition=edition_of(course_with(package)), now=NOW)
    play(package, lan, 1.0)
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out
    LessonProgress.objects.update(played=[], done_at=None)
    call_command("rebuild_progress", "--mend")
    assert LessonProgress.objects.get().played == [package.pk]


def test_nobody_goes_through_content_by_saying_so(
    lan: Person, lans_browser: Client, package: Package
) -> None:
    course = course_with(package)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    claim = {
        "id": str(uuid4()),
        "kind": rules.PLAYED,
        "lesson": first_lesson(course).lesson_id,
        "item": str(package.pk),
        "at": NOW.isoformat(),
    }
    answer = lans_browser.post(reverse("courses:evidence"), [claim], content_type="application/json")
    assert answer.status_code == 400
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("player", ["kept", "gone"])
@pytest.mark.parametrize("follower", ["kept", "gone"])
def test_two_entries_become_one_and_what_either_reached_finishes_what_either_follows(
    package: Package, player: str, follower: str
) -> None:
    entries = {"kept": make_person("Vũ Thị Lan"), "gone": make_person("Vũ Thị Lan")}
    play(package, entries[player], 1.0)
    enrol(learner=entries[follower], edition=edition_of(course_with(package)), now=NOW)
    merge_people(kept=entries["kept"], gone=entries["gone"], by=None, now=NOW)
    progress = CourseProgress.objects.get()
    assert (progress.enrolment.learner, progress.lessons_done) == (entries["kept"], 1)


# --- Who may play -------------------------------------------------------------------------------


def test_who_follows_a_lesson_that_holds_it_may_play_and_nobody_else(
    lan: Person, son: Person, package: Package
) -> None:
    course = course_with(package)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    enrol(learner=son, edition=edition_of(make_course("Khác", title="Khóa khác")), now=NOW)
    assert may_play(lan, package)
    assert not may_play(son, package)
    assert not may_play(None, package)
    assert not may_play(lan, make_package("Chưa dùng ở đâu"))


def test_a_lesson_says_in_words_what_is_left(lan: Person, lans_browser: Client, package: Package) -> None:
    course = course_with(package)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    page = lans_browser.get(address(course)).content.decode()
    assert "Ai chủ trì?" in page
    assert "80%" in page


def test_a_lesson_that_asks_for_content_and_holds_none_cannot_be_saved(
    admin_client: Client, course: CoursePage
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.completion = "played"
    form = lesson_form(lesson, **{"action-publish": "1"})
    admin_client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert LessonPage.objects.get(pk=lesson.pk).completion == "read"
    with pytest.raises(ValidationError):
        lesson.save_revision()


def test_a_lesson_with_its_content_is_written_and_published(
    admin_client: Client, course: CoursePage, package: Package
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    form = lesson_form(
        lesson,
        **{
            "completion": "played",
            "least_percent": "70",
            "body-count": "1",
            "body-0-type": "package",
            "body-0-order": "0",
            "body-0-deleted": "",
            "body-0-value-package": str(package.pk),
            "action-publish": "1",
        },
    )
    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert answer.status_code == 302
    version = LessonVersion.objects.filter(lesson=lesson).latest("pk")
    assert (version.packages, version.completion, version.least_percent) == ([package.pk], "played", 70)


# --- What holds it ------------------------------------------------------------------------------


def test_lessons_that_hold_it_are_told_taught_now_earlier_or_in_a_draft(package: Package) -> None:
    course_with(package, completion="read")
    lesson = LessonPage.objects.get(title="Nội dung tương tác")
    draft = LessonPage.objects.get(title="Bài hai")
    draft.body = [("package", {"package": package})]
    draft.save_revision()
    assert lessons_with_package(package.pk) == {lesson: True, draft: False}
    lesson.body = [("paragraph", "<p>Không còn.</p>")]
    lesson.save_revision().publish()
    assert lessons_with_package(package.pk) == {lesson: False, draft: False}
    assert sorted(use.title for use in uses_of(package)) == ["Bài hai", "Nội dung tương tác"]
    assert uses_of(make_package("Chưa dùng ở đâu")) == []
