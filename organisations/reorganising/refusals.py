"""Why the tree cannot be changed so, as a sentence at the field that can put it right."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from organisations.appointments import actions as appointments
from organisations.appointments.actions import AppointmentRefusal
from organisations.reorganising import actions
from organisations.tree import actions as tree
from organisations.tree.actions import TreeRefusal

REFUSALS = (TreeRefusal, AppointmentRefusal)


def said(refusal: Exception) -> tuple[str | None, str]:
    """The field that a refusal is about, None for the form as a whole, and what to do."""
    return next(say(refusal) for kind, say in _SAYINGS.items() if isinstance(refusal, kind))


def _changed_since(refusal: Any) -> tuple[str, str]:
    return "on", _(
        "%(organisation)s has changed on %(day)s. Choose that day or a later one, or take that change back"
        " first."
    ) % {"organisation": refusal.standing.organisation, "day": f"{refusal.standing.began:%d/%m/%Y}"}


_SAYINGS: dict[type[Exception], Callable[[Exception], tuple[str | None, str]]] = {
    actions.NotYet: lambda _refusal: (
        "on",
        _("This day has not come yet. Enter the change once it is in force."),
    ),
    actions.StandsOpenBelow: lambda refusal: (
        None,
        _("%s still stands under it. Move, merge or close what stands under it first.") % refusal,
    ),
    actions.ClosedAlready: lambda refusal: (None, _("%s is closed; nothing more happens to it.") % refusal),
    actions.NothingToMerge: lambda _refusal: (
        None,
        _("A merger needs at least two organisations. Choose another one beside this."),
    ),
    actions.WouldWiden: lambda refusal: (
        "parent",
        _(
            "You hold a stronger role over that place than over %s. An administrator of the site moves it"
            " there, so that nobody comes to see more by a move of her own."
        )
        % refusal,
    ),
    actions.NotItsOwn: lambda refusal: (
        None,
        _("Part of this does not belong to %s any more. Look at the list again.") % refusal,
    ),
    tree.ChangedSince: _changed_since,
    tree.WouldCircle: lambda refusal: (
        "parent",
        _("This place lies within %s itself. Choose one outside.") % refusal,
    ),
    tree.NothingStandsThere: lambda refusal: (
        "parent",
        _("Nothing can stand under %s: it is a cell, or closed. Choose another one.") % refusal,
    ),
    appointments.EndsBeforeItBegan: lambda _refusal: (
        "on",
        _("Somebody was appointed there after this day. Choose a later day, or put that post right first."),
    ),
    appointments.SecretaryServing: lambda refusal: (
        "secretary",
        _("%s is secretary there on some of these days.") % refusal,
    ),
    appointments.HoldsItAlready: lambda refusal: (None, _("%s holds this post there already.") % refusal),
    TreeRefusal: lambda _refusal: (None, _("The tree cannot be changed so.")),
    AppointmentRefusal: lambda _refusal: (None, _("The posts cannot be changed so.")),
}
