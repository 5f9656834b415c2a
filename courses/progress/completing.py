"""What a learner's course asks for by its edition, and what of it she has done."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import cast

from courses.catalogue.models import CourseEdition
from courses.catalogue.outline import tests_among
from courses.catalogue.queries import lessons_of
from courses.catalogue.rules import SOME, CourseRule
from courses.progress.models import LessonProgress
from courses.progress.rules import ESSAY, LESSON, SESSION, TEST, CourseFact, CourseRequirement
from organisations.people.models import Person
from practices.reviews.queries import participants_reviewed
from quizzes.attempts.glances import standings_passed, standings_with_a_mark

Facts = dict[int, list[CourseFact]]
"""By the number of the learner."""


def requirement_of(edition: CourseEdition) -> CourseRequirement:
    rule, lessons = CourseRule.of(edition.rule), lessons_of(edition.pk)
    asked = [lesson for lesson in lessons if not lesson.is_optional]
    return CourseRequirement(
        lessons=frozenset(lesson.lesson_id for lesson in asked),
        least_lessons=rule.least_lessons if rule.lessons == SOME else len(asked),
        least_percent=rule.least_percent,
        tests=tests_among(lessons) if rule.least_percent else frozenset(),
        session=rule.session,
        essays=frozenset(rule.essays),
    )


def lessons_done_by(need: CourseRequirement, learners: Collection[int]) -> Facts:
    """The lessons that count and are done."""
    rows = LessonProgress.objects.filter(learner__in=learners, lesson__in=need.lessons, done_at__isnull=False)
    facts: Facts = defaultdict(list)
    for learner, lesson, at in rows.values_list("learner", "lesson", "done_at"):
        facts[learner].append(CourseFact(LESSON, cast(datetime, at), lesson))
    return facts


def others_done_by(need: CourseRequirement, learners: Collection[int]) -> Facts:
    """What else counts and is done; what is not asked for asks no database."""
    facts: Facts = defaultdict(list)
    if need.least_percent:
        results = standings_with_a_mark(learners, need.tests)
        for learner, quiz, percent, at in results.values_list("learner", "quiz", "percent", "last_graded_at"):
            if percent is not None and at is not None:
                facts[learner].append(CourseFact(TEST, at, quiz, percent))
    people = Person.objects.filter(pk__in=learners)
    if need.session:
        for one in participants_reviewed(people):
            if one.attended_at and one.reviewed_at:
                both = max(one.attended_at, one.reviewed_at)
                facts[one.person_id].append(CourseFact(SESSION, both))
    if need.essays:
        passed = standings_passed(people, need.essays).values_list("learner", "quiz", "passed_at")
        for learner, quiz, at in passed:
            facts[learner].append(CourseFact(ESSAY, cast(datetime, at), quiz))
    return facts


def finished_at(need: CourseRequirement, learner: Person, lessons: Collection[CourseFact]) -> datetime | None:
    """When a learner finished, of whom it is known which lessons she has done."""
    if len(lessons) < need.least_lessons:
        return None
    return need.is_finished_at([*lessons, *others_done_by(need, [learner.pk])[learner.pk]])
