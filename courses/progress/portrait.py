"""What stands of a person's learning on her page in the authoring site, for who oversees her."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.progress.models import CourseProgress
from courses.progress.queries import courses_of
from organisations.people.models import Person
from organisations.personnel.signals import Section


def learning_of(person: Person) -> Section:
    """Her courses, the one she learnt in last first."""
    return Section(
        title=_("Learning"),
        columns=(_("Course"), _("Lessons done"), _("Finished on"), _("Last active")),
        rows=[_in_words(progress) for progress in courses_of(person)],
        empty=_("This person follows no course yet."),
    )


def _in_words(progress: CourseProgress) -> tuple[str, ...]:
    done = f"{progress.lessons_done}/{progress.lessons_total}"
    return progress.edition.title, done, _day(progress.finished_at), _day(progress.last_at)


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else "–"
