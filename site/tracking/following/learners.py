"""The people behind a figure, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from courses.assignments.models import Obligation
from courses.progress.models import CourseProgress
from tracking.following.forms import Asked
from tracking.following.queries import PersonAndCourse
from tracking.following.words import mark, record_address, where_of


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who owes a course, as she is listed."""

    name: str
    address: str
    post: str
    where: str
    course: str
    state: str
    tone: str
    icon: str
    percent: int | None
    done: str
    last: datetime | None
    due: date | None
    finished: date | None
    mark: str


def learners_of(
    rows: Sequence[Obligation], progress: Mapping[PersonAndCourse, CourseProgress], asked: Asked, place: str
) -> list[Learner]:
    return [
        _learner(row, progress.get((row.person_id, row.course_id)), asked.question.on, place) for row in rows
    ]


def _learner(row: Obligation, progress: CourseProgress | None, on: date, place: str) -> Learner:
    told: Any = row
    state, tone, icon = state_of(row, on)
    finished = row.finished_on if row.finished_on and row.finished_on <= on else None
    return Learner(
        name=row.person.full_name,
        address=record_address(row.person),
        post=row.get_post_display(),
        where=where_of(row.organisation, place),
        course=told.course_title,
        state=state,
        tone=tone,
        icon=icon,
        percent=100 if finished else progress.percent if progress else 0,
        done=f"{progress.lessons_done}/{progress.lessons_total}" if progress else "",
        last=progress.last_at if progress else None,
        due=row.due,
        finished=finished,
        mark=mark(float(row.mark)) if finished and row.mark is not None else "–",
    )


def state_of(row: Obligation, on: date) -> tuple[str, str, str]:
    """In a word, with a tone and an icon."""
    if row.finished_on and row.finished_on <= on:
        if row.due and row.finished_on > row.due:
            return _("Finished late"), "ok", "done"
        return _("Finished"), "ok", "done"
    if row.due and row.due < on:
        return _("Overdue"), "late", "warning"
    if row.not_passed_on and row.not_passed_on <= on:
        return _("Not passed"), "warn", "warning"
    if row.started_on and row.started_on <= on:
        return _("Still learning"), "info", "book"
    return _("Not begun"), "", "empty"
