"""A course with a film for the journeys, made in the running site's database: run by `manage.py shell`."""

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from courses.catalogue.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.catalogue.queries import current_editions
from courses.enrolment.actions import enrol
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from media.videos.making.actions import begin_making, make_small
from media.videos.models import Recording, WatchReport, WatchStanding
from media.videos.uploading.actions import take_file
from organisations.people.actions import enter_person, open_account
from samples.accounts import AUTHOR, DEMO_PASSWORD
from tests.film_makers import make_recording

SLUG = "khoa-hoc-co-phim"
PUA = "pua"
"""The secretary of these journeys: no other journey meets her or her course."""
CAPTIONS = "WEBVTT\n\n00:00:00.500 --> 00:00:06.000\nChào các đồng chí.\n"


def build(film: str) -> None:
    """A course of one lesson, done once four fifths of its film are watched; the secretary follows it."""
    if CoursePage.objects.filter(slug=SLUG).exists():
        return
    recording = _recording(Path(film))
    index = CourseIndexPage.objects.get()
    course = index.add_child(
        instance=CoursePage(
            title="Khóa học có phim",
            slug=SLUG,
            summary="Một phim",
            for_whom="Bí thư",
            outcomes="Một",
            live=False,
        )
    )
    module = course.add_child(instance=ModulePage(title="Phần một", slug="phan-mot", live=False))
    body: list[dict[str, Any]] = [
        {"type": "paragraph", "value": "<p>Xem cách mở đầu.</p>", "id": str(uuid4())},
        {"type": "recording", "value": {"recording": recording.pk}, "id": str(uuid4())},
    ]
    lesson = LessonPage(
        title="Bài có phim",
        slug="bai-co-phim",
        minutes=5,
        body=body,
        live=False,
        completion="watched",
        least_percent=80,
    )
    module.add_child(instance=lesson)
    for page in (lesson, module, course):
        page.save_revision().publish()
    person = enter_person(full_name="Giàng Thị Pủa")
    open_account(person=person, username=PUA, password=DEMO_PASSWORD)
    enrol(learner=person, edition=current_editions().get(slug=SLUG), now=timezone.now())


def forget() -> None:
    """The secretary has watched nothing yet."""
    WatchReport.objects.all().delete()
    WatchStanding.objects.all().delete()
    for model in (Evidence, LessonProgress):
        model.objects.filter(lesson__slug="bai-co-phim").delete()
    CourseProgress.objects.filter(edition__slug=SLUG).update(lessons_done=0, finished_at=None)


IN_HAND = "Phim đang làm dở"
BROKEN = "Phim chưa làm được"


def show_states() -> tuple[int, int, int, int]:
    """A film that is ready, one in hand and one that failed, and the lesson of the first: their numbers."""
    ready = Recording.objects.get(title="Cách mở đầu")
    in_hand = make_recording(IN_HAND, captions="")
    broken = make_recording(BROKEN, captions="", state="failed", failure="damaged")
    Recording.objects.filter(state="making").update(state="waiting")
    Recording.objects.filter(pk=in_hand.pk).update(
        state="making", percent_made=42, state_since=timezone.now()
    )
    lesson = LessonPage.objects.get(slug="bai-co-phim")
    return ready.pk, in_hand.pk, broken.pk, lesson.pk


def hide_states() -> None:
    Recording.objects.filter(title__in=[IN_HAND, BROKEN]).delete()


def _recording(film: Path) -> Recording:
    by = User.objects.get(username=AUTHOR.username)
    with film.open("rb") as content:
        recording = take_file(file=content, name=film.name, size=film.stat().st_size, by=by)
    Recording.objects.filter(pk=recording.pk).update(
        title="Cách mở đầu",
        captions=CAPTIONS,
        transcript="Chào các đồng chí.",
        chapters="00:00 Mở đầu\n00:02 Bàn việc",
    )
    taken = begin_making(recording_id=recording.pk, now=timezone.now())
    if taken:
        make_small(recording=taken)
    while not Recording.objects.get(pk=recording.pk).may_be_shown:  # the site's own worker was quicker
        time.sleep(0.5)
    return recording
