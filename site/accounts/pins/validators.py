"""The rules of `pins.rules` where Django asks: at every form that sets a password."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.pins.rules import Fault, fault_of

SENTENCES: dict[Fault, Promise] = {
    Fault.SHORT_PIN: _("A PIN needs at least 6 digits."),
    Fault.SHORT_PASSWORD: _("A password needs at least 8 characters; of digits alone, 6 are enough."),
    Fault.PIN_NOT_ENOUGH: _(
        "Digits alone are not enough for an account that writes, reviews or oversees:"
        " take at least 8 characters, with letters."
    ),
    Fault.PATTERN: _("Too easy to guess: the digits follow a pattern. Mix them."),
    Fault.DATE: _("Too easy to guess: it reads as a date or as years. Take other digits."),
    Fault.TELEPHONE: _("Too easy to guess: it is part of your telephone number."),
}
# To who may not use a PIN, nothing is said of six digits.
_LONGER = _("A password needs at least 8 characters.")


def may_use_pin(account: User | AnonymousUser | None) -> bool:
    """Whether digits alone will do: for who learns, and never for who may enter the authoring site."""
    if account is None or account.pk is None:
        return False
    return not account.has_perm("wagtailadmin.access_admin")


class PinOrPassword:
    """A PIN of at least six digits that are no pattern, or a password of at least eight characters."""

    def validate(self, password: str, user: User | None = None) -> None:
        allowed = may_use_pin(user)
        fault = fault_of(password, may_be_pin=allowed, phone=getattr(user, "phone", None) or "")
        if fault is None:
            return
        too_short = fault is Fault.SHORT_PASSWORD and not allowed
        raise ValidationError(str(_LONGER if too_short else SENTENCES[fault]), code=fault)

    def get_help_text(self) -> str:
        return str(_LONGER)
