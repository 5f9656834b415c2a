"""What is taught, to whom, and who has finished."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses.assignments import receivers as assignments
        from courses.catalogue import receivers as catalogue
        from courses.certificates import receivers as certificates
        from courses.enrolment import receivers as enrolment
        from courses.owing import receivers as owing
        from courses.progress import receivers as progress
        from courses.recognition import receivers as recognition
        from courses.renewal import receivers as renewal

        catalogue.connect()
        # Before progress: where two entries become one person, learning is counted by what she follows.
        enrolment.connect()
        # Before progress: what two entries of one person were given is hers before it is counted anew.
        certificates.connect()
        progress.connect()
        # After progress: a completion is hers once what she learnt in two entries is one.
        assignments.connect()
        # After assignments: who owes a course anew is settled before it is asked.
        renewal.connect()
        owing.connect()
        recognition.connect()
