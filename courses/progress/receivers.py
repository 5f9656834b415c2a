"""Enrolments and editions come in from below; progress follows."""

from datetime import datetime
from typing import Any

from courses.catalogue.models import CourseEdition
from courses.catalogue.signals import edition_frozen
from courses.enrolment.models import Enrolment
from courses.enrolment.signals import enrolled
from courses.progress.actions import adopt_edition, begin_course


def connect() -> None:
    enrolled.connect(_enrolled)
    edition_frozen.connect(_edition_frozen)


def _enrolled(sender: type, enrolment: Enrolment, edition: CourseEdition, **_: Any) -> None:
    begin_course(enrolment=enrolment, edition=edition)


def _edition_frozen(sender: type, edition: CourseEdition, now: datetime, **_: Any) -> None:
    adopt_edition(edition=edition, now=now)
