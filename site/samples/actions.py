"""Loading the sample: everything is made as authors and learners make it."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.models import Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from accounts.models import User
from courses.catalogue.models import CourseIndexPage, CoursePage, LessonCitation, LessonPage, ModulePage
from courses.catalogue.outline import OutlineLesson
from courses.catalogue.queries import current_editions, outline_of
from courses.enrolment.actions import enrol
from courses.progress import rules
from courses.progress.actions import Report, record_evidence, turn_to
from courses.progress.queries import progress_in
from media.regulations.models import Regulation
from media.topics.models import Topic
from organisations.people.models import Person
from practices.exemplars.models import PracticePage
from quizzes.bank.models import Question
from quizzes.papers.models import Quiz
from samples.bank import Hands, load_quizzes
from samples.certificates import load_certificate_settings
from samples.curriculum import (
    REGULATION_KINDS,
    audience,
    body_of,
    completion_of,
    curriculum,
    issue_date,
    least_percent_of_tests,
    regulation_status,
    source_note,
    weaknesses_of,
)
from samples.lessons import has_final_lesson, place_quizzes, sample_lessons
from samples.packages import load_packages
from samples.practices import load_practices


@transaction.atomic
def load_content(*, home: Page, hands: Hands, now: datetime) -> int:
    """Load what is missing of the sample; what stands, changed or not, stays. Returns how many courses."""
    _load_vocabulary()
    _welcome(home)
    load_certificate_settings()
    index = CourseIndexPage.objects.get()
    missing = [c for c in curriculum()["courses"] if not _child(index, c["slug"])]
    # Else each of a thousand saves would write Wagtail's index of references anew.
    with disable_reference_index_auto_update():
        drafts = [_draft_course(index, course) for course in missing]
        made = load_quizzes(lessons=sample_lessons(), hands=hands, now=now)
        packages = load_packages(now=now)
        place_quizzes(made, packages, by=hands.author)
        for draft in drafts:
            _publish_course(draft, hands.author)
        practices = load_practices(hands=hands)
    if drafts or made or practices:
        _index_references()
    return len(missing)


def _index_references() -> None:
    for model in (CoursePage, ModulePage, LessonPage, PracticePage, Question, Quiz):
        for one in model.objects.all():
            ReferenceIndex.create_or_update_for_object(one)


def _load_vocabulary() -> None:
    for weakness in curriculum()["weaknesses"]:
        Topic.objects.get_or_create(
            code=weakness["id"],
            defaults={
                "kind": Topic.Kind.WEAKNESS,
                "title": weakness["title"],
                "training_need": weakness["training_need"],
                "is_sample": True,
            },
        )
    for source in curriculum()["sources"]:
        Regulation.objects.get_or_create(code=source["id"], defaults=_regulation(source))


def _regulation(source: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": REGULATION_KINDS[source["kind"]],
        "number": source["number"],
        "title": source["title"],
        "issuer": source["issuer"],
        "issued_on": issue_date(source["date"]),
        "status": regulation_status(source["status"]),
        "status_note": source["status"],
        "verification": source["verification"],
        "note": source_note(source),
        "url": source["url"],
        "is_sample": True,
    }


def _welcome(home: Page) -> None:
    if not home.welcome:
        home.welcome = (
            "Nơi bí thư, phó bí thư chi bộ học cách chuẩn bị và điều hành một buổi sinh hoạt "
            "quyết được việc. Mỗi bài mười đến hai mươi phút, học trên điện thoại, mạng yếu vẫn học được."
        )
        home.help_contact = "Cán bộ tổ chức của cấp ủy nơi đồng chí sinh hoạt"
        home.save_revision().publish()


def _draft_course(index: CourseIndexPage, course: dict[str, Any]) -> CoursePage:
    page = CoursePage(
        title=course["title"],
        slug=course["slug"],
        summary=course["summary"],
        for_whom=audience(course),
        outcomes="\n".join(course["outcomes"]),
        is_sample=True,
        live=False,
    )
    index.add_child(instance=page)
    page.topics.set(Topic.objects.filter(code__in=weaknesses_of(course["id"])))
    page.save()
    for module in course["modules"]:
        _draft_module(page, module)
    return page


def _draft_module(course: CoursePage, module: dict[str, Any]) -> None:
    page = ModulePage(title=module["title"], summary=module["summary"], live=False)
    course.add_child(instance=page)
    for lesson in module["lessons"]:
        _draft_lesson(page, lesson)


def _draft_lesson(module: ModulePage, lesson: dict[str, Any]) -> None:
    page = LessonPage(
        title=lesson["title"],
        summary=lesson["summary"],
        goal=lesson["goal"],
        minutes=lesson["duration_minutes"],
        body=body_of(lesson),
        key_points="\n".join(lesson["key_points"]),
        completion=completion_of(lesson["id"]),
        is_sample=True,
        live=False,
    )
    found = Regulation.objects.in_bulk(lesson["sources"], field_name="code")
    page.citations = [LessonCitation(regulation=found[code]) for code in lesson["sources"]]
    module.add_child(instance=page)
    page.topics.set(Topic.objects.filter(code__in=weaknesses_of(lesson["id"])))
    page.save()


def _publish_course(course: CoursePage, author: User | None) -> None:
    """From the lessons up: a course without its lessons is no edition to freeze."""
    for module in ModulePage.objects.child_of(course):
        for lesson in LessonPage.objects.child_of(module):
            lesson.save_revision(user=author).publish()
        module.save_revision(user=author).publish()
    page = CoursePage.objects.get(pk=course.pk)
    if has_final_lesson(page):
        page.least_percent = least_percent_of_tests()
    page.save_revision(user=author).publish()


def _child(parent: Page, slug: str) -> Page | None:
    return parent.get_children().filter(slug=slug).first()


@transaction.atomic
def begin_first_course(*, learner: Person, lessons: int, now: datetime) -> None:
    """Let a learner be under way in the first course: some lessons read, the next one opened."""
    edition = current_editions().first()
    if edition is None or progress_in(learner, edition.course_id):
        return
    enrolment = enrol(learner=learner, edition=edition, now=now)
    for lesson in outline_of(edition).lessons[: lessons + 1]:
        turn_to(progress=enrolment.progress, lesson=lesson, now=now)
        if lesson.number <= lessons:
            finish_lesson(learner, lesson, now)


def finish_lesson(learner: Person, lesson: OutlineLesson, now: datetime) -> None:
    """Do what the lesson's own rule asks for, and no more; a quiz is not passed by it."""
    ticks = lesson.checklist_items if lesson.completion == rules.RULE_CHECKLIST else ()
    steps = [(rules.READ, ""), *((rules.TICKED, item) for item in ticks)]
    reports = [Report(uuid4(), kind, lesson.lesson_id, now, item) for kind, item in steps]
    record_evidence(learner=learner, reports=reports, now=now)
