"""Which ways of sending a code this installation has."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.text_messages import has_gateway


@dataclass(frozen=True, slots=True)
class Ways:
    """By text message, by letter, by both or by none."""

    phone: bool
    email: bool

    @property
    def any(self) -> bool:
        return self.phone or self.email

    @property
    def label(self) -> str:
        """What to ask for."""
        if self.phone and self.email:
            return _("Telephone number or e-mail address")
        return _("Telephone number") if self.phone else _("E-mail address")


def ways_to_send() -> Ways:
    return Ways(phone=has_gateway(), email=settings.LETTERS_LEAVE)
