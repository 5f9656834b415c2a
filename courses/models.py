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
from courses.certificates.models import (
    Certificate,
    CertificateBatch,
    CertificateFile,
    CertificateGrade,
    CertificateSeries,
    CertificateTemplate,
)
from courses.enrolment.models import Enrolment
from courses.progress.models import CourseProgress, Evidence, LessonProgress
from courses.recognition.models import Recognition

__all__ = [
    "Assignment",
    "Certificate",
    "CertificateBatch",
    "CertificateFile",
    "CertificateGrade",
    "CertificateSeries",
    "CertificateTemplate",
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
    "Recognition",
]
