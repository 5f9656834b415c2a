"""Why a role cannot be given or ended so, as a sentence at the field that can put it right."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from organisations.granting.actions import (
    AdministersEverything,
    EndedAlready,
    NotYoursToGive,
    OwnLastAdministration,
)
from organisations.oversight.actions import GrantedAlready, GrantEndsTooEarly, GrantRefusal

_SAID: dict[type[GrantRefusal], tuple[str, Any]] = {
    GrantedAlready: (
        "role",
        _("This person holds this role over this organisation already. End that one first."),
    ),
    GrantEndsTooEarly: ("ended", _("It would end before it begins. Choose a later day.")),
    NotYoursToGive: (
        "organisation",
        _("You cannot give this role there: it reaches beyond the part of the tree that you administer."),
    ),
    AdministersEverything: (
        "role",
        _("This person administers the whole site already; a part of it would take the rest away."),
    ),
    EndedAlready: ("ended", _("This role has an end already, and an earlier one.")),
    OwnLastAdministration: (
        "ended",
        _("This is your own last role as administrator. Let another administrator end it."),
    ),
}


def field_and_sentence(refusal: GrantRefusal) -> tuple[str, str]:
    field, sentence = _SAID[type(refusal)]
    return field, str(sentence)
