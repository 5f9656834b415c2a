"""A film in a lesson: what it shows, whom, and how watching it finishes the lesson."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from courses.catalogue.models import CoursePage, LessonPage, LessonVersion
from courses.catalogue.outline import OutlineLesson
from courses.enrolment.actions import enrol
from courses.progress import rules
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from media.videos.actions import Watched, record_watching
from media.videos.models import Recording
from media.videos.queries import may_watch
from organisations.people.actions import merge_people
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.film_makers import make_recording
from tests.makers import edition_of, lesson_form, make_course, make_person, outline_for, paragraph

MINUTE = timedelta(minutes=1)
MOST_QUERIES = 8


def film_block(recording: Recording) -> dict[str, Any]:
    return {
        "type": "recording",
        "value": {"recording": recording.pk},
        "id": f"{recording.pk:08x}-0000-4000-8000-000000000000",
    }


def course_with(*films: Recording, completion: str = "watched", **fields: Any) -> CoursePage:
    body = [paragraph(), *map(film_block, films)]
    return make_course("Xem phim", "Bài hai", body=body, completion=completion, **fields)


def first_lesson(course: CoursePage) -> OutlineLesson:
    return outline_for(course).lessons[0]


def address(course: CoursePage) -> str:
    lesson = first_lesson(course)
    return reverse("courses:lesson", args=[course.slug, lesson.module_slug, lesson.slug])


def watch(film: Recording, learner: Person, *spans: tuple[float, float], now: Any = NOW) -> None:
    told = Watched(id=uuid4(), spans=[list(span) for span in spans], place=spans[-1][1], happened_at=now)
    record_watching(learner=learner, recording=film, watched=told, now=now)


@pytest.fixture
def film(db: None) -> Recording:
    return make_recording(duration=100.0)


def test_a_lesson_is_done_once_enough_of_its_film_was_watched(lan: Person, film: Recording) -> None:
    course = course_with(film, least_percent=60)
    progress = enrol(learner=lan, edition=edition_of(course), now=NOW).progress
    watch(film, lan, (0, 30))
    watch(film, lan, (10, 50), now=NOW + MINUTE)
    progress.refresh_from_db()
    assert progress.lessons_done == 0
    watch(film, lan, (90, 100), now=NOW + 2 * MINUTE)
    progress.refresh_from_db()
    assert progress.lessons_done == 1
    assert LessonProgress.objects.get().done_at == NOW + 2 * MINUTE


def test_watching_the_same_minute_again_and_again_is_one_minute(lan: Person, film: Recording) -> None:
    course = course_with(film, least_percent=60)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    for _ in range(5):
        watch(film, lan, (0, 30))
    assert CourseProgress.objects.get().lessons_done == 0


def test_a_lesson_with_two_films_waits_for_both(lan: Person, film: Recording) -> None:
    other = make_recording("Kết thúc buổi sinh hoạt")
    enrol(learner=lan, edition=edition_of(course_with(film, other, least_percent=90)), now=NOW)
    watch(film, lan, (0, 95))
    assert CourseProgress.objects.get().lessons_done == 0
    watch(other, lan, (0, 95))
    assert CourseProgress.objects.get().lessons_done == 1


def test_what_was_watched_in_another_course_counts_here_at_once(lan: Person, film: Recording) -> None:
    enrol(learner=lan, edition=edition_of(course_with(film, completion="read")), now=NOW)
    watch(film, lan, (0, 100))
    second = course_with(film, title="Khóa hai")
    progress = enrol(learner=lan, edition=edition_of(second), now=NOW + MINUTE).progress
    progress.refresh_from_db()
    assert progress.lessons_done == 1


def test_a_lesson_published_anew_with_less_to_watch_is_done(lan: Person, film: Recording) -> None:
    course = course_with(film, least_percent=90)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    watch(film, lan, (0, 70))
    lesson = LessonPage.objects.get(title="Xem phim")
    lesson.least_percent = 60
    lesson.save_revision().publish()
    assert CourseProgress.objects.get().lessons_done == 1


def test_rebuilding_finds_nothing_to_mend(
    lan: Person, film: Recording, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(learner=lan, edition=edition_of(course_with(film)), now=NOW)
    watch(film, lan, (0, 100))
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out


def test_nobody_watches_by_saying_so(lan: Person, lans_browser: Client, film: Recording) -> None:
    course = course_with(film)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    claim = {
        "id": str(uuid4()),
        "kind": "watched",
        "lesson": first_lesson(course).lesson_id,
        "item": str(film.pk),
        "at": NOW.isoformat(),
    }
    answer = lans_browser.post(reverse("courses:evidence"), [claim], content_type="application/json")
    assert answer.status_code == 400
    assert not Evidence.objects.filter(kind=rules.WATCHED).exists()


def test_only_who_follows_the_lesson_may_tell(lan: Person, son: Person, film: Recording) -> None:
    enrol(learner=lan, edition=edition_of(course_with(film)), now=NOW)
    assert may_watch(lan, film)
    assert not may_watch(son, film)
    assert not may_watch(None, film)


@pytest.mark.parametrize("watcher", ["kept", "gone"])
def test_two_entries_become_one_and_what_either_watched_counts(film: Recording, watcher: str) -> None:
    entries = {"kept": make_person("Vũ Thị Lan"), "gone": make_person("Vũ Thị Lan")}
    for person in entries.values():
        enrol(learner=person, edition=edition_of(course_with(film, title=f"Khóa {person.pk}")), now=NOW)
    watch(film, entries[watcher], (0, 95))
    merge_people(kept=entries["kept"], gone=entries["gone"], by=None, now=NOW)
    done = CourseProgress.objects.filter(enrolment__learner=entries["kept"], lessons_done=1)
    assert done.exists()


# --- What the page shows -------------------------------------------------------------------------


def test_the_page_says_how_long_how_large_and_what_is_enough(
    lan: Person, lans_browser: Client, film: Recording
) -> None:
    course = course_with(film, least_percent=80)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    watch(film, lan, (0, 64))
    page = lans_browser.get(address(course)).content.decode()
    assert "1:40" in page
    assert "đã xem 64%" in page
    assert "Xem ít nhất 80%" in page
    assert 'preload="none"' in page
    assert 'kind="captions"' in page
    assert "Xem tiếp từ 1:04" in page


def test_sound_is_heard_not_watched(lan: Person, lans_browser: Client) -> None:
    sound = make_recording("Lời mở đầu", type="audio", transcript="Chào các đồng chí.")
    course = course_with(sound, least_percent=80)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    watch(sound, lan, (0, 64))
    page = lans_browser.get(address(course)).content.decode()
    assert "đã nghe 64%" in page
    assert "Nghe ít nhất 80% “Lời mở đầu”" in page
    assert "trong phim" not in page


def test_its_files_come_to_who_reads_the_lesson_and_can_be_sought_in(
    lan: Person, lans_browser: Client, film: Recording
) -> None:
    course = course_with(film)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    page = lans_browser.get(address(course)).content.decode()
    source = page.split('<source src="')[1].split('"')[0]
    part: Any = lans_browser.get(source, HTTP_RANGE="bytes=10-19")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, bytes(range(10, 20)))
    assert part["Content-Type"] == "video/mp4"
    captions = page.split('src="')
    track = next(one.split('"')[0] for one in captions if one.split('"')[0].endswith(".vtt"))
    answer: Any = lans_browser.get(track)
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert b"WEBVTT" in b"".join(answer.streaming_content)
    assert lans_browser.get(source.replace("240p.mp4", "goc.mp4")).status_code == 404
    assert str(film.file.name) not in page


def test_her_place_and_share_are_hers_alone(
    lan: Person, son: Person, lans_browser: Client, sons_browser: Client, film: Recording
) -> None:
    course = course_with(film)
    for learner in (lan, son):
        enrol(learner=learner, edition=edition_of(course), now=NOW)
    watch(film, lan, (0, 64))
    lans_browser.get(address(course))
    page = sons_browser.get(address(course)).content.decode()
    assert "đã xem 0%" in page
    assert "64%" not in page
    assert str(lan.public_id) not in page


def test_who_is_not_enrolled_may_look_and_nothing_is_kept(sons_browser: Client, film: Recording) -> None:
    page = sons_browser.get(address(course_with(film))).content.decode()
    assert "<video" in page
    assert "data-watched" not in page


def test_a_film_without_captions_is_not_shown_to_learners(
    lan: Person, lans_browser: Client, db: None
) -> None:
    silent = make_recording("Chưa có phụ đề", captions="")
    course = course_with(silent, completion="read")
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    assert "Chưa có phụ đề" not in lans_browser.get(address(course)).content.decode()


def test_the_transcript_and_the_chapters_stand_below_it(lans_browser: Client, db: None) -> None:
    film = make_recording(
        transcript="Chào các đồng chí.\n\nTa bàn một việc.", chapters="00:00 Mở đầu\n01:00 Bàn"
    )
    page = lans_browser.get(address(course_with(film))).content.decode()
    assert "Ta bàn một việc." in page
    assert 'data-chapter="60.000"' in page


def test_sound_is_listened_to(lans_browser: Client, db: None) -> None:
    sound = make_recording(
        "Nghe đọc", type="audio", width=None, height=None, captions="", transcript="Lời đọc."
    )
    page = lans_browser.get(address(course_with(sound))).content.decode()
    assert "<audio" in page
    assert "aac.m4a" in page


def test_films_cost_a_page_one_query_however_many_there_are(
    lan: Person, lans_browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    films = [make_recording(f"Phim {n}") for n in range(4)]
    course = course_with(*films)
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    watch(films[0], lan, (0, 30))
    lans_browser.get(address(course))
    with django_assert_max_num_queries(MOST_QUERIES):
        assert lans_browser.get(address(course)).status_code == 200


# --- What its author is told ---------------------------------------------------------------------


def written(lesson: LessonPage, film: Recording, **fields: str) -> dict[str, Any]:
    return lesson_form(
        lesson,
        **{
            "completion": "watched",
            "least_percent": "70",
            "body-count": "1",
            "body-0-type": "recording",
            "body-0-order": "0",
            "body-0-deleted": "",
            "body-0-value-recording": str(film.pk),
            **fields,
        },
    )


def test_a_lesson_with_a_film_is_written_and_published(
    admin_client: Client, course: CoursePage, film: Recording
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    form = written(lesson, film, **{"action-publish": "1"})
    assert admin_client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form).status_code == 302
    version = LessonVersion.objects.filter(lesson=lesson).latest("pk")
    assert (version.recordings, version.completion, version.least_percent) == ([film.pk], "watched", 70)


def test_a_film_without_captions_is_not_published_and_the_draft_is_kept(
    admin_client: Client, course: CoursePage
) -> None:
    silent = make_recording("Phim câm", captions="")
    lesson = LessonPage.objects.get(title="Bài hai")
    before = LessonVersion.objects.filter(lesson=lesson).count()
    form = written(lesson, silent, **{"action-publish": "1"})
    answer = admin_client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form, follow=True)
    page = answer.content.decode()
    assert "Chưa xuất bản" in page
    assert "phụ đề" in page
    assert LessonVersion.objects.filter(lesson=lesson).count() == before
    lesson.refresh_from_db()
    draft = lesson.get_latest_revision_as_object()
    assert draft.body[0].value["recording"] == silent
    preview = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).content.decode()
    assert "Người học chưa thấy “Phim câm”" in preview


@pytest.mark.usefixtures("indexed")
def test_a_film_in_a_lesson_is_not_deleted(admin_client: Client, film: Recording) -> None:
    course_with(film)
    admin_client.post(reverse("wagtailmedia:delete", args=[film.pk]))
    assert Recording.objects.filter(pk=film.pk).exists()


def test_an_author_sees_the_player_in_her_preview(
    admin_client: Client, course: CoursePage, film: Recording
) -> None:
    lesson = LessonPage.objects.get(title="Bài hai")
    lesson.body = [("recording", {"recording": film})]
    lesson.save_revision()
    page = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).content.decode()
    assert "<video" in page
    assert "data-watched" not in page
