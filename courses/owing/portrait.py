"""What a person owes and has finished, over time, as those who oversee her, and she herself, read it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.assignments.models import Completion, Obligation
from courses.owing.evidence import Behind, evidence_behind
from courses.owing.queries import completions_of, exemptions_of, obligations_over_time
from courses.owing.rules import days_late
from courses.owing.words import finished_late_by, late_by
from organisations.people.models import Person
from organisations.personnel.signals import Section

NOTHING = "–"


def owed_over_time(person: Person) -> Section:
    """Every obligation with its days. No organisation is named: some may lie out of the reader's sight."""
    today = timezone.localdate()
    return Section(
        title=_("Assigned courses"),
        columns=(_("Course"), _("Decision"), _("As"), _("From – to"), _("Due on"), _("How far")),
        rows=[
            (
                one.course.title,
                one.assignment.decision or NOTHING,
                one.get_post_display(),
                span_of(one.began, one.ended),
                day_of(one.due) if one.is_mandatory else _("recommended"),
                how_far(one, today),
            )
            for one in obligations_over_time(person, today)
        ],
        empty=_("No course is assigned."),
    )


def how_far(one: Obligation, today: date) -> str:
    """In words, with how late it was or is."""
    is_over = one.ended is not None and one.ended <= today
    if one.finished_on:
        late = days_late(one.due, one.finished_on) if one.is_mandatory else 0
        finished = _("Finished on %(day)s") % {"day": day_of(one.finished_on)}
        return f"{finished} ({finished_late_by(late)})" if late else finished
    begun = _("Begun on %(day)s") % {"day": day_of(one.started_on)} if one.started_on else _("Not begun")
    late = days_late(one.due, today) if one.is_mandatory and not is_over else 0
    return f"{begun} ({late_by(late)})" if late else begun


def finished_over_time(person: Person) -> Section:
    """Every day on which she met the whole of a course, and on what evidence that rests."""
    completions = list(completions_of(person))
    behind = evidence_behind(person, completions)
    return Section(
        title=_("Courses finished"),
        columns=(_("Course"), _("How it was finished"), _("Finished on"), _("Evidence")),
        rows=[
            (one.course.title, _how(one), day_of(one.on), _evidence(behind.get(one.pk)))
            for one in completions
        ],
        empty=_("No course is finished yet."),
    )


def _how(one: Completion) -> str:
    return (
        _("%(how)s, edition %(number)d")
        % {
            "how": one.get_source_display(),
            "number": one.edition.number,
        }
        if one.edition
        else one.get_source_display()
    )


def _evidence(behind: Behind | None) -> str:
    if behind is None:
        return NOTHING
    return _("Learnt on %(learnt)s, reached the server on %(received)s") % {
        "learnt": _moment(behind.happened_at),
        "received": _moment(behind.received_at),
    }


def exempt_over_time(person: Person) -> Section:
    """From what she was let off, and why: for those who oversee her."""
    return Section(
        title=_("Exemptions"),
        columns=(_("From what"), _("From – to"), _("Reason")),
        rows=[
            (
                str(one.assignment.course or one.assignment.programme),
                span_of(one.began, one.ended),
                one.reason,
            )
            for one in exemptions_of(person)
        ],
        empty=_("None."),
    )


def span_of(began: date, ended: date | None) -> str:
    return f"{day_of(began)} – {day_of(ended) if ended else _('now')}"


def day_of(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else NOTHING


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
