"""Lan was entered twice and learnt as both: once the entries are one, nothing she learnt is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.catalogue.models import CoursePage
from courses.enrolment.actions import enrol
from courses.enrolment.models import Enrolment
from courses.progress import rules
from courses.progress.actions import Report, keep_place, record_evidence
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.progress.queries import facts_about, lesson_states
from organisations.people.actions import enter_person, merge_people
from organisations.people.models import Person
from tests.courses.conftest import NOW
from tests.makers import checklist, edition_of, make_course, outline_for, paragraph


@pytest.fixture
def twin(db: None) -> Person:
    """Lan, entered a second time."""
    return enter_person(full_name="Vũ Thị Lan")


def read(learner: Person, course: CoursePage, *numbers: int, day: int = 0) -> None:
    lessons = outline_for(course).lessons
    at = NOW + timedelta(days=day)
    reports = [Report(uuid4(), rules.READ, lessons[number].lesson_id, at) for number in numbers]
    record_evidence(learner=learner, reports=reports, now=at)


def merge(kept: Person, gone: Person) -> None:
    merge_people(kept=kept, gone=gone, by=None, now=NOW + timedelta(days=30))


def progress_of(learner: Person) -> CourseProgress:
    return CourseProgress.objects.get(enrolment__learner=learner)


def test_what_only_the_other_entry_learnt_comes_over(lan: Person, twin: Person, course: CoursePage) -> None:
    enrol(learner=twin, edition=edition_of(course), now=NOW)
    read(twin, course, 0, 1)
    merge(lan, twin)
    assert progress_of(lan).lessons_done == 2
    assert Evidence.objects.filter(learner=lan).count() == 2


def test_half_a_course_as_each_is_a_whole_one(lan: Person, twin: Person, course: CoursePage) -> None:
    for learner, lessons, day in ((lan, (0, 1), 2), (twin, (1, 2), 1)):
        enrol(learner=learner, edition=edition_of(course), now=NOW + timedelta(days=day))
        read(learner, course, *lessons, day=day)
    merge(lan, twin)
    progress = progress_of(lan)
    assert (progress.lessons_done, progress.finished_at) == (3, NOW + timedelta(days=2))
    assert Enrolment.objects.get().enrolled_at == NOW + timedelta(days=1)
    assert LessonProgress.objects.filter(learner=lan).count() == 3


@pytest.mark.parametrize(("lans_day", "twins_day"), [(3, 1), (1, 3), (None, 2), (2, None)])
def test_the_earlier_finish_is_kept(
    lan: Person, twin: Person, course: CoursePage, lans_day: int | None, twins_day: int | None
) -> None:
    for learner, day in ((lan, lans_day), (twin, twins_day)):
        enrol(learner=learner, edition=edition_of(course), now=NOW)
        if day is not None:
            read(learner, course, 0, 1, 2, day=day)
    merge(lan, twin)
    first = min(day for day in (lans_day, twins_day) if day is not None)
    assert progress_of(lan).finished_at == NOW + timedelta(days=first)


def test_who_finished_an_earlier_edition_keeps_that_edition(
    lan: Person, twin: Person, course: CoursePage
) -> None:
    first = edition_of(course)
    enrol(learner=twin, edition=first, now=NOW)
    read(twin, course, 0, 1, 2)
    course.save_revision().publish()
    enrol(learner=lan, edition=edition_of(course), now=NOW)
    merge(lan, twin)
    progress = progress_of(lan)
    assert (progress.edition, progress.lessons_done, progress.finished_at) == (first, 3, NOW)


def test_she_goes_on_where_she_was_last(lan: Person, twin: Person, course: CoursePage) -> None:
    lessons = outline_for(course).lessons
    for learner, lesson, day in ((lan, lessons[0], 1), (twin, lessons[1], 2)):
        enrol(learner=learner, edition=edition_of(course), now=NOW)
        at = NOW + timedelta(days=day)
        keep_place(learner=learner, lesson_id=lesson.lesson_id, anchor="b-00000002", at=at, now=at)
    merge(lan, twin)
    assert progress_of(lan).last_lesson_id == lessons[1].lesson_id


class JoinedProgress(TestCase):
    """Whatever was done as whom and when: progress is what follows from all of it."""

    @settings(max_examples=15)
    @given(
        deeds=st.lists(
            st.tuples(
                st.booleans(),
                st.integers(0, 1),
                st.sampled_from([rules.READ, rules.TICKED, rules.UNTICKED]),
                st.integers(0, 1),
                st.integers(0, 50),
            ),
            max_size=12,
        ),
        both=st.booleans(),
    )
    def test_progress_after_merging_is_what_follows_from_the_union(
        self, deeds: list[tuple[bool, int, str, int, int]], both: bool
    ) -> None:
        course = make_course(
            "Một", "Hai", body=[paragraph(), checklist("a", "b")], completion=rules.RULE_CHECKLIST
        )
        kept, gone = enter_person(full_name="Vũ Thị Lan"), enter_person(full_name="Vũ Thị Lan")
        for learner in (kept, gone) if both else (gone,):
            enrol(learner=learner, edition=edition_of(course), now=NOW)
        lessons = outline_for(course).lessons
        items = lessons[0].checklist_items
        for is_kept, number, kind, item, hour in deeds:
            report = Report(
                uuid4(),
                kind,
                lessons[number].lesson_id,
                NOW - timedelta(hours=hour),
                "" if kind == rules.READ else items[item],
            )
            learner = kept if is_kept and both else gone
            record_evidence(learner=learner, reports=[report], now=NOW)
        finished = [one for one in CourseProgress.objects.all() if one.finished_at]
        merge(kept, gone)
        assert Evidence.objects.filter(learner=kept).count() == len(deeds)
        stored = lesson_states(kept, [lesson.lesson_id for lesson in lessons])
        computed = {
            lesson.lesson_id: rules.state_after(*facts_about(kept, lesson.lesson_id))
            for lesson in lessons
            if facts_about(kept, lesson.lesson_id)[0]
        }
        assert stored == computed
        progress = progress_of(kept)
        done = [state.done_at for state in computed.values() if state.done_at]
        assert progress.lessons_done == len(done)
        earliest = [one.finished_at for one in finished if one.finished_at]
        assert progress.finished_at == min(earliest, default=max(done) if len(done) == len(lessons) else None)
