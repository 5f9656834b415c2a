"""Re-exports the slices' models, so that this package has one history of migrations."""

from courses.assignments.models import (
    Assignment,
    Completion,
    Exemption,
    Obligation,
    Programme,
    ProgrammeCourse,
)
from courses.catalogue.models import (
    CourseEdition,
    CourseIndexPage,
    CoursePage,
    EditionLesson,
    LessonCitation,
    LessonPage,
    LessonVersion,
    ModulePage,
)
from courses.enrolment.models import Enrolment
from courses.progress.models import CourseProgress, Evidence, LessonProgress

__all__ = [
    "Assignment",
    "Completion",
    "CourseEdition",
    "CourseIndexPage",
    "CoursePage",
    "CourseProgress",
    "EditionLesson",
    "Enrolment",
    "Evidence",
    "Exemption",
    "LessonCitation",
    "LessonPage",
    "LessonProgress",
    "LessonVersion",
    "ModulePage",
    "Obligation",
    "Programme",
    "ProgrammeCourse",
]
