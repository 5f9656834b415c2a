"""A lesson that is finished by attending a demonstration session and sending its observation form."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from courses.catalogue.models import CoursePage, LessonPage, LessonVersion
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.personal_data import sections_about_learning
from organisations.people.models import Person
from organisations.tree.models import Organisation
from practices.sessions.models import Participant
from practices.sessions.signals import attendance_confirmed
from tests.makers import edition_of, lesson_form, make_cell, make_course, outline_for
from tests.practices.makers import invite
from tests.practices.reviews.makers import attend, make_held_session, observe

NOW = datetime.now(UTC)


@pytest.fixture
def host(db: None) -> Organisation:
    return make_cell()


def course_by_attending(**fields: str) -> CoursePage:
    return make_course("Dự sinh hoạt điểm", "Bài hai", completion="attended", **fields)


def follow(learner: Person, course: CoursePage) -> CourseProgress:
    progress: CourseProgress = enrol(learner=learner, edition=edition_of(course), now=NOW).progress
    progress.refresh_from_db()
    return progress


def confirm(participant: Participant) -> None:
    attendance_confirmed.send(sender=Participant, participant=participant, now=datetime.now(UTC))


def test_who_attended_finishes_the_lesson_by_sending_her_form(lan: Person, host: Organisation) -> None:
    progress = follow(lan, course_by_attending())
    participant = attend(make_held_session(host), lan)
    confirm(participant)
    progress.refresh_from_db()
    assert progress.lessons_done == 0
    observe(participant)
    progress.refresh_from_db()
    assert progress.lessons_done == 1
    assert LessonProgress.objects.get().attended_at == participant.reviewed_at


def test_a_form_waits_for_an_attendance_that_arrives_later(lan: Person, host: Organisation) -> None:
    """The host's phone was off line: she wrote while she counted, and her check-in was made anew."""
    progress = follow(lan, course_by_attending())
    participant = invite(make_held_session(host), lan, reviewed_at=NOW)
    confirm(participant)
    progress.refresh_from_db()
    assert progress.lessons_done == 0
    participant.attended_at = datetime.now(UTC)
    participant.save(update_fields=["attended_at"])
    confirm(participant)
    progress.refresh_from_db()
    assert progress.lessons_done == 1
    assert LessonProgress.objects.get().done_at == participant.attended_at


def test_told_again_nothing_is_doubled(lan: Person, host: Organisation) -> None:
    follow(lan, course_by_attending())
    participant = attend(make_held_session(host), lan)
    observe(participant)
    confirm(participant)
    observe(attend(make_held_session(host), lan))
    assert Evidence.objects.count() == 1


def test_a_session_attended_before_she_enrolled_counts(lan: Person, host: Organisation) -> None:
    observe(attend(make_held_session(host), lan))
    assert follow(lan, course_by_attending()).lessons_done == 1


def test_a_lesson_that_asks_for_it_in_a_new_edition_is_done(lan: Person, host: Organisation) -> None:
    course = make_course("Dự sinh hoạt điểm", "Bài hai")
    progress = follow(lan, course)
    observe(attend(make_held_session(host), lan))
    lesson = LessonPage.objects.get(title="Dự sinh hoạt điểm")
    lesson.completion = "attended"
    lesson.save_revision().publish()
    progress.refresh_from_db()
    assert progress.lessons_done == 1


def test_an_attendance_taken_back_leaves_what_was_reached(lan: Person, host: Organisation) -> None:
    progress = follow(lan, course_by_attending())
    participant = attend(make_held_session(host), lan)
    observe(participant)
    participant.attended_at = None
    participant.save(update_fields=["attended_at"])
    confirm(participant)
    progress.refresh_from_db()
    assert progress.lessons_done == 1


def test_rebuilding_finds_nothing_to_mend(
    lan: Person, host: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(lan, course_by_attending())
    observe(attend(make_held_session(host), lan))
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out


def test_nobody_attends_by_saying_so(lan: Person, lans_browser: Client) -> None:
    course = course_by_attending()
    follow(lan, course)
    claim = {
        "id": str(uuid4()),
        "kind": "attended",
        "lesson": outline_for(course).lessons[0].lesson_id,
        "at": NOW.isoformat(),
    }
    answer = lans_browser.post(reverse("courses:evidence"), [claim], content_type="application/json")
    assert answer.status_code == 400
    assert not Evidence.objects.exists()


def test_another_persons_session_finishes_nothing(lan: Person, son: Person, host: Organisation) -> None:
    progress = follow(lan, course_by_attending())
    observe(attend(make_held_session(host), son))
    progress.refresh_from_db()
    assert progress.lessons_done == 0


def test_the_lesson_says_what_it_asks_for(lan: Person, lans_browser: Client, host: Organisation) -> None:
    course = course_by_attending()
    follow(lan, course)
    lesson = outline_for(course).lessons[0]
    where = reverse("courses:lesson", args=[course.slug, lesson.module_slug, lesson.slug])
    page = lans_browser.get(where).content.decode()
    assert "Dự một buổi sinh hoạt điểm và gửi phiếu quan sát" in page
    assert "Tôi đã đọc hết" not in page
    observe(attend(make_held_session(host), lan))
    assert "Đã hoàn thành bài này" in lans_browser.get(where).content.decode()


def test_an_author_can_choose_it(admin_client: Client) -> None:
    course = make_course("Dự sinh hoạt điểm")
    lesson = LessonPage.objects.get(title="Dự sinh hoạt điểm")
    where = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "dự buổi sinh hoạt điểm và gửi phiếu quan sát" in admin_client.get(where).content.decode()
    form = lesson_form(lesson, completion="attended", **{"action-publish": "1"})
    admin_client.post(where, form)
    assert LessonVersion.objects.filter(lesson=lesson, completion="attended").exists()
    assert outline_for(course).lessons[0].completion == "attended"


def test_she_is_told_what_is_kept_of_it(lan: Person, host: Organisation) -> None:
    follow(lan, course_by_attending())
    observe(attend(make_held_session(host), lan))
    [evidence] = [section for section in sections_about_learning(lan) if section.key == "evidence"]
    assert "Demonstration" in str(list(evidence.rows)) or "buổi sinh hoạt điểm" in str(list(evidence.rows))
