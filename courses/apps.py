"""What is taught, to whom, and who has finished."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Courses")

    def ready(self) -> None:
        from courses.catalogue import receivers as catalogue
        from courses.progress import receivers as progress

        catalogue.connect()
        progress.connect()
