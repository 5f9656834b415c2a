"""Evidence grows, progress follows, counters agree."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.enrolment.models import Enrolment
from courses.progress import rules
from courses.progress.actions import (
    NotEnrolled,
    Outcome,
    Report,
    keep_place,
    record_evidence,
    record_one,
    save_ticks,
    turn_to,
)
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.queries import way_through
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.makers import checklist, edition_of, make_course, outline_for, paragraph


def report(lesson_id: int, kind: str = rules.READ, **fields: object) -> Report:
    return Report(**{"id": uuid4(), "kind": kind, "lesson_id": lesson_id, "happened_at": NOW, **fields})  # type: ignore[arg-type]


def test_enrolling_twice_is_enrolling_once(lan: Person, course: CoursePage) -> None:
    first = enrol(learner=lan, edition=edition_of(course), now=NOW)
    again = enrol(learner=lan, edition=edition_of(course), now=NOW + timedelta(days=1))
    assert first == again
    assert Enrolment.objects.get().enrolled_at == NOW


def test_reading_every_lesson_finishes_the_course(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    for lesson in outline_for(course).lessons:
        record_one(learner=lan, report=report(lesson.lesson_id), now=NOW)
    lans_progress.refresh_from_db()
    assert lans_progress.lessons_done == 3
    assert lans_progress.finished_at == NOW


def test_a_batch_sent_twice_counts_once(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    batch = [report(lesson.lesson_id) for lesson in outline_for(course).lessons]
    first = record_evidence(learner=lan, reports=batch, now=NOW)
    again = record_evidence(learner=lan, reports=batch, now=NOW + timedelta(hours=1))
    assert {receipt.outcome for receipt in first} == {Outcome.SAVED}
    assert {receipt.outcome for receipt in again} == {Outcome.KNOWN}
    assert Evidence.objects.count() == 3


def test_the_same_id_twice_in_one_batch_counts_once(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    once = report(outline_for(course).lessons[0].lesson_id)
    receipts = record_evidence(learner=lan, reports=[once, once], now=NOW)
    assert [receipt.outcome for receipt in receipts] == [Outcome.SAVED, Outcome.KNOWN]
    assert Evidence.objects.count() == 1


def test_evidence_from_the_future_is_kept_at_the_servers_time(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = outline_for(course).lessons[0].lesson_id
    ahead = report(lesson, happened_at=NOW + timedelta(days=400))
    [receipt] = record_evidence(learner=lan, reports=[ahead], now=NOW)
    assert receipt.outcome is Outcome.CLOCK_AHEAD
    assert Evidence.objects.get().happened_at == NOW


def test_a_phone_that_syncs_late_keeps_the_earliest_finish(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = outline_for(course).lessons[0].lesson_id
    record_one(learner=lan, report=report(lesson), now=NOW)
    yesterday = NOW - timedelta(days=1)
    record_one(learner=lan, report=report(lesson, happened_at=yesterday), now=NOW)
    assert LessonProgress.objects.get().done_at == yesterday


def test_who_is_not_enrolled_saves_nothing(son: Person, course: CoursePage) -> None:
    lesson = outline_for(course).lessons[0].lesson_id
    with pytest.raises(NotEnrolled):
        record_one(learner=son, report=report(lesson), now=NOW)
    assert not Evidence.objects.exists()


def test_nobody_writes_under_an_id_that_is_anothers(
    lan: Person, son: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    enrol(learner=son, edition=edition_of(course), now=NOW)
    lans = report(outline_for(course).lessons[0].lesson_id)
    record_one(learner=lan, report=lans, now=NOW)
    [receipt] = record_evidence(learner=son, reports=[lans], now=NOW)
    assert receipt.outcome is Outcome.REFUSED
    assert not LessonProgress.objects.filter(learner=son).exists()


def test_evidence_of_an_unknown_lesson_is_refused_and_the_rest_is_kept(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    lesson = outline_for(course).lessons[0].lesson_id
    receipts = record_evidence(learner=lan, reports=[report(999_999), report(lesson)], now=NOW)
    assert [receipt.outcome for receipt in receipts] == [Outcome.REFUSED, Outcome.SAVED]


def test_the_database_refuses_evidence_from_the_future(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    record_one(learner=lan, report=report(outline_for(course).lessons[0].lesson_id), now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.update(happened_at=NOW + timedelta(days=1))


def test_turning_to_a_lesson_keeps_it_as_the_place_to_come_back_to(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    first, second, _ = outline_for(course).lessons
    for lesson in (first, second):
        lans_progress.refresh_from_db()
        turn_to(progress=lans_progress, lesson=lesson, now=NOW)
    way = way_through(outline_for(course), lan)
    assert way.next_stop == second
    assert not way.has_been_in(first)
    assert not Evidence.objects.exists()


def test_turning_to_the_lesson_she_is_in_keeps_her_place(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    second = outline_for(course).lessons[1]
    keep_place(learner=lan, lesson_id=second.lesson_id, anchor="b-00000002", at=NOW, now=NOW)
    lans_progress.refresh_from_db()
    turn_to(progress=lans_progress, lesson=second, now=NOW + timedelta(hours=1))
    assert way_through(outline_for(course), lan).anchor == "b-00000002"


def test_the_newest_place_wins_whichever_device_speaks_last(
    lan: Person, course: CoursePage, lans_progress: CourseProgress
) -> None:
    first, second, _ = outline_for(course).lessons
    keep_place(learner=lan, lesson_id=second.lesson_id, anchor="b-00000002", at=NOW, now=NOW)
    earlier = NOW - timedelta(hours=2)
    kept = keep_place(learner=lan, lesson_id=first.lesson_id, anchor="b-00000001", at=earlier, now=NOW)
    assert not kept
    way = way_through(outline_for(course), lan)
    assert way.next_stop == second
    assert way.anchor == "b-00000002"


def test_ticks_are_kept_and_taken_away(lan: Person, db: None) -> None:
    box = checklist("một", "hai")
    course = make_course(body=[paragraph(), box], completion="checklist")
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    lesson = outline_for(course).lessons[0]
    one, two = lesson.checklist_items
    among = lesson.checklist_items

    def tick(*items: str, minute: int) -> None:
        now = NOW + timedelta(minutes=minute)
        save_ticks(learner=lan, lesson=lesson, among=among, ticked=frozenset(items), key=uuid4(), now=now)

    tick(one, minute=1)
    tick(one, two, minute=2)
    tick(two, minute=3)
    state = way_through(outline_for(course), lan).state(lesson)
    assert state.ticked == {two}
    assert state.done_at is None
    record_one(learner=lan, report=report(lesson.lesson_id), now=NOW + timedelta(minutes=9))
    assert way_through(outline_for(course), lan).state(lesson).done_at == NOW + timedelta(minutes=2)


def test_stored_progress_equals_what_evidence_says(
    lan: Person, course: CoursePage, lans_progress: CourseProgress, capsys: pytest.CaptureFixture[str]
) -> None:
    for lesson in outline_for(course).lessons[:2]:
        record_one(learner=lan, report=report(lesson.lesson_id), now=NOW)
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out


def test_rebuilding_names_and_mends_what_is_wrong(
    lan: Person, course: CoursePage, lans_progress: CourseProgress, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, _ = outline_for(course).lessons
    record_one(learner=lan, report=report(first.lesson_id), now=NOW)
    LessonProgress.objects.update(done_at=None)
    LessonProgress.objects.create(
        learner=lan, lesson_id=second.lesson_id, version_id=second.version_id, done_at=NOW
    )
    CourseProgress.objects.update(lessons_done=3)
    with pytest.raises(CommandError, match="3 differences"):
        call_command("rebuild_progress")
    call_command("rebuild_progress", "--mend")
    lans_progress.refresh_from_db()
    assert lans_progress.lessons_done == 1
    assert list(LessonProgress.objects.values_list("lesson_id", flat=True)) == [first.lesson_id]
    capsys.readouterr()
    call_command("rebuild_progress")
    assert "0 differences" in capsys.readouterr().out
