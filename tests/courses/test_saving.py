"""Saving: by a button, by a device, twice, late, with rubbish, and after the session has run out."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from organisations.people.models import Person
from tests.courses.conftest import NOW, browser_of
from tests.courses.test_reading import address
from tests.makers import PASSWORD, checklist, edition_of, make_course, outline_for, paragraph


def post_batch(browser: Client, rows: Any) -> Any:
    body = rows if isinstance(rows, bytes | str) else json.dumps(rows)
    return browser.post(reverse("courses:evidence"), body, content_type="application/json")


def row(lesson_id: int, **fields: Any) -> dict[str, Any]:
    at = timezone.now().isoformat()
    return {"id": str(uuid4()), "kind": "read", "lesson": lesson_id, "at": at, **fields}


def test_the_button_finishes_the_lesson_and_offers_the_next(
    lans_browser: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    first, second, _ = outline_for(course).lessons
    answer = lans_browser.post(address(course, first, "mark"), {"key": uuid4()}, follow=True)
    assert LessonProgress.objects.get().done_at is not None
    assert address(course, second) in answer.content.decode()


def test_a_double_tap_counts_once(
    lans_browser: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    first = address(course, outline_for(course).lessons[0], "mark")
    key = uuid4()
    for _ in range(2):
        assert lans_browser.post(first, {"key": key}).status_code == 302
    assert Evidence.objects.count() == 1


def test_one_form_serves_two_people_without_mixing_them(
    lans_browser: Client, sons_browser: Client, son: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    enrol(learner=son, edition=edition_of(course), now=NOW)
    first, key = address(course, outline_for(course).lessons[0], "mark"), uuid4()
    lans_browser.post(first, {"key": key})
    sons_browser.post(first, {"key": key})
    assert LessonProgress.objects.filter(done_at__isnull=False).count() == 2


def test_a_get_asks_for_one_more_tap_and_changes_nothing(
    lans_browser: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    for name in ("mark", "ticks"):
        answer = lans_browser.get(address(course, outline_for(course).lessons[0], name))
        assert answer.status_code == 200
        assert 'method="post"' in answer.content.decode()
    assert not Evidence.objects.exists()


def test_a_get_on_a_devices_address_is_refused(lans_browser: Client) -> None:
    for name in ("courses:evidence", "courses:place"):
        assert lans_browser.get(reverse(name)).status_code == 405


def test_marking_without_enrolling_says_what_to_do(lans_browser: Client, course: CoursePage) -> None:
    first = address(course, outline_for(course).lessons[0], "mark")
    answer = lans_browser.post(first, {"key": uuid4()}, follow=True)
    assert 'class="message warning"' in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.fixture
def ticked_course(lan: Person, db: None) -> CoursePage:
    course = make_course(body=[paragraph(), checklist("một", "hai")])
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    return course


def test_ticks_sent_when_the_session_had_run_out_wait_for_one_tap_after_signing_in(
    client: Client, lan: Person, ticked_course: CoursePage
) -> None:
    lesson = outline_for(ticked_course).lessons[0]
    one, two = lesson.checklist_items
    form = {"key": str(uuid4()), "among": [one, two], "ticked": [two], "anchor": "b-0123abcd"}
    away = client.post(address(ticked_course, lesson, "ticks"), form)
    assert away["Location"].startswith(reverse("account_login"))
    back = client.post(away["Location"], {"login": "0912 345 678", "password": PASSWORD}, follow=True)
    page = back.content.decode()
    assert back.redirect_chain[-1][0] == address(ticked_course, lesson, "ticks")
    assert f'name="ticked" value="{two}"' in page
    assert not Evidence.objects.exists()
    client.post(address(ticked_course, lesson, "ticks"), form)
    assert LessonProgress.objects.get().ticked == [two]
    # Sent, so let go: the next visit holds nothing.
    assert 'name="ticked"' not in client.get(address(ticked_course, lesson, "ticks")).content.decode()


def test_ticks_of_another_lessons_items_are_not_taken(
    lans_browser: Client, ticked_course: CoursePage
) -> None:
    lesson = outline_for(ticked_course).lessons[0]
    form = {"key": uuid4(), "among": ["x"], "ticked": ["x"]}
    assert lans_browser.post(address(ticked_course, lesson, "ticks"), form).status_code == 422
    assert not Evidence.objects.exists()


def test_a_device_sends_a_batch_and_hears_of_each_piece(
    lans_browser: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    first, second, _ = outline_for(course).lessons
    future = (timezone.now() + timedelta(days=30)).isoformat()
    batch = [row(first.lesson_id), row(second.lesson_id, at=future), row(987_654)]
    answer = post_batch(lans_browser, batch).json()["receipts"]
    assert [answer[sent["id"]] for sent in batch] == ["saved", "clock_ahead", "refused"]
    again = post_batch(lans_browser, batch).json()["receipts"]
    assert [again[sent["id"]] for sent in batch] == ["known", "known", "refused"]
    lans_progress.refresh_from_db()
    assert lans_progress.lessons_done == 2


GOOD = {"id": str(uuid4()), "kind": "read", "lesson": 1, "at": "2026-11-23T12:00:00Z"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"{}",
        b"[1]",
        b"[" * 100_000,
        "\ud800".encode("utf-8", "surrogatepass"),
        [{"id": "x"}],
        [{**GOOD, "id": 1}],
        [{**GOOD, "kind": "erased"}],
        [{**GOOD, "lesson": "1"}],
        [{**GOOD, "lesson": 1e99}],
        [{**GOOD, "item": "x" * 41}],
        [{**GOOD, "at": "hôm qua"}],
        [{**GOOD, "at": "0001-01-01T00:00:00+14:00"}],
    ],
)
def test_rubbish_from_a_device_is_answered_in_words(
    lans_browser: Client, body: Any, course: CoursePage
) -> None:
    answer = post_batch(lans_browser, body)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_a_batch_too_long_is_refused_whole(lans_browser: Client, course: CoursePage) -> None:
    assert post_batch(lans_browser, [row(1) for _ in range(201)]).status_code == 400


def test_a_device_that_was_signed_out_is_told_so(client: Client, course: CoursePage) -> None:
    assert post_batch(client, [row(1)]).status_code == 401
    assert client.post(reverse("courses:place"), {}).status_code == 401


def test_the_place_is_kept_and_rubbish_is_not(
    lans_browser: Client, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = outline_for(course).lessons[2].lesson_id
    form = {"lesson": lesson, "anchor": "b-0123abcd", "at": timezone.now().isoformat()}
    assert lans_browser.post(reverse("courses:place"), form).status_code == 204
    for wrong in ({"anchor": "javascript:alert(1)"}, {"at": "hôm qua"}, {"lesson": "x"}, {"lesson": 2**40}):
        assert lans_browser.post(reverse("courses:place"), {**form, **wrong}).status_code == 400
    lans_progress.refresh_from_db()
    assert (lans_progress.last_lesson_id, lans_progress.last_anchor) == (lesson, "b-0123abcd")


def test_the_stranger_changes_nothing_of_lans(
    sons_browser: Client, lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = outline_for(course).lessons[0]
    post_batch(sons_browser, [row(lesson.lesson_id)])
    sons_browser.post(address(course, lesson, "mark"), {"key": uuid4()})
    sons_browser.post(
        reverse("courses:place"), {"lesson": lesson.lesson_id, "at": timezone.now().isoformat()}
    )
    lans_progress.refresh_from_db()
    assert lans_progress.lessons_done == 0
    assert lans_progress.last_lesson_id is None
    assert not Evidence.objects.exists()


def test_another_sites_form_is_refused_and_explained(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    browser = browser_of(lan)
    browser.handler.enforce_csrf_checks = True
    mark = address(course, outline_for(course).lessons[0], "mark")
    answer = browser.post(mark, {"key": uuid4()}, headers={"Origin": "https://mot-trang-khac.vn"})
    assert answer.status_code == 403
    assert not Evidence.objects.exists()
