"""Every refusal as a sentence at the field it is about; others are named where the viewer may see them."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from organisations.appointments.actions import (
    AppointmentRefusal,
    EndedAlready,
    EndsBeforeItBegan,
    HoldsItAlready,
    OrganisationNotThere,
    SecretaryServing,
)
from organisations.appointments.models import Appointment
from organisations.oversight.queries import people_overseen_by
from organisations.people.actions import CannotMerge, EmailTaken, PersonHasAccount, PhoneTaken
from organisations.personnel.actions import (
    AccountRefusal,
    AdministratorsAccount,
    HoldsARole,
    NoAccount,
    OwnAccount,
)
from organisations.tree.models import Organisation

REFUSALS = (AppointmentRefusal, AccountRefusal, PhoneTaken, EmailTaken, PersonHasAccount, CannotMerge)


def field_and_sentence(
    refusal: Exception, *, viewer: User, organisation: Organisation | None = None
) -> tuple[str, str]:
    """Where in a form a refusal belongs, and what it says; the form may know the field by another name."""
    if isinstance(refusal, SecretaryServing):
        return "began", _serving(refusal.other, viewer)
    if isinstance(refusal, HoldsItAlready):
        return "began", _held_already(refusal.other)
    if isinstance(refusal, OrganisationNotThere) and organisation is not None:
        return "began", _not_there(organisation)
    return next(
        ((place, sentence()) for kind, (place, sentence) in _OTHERS.items() if isinstance(refusal, kind)),
        ("", _("This cannot be done. Please check what was entered.")),
    )


def _serving(other: Appointment, viewer: User) -> str:
    seen = people_overseen_by(viewer).filter(pk=other.person_id).exists()
    span: dict[str, Any] = {
        "name": other.person.full_name,
        "from": _day(other.began),
        "to": _day(other.ended),
    }
    if other.ended is not None and seen:
        return _("%(name)s was secretary from %(from)s until %(to)s. Two cannot serve at once.") % span
    if other.ended is not None:
        return _("Somebody else was secretary there from %(from)s until %(to)s.") % span
    if seen:
        return _("%(name)s has been secretary since %(from)s. Please end that post first.") % span
    return _("Somebody else has been secretary there since %(from)s. Please end that post first.") % span


def _held_already(other: Appointment) -> str:
    span = {"from": _day(other.began), "to": _day(other.ended)}
    if other.ended is None:
        return _("This person has held that very post since %(from)s.") % span
    return _("This person held that very post from %(from)s until %(to)s.") % span


def _not_there(organisation: Organisation) -> str:
    if organisation.closed_on is not None:
        return _("%(organisation)s stood from %(from)s until %(to)s. Please check the days.") % {
            "organisation": organisation,
            "from": _day(organisation.founded_on),
            "to": _day(organisation.closed_on),
        }
    return _("%(organisation)s was founded on %(day)s; nobody held a post there before.") % {
        "organisation": organisation,
        "day": _day(organisation.founded_on),
    }


def _day(day: Any) -> str:
    return date_format(day, "d/m/Y") if day else ""


_OTHERS: dict[type[Exception], tuple[str, Callable[[], str]]] = {
    EndsBeforeItBegan: ("ended", lambda: _("A post cannot end before the day on which it began.")),
    EndedAlready: ("ended", lambda: _("This post has an end already.")),
    PhoneTaken: ("phone", lambda: _("Another account has this telephone number.")),
    EmailTaken: ("email", lambda: _("Another account has this e-mail address.")),
    PersonHasAccount: ("username", lambda: _("This person has an account already.")),
    OwnAccount: ("", lambda: _("This is the account you are signed in with; you cannot close it yourself.")),
    AdministratorsAccount: (
        "",
        lambda: _("This is an administrator's account; only an administrator may close or reopen it."),
    ),
    HoldsARole: (
        "",
        lambda: _(
            "This person holds a role in the authoring site, so only an administrator of the whole site "
            "may change how she is reached, open or close her account, or merge her entry."
        ),
    ),
    NoAccount: ("", lambda: _("This person has no account.")),
    CannotMerge: ("", lambda: _("These two entries cannot be merged.")),
}
