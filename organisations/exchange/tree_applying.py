"""Does what a list of organisations brings, through the same actions as the screens; and takes it back.

Each rename, move and closing is a succession of its own, so that each can be seen, and undone, by itself.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from common.chunks import chunks
from organisations.appointments.actions import AppointmentRefusal
from organisations.exchange.tree_judging import DETAILS, TreeStep
from organisations.reorganising.actions import (
    Decision,
    StandsOpenBelow,
    close_organisation,
    move_organisation,
    rename_organisation,
)
from organisations.reorganising.outcome import Outcome
from organisations.reorganising.undoing import CannotUndo, undo_succession
from organisations.tree.actions import (
    ChangedSince,
    Founding,
    TreeRefusal,
    WouldCircle,
    edit_organisation,
    found_organisations,
)
from organisations.tree.models import Organisation, Standing, Succession

Journal = dict[str, Any]
MOST_TOLD = 5


class RowRefused(Exception):
    """The tree refuses what a row asks for."""

    def __init__(self, number: int, code: str, **values: Any) -> None:
        super().__init__(f"row {number}: {code}")
        self.number = number
        self.code = code
        self.values = values


def carry_out(
    steps: Sequence[TreeStep], *, on: date | None, number: str, by: User | None, now: datetime
) -> Journal:
    """Rename, found, move, close, edit, in this order; returns the journal. Raises RowRefused."""
    return _Work(steps, on, number, by, now).carry_out()


class _Work:
    def __init__(
        self, steps: Sequence[TreeStep], on: date | None, number: str, by: User | None, now: datetime
    ) -> None:
        self.steps = steps
        self.on = on
        self.number = number
        self.by = by
        self.now = now
        self.made: dict[int, Organisation] = {}
        self.successions: list[int] = []

    def carry_out(self) -> Journal:
        for step in self.steps:
            if step.called:
                self._reorganise(step, self.on, self._rename)
        self._found([step for step in self.steps if step.founds])
        self._move([step for step in self.steps if step.moves])
        self._close([step for step in self.steps if step.closes_on])
        edited = [self._edit(step) for step in self.steps if step.details and not step.founds]
        return {
            "founded": [organisation.pk for organisation in self.made.values()],
            "successions": self.successions,
            "edited": edited,
        }

    def _organisation(self, step: TreeStep) -> Organisation:
        """As it stands by now: earlier steps may have moved it."""
        pk = step.stored.pk if step.stored is not None else self.made[step.row.number].pk
        return Organisation.objects.select_related("kind", "parent", "parent__kind").get(pk=pk)

    def _reorganise(
        self, step: TreeStep, on: date | None, change: Callable[[TreeStep, Decision], Outcome]
    ) -> None:
        if on is None:
            raise RowRefused(step.row.number, "day_needed")
        decision = Decision(on=on, number=step.row.decision or self.number, by=self.by, now=self.now)
        try:
            outcome = change(step, decision)
        except WouldCircle:
            raise
        except (TreeRefusal, AppointmentRefusal) as refusal:
            raise _refused(step, refusal) from refusal
        self.successions.append(outcome.succession.pk)

    def _rename(self, step: TreeStep, decision: Decision) -> Outcome:
        return rename_organisation(organisation=self._organisation(step), decision=decision, **step.called)

    def _found(self, steps: Sequence[TreeStep]) -> None:
        ordered = list(_from_the_top(steps))
        try:
            made = found_organisations([_founding(step) for step in ordered])
        except TreeRefusal as refusal:
            raise _refused(ordered[0], refusal) from refusal
        self.made = {step.row.number: one for step, one in zip(ordered, made, strict=True)}

    def _move(self, steps: Sequence[TreeStep]) -> None:
        """What cannot move yet, because it would stand under itself, waits for the others."""
        waiting = list(steps)
        while waiting:
            left = [step for step in waiting if not self._moves_now(step)]
            if len(left) == len(waiting):
                raise RowRefused(left[0].row.number, "circle", through=left[0].row.parent_code)
            waiting = left

    def _moves_now(self, step: TreeStep) -> bool:
        try:
            self._reorganise(step, self.on, self._move_one)
        except WouldCircle:
            return False
        return True

    def _move_one(self, step: TreeStep, decision: Decision) -> Outcome:
        parent = step.parent or self._made_with(step.parent_code)
        fresh = Organisation.objects.select_related("kind").get(pk=parent.pk)
        return move_organisation(organisation=self._organisation(step), parent=fresh, decision=decision)

    def _made_with(self, code: str) -> Organisation:
        return next(one for one in self.made.values() if one.code == code)

    def _close(self, steps: Sequence[TreeStep]) -> None:
        """From below: nothing open may be left under what closes."""
        by_depth = sorted(steps, key=lambda step: -len(self._organisation(step).path))
        for step in by_depth:
            self._reorganise(step, step.closes_on, self._close_one)

    def _close_one(self, step: TreeStep, decision: Decision) -> Outcome:
        return close_organisation(organisation=self._organisation(step), decision=decision)

    def _edit(self, step: TreeStep) -> list[Any]:
        organisation = self._organisation(step)
        before = {name: getattr(organisation, name) for name in step.details}
        edit_organisation(organisation=organisation, by=self.by, **step.details)
        return [organisation.pk, before, step.details]


def _founding(step: TreeStep) -> Founding:
    row = step.row
    return Founding(
        name=row.name,
        kind=step.kind,
        on=step.founded_on,
        parent=step.parent,
        parent_code=step.parent_code,
        code=row.code,
        short_name=row.short_name,
        cell_type=step.cell_type,
        **{name: getattr(row, name) for name in DETAILS},
    )


def _from_the_top(steps: Sequence[TreeStep]) -> Iterator[TreeStep]:
    """Those above before those under them, whatever the order of the file."""
    under: dict[str, list[TreeStep]] = {}
    for step in steps:
        under.setdefault(step.parent_code.casefold(), []).append(step)
    ready = under.get("", [])
    while ready:
        yield from ready
        ready = [below for step in ready for below in under.get(step.row.code.casefold(), ())]


def _refused(step: TreeStep, refusal: Exception) -> RowRefused:
    number = step.row.number
    if isinstance(refusal, ChangedSince):
        standing = refusal.standing
        return RowRefused(
            number, "changed_later", organisation=str(standing), day=f"{standing.began:%d/%m/%Y}"
        )
    if isinstance(refusal, StandsOpenBelow):
        return RowRefused(number, "open_below", name=str(refusal))
    if isinstance(refusal, AppointmentRefusal):
        return RowRefused(number, "posts_later")
    return RowRefused(number, "tree_refuses")


def take_back(journal: Journal, *, by: User | None, now: datetime) -> list[str]:
    """Undo, latest first; returns what builds on it, and then the caller has to roll everything back."""
    for pk, before, after in reversed(journal["edited"]):
        organisation = Organisation.objects.filter(pk=pk).first()
        if organisation is None:  # its founding was taken back by itself
            continue
        if any(getattr(organisation, name) != value for name, value in after.items()):
            return [
                _("The details of %(organisation)s have been edited since.") % {"organisation": organisation}
            ]
        edit_organisation(organisation=organisation, by=by, **before)
    for pk in reversed(journal["successions"]):
        succession = Succession.objects.filter(pk=pk).first()
        try:
            if succession is not None:
                undo_succession(succession=succession, by=by, now=now)
        except CannotUndo as refusal:
            return refusal.reasons
    return _remove(journal["founded"])


def _remove(founded: Sequence[int]) -> list[str]:
    own = set(founded)
    for chunk in chunks(founded):
        reasons = list(_referred_to(chunk, own))
        if reasons:
            return reasons[:MOST_TOLD]
    left = own
    while left:
        above = set(Organisation.objects.filter(parent__in=left).values_list("parent", flat=True))
        Organisation.objects.filter(pk__in=left - above).delete()
        left &= above
    return []


def _referred_to(organisations: Sequence[int], own: set[int]) -> Iterator[str]:
    """Whatever room of the site speaks of these organisations by now."""
    names = Organisation.objects.in_bulk(organisations)
    for relation in Organisation._meta.related_objects:
        model: Any = relation.related_model
        field = relation.field.name
        rows = model._default_manager.filter(**{f"{field}__in": organisations}).order_by()
        if issubclass(model, Standing):
            rows = rows.exclude(organisation__in=own)
        for pk, place in rows.values_list("pk", f"{field}_id")[: MOST_TOLD + len(own)]:
            if not (model is Organisation and pk in own):
                yield _about(names[place], model)


def _about(organisation: Organisation, model: type[Model]) -> str:
    return _("%(organisation)s: %(what)s has been entered since.") % {
        "organisation": organisation,
        "what": model._meta.verbose_name,
    }
