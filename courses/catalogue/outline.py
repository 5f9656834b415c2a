"""The outline of an edition: its lessons in order, as plain values that a page can walk through."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class OutlineLesson:
    """A lesson's place in an edition; `minutes` is the author's estimate of reading time."""

    lesson_id: int
    version_id: int
    number: int
    title: str
    slug: str
    minutes: int
    module_number: int
    module_slug: str
    module_title: str
    completion: str
    checklist_items: tuple[str, ...]
    quizzes: tuple[int, ...] = ()
    is_final_test: bool = False
    recordings: tuple[int, ...] = ()
    packages: tuple[int, ...] = ()
    least_percent: int = 0
    is_optional: bool = False
    is_update: bool = False


@dataclass(frozen=True, slots=True)
class OutlineModule:
    """A module and its lessons."""

    number: int
    slug: str
    title: str
    lessons: tuple[OutlineLesson, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A course as one edition lays it out; `older_go_on` where some may be under way by an earlier one."""

    edition_id: int
    course_id: int
    slug: str
    title: str
    lessons: tuple[OutlineLesson, ...]
    older_go_on: bool = False

    @property
    def lesson_ids(self) -> list[int]:
        return [lesson.lesson_id for lesson in self.lessons]

    @property
    def modules(self) -> list[OutlineModule]:
        groups = groupby(self.lessons, key=lambda x: (x.module_number, x.module_slug, x.module_title))
        return [OutlineModule(*module, tuple(lessons)) for module, lessons in groups]

    @property
    def final_tests(self) -> list[OutlineLesson]:
        return [lesson for lesson in self.lessons if lesson.is_final_test]

    def find(self, module_slug: str, slug: str) -> OutlineLesson | None:
        """The lesson at an address, if the edition has one there."""
        return _first(x for x in self.lessons if (x.module_slug, x.slug) == (module_slug, slug))

    def by_id(self, lesson_id: int | None) -> OutlineLesson | None:
        return _first(x for x in self.lessons if x.lesson_id == lesson_id)

    def before(self, lesson: OutlineLesson) -> OutlineLesson | None:
        return _first(x for x in self.lessons if x.number == lesson.number - 1)

    def after(self, lesson: OutlineLesson) -> OutlineLesson | None:
        return _first(x for x in self.lessons if x.number == lesson.number + 1)


def _first(lessons: Iterable[OutlineLesson]) -> OutlineLesson | None:
    return next(iter(lessons), None)


def tests_among(lessons: Iterable[OutlineLesson]) -> frozenset[int]:
    """The quizzes that make the mark of a course: those of its final tests; without any, all it holds."""
    held = [lesson for lesson in lessons if lesson.quizzes]
    final = [lesson for lesson in held if lesson.is_final_test]
    return frozenset(quiz for lesson in final or held for quiz in lesson.quizzes)
