"""Enrolments and editions come in from below; progress follows."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.catalogue.models import CourseEdition
from courses.catalogue.signals import edition_frozen
from courses.enrolment.models import Enrolment
from courses.enrolment.signals import enrolled
from courses.progress.actions import adopt_edition, begin_course
from courses.progress.models import CourseProgress
from courses.progress.queries import courses_of
from organisations.people.models import Person
from organisations.personnel.signals import Section, describing_person


def connect() -> None:
    enrolled.connect(_enrolled)
    edition_frozen.connect(_edition_frozen)
    describing_person.connect(_describe_learning)


def _enrolled(sender: type, enrolment: Enrolment, edition: CourseEdition, **unused: Any) -> None:
    begin_course(enrolment=enrolment, edition=edition)


def _edition_frozen(sender: type, edition: CourseEdition, now: datetime, **unused: Any) -> None:
    adopt_edition(edition=edition, now=now)


def _describe_learning(sender: type, person: Person, **unused: Any) -> Section:
    """A person's courses, for who oversees her."""
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
