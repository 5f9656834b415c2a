"""An assignment in words: the rule as it is told, where it stands, and what was changed of it."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.assignments.actions import AssignmentRefusal, EndsBeforeItBegins, WithdrawnAlready
from courses.assignments.models import Assignment
from courses.assignments.rules import DAYS_FOR_LATECOMERS
from organisations.appointments.models import Appointment
from tracking.assigning.rules import Stand

STANDS: dict[Stand, Promise] = {
    Stand.IN_FORCE: gettext_lazy("being assigned"),
    Stand.TO_COME: gettext_lazy("to come"),
    Stand.WITHDRAWN: gettext_lazy("withdrawn"),
}

FIELDS: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "courses": gettext_lazy("Courses"),
    "posts": gettext_lazy("Posts"),
    "is_mandatory": gettext_lazy("Mandatory"),
    "due": gettext_lazy("Due on"),
    "within_days": gettext_lazy("Days from taking up the post"),
    "valid_months": gettext_lazy("Months for which it holds"),
    "window_days": gettext_lazy("Days before its end in which it is learnt anew"),
    "grace_days": gettext_lazy("Days of grace"),
    "decision": gettext_lazy("Decision number"),
    "note": gettext_lazy("Annotation"),
}


def posts_in_words(posts: list[str]) -> str:
    """In the order of their rank: "Bí thư, phó bí thư"."""
    labels = [str(post.label).lower() for post in Appointment.Post if post.value in posts]
    return capfirst(", ".join(labels))


def name_of(assignment: Assignment) -> str:
    """What is to be learnt."""
    return str(assignment.course.title if assignment.course else assignment.programme)


def rule_in_words(assignment: Assignment) -> list[str]:
    """The whole rule, a sentence each."""
    return [_whom(assignment), _by_when(assignment), *_anew(assignment), _in_force(assignment)]


def _whom(assignment: Assignment) -> str:
    said = (
        _("%(posts)s within %(organisation)s must finish “%(what)s”.")
        if assignment.is_mandatory
        else _("%(posts)s within %(organisation)s are recommended to learn “%(what)s”.")
    )
    return said % {
        "posts": posts_in_words(assignment.posts),
        "organisation": assignment.organisation.name,
        "what": name_of(assignment),
    }


def _by_when(assignment: Assignment) -> str:
    told = {
        "due": day_in_words(assignment.due),
        "days": assignment.within_days or DAYS_FOR_LATECOMERS,
        "began": day_in_words(assignment.began),
    }
    if assignment.due and assignment.within_days:
        return _("By %(due)s, or within %(days)s days of taking up the post where that is later.") % told
    if assignment.due:
        return _("By %(due)s; whoever takes up the post after that has %(days)s days.") % told
    if assignment.within_days:
        said = _("Within %(days)s days of taking up the post; for who holds it already, from %(began)s on.")
        return said % told
    return _("Without a due date.")


def _anew(assignment: Assignment) -> Iterator[str]:
    if assignment.valid_months:
        yield _(
            "What was learnt holds for %(months)s months; it is to be learnt anew in the %(window)s days"
            " before they end, and is late %(grace)s days after their end."
        ) % {
            "months": assignment.valid_months,
            "window": assignment.window_days,
            "grace": assignment.grace_days,
        }


def _in_force(assignment: Assignment) -> str:
    told = {"began": day_in_words(assignment.began), "ended": day_in_words(assignment.ended)}
    if assignment.ended:
        return _("In force from %(began)s until before %(ended)s.") % told
    return _("In force from %(began)s; also for whoever takes up the post later.") % told


def day_in_words(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def value_in_words(field: str, value: str) -> str:
    """What the log kept of a field, as people write it."""
    if not value:
        return "–"
    if field == "posts":
        return posts_in_words(value.split(", "))
    if field == "due":
        return day_in_words(date.fromisoformat(value))
    if field == "is_mandatory":
        return _("yes") if value == "True" else _("no")
    return value


REFUSALS: dict[type[AssignmentRefusal], Promise] = {
    EndsBeforeItBegins: gettext_lazy("It would end before it begins. Choose a later day."),
    WithdrawnAlready: gettext_lazy("It has been withdrawn already."),
}
