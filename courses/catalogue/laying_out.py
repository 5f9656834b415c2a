"""How the published pages of a course lie, or would lie once one more is published or withdrawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from wagtail.models import Page

from courses.catalogue.models import CourseEdition, CoursePage, LessonPage, LessonsAsked, ModulePage
from courses.catalogue.queries import latest_edition, lessons_of
from courses.catalogue.rules import CourseRule, Lack, lacks_of, quizzes_in
from quizzes.papers.queries import quizzes_with_an_essay


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson in its module."""

    module: ModulePage
    module_number: int
    lesson: LessonPage


@dataclass(frozen=True, slots=True)
class Layout:
    """A course and its lessons in order, as an edition would freeze them."""

    course: CoursePage
    places: tuple[Place, ...]

    @property
    def lessons(self) -> list[LessonPage]:
        return [place.lesson for place in self.places]

    @property
    def rule(self) -> CourseRule:
        course = self.course
        return CourseRule(
            lessons=course.lessons_asked,
            least_lessons=course.least_lessons or 0,
            least_percent=course.least_percent or 0,
            session=course.asks_session,
            essays=tuple(quizzes_with_an_essay(self._quizzes())) if course.asks_essay else (),
        )

    def is_optional(self, lesson: LessonPage) -> bool:
        """Whether an author's mark means anything: where all lessons are asked for none is optional."""
        return bool(lesson.is_optional) and self.course.lessons_asked == LessonsAsked.REQUIRED

    @property
    def lacks(self) -> list[Lack]:
        """Why nobody could finish the course."""
        return lacks_of(
            self.rule,
            lessons=len(self.places),
            optional=sum(map(self.is_optional, self.lessons)),
            has_test=bool(self._quizzes()),
            asks_essay=self.course.asks_essay,
        )

    def _quizzes(self) -> list[int]:
        return [quiz for lesson in self.lessons for quiz in quizzes_in(lesson.body.get_prep_value())]


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edition would ask of those under way that the one before did not."""

    new_lessons: tuple[str, ...]
    rule_differs: bool

    def __bool__(self) -> bool:
        return bool(self.new_lessons) or self.rule_differs


def layout_of(course: CoursePage, *, publishing: Page | None = None, without: Page | None = None) -> Layout:
    """What is published of a course, with the draft `publishing` in its place, or without a page."""
    if isinstance(publishing, CoursePage) and publishing.pk == course.pk:
        course = publishing
    modules = list(_standing(ModulePage.objects.child_of(course).order_by("path"), publishing, without))
    places = [
        Place(module, number, lesson)
        for number, module in enumerate(modules, start=1)
        for lesson in _standing(_lessons_below(module), publishing, without)
    ]
    return Layout(course, tuple(places))


def difference_to(last: CourseEdition | None, layout: Layout) -> Difference:
    """What a layout asks that the last edition did not; of the first edition nothing is new."""
    if last is None:
        return Difference((), rule_differs=False)
    known = {lesson.lesson_id: lesson for lesson in lessons_of(last.pk)}
    optional_differs = any(
        lesson.pk in known and known[lesson.pk].is_optional != layout.is_optional(lesson)
        for lesson in layout.lessons
    )
    return Difference(
        new_lessons=tuple(lesson.title for lesson in layout.lessons if lesson.pk not in known),
        rule_differs=layout.rule.data != last.rule or optional_differs,
    )


def difference_by_publishing(page: Page) -> tuple[CoursePage, Layout, Difference] | None:
    """What would be asked anew once a draft is published; None for what belongs to no course taught."""
    course = course_of(page)
    if course is None or not (course.live or _is(page, course)):
        return None
    layout = layout_of(course, publishing=page)
    return course, layout, difference_to(latest_edition(course), layout)


def course_of(page: Page) -> CoursePage | None:
    course: CoursePage | None = CoursePage.objects.ancestor_of(page, inclusive=True).first()
    return course


def lacks_in_words(layout: Layout) -> list[str]:
    """What is to be done before the course can be published, a sentence each."""
    count, least = len(layout.places), layout.course.least_lessons or 0
    words = {
        Lack.TOO_FEW_LESSONS: ngettext(
            "The course asks for %(least)d lessons and has %(count)d published lesson. Publish more lessons, "
            "or ask for fewer.",
            "The course asks for %(least)d lessons and has %(count)d published lessons. Publish more "
            "lessons, or ask for fewer.",
            count,
        )
        % {"least": least, "count": count},
        Lack.ALL_OPTIONAL: gettext(
            "Every lesson is optional, so that none finishes the course. Publish one that is not."
        ),
        Lack.NO_TEST: gettext(
            "The course asks for a mark of its tests, and no published lesson holds a quiz. Publish the "
            "lesson with the test first, or ask for no mark."
        ),
        Lack.NO_ESSAY: gettext(
            "The course asks for an essay, and no published lesson holds a quiz with one. Publish that "
            "lesson first, or ask for no essay."
        ),
    }
    return [words[lack] for lack in layout.lacks]


def _is(one: Page | None, other: Page) -> bool:
    return one is not None and one.pk == other.pk


def _lessons_below(module: ModulePage) -> Sequence[LessonPage]:
    lessons = LessonPage.objects.child_of(module).order_by("path")
    found: Sequence[LessonPage] = lessons.prefetch_related("citations", "topics")
    return found


def _standing(pages: Sequence[Page], publishing: Page | None, without: Page | None) -> Iterator[Page]:
    for page in pages:
        if publishing is not None and page.pk == publishing.pk:
            yield publishing
        elif page.live and not _is(without, page):
            yield page
