"""An organiser's week: how her units stand, in a line each; nothing where nobody owes anything."""

from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.actions import Line
from organisations.oversight.models import Grant
from organisations.oversight.queries import places_overseen_by
from organisations.tree.models import Standing
from tracking.counting.queries import Figures, Question, figures_of, obligations_within
from tracking.following.queries import units_at


def lines_of_week(account: User, *, since: datetime, now: datetime) -> list[Line]:
    today = timezone.localdate(now)
    places = places_overseen_by(account, roles=(Grant.Role.ORGANISER,), on=today)
    if not places:
        return []
    question = Question(courses=None, on=today, today=today)
    units = units_at(places, today)
    figures = figures_of(units, question)
    first_day = timezone.localdate(since)
    return [_line(unit, figures[unit.path], question, first_day) for unit in units if figures[unit.path].owed]


def _line(unit: Standing, figures: Figures, question: Question, since: date) -> Line:
    lately = obligations_within([unit.path], question).filter(finished_on__gt=since).count()
    text = _("Finished in the last week: %(lately)d. Of %(owed)d, finished: %(finished)d, overdue: %(late)d.")
    told = {
        "lately": lately,
        "owed": figures.owed,
        "finished": figures.finished,
        "late": figures.late,
    }
    return Line(unit.name, text % told, reverse("tracking:unit", args=[unit.organisation.public_id]))
