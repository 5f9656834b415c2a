"""Where the sample's quizzes and interactive content stand: at the end of lessons, and as a course's last."""

from collections.abc import Iterator, Mapping

from django.utils.text import slugify

from accounts.models import User
from common.vietnamese import fold
from courses.catalogue.models import CompletionRule, CoursePage, LessonPage, ModulePage
from media.packages.models import Package
from quizzes.papers.models import Quiz
from samples.curriculum import body_of, curriculum, package_block, quiz_block
from samples.questions import Entry

FINAL_LESSON = "Kiểm tra cuối khóa"


def sample_lessons() -> dict[str, LessonPage]:
    """The lessons of the sample that stand where they were loaded, by their codes."""
    return {entry["id"]: page for page, entry in _pages()}


def _pages() -> Iterator[tuple[LessonPage, Entry]]:
    for course in curriculum()["courses"]:
        page = CoursePage.objects.filter(slug=course["slug"]).first()
        if page is None:
            continue
        below = {lesson.slug: lesson for lesson in LessonPage.objects.descendant_of(page)}
        for module in course["modules"]:
            for lesson in module["lessons"]:
                if found := below.get(slugify(fold(lesson["title"]))):
                    yield found, lesson


def place_quizzes(made: dict[str, Quiz], packages: Mapping[str, Package], *, by: User | None) -> None:
    """Put what is new into its lessons; a lesson that somebody has changed stays as it is."""
    at_the_end = {entry["lesson_id"]: entry["id"] for entry in curriculum()["assignments"]}
    for page, entry in list(_pages()):
        codes = [code for code in (entry["id"], at_the_end.get(entry["id"])) if code in made]
        played = [packages[entry["id"]]] if entry["id"] in packages else []
        if (codes or played) and _is_untouched(page, entry):
            page.body = [
                *body_of(entry),
                *(package_block(entry["id"], package.pk) for package in played),
                *(quiz_block(code, made[code].pk) for code in codes),
            ]
            _keep(page, by)
    for entry in curriculum()["quizzes"]:
        if entry["id"] in made:
            _add_final_lesson(entry, made[entry["id"]], by)


def has_final_lesson(course: CoursePage) -> bool:
    return bool(LessonPage.objects.descendant_of(course).filter(title=FINAL_LESSON).exists())


def _is_untouched(page: LessonPage, entry: Entry) -> bool:
    as_loaded = LessonPage.body.field.stream_block.to_python(body_of(entry))
    return not (page.live and page.has_unpublished_changes) and (
        page.body.get_prep_value() == as_loaded.get_prep_value()
    )


def _add_final_lesson(entry: Entry, quiz: Quiz, by: User | None) -> None:
    [course] = [one for one in curriculum()["courses"] if one["id"] == entry["course_id"]]
    page = CoursePage.objects.filter(slug=course["slug"]).first()
    module = ModulePage.objects.child_of(page).order_by("path").last() if page else None
    if module is None:
        return
    lesson = LessonPage(
        title=FINAL_LESSON,
        summary=f"{len(entry['questions'])} câu hỏi cho cả khóa học.",
        goal=f"Đạt từ {entry['pass_mark']}% thì hoàn thành khóa học, khi các bài khác đã học xong.",
        minutes=entry["time_limit_minutes"],
        body=[quiz_block(entry["id"], quiz.pk)],
        completion=CompletionRule.PASSED,
        is_sample=True,
        live=False,
    )
    module.add_child(instance=lesson)
    if page.live:
        lesson.save_revision(user=by).publish()


def _keep(page: LessonPage, by: User | None) -> None:
    if page.live:
        page.save_revision(user=by).publish()
    else:
        page.save()
