"""Proposals in words, for the School."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practices.proposals.desk.actions import CannotDecide, NoConsent, NotWaiting, TextChanged
from practices.proposals.models import Proposal
from practices.proposals.queries import messages_of

State = Proposal.State
STATES = {
    State.SENT: gettext_lazy("Waiting for the School"),
    State.ASKED: gettext_lazy("Waiting for the cell"),
    State.ACCEPTED: gettext_lazy("Taken up"),
    State.DECLINED: gettext_lazy("Not taken up by the School"),
}


def counts_in_words(counts: Mapping[str, int], chosen: str) -> list[dict[str, Any]]:
    """How many there are in each state, leading to them; and all of them."""
    total = sum(counts.values())
    named = [(str(state), f"{label}: {counts.get(state, 0)}") for state, label in STATES.items()]
    shown = [*named, ("", _("All: %(count)s") % {"count": total})]
    here = chosen if chosen in STATES else ""
    return [{"label": label, "query": f"state={state}", "is_here": state == here} for state, label in shown]


def sentence_for(refusal: CannotDecide) -> str:
    """Why nothing was done, and how things stand."""
    match refusal:
        case NotWaiting(proposal=proposal):
            return _already(proposal)
        case TextChanged():
            return _(
                "The cell has changed its text since you opened it. Read it once more below, then decide."
            )
        case NoConsent():
            return _("Record the committee’s consent first; if it is missing, ask back.")
        case _:
            return _("This cannot be done now. Open the proposal again.")


def _already(proposal: Proposal) -> str:
    if proposal.state == State.DRAFT:
        return _("The cell has taken its proposal back meanwhile; nothing was done.")
    asked = next((one for one in reversed(messages_of(proposal)) if one.is_from_school), None)
    by = proposal.decided_by or (asked.by if asked else None)
    at = proposal.decided_at or (asked.at if asked else None)
    said = {
        State.ASKED: _("%(who)s asked the cell at %(time)s; nothing of yours was sent."),
        State.ACCEPTED: _("%(who)s took this proposal up at %(time)s; nothing of yours was sent."),
        State.DECLINED: _("%(who)s decided at %(time)s not to take it up; nothing of yours was sent."),
    }.get(State(proposal.state), _("This proposal has changed meanwhile; nothing of yours was sent."))
    time = date_format(timezone.localtime(at), "H:i d/m/Y") if at else ""
    return said % {"who": by or _("A colleague"), "time": time}
