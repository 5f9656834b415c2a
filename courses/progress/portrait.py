"""What stands of the learning of a person, and of a unit, on its page, for who oversees it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from courses.progress.models import CourseProgress
from courses.progress.outdated import old_texts_behind
from courses.progress.queries import courses_of
from organisations.browsing.signals import Figure
from organisations.oversight.queries import people_within
from organisations.people.models import Person
from organisations.personnel.signals import Section
from organisations.tree.models import Organisation


def learning_of(person: Person) -> Section:
    """Her courses, the one she learnt in last first."""
    return Section(
        title=_("Learning"),
        columns=(_("Course"), _("Lessons done"), _("Mark"), _("Finished on"), _("Last active")),
        rows=[_in_words(progress) for progress in courses_of(person)],
        empty=_("This person follows no course yet."),
    )


def _in_words(progress: CourseProgress) -> tuple[str, ...]:
    done = f"{progress.lessons_done}/{progress.lessons_total}"
    mark = number_format(progress.mark) if progress.mark is not None else "–"
    return progress.edition.title, done, mark, _finished(progress), _day(progress.last_at)


def _finished(progress: CourseProgress) -> str:
    """The day, and what has come since."""
    since = [
        *([_("by an old text")] if old_texts_behind(progress) else []),
        *([_("to be brought up to date")] if progress.is_to_update else []),
        *([_("not passed")] if progress.not_passed else []),
    ]
    return " · ".join([_day(progress.finished_at), *since])


def learnt_within(organisation: Organisation, on: date) -> Figure:
    """Who of a unit has finished a course."""
    finished = CourseProgress.objects.filter(finished_at__isnull=False).order_by()
    people = people_within([organisation.path], on=on).filter(pk__in=finished.values("enrolment__learner"))
    return Figure(
        key="da-hoc",
        title=_("Learnt"),
        rule=_("Whoever holds a post within it and has finished at least one course."),
        rows=people.order_by("name_key", "pk"),
        columns=(_("Courses finished"), _("The last one")),
        told=_courses_finished,
        empty=_("Nobody has finished a course yet."),
    )


def _courses_finished(people: Sequence[Any]) -> dict[int, Sequence[str]]:
    finished = CourseProgress.objects.filter(enrolment__learner__in=people, finished_at__isnull=False)
    rows = finished.order_by().values_list("enrolment__learner")
    counted = rows.annotate(count=Count("pk"), last=Max("finished_at"))
    return {person: (str(count), _day(last)) for person, count, last in counted}


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else "–"
