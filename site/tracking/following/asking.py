"""What a page was asked and by whom: the filters, and the unit as it stood, where the viewer oversees it."""

from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.models import User
from organisations.oversight.queries import places_overseen_by
from tracking.following.forms import Asked, FilterForm, asked_today
from tracking.following.queries import Unit, unit_at, vocabulary


@dataclass(frozen=True, slots=True)
class Sight:
    """A unit that the viewer oversees, and what is asked about it.

    `stood` is False where it did not stand in the viewer's part on the day asked about: it is shown as it
    stands today, without a figure.
    """

    viewer: User
    form: FilterForm
    asked: Asked
    unit: Unit
    stood: bool

    @property
    def today(self) -> date:
        return self.asked.question.today


def sight_of(request: HttpRequest, public_id: UUID, *, today_only: bool = False) -> Sight:
    """Raises Http404 for what is unknown and for what the viewer does not oversee."""
    viewer = cast(User, request.user)
    today = timezone.localdate()
    hers = places_overseen_by(viewer, on=today)
    form = FilterForm(request.GET, words=vocabulary(hers), today=today)
    asked = asked_today(form.asked()) if today_only else form.asked()
    on = asked.question.on
    unit = _unit(public_id, hers if on == today else places_overseen_by(viewer, on=on), on)
    if unit is not None:
        return Sight(viewer, form, asked, unit, stood=True)
    now = None if on == today else _unit(public_id, hers, today)
    if now is None:
        raise Http404
    return Sight(viewer, form, asked, now, stood=False)


def _unit(public_id: UUID, places: list[str], on: date) -> Unit | None:
    return unit_at(public_id, places, on) if places else None
